import { readVaultSecrets } from '../../../../emulator/azure/key-vault/vault-secrets';
import type { ResolvedResource } from '../../../../emulator/stack/resolved-stack';

const VAULT_ID = '/subscriptions/s/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/kv-test';
const READER = '11111111-1111-1111-1111-111111111111';

const block = (type: string, name: string, attributes: Record<string, unknown>): ResolvedResource => ({
  address: `${type}.${name}`,
  mode: 'managed',
  type,
  name,
  attributes,
});

const vault = (attributes: Record<string, unknown> = {}): ResolvedResource =>
  block('azurerm_key_vault', 'vault', {
    name: 'kv-test',
    id: VAULT_ID,
    rbac_authorization_enabled: true,
    ...attributes,
  });

const foreignVault = (): ResolvedResource => ({ ...vault(), mode: 'data', address: 'data.azurerm_key_vault.vault' });

const write = (name: string, value: unknown): ResolvedResource =>
  block('azapi_resource_action', name, {
    type: 'Microsoft.KeyVault/vaults/secrets@2023-07-01',
    resource_id: `${VAULT_ID}/secrets/${name}`,
    method: 'PUT',
    body: { properties: { value } },
  });

const grant = (scope: string, role: Record<string, unknown> = { role_definition_name: 'Key Vault Secrets User' }) =>
  block('azurerm_role_assignment', 'grant', { scope, principal_id: READER, ...role });

function secretsOf(...resources: readonly ResolvedResource[]) {
  const lines: string[] = [];
  const secrets = readVaultSecrets({ directory: '/', outputs: {}, resources }, (line) => lines.push(line));
  return { secrets, lines };
}

const KEY = 'https://kv-test.vault.azure.net/secrets/key';

describe('readVaultSecrets', () => {
  it.each([
    ['without a version', KEY],
    ['with a version', `${KEY}/0123456789abcdef0123456789abcdef`],
    ['in other letters', 'https://KV-TEST.vault.azure.net/secrets/Key'],
  ])('reads what the stack writes through Azure Resource Manager, by an id %s', (_case, id) => {
    expect(secretsOf(vault(), write('key', 'v1'), grant(VAULT_ID)).secrets.read(id, READER)).toBe('v1');
  });

  it('reads what the stack writes through the vault', () => {
    const secret = block('azurerm_key_vault_secret', 'key', { name: 'key', value: 'v2', key_vault_id: VAULT_ID });

    expect(secretsOf(vault(), secret, grant(VAULT_ID)).secrets.read(KEY, READER)).toBe('v2');
  });

  it.each([
    ['the secret', `${VAULT_ID}/secrets/key`],
    ['the vault', VAULT_ID],
    ['the resource group', '/subscriptions/s/resourceGroups/rg'],
  ])('takes a role on %s', (_case, scope) => {
    expect(secretsOf(vault(), write('key', 'v1'), grant(scope)).secrets.read(KEY, READER)).toBe('v1');
  });

  it('takes a role by the id of its definition', () => {
    const role = {
      role_definition_id:
        '/subscriptions/s/providers/Microsoft.Authorization/roleDefinitions/4633458b-17de-408a-b874-0445c86b69e6',
    };

    expect(secretsOf(vault(), write('key', 'v1'), grant(VAULT_ID, role)).secrets.read(KEY, READER)).toBe('v1');
  });

  it.each([
    ['no role', []],
    ['a role on another secret', [grant(`${VAULT_ID}/secrets/keys`)]],
    ['a role on another vault', [grant(`${VAULT_ID}2`)]],
    ['a role that reads no values', [grant(VAULT_ID, { role_definition_name: 'Key Vault Reader' })]],
  ])('refuses an identity with %s and says which one it needs', (_case, grants) => {
    const { secrets } = secretsOf(vault(), write('key', 'v1'), ...grants);

    expect(() => secrets.read(KEY, READER)).toThrow(
      `the identity with the object id ${READER} may not read the secret. Assign it the role "Key Vault Secrets User" (azurerm_role_assignment) with the scope "${VAULT_ID}/secrets/key" or one above it.`,
    );
  });

  it('refuses an id of another form', () => {
    expect(() => secretsOf(vault()).secrets.read('kv-test/key', READER)).toThrow(
      '"kv-test/key" is no id of a secret. Write it like "https://<vault>.vault.azure.net/secrets/<name>".',
    );
  });

  it('has no secret in a vault of the stack but those the stack writes', () => {
    expect(() => secretsOf(vault(), grant(VAULT_ID)).secrets.read(KEY, READER)).toThrow(
      'the key vault "kv-test" has no secret "key". Write it in the stack, or correct the name.',
    );
  });

  it('gives a secret that somebody else keeps a demo value, and says so', () => {
    const { secrets, lines } = secretsOf(foreignVault(), grant(VAULT_ID));

    expect(secrets.read(KEY, READER)).toBe('local-demo-value-of-key');
    expect(lines).toEqual([
      'The secret kv-test/key is not written by this stack, so it is "local-demo-value-of-key" on this machine.',
    ]);
  });

  it('asks for a role on a vault that the stack looks up', () => {
    expect(() => secretsOf(foreignVault()).secrets.read(KEY, READER)).toThrow('may not read the secret');
  });

  it('knows every value it has, for masking', () => {
    const { secrets } = secretsOf(foreignVault(), write('key', 'v1'), grant(VAULT_ID));
    secrets.read('https://kv-test.vault.azure.net/secrets/other', READER);

    expect([...secrets.known()]).toEqual([
      ['v1', 'kv-test/key'],
      ['local-demo-value-of-other', 'kv-test/other'],
    ]);
  });

  it('refuses a vault with access policies', () => {
    expect(() => secretsOf(vault({ rbac_authorization_enabled: false }))).toThrow(
      'azurerm_key_vault.vault: the local gateway knows roles, not access policies. Set rbac_authorization_enabled = true.',
    );
  });

  it('refuses a write without a value', () => {
    expect(() => secretsOf(vault(), write('key', ''))).toThrow(
      'azapi_resource_action.key: a secret is written by PUT to "<vault id>/secrets/<name>" with body.properties.value. Correct it in the stack.',
    );
  });
});
