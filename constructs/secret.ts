import { Token } from 'cdktf';

/**
 * A secret, by where its value comes from: a sensitive Terraform variable or the attribute of a resource (both are tokens), or
 * a secret of a Key Vault by its URI, for instance `https://contoso.vault.azure.net/secrets/slack-token`.
 */
export type SecretValue = string | { readonly keyVaultSecretId: string };

/** Why literal text is refused, for rule tables. */
export const LITERAL_SECRET = {
  message:
    'What stands in the Terraform file can be read by everybody who can read the file, so a secret may not stand in it.',
  fix: 'Give a sensitive TerraformVariable or an attribute of a resource, or { keyVaultSecretId }.',
} as const;

const KEY_VAULT_SECRET_ID = /^https:\/\/[a-zA-Z0-9-]{3,24}\.[a-z.-]+\/secrets\/[0-9A-Za-z-]{1,127}(?:\/[0-9a-f]{32})?$/;

/** Whether a secret is given as a reference and not as text. */
export function isSecretReference(secret: SecretValue): boolean {
  if (typeof secret === 'string') return Token.isUnresolved(secret);
  const { keyVaultSecretId } = secret;
  return Token.isUnresolved(keyVaultSecretId) || KEY_VAULT_SECRET_ID.test(keyVaultSecretId);
}
