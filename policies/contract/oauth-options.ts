import type { McpBackendPolicy } from './mcp-backend-policy';

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

/** How the authorization server of a gateway behaves, whatever the endpoint. */
export interface OAuthOptions {
  /** The MCP servers behind the gateway. */
  readonly backends: readonly McpBackendPolicy[];
  /** `backend`: a token opens the endpoint it was asked for. `gateway`: one login for all of them. @default 'backend' */
  readonly audience?: 'backend' | 'gateway';
  /** Name of the backend a login is for when the client names none and nothing else tells. @default none: such a login is refused */
  readonly defaultResource?: string;
  /** Hosts whose client id metadata documents are read. @default none: the gateway offers no such documents */
  readonly clientMetadataHosts?: readonly string[];
  /** Clients that need not register. @default none */
  readonly staticClients?: readonly StaticClient[];
  /** Whether clients may register redirect URIs with a scheme of their own (RFC 8252 section 7.1). @default false */
  readonly privateUseSchemes?: boolean;
}
