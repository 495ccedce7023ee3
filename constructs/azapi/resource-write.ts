import { TerraformResource, type ITerraformDependable } from 'cdktf';
import type { Construct } from 'constructs';
import type { ArmType } from './arm-types';
import { AZAPI } from './provider';

/** Props of {@link AzapiResourceWrite}. */
export interface AzapiResourceWriteProps {
  readonly type: ArmType;
  /** Azure id of the resource that is written. Changing it writes another one and leaves this one. */
  readonly resourceId: string;
  /** The ARM body. It is sent again when it changes. */
  readonly body: Readonly<Record<string, unknown>>;
  /** @default none besides what the props refer to */
  readonly dependsOn?: ITerraformDependable[];
}

/**
 * A PUT on an Azure resource that is never deleted by itself (the managed `azapi_resource_action`), for types that Azure
 * Resource Manager writes but does not delete. What is written goes with its parent.
 */
export class AzapiResourceWrite extends TerraformResource {
  constructor(
    scope: Construct,
    id: string,
    private readonly props: AzapiResourceWriteProps,
  ) {
    super(scope, id, {
      terraformResourceType: 'azapi_resource_action',
      terraformGeneratorMetadata: { providerName: AZAPI.providerName, providerVersion: AZAPI.version },
      dependsOn: props.dependsOn,
    });
  }

  /** Azure id of the resource that was written. */
  get id(): string {
    return this.getStringAttribute('id');
  }

  protected override synthesizeAttributes(): Record<string, unknown> {
    const { type, resourceId, body } = this.props;
    return { type, resource_id: resourceId, method: 'PUT', body };
  }
}
