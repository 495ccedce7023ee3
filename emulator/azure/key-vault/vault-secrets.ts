import type { ResolvedResource, ResolvedStack } from '../../stack/resolved-stack';
import { demoValue } from '../../stack/variables';
import { covers, readRoleGrants, type BuiltInRole, type RoleGrant } from '../role-grants';
import { nestedBlock, requireText, resourcesOfType } from '../stack-values';
import type { VaultSecrets } from '../stand-in';

/** The built-in roles that let somebody read the value of a secret. */
const READING_ROLES: readonly BuiltInRole<'read'>[] = [
  { name: 'Key Vault Secrets User', id: '4633458b-17de-408a-b874-0445c86b69e6', allows: 'read' },
  { name: 'Key Vault Secrets Officer', id: 'b86a8fe4-44ce-4948-aee5-eccb2c155cd7', allows: 'read' },
  { name: 'Key Vault Administrator', id: '00482a5a-887f-4fb3-b363-3b7fe8e74483', allows: 'read' },
];

const SECRET_ID = /^https:\/\/([a-z0-9-]+)\.vault\.[a-z.]+\/secrets\/([0-9a-z-]+)(?:\/[0-9a-f]*)?$/i;
const SECRET_RESOURCE = /\/providers\/Microsoft\.KeyVault\/vaults\/([^/]+)\/secrets\/([^/]+)$/i;

interface Vault {
  readonly id: string;
  /** Whether the stack makes it, so that nothing is in it but what the stack writes. */
  readonly own: boolean;
}

/**
 * Reads the key vaults of a stack: what it writes into them and whom it lets read. A secret that somebody else keeps in a
 * vault has a demo value on this machine.
 * @throws Error naming a vault that does not decide by roles
 */
export function readVaultSecrets(stack: ResolvedStack, log: (line: string) => void): VaultSecrets {
  const vaults = readVaults(stack);
  const written = readWrittenSecrets(stack);
  const grants = readRoleGrants(stack, READING_ROLES);
  const handedOut = new Map([...written].map(([key, value]) => [value, key]));

  return {
    read: (secretId, principalId) => {
      const [, vaultName = '', secretName = ''] = SECRET_ID.exec(secretId) ?? [];
      if (vaultName === '') {
        throw new Error(
          `"${secretId}" is no id of a secret. Write it like "https://<vault>.vault.azure.net/secrets/<name>".`,
        );
      }
      const vault = vaults.get(vaultName.toLowerCase());
      if (vault !== undefined) requireGrant(grants, vault, secretName, principalId);
      const key = secretKey(vaultName, secretName);
      const value = written.get(key);
      if (value !== undefined) return value;
      if (vault?.own === true) {
        throw new Error(
          `the key vault "${vaultName}" has no secret "${secretName}". Write it in the stack, or correct the name.`,
        );
      }
      const demo = demoValue(secretName);
      handedOut.set(demo, key);
      log(`The secret ${key} is not written by this stack, so it is "${demo}" on this machine.`);
      return demo;
    },
    known: () => handedOut,
  };
}

function requireGrant(
  grants: readonly RoleGrant<'read'>[],
  vault: Vault,
  secretName: string,
  principalId: string,
): void {
  const secret = `${vault.id}/secrets/${secretName}`;
  if (grants.some((grant) => grant.principalId === principalId && covers(grant, secret))) return;
  throw new Error(
    `the identity with the object id ${principalId} may not read the secret. Assign it the role "Key Vault Secrets User" (azurerm_role_assignment) with the scope "${secret}" or one above it.`,
  );
}

function readVaults(stack: ResolvedStack): ReadonlyMap<string, Vault> {
  const vaults = stack.resources.filter(({ type }) => type === 'azurerm_key_vault');
  return new Map(
    vaults.map((vault) => {
      const own = vault.mode === 'managed';
      const { rbac_authorization_enabled: byRoles, enable_rbac_authorization: byRolesOld } = vault.attributes;
      if (own && byRoles !== true && byRolesOld !== true) {
        throw new Error(
          `${vault.address}: the local gateway knows roles, not access policies. Set rbac_authorization_enabled = true.`,
        );
      }
      return [requireText(vault, 'name').toLowerCase(), { id: requireText(vault, 'id'), own }];
    }),
  );
}

/** Values by {@link secretKey}: what the stack writes through Azure Resource Manager or through the vault itself. */
function readWrittenSecrets(stack: ResolvedStack): ReadonlyMap<string, string> {
  const throughArm = resourcesOfType(stack, 'azapi_resource_action').filter(isSecretWrite).map(secretOfWrite);
  const throughVault = resourcesOfType(stack, 'azurerm_key_vault_secret').map((secret): [string, string] => {
    const vaultName = requireText(secret, 'key_vault_id').split('/').at(-1) ?? '';
    return [secretKey(vaultName, requireText(secret, 'name')), requireText(secret, 'value')];
  });
  return new Map([...throughArm, ...throughVault]);
}

function isSecretWrite({ attributes }: Pick<ResolvedResource, 'attributes'>): boolean {
  return String(attributes.type).startsWith('Microsoft.KeyVault/vaults/secrets@') && attributes.method === 'PUT';
}

function secretOfWrite(action: ResolvedResource): [string, string] {
  const [, vaultName, secretName] = SECRET_RESOURCE.exec(requireText(action, 'resource_id')) ?? [];
  const value = nestedBlock(nestedBlock(action.attributes.body)?.properties)?.value;
  if (vaultName === undefined || secretName === undefined || typeof value !== 'string' || value === '') {
    throw new Error(
      `${action.address}: a secret is written by PUT to "<vault id>/secrets/<name>" with body.properties.value. Correct it in the stack.`,
    );
  }
  return [secretKey(vaultName, secretName), value];
}

function secretKey(vaultName: string, secretName: string): string {
  return `${vaultName.toLowerCase()}/${secretName.toLowerCase()}`;
}
