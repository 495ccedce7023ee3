import { azureResourceId, TENANT_ID } from '../managed-identity/principals';
import { argumentText } from '../stack-values';
import type { ComputedAttributes } from '../stand-in';

/** The attributes Azure computes for key vaults, those the stack makes and those it looks up. */
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
};
