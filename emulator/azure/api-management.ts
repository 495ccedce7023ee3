import { azureResourceId, identityBlock, lookedUpIdentityBlock } from './managed-identity/principals';
import type { ArgumentReader, ComputedAttributes } from './stand-in';

/**
 * The attributes Azure computes for API Management resources. The gateway's URL is the local one, so everything a stack
 * derives from it (named values, redirect URIs, outputs) is right for this machine.
 * @param gatewayOrigin `http://localhost:<port>`
 * @param secret a fresh random text, for subscription keys the stack does not set
 */
export function apiManagementAttributes(
  gatewayOrigin: string,
  secret: (address: string) => string,
): Readonly<Record<string, ComputedAttributes>> {
  const keys: ComputedAttributes = {
    primary_key: (resource) => given(resource, 'primary_key') ?? secret(`${resource.address} primary`),
    secondary_key: (resource) => given(resource, 'secondary_key') ?? secret(`${resource.address} secondary`),
    subscription_id: (resource) =>
      given(resource, 'subscription_id') ?? resource.address.split('.').pop() ?? resource.address,
  };
  return {
    azurerm_api_management: {
      id: (resource) => serviceId(resource, text(resource, 'name')),
      gateway_url: () => gatewayOrigin,
      gateway_regional_url: () => gatewayOrigin,
      identity: (resource) => (resource.address.startsWith('data.') ? lookedUpIdentityBlock : identityBlock)(resource),
      private_ip_addresses: () => [],
      public_ip_addresses: () => ['127.0.0.1'],
    },
    azurerm_api_management_api: {
      id: (resource) =>
        `${serviceId(resource)}/apis/${text(resource, 'name')};rev=${given(resource, 'revision') ?? '1'}`,
      is_current: () => true,
      is_online: () => true,
    },
    azurerm_api_management_api_operation: {
      id: (resource) =>
        `${serviceId(resource)}/apis/${text(resource, 'api_name')}/operations/${text(resource, 'operation_id')}`,
    },
    azurerm_api_management_api_diagnostic: {},
    azurerm_api_management_api_operation_policy: {},
    azurerm_api_management_api_policy: {},
    azurerm_api_management_backend: { id: child('backends') },
    azurerm_api_management_custom_domain: {},
    azurerm_api_management_diagnostic: {},
    azurerm_api_management_logger: { id: child('loggers') },
    azurerm_api_management_named_value: { id: child('namedValues') },
    azurerm_api_management_policy: {},
    azurerm_api_management_policy_fragment: { id: child('policyFragments') },
    azurerm_api_management_product: {
      id: (resource) => `${serviceId(resource)}/products/${text(resource, 'product_id')}`,
    },
    azurerm_api_management_product_api: {},
    azurerm_api_management_product_group: {},
    azurerm_api_management_product_policy: {},
    azurerm_api_management_subscription: keys,
  };
}

function child(collection: string): (resource: ArgumentReader) => string {
  return (resource) => `${serviceId(resource)}/${collection}/${text(resource, 'name')}`;
}

function serviceId(resource: ArgumentReader, name = given(resource, 'api_management_name')): string {
  const owner: unknown = resource.argument('api_management_id');
  if (name === undefined && typeof owner === 'string') return owner;
  return azureResourceId(given(resource, 'resource_group_name') ?? '', `Microsoft.ApiManagement/service/${name ?? ''}`);
}

function given(resource: ArgumentReader, name: string): string | undefined {
  const value = resource.argument(name);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function text(resource: ArgumentReader, name: string): string {
  const value = given(resource, name);
  if (value === undefined) throw new Error(`"${name}" is not set; it must be a non-empty string`);
  return value;
}
