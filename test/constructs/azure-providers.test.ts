import { Testing, TerraformStack } from 'cdktf';
import { AzureProviders, type AzureProvidersProps } from '../../constructs/azure-providers';
import { RESOURCE_PROVIDERS } from '../../constructs/resource-providers';

function azurermOf(props?: AzureProvidersProps): unknown {
  const stack = new TerraformStack(Testing.app(), 'stack');
  new AzureProviders(stack, 'providers', props);
  const { provider } = JSON.parse(Testing.synth(stack)) as { provider: { azurerm: unknown[] } };
  return provider.azurerm[0];
}

describe('AzureProviders', () => {
  it('registers the resource providers that are needed and no others', () => {
    expect(azurermOf()).toMatchObject({
      resource_provider_registrations: 'none',
      resource_providers_to_register: RESOURCE_PROVIDERS,
    });
  });

  it('leaves registering to somebody else when it is told', () => {
    const azurerm = azurermOf({ registerResourceProviders: false });

    expect(azurerm).toHaveProperty('resource_provider_registrations', 'none');
    expect(azurerm).not.toHaveProperty('resource_providers_to_register');
  });

  it('reads nothing from storage accounts by key', () => {
    expect(azurermOf()).toMatchObject({
      storage_use_azuread: true,
      features: [{ storage: [{ data_plane_available: false }] }],
    });
  });
});

describe('RESOURCE_PROVIDERS', () => {
  /** Of every azurerm and azapi type that a gateway may have, by what its name begins with. */
  const NAMESPACES: readonly (readonly [string, string])[] = [
    ['azurerm_api_management', 'Microsoft.ApiManagement'],
    ['azurerm_application_insights', 'microsoft.insights'],
    ['azurerm_cosmosdb', 'Microsoft.DocumentDB'],
    ['azurerm_key_vault', 'Microsoft.KeyVault'],
    ['azurerm_log_analytics', 'Microsoft.OperationalInsights'],
    ['azurerm_user_assigned_identity', 'Microsoft.ManagedIdentity'],
    ['azurerm_storage', 'Microsoft.Storage'],
    ['azurerm_service_plan', 'Microsoft.Web'],
    ['azurerm_container_app', 'Microsoft.App'],
    ['azurerm_cognitive', 'Microsoft.CognitiveServices'],
    ['azurerm_virtual_network', 'Microsoft.Network'],
  ];

  it.each(NAMESPACES)('has that of %s', (_type, namespace) => {
    expect(RESOURCE_PROVIDERS).toContain(namespace);
  });

  it('is sorted and has nothing twice', () => {
    expect([...new Set(RESOURCE_PROVIDERS)].sort()).toEqual(RESOURCE_PROVIDERS);
  });
});
