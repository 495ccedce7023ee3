import type { ProtectedEndpoint } from './protected-endpoint';

/** A client the operator of the gateway registered: it needs no registration request. */
export interface StaticClient {
  /** The `client_id` it sends: letters, digits, `.`, `_`, `-`, or an https URL that pins a client metadata document. */
  readonly id: string;
  /** Name the consent page shows. */
  readonly name: string;
  /** Where answers may go, by the same rules as for registered clients. At least one. */
  readonly redirectUris: readonly string[];
  /** Whether it authenticates by a secret (`client_secret_basic` or `client_secret_post`). @default false */
  readonly confidential?: boolean;
}

/**
 * What a token is for. `backend`: the endpoint the login was for, so a token that one MCP server's client loses opens
 * nothing else. `gateway`: every endpoint, so that people log in once.
 */
export const TOKEN_AUDIENCES = ['backend', 'gateway'] as const;

/** One of the {@link TOKEN_AUDIENCES}. */
export type TokenAudience = (typeof TOKEN_AUDIENCES)[number];

/** How the authorization server of a gateway behaves, whatever the endpoint. */
export interface OAuthOptions {
  /** What people can log in to behind the gateway. */
  readonly backends: readonly ProtectedEndpoint[];
  /** What a token is for. Changing it asks everybody to log in anew. @default 'backend' */
  readonly audience?: TokenAudience;
  /**
   * Name of the backend a login is for when the client names none and nothing else tells. With the audience `gateway`
   * every login is for all.
   * @default none: such a login is refused
   */
  readonly defaultResource?: string;
  /** Hosts whose client id metadata documents are read. @default none: the gateway offers no such documents */
  readonly clientMetadataHosts?: readonly string[];
  /** Clients that need not register. @default none */
  readonly staticClients?: readonly StaticClient[];
  /** Whether clients may register redirect URIs with a scheme of their own (RFC 8252 section 7.1). @default false */
  readonly privateUseSchemes?: boolean;
}
