import { createHash } from 'node:crypto';
import { azureResourceId, TENANT_ID } from '../managed-identity/principals';
import { argumentText } from '../stack-values';
import type { ArgumentReader, ComputedAttributes } from '../stand-in';

/** The attributes Azure computes for key vaults, those the stack makes and those it looks up, and for secrets in them. */
export const KEY_VAULT_ATTRIBUTES: Readonly<Record<string, ComputedAttributes>> = {
  azurerm_key_vault: {
    id: (vault) =>
      azureResourceId(
        argumentText(vault, 'resource_group_name'),
        `Microsoft.KeyVault/vaults/${argumentText(vault, 'name')}`,
      ),
    vault_uri: (vault) => `https://${argumentText(vault, 'name')}.vault.azure.net/`,
    tenant_id: () => TENANT_ID,
  },
  azurerm_key_vault_secret: {
    id: (secret) => `${secretId(secret)}/${version(secret)}`,
    versionless_id: secretId,
    resource_versionless_id: (secret) =>
      `${argumentText(secret, 'key_vault_id')}/secrets/${argumentText(secret, 'name')}`,
    version,
  },
};

function secretId(secret: ArgumentReader): string {
  const vaultName = argumentText(secret, 'key_vault_id').split('/').at(-1) ?? '';
  return `https://${vaultName}.vault.azure.net/secrets/${argumentText(secret, 'name')}`;
}

/** One version per secret: values do not change while the local gateway runs. */
function version(secret: ArgumentReader): string {
  return createHash('md5').update(secret.address).digest('hex');
}
