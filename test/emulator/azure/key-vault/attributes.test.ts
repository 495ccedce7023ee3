import { KEY_VAULT_ATTRIBUTES } from '../../../../emulator/azure/key-vault/attributes';

function attributesOf(type: string, args: Readonly<Record<string, string>>): unknown {
  const reader = { address: `${type}.it`, argument: (name: string) => args[name] };
  const computed = Object.entries(KEY_VAULT_ATTRIBUTES[type] ?? {});
  return Object.fromEntries(computed.map(([name, compute]) => [name, compute(reader)]));
}

describe('KEY_VAULT_ATTRIBUTES', () => {
  it('has the ids of a vault', () => {
    expect(attributesOf('azurerm_key_vault', { name: 'kv-test', resource_group_name: 'rg' })).toMatchObject({
      id: expect.stringMatching(
        /^\/subscriptions\/.+\/resourceGroups\/rg\/providers\/Microsoft\.KeyVault\/vaults\/kv-test$/,
      ) as unknown,
      vault_uri: 'https://kv-test.vault.azure.net/',
    });
  });

  it('has the ids of a secret, with and without version', () => {
    const vault = '/subscriptions/s/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/kv-test';

    expect(attributesOf('azurerm_key_vault_secret', { name: 'key', key_vault_id: vault })).toEqual({
      id: expect.stringMatching(/^https:\/\/kv-test\.vault\.azure\.net\/secrets\/key\/[0-9a-f]{32}$/) as unknown,
      versionless_id: 'https://kv-test.vault.azure.net/secrets/key',
      resource_versionless_id: `${vault}/secrets/key`,
      version: expect.stringMatching(/^[0-9a-f]{32}$/) as unknown,
    });
  });
});
