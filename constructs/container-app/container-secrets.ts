import type { ITerraformDependable } from 'cdktf';
import type { IMcpGateway } from '../mcp-gateway-interface';
import type { SecretValue } from '../secret';
import type { IUserAssignedIdentity } from '../user-assigned-identity';

/** Whose secrets they are. */
export interface ContainerSecretsProps {
  readonly gateway: IMcpGateway;
  /** Who may read the secrets, and nothing else of the vault. */
  readonly identity: IUserAssignedIdentity;
  /** First part of the secrets' names in the vault. */
  readonly prefix: string;
}

/** A secret of a container app that stays in a vault. */
export interface ContainerSecret {
  /** Environment variable that the container gets it in. */
  readonly variable: string;
  /** Name inside the app. */
  readonly name: string;
  readonly keyVaultSecretId: string;
  /** What the app has to wait for: Azure reads the secrets when it creates the app. */
  readonly readable: readonly ITerraformDependable[];
}

/**
 * Puts the secrets of a container app into the gateway's vault, where the app's identity may read each of them, one by one.
 * A secret that already is in a vault is only referred to; whoever owns that vault grants the identity access.
 * @param values by the name of the environment variable
 */
export function storeContainerSecrets(
  values: Readonly<Record<string, SecretValue>>,
  { gateway: { keyVault }, identity, prefix }: ContainerSecretsProps,
): readonly ContainerSecret[] {
  return Object.entries(values).map(([variable, value]) => {
    const name = variable.toLowerCase().replaceAll('_', '-');
    if (typeof value !== 'string') {
      return { variable, name, keyVaultSecretId: value.keyVaultSecretId, readable: [] };
    }
    const secret = keyVault.addSecret(`${prefix}-${name}`, value);
    const reader = keyVault.grantRead(`${prefix}-${name}`, identity.principalId, secret);
    return { variable, name, keyVaultSecretId: secret.id, readable: [secret.written, reader] };
  });
}
