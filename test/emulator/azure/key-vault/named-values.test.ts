import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bootGateway, defaultStackFile } from '../../../support/gateway';

type Blocks = Record<string, Record<string, Record<string, unknown>>>;

/** Boots the default stack after a change, which is refused before anything of it runs, and tells why. */
async function refusal(change: (resource: Blocks) => void): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'vault-'));
  try {
    const json = JSON.parse(readFileSync(await defaultStackFile(), 'utf8')) as { resource: Blocks };
    change(json.resource);
    const stackFile = join(folder, 'cdk.tf.json');
    writeFileSync(stackFile, JSON.stringify(json));
    return await bootGateway(stackFile).then(
      async (gateway) => {
        await gateway.close();
        return '';
      },
      (error: unknown) => (error instanceof Error ? error.message : String(error)),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

describe('named values of a key vault', () => {
  it('refuses every one of them when the identity has no role, and says which', async () => {
    const message = await refusal(({ azurerm_role_assignment: roles = {} }) => {
      for (const [name, { role_definition_name: role }] of Object.entries(roles))
        if (role === 'Key Vault Secrets User') delete roles[name];
    });

    for (const name of ['functions-credential', 'seal-key-a', 'seal-key-b'])
      expect(message).toMatch(
        new RegExp(
          `azurerm_api_management_named_value\\.\\S+${name}\\S*: the identity with the object id \\S+ may not read the secret\\..*Key Vault Secrets User.*/secrets/${name}"`,
        ),
      );
  });

  it('refuses an identity that the service does not have', async () => {
    const message = await refusal(({ azurerm_api_management: services = {} }) => {
      for (const service of Object.values(services)) service.identity = { type: 'SystemAssigned' };
    });

    expect(message).toContain('No user-assigned managed identity');
  });

  it('refuses a named value that is no secret', async () => {
    const message = await refusal(({ azurerm_api_management_named_value: values = {} }) => {
      for (const value of Object.values(values)) if (value.name === 'seal-key-a') value.secret = false;
    });

    expect(message).toMatch(/seal-key-a\S*: a named value from a key vault is a secret\. Set secret = true\./);
  });

  it('refuses a secret that nothing writes', async () => {
    const message = await refusal((resource) => {
      const writes = resource.azapi_resource_action ?? {};
      for (const name of Object.keys(writes)) if (name.includes('seal-key-b')) delete writes[name];
    });

    expect(message).toMatch(/the key vault "kv-mcpgw-\w+" has no secret "seal-key-b"/);
  });
});
