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
  /** A code, used or not: longer than any token from it, so that its second use can revoke what it gave. */
  code: 2 * 60 * 60,
  /** A grant, revoked or not: longer than any token that names it. */
  grant: 2 * 60 * 60,
} as const;

/** The Cosmos database and its containers: where all state of the gateway lives. */
export const STORE = {
  database: 'mcp-gateway',
  containers: {
    /** Registered OAuth clients; id = SHA-256 of the client id, hex. */
    clients: { name: 'clients', partitionKeyPath: '/id', defaultTtlSeconds: RECORD_SECONDS.client },
    /** Logins under way; id = SHA-256 of the transaction id, hex. */
    transactions: { name: 'transactions', partitionKeyPath: '/id', defaultTtlSeconds: RECORD_SECONDS.transaction },
    /** Authorization codes, used and unused; id = SHA-256 of the code, hex. */
    codes: { name: 'codes', partitionKeyPath: '/id', defaultTtlSeconds: RECORD_SECONDS.code },
    /** One item per login that ended with a token; id = 128 random bits, hex. */
    grants: { name: 'grants', partitionKeyPath: '/id', defaultTtlSeconds: RECORD_SECONDS.grant },
  },
} as const satisfies { database: string; containers: Record<string, StoreContainer> };

/** The key of a container in {@link STORE}. */
export type StoreContainerName = keyof typeof STORE.containers;
