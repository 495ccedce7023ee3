import type { ResolvedStack } from '../stack/resolved-stack';
import type { Clock, Randomness } from '../seams';

/** Reads one argument of a resource block, resolved; undefined when the block does not set it. */
export interface ArgumentReader {
  readonly address: string;
  argument(name: string): unknown;
}

/** The attributes Azure computes for one Terraform type: attribute name to its value for a given block. */
export type ComputedAttributes = Readonly<Record<string, (resource: ArgumentReader) => unknown>>;

/** Public hosts that are served on this machine instead. */
export interface Hosts {
  /** Serves `publicHost` (no scheme, no port, lower case) at `loopbackOrigin`, for instance `http://localhost:4711`. */
  map(publicHost: string, loopbackOrigin: string): void;
  /** The loopback URL for a public https URL, or undefined when its host is not mapped. */
  toLoopback(url: URL): URL | undefined;
  /** Whether the operator sends the calls of a host elsewhere (`--backend`), so that nothing has to serve it here. */
  isReplaced(publicHost: string): boolean;
}

/** Where a managed identity's token comes from: `authentication-managed-identity` and the Functions child both ask it. */
export interface IdentityTokens {
  /**
   * Issues an access token for `resource` (an audience without `/.default`).
   * @param clientId of a user-assigned identity; undefined means the system-assigned identity of `ownerAddress`
   * @throws Error when Azure would refuse: identity not assigned to the owner, resource unknown to the tenant
   */
  token(request: {
    ownerAddress: string;
    resource: string;
    clientId: string | undefined;
  }): Promise<{ accessToken: string; expiresOnSeconds: number }>;
}

/** The secrets in key vaults, given to whom Azure would give them. */
export interface VaultSecrets {
  /**
   * @param secretId `https://<vault>.vault.azure.net/secrets/<name>`, with or without a version
   * @param principalId object id of the identity that reads
   * @throws Error when Azure would refuse, saying what to change: no such secret, or no role on it
   */
  read(secretId: string, principalId: string): string;
  /** Every value that is known so far, with the vault and name of its secret, for masking. */
  known(): ReadonlyMap<string, string>;
}

/** What the local gateway gives every stand-in. */
export interface StandInEnvironment {
  readonly clock: Clock;
  readonly randomness: Randomness;
  readonly hosts: Hosts;
  /** `http://localhost:<port>` of the gateway. */
  readonly gatewayOrigin: string;
  /** Set by the managed identity stand-in when it starts; it starts first. */
  readonly identity: { current: IdentityTokens | undefined };
  /** Set when the references of the stack are resolved, before stand-ins are configured. */
  readonly secrets: { current: VaultSecrets | undefined };
  /** One line for the operator. Never a secret. */
  log(line: string): void;
}

/** A part of Azure that runs on this machine. Its servers listen before references are resolved. */
export interface StandIn {
  /** Computed attributes by Terraform type, so that references to them resolve. */
  readonly computes: Readonly<Record<string, ComputedAttributes>>;
  /** Called once with the resolved stack, before the first request. Throws an error that names the resource when the stack is wrong. */
  configure(stack: ResolvedStack): Promise<void>;
  /** Stops servers and child processes. Idempotent. */
  close(): Promise<void>;
}

export type StartStandIn = (environment: StandInEnvironment) => Promise<StandIn>;
