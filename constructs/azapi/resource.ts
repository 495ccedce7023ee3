import { TerraformResource, type ITerraformDependable } from 'cdktf';
import type { Construct } from 'constructs';
import type { ArmType } from './arm-types';
import { AZAPI } from './provider';

/** Props of {@link AzapiResource}. */
export interface AzapiResourceProps {
  readonly type: ArmType;
  /** Name of the resource. Changing it re-creates the resource. */
  readonly name: string;
  /** Azure id of the parent. Changing it re-creates the resource. */
  readonly parentId: string;
  /** The ARM body: `properties` and what stands beside it. @default none */
  readonly body?: Readonly<Record<string, unknown>>;
  /** @default none besides what the props refer to */
  readonly dependsOn?: ITerraformDependable[];
}

/** An Azure resource written as ARM wants it, for types azurerm does not know (`azapi_resource`). */
export class AzapiResource extends TerraformResource {
  constructor(
    scope: Construct,
    id: string,
    private readonly props: AzapiResourceProps,
  ) {
    super(scope, id, {
      terraformResourceType: 'azapi_resource',
      terraformGeneratorMetadata: { providerName: AZAPI.providerName, providerVersion: AZAPI.version },
      dependsOn: props.dependsOn,
    });
  }

  /** Azure resource id. */
  get id(): string {
    return this.getStringAttribute('id');
  }

  protected override synthesizeAttributes(): Record<string, unknown> {
    const { type, name, parentId, body } = this.props;
    return { type, name, parent_id: parentId, body };
  }
}
