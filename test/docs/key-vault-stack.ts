import { DataAzurermClientConfig } from '@cdktf/provider-azurerm/lib/data-azurerm-client-config';
import { TerraformVariable, type TerraformStack } from 'cdktf';
import { KeyVault } from '../../constructs/key-vault';
import { McpGateway } from '../../constructs/mcp-gateway';
import { ResourceGroup } from '../../constructs/resource-group';

/** Adds to a stack what docs/key-vault.md shows of values. */
export function addSecrets(stack: TerraformStack, gateway: McpGateway): void {
  // example: a value
  const token = new TerraformVariable(stack, 'tracker_token', { type: 'string', sensitive: true });
  gateway.apiManagement.addNamedValue('tracker-token', token.stringValue, { secret: true });
  // end

  // example: a reference
  gateway.apiManagement.addNamedValue('wiki-token', {
    keyVaultSecretId: 'https://kv-team.vault.azure.net/secrets/wiki-token',
  });
  // end
}

/** Makes the gateway of docs/key-vault.md whose vault cannot be purged. */
export function addProtectedGateway(stack: TerraformStack): McpGateway {
  const resourceGroup = new ResourceGroup(stack, 'group', { name: 'rg-contoso', location: 'swedencentral' });
  const { tenantId } = new DataAzurermClientConfig(stack, 'client', {});

  // example: a vault that cannot be purged
  const gateway = new McpGateway(stack, 'gateway', {
    publisher: { name: 'Contoso', email: 'platform@example.com' },
    resourceGroup,
    keyVault: new KeyVault(stack, 'key-vault', {
      resourceGroup,
      name: 'kv-contoso-mcp',
      tenantId,
      purgeProtection: true,
      softDeleteRetentionDays: 90,
    }),
  });
  // end
  return gateway;
}
