import type { ResolvedStack } from '../../stack/resolved-stack';
import { IdentityDirectory } from '../managed-identity/directory';
import type { VaultSecrets } from '../stand-in';

/** A secret as a resource of the stack refers to it: by id, and by the identity it reads with. */
export interface VaultReference {
  /** Address of the resource that reads. */
  readonly ownerAddress: string;
  readonly secretId: string;
  /** Client id of one of its user-assigned identities; undefined is the system-assigned one. */
  readonly identityClientId: string | undefined;
}

/** Makes the function that reads a secret as the resource that refers to it. It throws what Azure would refuse. */
export function vaultValues(stack: ResolvedStack, secrets: VaultSecrets): (reference: VaultReference) => string {
  const directory = new IdentityDirectory(stack);
  return ({ ownerAddress, secretId, identityClientId }) =>
    secrets.read(secretId, directory.identity(ownerAddress, { clientId: identityClientId }).principalId);
}
