import { errorMessage } from '../../gateway/error-details';
import type { ResolvedResource } from '../../stack/resolved-stack';
import { readIdentityBlock } from '../managed-identity/principals';
import { blocks } from '../stack-values';

/** Reads a secret of a key vault as one of an app's identities. @throws Error saying what Azure would refuse */
export type SecretReader = (request: {
  readonly ownerAddress: string;
  readonly secretId: string;
  /** Resource id of a user-assigned identity; undefined means the system-assigned one. */
  readonly identityId: string | undefined;
}) => string;

/**
 * The secrets of a container app: `secret` blocks with a value, or with the id of a secret in a key vault and the identity that
 * reads it.
 * @returns value by name
 * @throws Error naming the app and every secret that Azure would refuse
 */
export function readContainerSecrets(app: ResolvedResource, readSecret: SecretReader): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  const problems: string[] = [];
  for (const secret of blocks(app.attributes.secret)) {
    const name = String(secret.name);
    try {
      values.set(name, valueOf(app, secret, readSecret));
    } catch (error) {
      const reason = errorMessage(error);
      problems.push(`${app.address}: the secret "${name}" cannot be read: ${reason}`);
    }
  }
  if (problems.length > 0) throw new Error(problems.join('\n'));
  return values;
}

function valueOf(
  app: ResolvedResource,
  { value, key_vault_secret_id: secretId, identity }: Readonly<Record<string, unknown>>,
  readSecret: SecretReader,
): string {
  if (typeof secretId !== 'string' || secretId === '') {
    if (typeof value === 'string' && value !== '') return value;
    throw new Error('it has neither "value" nor "key_vault_secret_id". Set one of them.');
  }
  if (typeof identity !== 'string' || identity === '') {
    throw new Error('"identity" is not set. Set it to "System" or to the id of a user-assigned identity of the app.');
  }
  const isSystem = identity.toLowerCase() === 'system';
  const assigned = readIdentityBlock(app.attributes.identity);
  const has = isSystem
    ? assigned?.type.includes('SystemAssigned')
    : assigned?.identity_ids.some((id) => id.toLowerCase() === identity.toLowerCase());
  if (has !== true)
    throw new Error(`"identity" is "${identity}", which the app does not have. Add it to its identity block.`);
  return readSecret({ ownerAddress: app.address, secretId, identityId: isSystem ? undefined : identity });
}
