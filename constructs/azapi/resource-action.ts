import { TerraformDataSource, type ITerraformDependable } from 'cdktf';
import type { Construct } from 'constructs';
import type { ArmType } from './arm-types';
import { AZAPI } from './provider';

/** Props of {@link AzapiResourceAction}. */
export interface AzapiResourceActionProps {
  readonly type: ArmType;
  /** Azure id of the resource the action is performed on. */
  readonly resourceId: string;
  /** Last path segment of the POST, for instance `listkeys`. */
  readonly action: string;
  /** Paths into the answer that {@link AzapiResourceAction.sensitiveOutput} reads, for instance `systemKeys.mcp_extension`. */
  readonly sensitiveResponseExportValues: readonly string[];
  /** @default none besides what the props refer to */
  readonly dependsOn?: ITerraformDependable[];
}

/**
 * A POST on an Azure resource that reads something, such as its keys (`data.azapi_resource_action`). A data source and
 * not the resource of the same name, because that one runs once and keeps its answer: a key that was not there yet, or
 * was renewed since, would stay wrong.
 */
export class AzapiResourceAction extends TerraformDataSource {
  constructor(
    scope: Construct,
    id: string,
    private readonly props: AzapiResourceActionProps,
  ) {
    super(scope, id, {
      terraformResourceType: 'azapi_resource_action',
      terraformGeneratorMetadata: { providerName: AZAPI.providerName, providerVersion: AZAPI.version },
      dependsOn: props.dependsOn,
    });
  }

  /** A reference to one of the exported values; Terraform treats it as a secret. */
  sensitiveOutput(path: string): string {
    return this.getStringAttribute(`sensitive_output.${path}`);
  }

  protected override synthesizeAttributes(): Record<string, unknown> {
    const { type, resourceId, action, sensitiveResponseExportValues } = this.props;
    return {
      type,
      resource_id: resourceId,
      action,
      method: 'POST',
      sensitive_response_export_values: sensitiveResponseExportValues,
    };
  }
}
