import { KeySlots, type KeySlot } from '../../../constructs/api-management/key-slots';
import { apiManagementIn, brokenRules, synthTypes } from '../synth';

describe('KeySlots', () => {
  it('creates two keys and hands them on as secret named values', () => {
    expect(
      synthTypes(
        ['random_bytes', 'azurerm_api_management_named_value'],
        (stack) => new KeySlots(stack, 'keys', { apiManagement: apiManagementIn(stack) }),
      ),
    ).toEqual({
      azurerm_api_management_named_value: {
        'apim_named-value-seal-key-a': {
          api_management_name: '${azurerm_api_management.apim.name}',
          depends_on: [
            'azapi_resource_action.vault_secret-seal-key-a',
            'azurerm_role_assignment.vault_reader-api-management',
          ],
          display_name: 'seal-key-a',
          name: 'seal-key-a',
          resource_group_name: '${azurerm_api_management.apim.resource_group_name}',
          secret: true,
          value_from_key_vault: {
            identity_client_id: '${azurerm_user_assigned_identity.identity.client_id}',
            secret_id: '${azurerm_key_vault.vault.vault_uri}secrets/seal-key-a',
          },
        },
        'apim_named-value-seal-key-active': {
          api_management_name: '${azurerm_api_management.apim.name}',
          display_name: 'seal-key-active',
          name: 'seal-key-active',
          resource_group_name: '${azurerm_api_management.apim.resource_group_name}',
          secret: false,
          value: 'a',
        },
        'apim_named-value-seal-key-b': {
          api_management_name: '${azurerm_api_management.apim.name}',
          depends_on: [
            'azapi_resource_action.vault_secret-seal-key-b',
            'azurerm_role_assignment.vault_reader-api-management',
          ],
          display_name: 'seal-key-b',
          name: 'seal-key-b',
          resource_group_name: '${azurerm_api_management.apim.resource_group_name}',
          secret: true,
          value_from_key_vault: {
            identity_client_id: '${azurerm_user_assigned_identity.identity.client_id}',
            secret_id: '${azurerm_key_vault.vault.vault_uri}secrets/seal-key-b',
          },
        },
      },
      random_bytes: {
        keys_a: {
          keepers: {
            generation: '1',
          },
          length: 64,
        },
        keys_b: {
          keepers: {
            generation: '1',
          },
          length: 64,
        },
      },
    });
  });

  it('writes the keys into the vault', () => {
    const written = synthTypes(
      ['azapi_resource_action'],
      (stack) => new KeySlots(stack, 'keys', { apiManagement: apiManagementIn(stack) }),
    );

    expect(written).toMatchObject({
      azapi_resource_action: {
        'vault_secret-seal-key-a': { body: { properties: { value: '${random_bytes.keys_a.base64}' } } },
        'vault_secret-seal-key-b': { body: { properties: { value: '${random_bytes.keys_b.base64}' } } },
      },
    });
  });

  it('switches the active slot and renews one key alone', () => {
    const written = JSON.stringify(
      synthTypes(
        ['random_bytes', 'azurerm_api_management_named_value'],
        (stack) =>
          new KeySlots(stack, 'keys', { apiManagement: apiManagementIn(stack), activeSlot: 'b', generationB: 2 }),
      ),
    );
    expect(written).toContain('"name":"seal-key-active"');
    expect(written).toContain('"value":"b"');
    expect(written).toContain('"keys_a":{"keepers":{"generation":"1"}');
    expect(written).toContain('"keys_b":{"keepers":{"generation":"2"}');
  });

  it.each([
    [{ activeSlot: 'c' as KeySlot }, ['key-slot-known']],
    [{ generationA: 0 }, ['key-generation-a']],
    [{ generationB: 1.5 }, ['key-generation-b']],
    [
      { activeSlot: 'c' as KeySlot, generationA: -1, generationB: Number.NaN },
      ['key-slot-known', 'key-generation-a', 'key-generation-b'],
    ],
  ])('refuses %j', (props, rules) => {
    expect(
      brokenRules((stack) => new KeySlots(stack, 'keys', { apiManagement: apiManagementIn(stack), ...props })),
    ).toEqual(rules);
  });
});
