import { TerraformVariable } from 'cdktf';
import { ApiManagement } from '../../../constructs/api-management/api-management';
import { API_MANAGEMENT_SKUS, type ApiManagementSku } from '../../../constructs/api-management/api-management-sku';
import { KeyVault } from '../../../constructs/key-vault';
import { UserAssignedIdentity } from '../../../constructs/user-assigned-identity';
import type { PolicyFragment } from '../../../policies/documents/document';
import { parseRawXml } from '../../../policies/language/xml/parse';
import { apiManagementIn, brokenRules, groupIn, synthTypes } from '../synth';

function withProps(props: { sku?: ApiManagementSku; name?: string; email?: string }): readonly string[] {
  return brokenRules((stack) => {
    const resourceGroup = groupIn(stack);
    return new ApiManagement(stack, 'apim', {
      resourceGroup,
      name: 'apim-test',
      publisher: { name: props.name ?? 'Test', email: props.email ?? 'test@example.com' },
      sku: props.sku,
      identity: new UserAssignedIdentity(stack, 'identity', { resourceGroup, name: 'id-test' }),
      keyVault: new KeyVault(stack, 'vault', { resourceGroup, name: 'kv-test', tenantId: 'tenant' }),
    });
  });
}

describe('ApiManagement', () => {
  it('creates a BasicV2 service with both kinds of identity', () => {
    expect(synthTypes(['azurerm_api_management'], apiManagementIn)).toEqual({
      azurerm_api_management: {
        apim: {
          identity: {
            identity_ids: ['${azurerm_user_assigned_identity.identity.id}'],
            type: 'SystemAssigned, UserAssigned',
          },
          location: '${azurerm_resource_group.group.location}',
          name: 'apim-test',
          publisher_email: 'test@example.com',
          publisher_name: 'Test',
          resource_group_name: '${azurerm_resource_group.group.name}',
          sku_name: 'BasicV2_1',
        },
      },
    });
  });

  it('adds named values whose display name is their name', () => {
    expect(
      synthTypes(['azurerm_api_management_named_value'], (stack) => apiManagementIn(stack).addNamedValue('open', 'v')),
    ).toEqual({
      azurerm_api_management_named_value: {
        'apim_named-value-open': {
          api_management_name: '${azurerm_api_management.apim.name}',
          display_name: 'open',
          name: 'open',
          resource_group_name: '${azurerm_api_management.apim.resource_group_name}',
          secret: false,
          value: 'v',
        },
      },
    });
  });

  it('keeps the value of a secret in the vault, which its identity may read before', () => {
    expect(
      synthTypes(
        ['azurerm_api_management_named_value', 'azapi_resource_action', 'azurerm_role_assignment'],
        (stack) => {
          const token = new TerraformVariable(stack, 'token', { type: 'string', sensitive: true });
          apiManagementIn(stack).addNamedValue('closed', token.stringValue, { secret: true });
        },
      ),
    ).toEqual({
      azapi_resource_action: {
        'vault_secret-closed': {
          body: { properties: { value: '${var.token}' } },
          method: 'PUT',
          resource_id: '${azurerm_key_vault.vault.id}/secrets/closed',
          type: 'Microsoft.KeyVault/vaults/secrets@2023-07-01',
        },
      },
      azurerm_api_management_named_value: {
        'apim_named-value-closed': {
          api_management_name: '${azurerm_api_management.apim.name}',
          depends_on: [
            'azapi_resource_action.vault_secret-closed',
            'azurerm_role_assignment.vault_reader-api-management',
          ],
          display_name: 'closed',
          name: 'closed',
          resource_group_name: '${azurerm_api_management.apim.resource_group_name}',
          secret: true,
          value_from_key_vault: {
            identity_client_id: '${azurerm_user_assigned_identity.identity.client_id}',
            secret_id: '${azurerm_key_vault.vault.vault_uri}secrets/closed',
          },
        },
      },
      azurerm_role_assignment: {
        'vault_reader-api-management': {
          principal_id: '${azurerm_user_assigned_identity.identity.principal_id}',
          principal_type: 'ServicePrincipal',
          role_definition_name: 'Key Vault Secrets User',
          scope: '${azurerm_key_vault.vault.id}',
        },
      },
    });
  });

  it('reads a private vault by the system-assigned identity', () => {
    const { azurerm_api_management_named_value: values, azurerm_role_assignment: roles } = synthTypes(
      ['azurerm_api_management_named_value', 'azurerm_role_assignment'],
      (stack) => {
        const resourceGroup = groupIn(stack);
        const place = { name: 'kv-platform', resourceGroupName: 'rg-platform' };
        const apim = new ApiManagement(stack, 'apim', {
          resourceGroup,
          name: 'apim-test',
          publisher: { name: 'Test', email: 'test@example.com' },
          identity: new UserAssignedIdentity(stack, 'identity', { resourceGroup, name: 'id-test' }),
          keyVault: KeyVault.fromExisting(stack, 'vault', { ...place, secretPrefix: 'mcp-', isPrivate: true }),
        });
        const token = new TerraformVariable(stack, 'token', { type: 'string', sensitive: true });
        apim.addNamedValue('closed', token.stringValue, { secret: true });
      },
    ) as Record<string, Record<string, Record<string, unknown>>>;

    expect(values?.['apim_named-value-closed']?.value_from_key_vault).toEqual({
      secret_id: '${data.azurerm_key_vault.vault.vault_uri}secrets/mcp-closed',
    });
    expect(roles?.['vault_reader-api-management']?.principal_id).toBe(
      '${azurerm_api_management.apim.identity[0].principal_id}',
    );
  });

  it('refers to a secret that is in a vault already', () => {
    const keyVaultSecretId = 'https://kv-team.vault.azure.net/secrets/slack';
    expect(
      synthTypes(['azurerm_api_management_named_value', 'azapi_resource_action'], (stack) =>
        apiManagementIn(stack).addNamedValue('slack', { keyVaultSecretId }),
      ),
    ).toMatchObject({
      azurerm_api_management_named_value: {
        'apim_named-value-slack': { secret: true, value_from_key_vault: { secret_id: keyVaultSecretId } },
      },
    });
  });

  it('names the secret of a named value that no vault takes by a name it takes', () => {
    const written = synthTypes(['azapi_resource_action'], (stack) => {
      const token = new TerraformVariable(stack, 'token', { type: 'string', sensitive: true });
      const apim = apiManagementIn(stack);
      apim.addNamedValue('client-a_b', token.stringValue, { secret: true });
      apim.addNamedValue('client-a-b', token.stringValue, { secret: true });
    });

    expect(Object.keys((written as Record<string, object>).azapi_resource_action ?? {})).toEqual([
      'vault_secret-client-a-b-c4d5c7',
      'vault_secret-client-a-b',
    ]);
  });

  it('refuses a secret that is literal text', () => {
    expect(() =>
      synthTypes([], (stack) => apiManagementIn(stack).addNamedValue('closed', 'hidden', { secret: true })),
    ).toThrow('stack/vault: the value of the secret "closed" is literal text.');
  });

  it('adds fragments as escaped rawxml, after the named values they use and only those', () => {
    const fragment: PolicyFragment = {
      name: 'greet',
      description: 'Greets.',
      root: parseRawXml('<fragment><set-variable name="v" value="@("{{greeting}} ${x}")" /></fragment>'),
    };
    expect(
      synthTypes(['azurerm_api_management_policy_fragment'], (stack) => {
        const apim = apiManagementIn(stack);
        apim.addFragment(fragment);
        apim.addNamedValue('greeting', 'hello');
        apim.addNamedValue('other', 'value');
      }),
    ).toEqual({
      azurerm_api_management_policy_fragment: {
        'apim_fragment-greet': {
          api_management_id: '${azurerm_api_management.apim.id}',
          depends_on: ['azurerm_api_management_named_value.apim_named-value-greeting'],
          description: 'Greets.',
          format: 'rawxml',
          name: 'greet',
          value: '<fragment><set-variable name="v" value="@("{{greeting}} $${x}")" /></fragment>',
        },
      },
    });
  });

  it.each(API_MANAGEMENT_SKUS)('accepts the SKU %s', (sku) => {
    expect(withProps({ sku })).toEqual([]);
  });

  it.each([
    [{ sku: 'Consumption' as ApiManagementSku }, ['apim-sku-consumption']],
    [{ sku: 'Isolated' as ApiManagementSku }, ['apim-sku-known']],
    [{ name: '' }, ['publisher-name']],
    [{ name: 'x'.repeat(101) }, ['publisher-name']],
    [{ email: 'nobody' }, ['publisher-email']],
    [{ email: `${'x'.repeat(100)}@example.com` }, ['publisher-email']],
    [
      { sku: 'Consumption' as ApiManagementSku, name: '', email: '' },
      ['apim-sku-consumption', 'publisher-name', 'publisher-email'],
    ],
  ])('refuses %j', (props, rules) => {
    expect(withProps(props)).toEqual(rules);
  });
});
