import { TerraformVariable, type TerraformStack } from 'cdktf';
import { KeyVault, type IKeyVault, type KeyVaultProps } from '../../constructs/key-vault';
import { Naming } from '../../constructs/naming';
import { GatewayNetwork } from '../../constructs/network/gateway-network';
import { brokenRules, groupIn, synth, synthTypes } from './synth';

function vaultIn(stack: TerraformStack, props: Partial<KeyVaultProps> = {}): KeyVault {
  return new KeyVault(stack, 'vault', { resourceGroup: groupIn(stack), name: 'kv-test', tenantId: 'tenant', ...props });
}

function existingVaultIn(stack: TerraformStack, isPrivate?: boolean): IKeyVault {
  const place = { name: 'kv-platform', resourceGroupName: 'rg-platform' };
  return KeyVault.fromExisting(stack, 'vault', { ...place, secretPrefix: 'mcp-', isPrivate });
}

const token = (stack: TerraformStack): string =>
  new TerraformVariable(stack, 'token', { type: 'string', sensitive: true }).stringValue;

describe('KeyVault', () => {
  it('creates a vault that decides by roles and can be purged', () => {
    expect(synthTypes(['azurerm_key_vault'], vaultIn)).toEqual({
      azurerm_key_vault: {
        vault: {
          location: '${azurerm_resource_group.group.location}',
          name: 'kv-test',
          purge_protection_enabled: false,
          rbac_authorization_enabled: true,
          resource_group_name: '${azurerm_resource_group.group.name}',
          sku_name: 'standard',
          soft_delete_retention_days: 7,
          tenant_id: 'tenant',
        },
      },
    });
  });

  it('keeps a deleted vault for as long as it is told', () => {
    expect(
      synthTypes(['azurerm_key_vault'], (stack) =>
        vaultIn(stack, { purgeProtection: true, softDeleteRetentionDays: 90 }),
      ),
    ).toMatchObject({
      azurerm_key_vault: { vault: { purge_protection_enabled: true, soft_delete_retention_days: 90 } },
    });
  });

  it('is reached by private endpoint alone in a network, which is there before secrets are read', () => {
    const { resource = {} } = synth((stack) => {
      const resourceGroup = groupIn(stack);
      const naming = new Naming(stack, 'naming', { prefix: 'test' });
      const network = new GatewayNetwork(stack, 'network', { resourceGroup, naming, sku: 'StandardV2' });
      new KeyVault(stack, 'vault', { resourceGroup, name: 'kv-test', tenantId: 'tenant', network }).addSecret(
        'slack-token',
        token(stack),
      );
    });

    expect(resource.azurerm_key_vault?.vault).toMatchObject({
      network_acls: { bypass: 'AzureServices', default_action: 'Deny' },
      public_network_access_enabled: false,
    });
    expect(resource.azurerm_private_endpoint).toMatchObject({
      'network_endpoint-vault-keyvault': {
        private_service_connection: { private_connection_resource_id: '${azurerm_key_vault.vault.id}' },
      },
    });
    expect(resource.azapi_resource_action?.['vault_secret-slack-token']?.depends_on).toEqual([
      'azurerm_private_endpoint.network_endpoint-vault-keyvault',
    ]);
  });

  it('lets a principal read one secret alone, once it is written', () => {
    expect(
      synthTypes(['azurerm_role_assignment', 'azapi_resource_action'], (stack) => {
        const vault = vaultIn(stack);
        vault.grantRead('slack', 'principal', vault.addSecret('slack-token', token(stack)));
      }),
    ).toEqual({
      azapi_resource_action: {
        'vault_secret-slack-token': {
          body: { properties: { value: '${var.token}' } },
          method: 'PUT',
          resource_id: '${azurerm_key_vault.vault.id}/secrets/slack-token',
          type: 'Microsoft.KeyVault/vaults/secrets@2023-07-01',
        },
      },
      azurerm_role_assignment: {
        'vault_reader-slack': {
          principal_id: 'principal',
          principal_type: 'ServicePrincipal',
          role_definition_name: 'Key Vault Secrets User',
          scope: '${azapi_resource_action.vault_secret-slack-token.id}',
        },
      },
    });
  });

  it('names a secret by its URI without version', () => {
    let id = '';
    const { output } = synth((stack) => {
      id = vaultIn(stack).addSecret('slack-token', token(stack)).id;
    });
    expect(output).toBeUndefined();
    expect(id).toMatch(/\}secrets\/slack-token$/);
  });

  it.each(['slack_token', '', 'x'.repeat(128)])('refuses the secret name "%s"', (name) => {
    expect(() => synth((stack) => vaultIn(stack).addSecret(name, token(stack)))).toThrow(
      `stack/vault: the name of a secret is "${name}". It has 1 to 127 letters, digits and hyphens. Choose another name. [key-vault-secret-name]`,
    );
  });

  it('refuses literal text and does not repeat it', () => {
    expect(() => synth((stack) => vaultIn(stack).addSecret('slack-token', 'xoxb-1'))).toThrow(
      /^stack\/vault: the value of the secret "slack-token" is literal text\. (?!.*xoxb)/,
    );
  });

  it('passes everything it creates to override', () => {
    const created: string[] = [];
    synth((stack) => {
      const vault = vaultIn(stack, { override: (resource) => created.push(resource.terraformResourceType) });
      vault.grantRead('slack', 'principal', vault.addSecret('slack-token', token(stack)));
    });
    expect(created).toEqual(['azurerm_key_vault', 'azapi_resource_action', 'azurerm_role_assignment']);
  });

  it.each([
    [{ name: 'kv' }, ['key-vault-name']],
    [{ name: 'kv--test' }, ['key-vault-name']],
    [{ name: '1-vault' }, ['key-vault-name']],
    [{ name: `kv-${'x'.repeat(22)}` }, ['key-vault-name']],
    [{ softDeleteRetentionDays: 6 }, ['key-vault-retention']],
    [{ name: 'kv-', softDeleteRetentionDays: 7.5 }, ['key-vault-name', 'key-vault-retention']],
  ])('refuses %j', (props, rules) => {
    expect(brokenRules((stack) => vaultIn(stack, props))).toEqual(rules);
  });

  it('looks an existing vault up, which has to decide by roles, and writes under its prefix', () => {
    expect(
      synthTypes(['azurerm_key_vault', 'azapi_resource_action'], (stack) =>
        existingVaultIn(stack).addSecret('slack-token', token(stack)),
      ),
    ).toEqual({
      azapi_resource_action: {
        'vault_secret-slack-token': {
          body: { properties: { value: '${var.token}' } },
          method: 'PUT',
          resource_id: '${data.azurerm_key_vault.vault.id}/secrets/mcp-slack-token',
          type: 'Microsoft.KeyVault/vaults/secrets@2023-07-01',
        },
      },
      azurerm_key_vault: {
        vault: {
          lifecycle: {
            postcondition: [
              {
                condition: '${self.rbac_authorization_enabled}',
                error_message: expect.stringContaining('kv-platform decides by access policies') as unknown,
              },
            ],
          },
          name: 'kv-platform',
          resource_group_name: 'rg-platform',
        },
      },
    });
  });

  it.each([true, false])('knows whether an existing vault is private: %s', (isPrivate) => {
    let vault: IKeyVault | undefined;
    synth((stack) => {
      vault = existingVaultIn(stack, isPrivate);
    });
    expect(vault?.isPrivate).toBe(isPrivate);
  });
});
