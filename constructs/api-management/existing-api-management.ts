import { DataAzurermApiManagement } from '@cdktf/provider-azurerm/lib/data-azurerm-api-management';
import type { Construct } from 'constructs';
import { ApiManagementBase, type ApiManagementBaseProps } from './api-management-base';

/** Where an existing API Management service is, and what of it the gateway uses. */
export interface ExistingApiManagementProps extends ApiManagementBaseProps {
  readonly name: string;
  readonly resourceGroupName: string;
  /** Public origin without trailing slash, if it is not the one Azure gives. @default the service's own */
  readonly gatewayUrl?: string;
}

/** An API Management service that somebody else looks after. */
export class ExistingApiManagement extends ApiManagementBase {
  readonly resource: DataAzurermApiManagement;
  readonly name: string;
  readonly resourceGroupName: string;
  readonly isShared = true;
  private readonly customUrl: string | undefined;

  constructor(scope: Construct, id: string, props: ExistingApiManagementProps) {
    super(scope, id, props);
    const { name, resourceGroupName, identity, gatewayUrl } = props;
    this.name = name;
    this.resourceGroupName = resourceGroupName;
    this.customUrl = gatewayUrl;
    this.resource = this.created(
      new DataAzurermApiManagement(this, 'Resource', {
        name,
        resourceGroupName,
        lifecycle: {
          postcondition: [
            {
              condition: '${try(self.identity[0].principal_id, "") != ""}',
              errorMessage: `The API Management service ${name} has no system-assigned identity, by which the gateway reaches its store. Switch it on: az apim update --name ${name} --resource-group ${resourceGroupName} --enable-managed-identity true`,
            },
            {
              condition: `\${contains([for id in try(self.identity[0].identity_ids, []) : lower(id)], lower(${identity.id}))}`,
              errorMessage: `The API Management service ${name} does not have the user-assigned identity that the gateway signs in with at Entra ID. Assign it to the service; docs/existing-resources.md says how.`,
            },
          ],
        },
      }),
    );
  }

  get id(): string {
    return this.resource.id;
  }

  get gatewayUrl(): string {
    return this.customUrl ?? this.resource.gatewayUrl;
  }

  get principalId(): string {
    return this.resource.identity.get(0).principalId;
  }
}
