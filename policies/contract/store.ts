/** One Cosmos container as the policies address it and the stack creates it. */
export interface StoreContainer {
  readonly name: string;
  /** Every item is its own logical partition, so each request names exactly one. */
  readonly partitionKeyPath: '/id';
  /**
   * Seconds after its last write at which an item without a `ttl` of its own disappears. Switches the container's TTL
   * on; the policies write `ttl` into every item.
   */
  readonly defaultTtlSeconds: number;
}

/** How long things live, in seconds. The policies compare the time themselves; the store deletes later, see {@link STORE}. */
export const LIFETIME_SECONDS = {
  /** A login, from /authorize to the code; the cookies of the login live as long. */
  transaction: 10 * 60,
  /** An authorization code. */
  code: 60,
  /** An access token. */
  accessToken: 60 * 60,
  /** A refresh token nobody uses. */
  refreshIdle: 14 * 24 * 60 * 60,
  /** All refresh tokens of a login together: then the person logs in again. */
  refreshAbsolute: 90 * 24 * 60 * 60,
  /** The time for which the refresh token before the current one still works: processes of one client that share it race. */
  refreshGrace: 60,
  /** The longest time a copy of a grant stays in APIM's cache. */
  cachedGrant: 60,
} as const;

/** The `ttl` of items, in seconds after their last write: when Cosmos deletes them. */
export const RECORD_SECONDS = {
  /** A registration no login has used yet. */
  unusedClient: 7 * 24 * 60 * 60,
  /** A registration since the last token it got. */
  client: 90 * 24 * 60 * 60,
  /** A login: longer than its lifetime, so that the policies decide and a late browser is told why. */
  transaction: 15 * 60,
  /** A code: longer than its lifetime, so that the policies decide. That it was used is known by its grant. */
  code: 15 * 60,
  /** A grant, revoked or not: longer than any token that names it, as every refresh writes it anew. */
  grant: 15 * 24 * 60 * 60,
} as const;

/**
 * Length of a grant's id: 128 bits in hex. It is a part of the id of the code it was given for, so that creating the
 * grant is what uses the code up: one write, which succeeds once.
 */
export const GRANT_ID_CHARACTERS = 32;

/** The Cosmos database and its containers: where all state of the gateway lives. */
export const STORE = {
  database: 'mcp-gateway',
  containers: {
    /** Registered OAuth clients; id = SHA-256 of the client id, hex. */
    clients: { name: 'clients', partitionKeyPath: '/id', defaultTtlSeconds: RECORD_SECONDS.client },
    /** Logins under way; id = SHA-256 of the transaction id, hex. */
    transactions: { name: 'transactions', partitionKeyPath: '/id', defaultTtlSeconds: RECORD_SECONDS.transaction },
    /** Authorization codes; id = SHA-256 of the code, hex. */
    codes: { name: 'codes', partitionKeyPath: '/id', defaultTtlSeconds: RECORD_SECONDS.code },
    /** One item per login that ended with a token; id = the first {@link GRANT_ID_CHARACTERS} of the id of its code. */
    grants: { name: 'grants', partitionKeyPath: '/id', defaultTtlSeconds: RECORD_SECONDS.grant },
  },
} as const satisfies { database: string; containers: Record<string, StoreContainer> };

/** The key of a container in {@link STORE}. */
export type StoreContainerName = keyof typeof STORE.containers;
