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

/** How long things live, in seconds. */
export const LIFETIME_SECONDS = {
  /** A registered client that nobody used. A login renews it. */
  client: 90 * 24 * 60 * 60,
  /** A login, from /authorize to the code; the cookies of the login live as long. */
  transaction: 10 * 60,
  /** An authorization code. */
  code: 60,
  /** An access token. */
  accessToken: 60 * 60,
  /** How long a redeemed code is remembered, so that its second use can revoke what it gave: longer than any token from it. */
  codeRecord: 2 * 60 * 60,
  /** The record of a login, revoked or not: longer than any token that names it. */
  grant: 2 * 60 * 60,
  /** The longest time a copy of a grant stays in APIM's cache. */
  cachedGrant: 60,
} as const;

/** The Cosmos database and its containers: where all state of the gateway lives. */
export const STORE = {
  database: 'mcp-gateway',
  containers: {
    /** Registered OAuth clients; id = SHA-256 of the client id, hex. */
    clients: { name: 'clients', partitionKeyPath: '/id', defaultTtlSeconds: LIFETIME_SECONDS.client },
    /** Logins under way; id = SHA-256 of the transaction id, hex. */
    transactions: { name: 'transactions', partitionKeyPath: '/id', defaultTtlSeconds: LIFETIME_SECONDS.transaction },
    /** Authorization codes, used and unused; id = SHA-256 of the code, hex. */
    codes: { name: 'codes', partitionKeyPath: '/id', defaultTtlSeconds: LIFETIME_SECONDS.codeRecord },
    /** One item per login that ended with a token; id = 128 random bits, hex. */
    grants: { name: 'grants', partitionKeyPath: '/id', defaultTtlSeconds: LIFETIME_SECONDS.grant },
  },
} as const satisfies { database: string; containers: Record<string, StoreContainer> };

/** The key of a container in {@link STORE}. */
export type StoreContainerName = keyof typeof STORE.containers;
