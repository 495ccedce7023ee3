/** The credential the gateway presents to a backend instead of the caller's token. */
export type BackendCredential =
  | {
      readonly kind: 'header';
      /** Header name, for instance `x-functions-key`. */
      readonly header: string;
      /** Display name of the secret named value that holds the header's whole value. */
      readonly namedValue: string;
    }
  | { readonly kind: 'none' };

/** Two limits a request has to keep; the window is the same for both. */
export interface McpRateLimits {
  /** Calls per window for one person over all their logins, or for one agent. */
  readonly callsPerSubject: number;
  /** Calls per window for one login, or for one agent. */
  readonly callsPerGrant: number;
  /** Length of the window; APIM takes at most 300. */
  readonly windowSeconds: number;
}

/** The limits of a backend that does not set its own. */
export const DEFAULT_MCP_RATE_LIMITS: McpRateLimits = {
  callsPerSubject: 600,
  callsPerGrant: 300,
  windowSeconds: 60,
};

/** How callers of an endpoint may prove who they are: at least one way. */
export interface InboundAuthentication {
  /** People log in, by OAuth. @default true */
  readonly oauth?: boolean;
  /** Applications present an access token that Entra issued to them for the gateway, with the app role of the endpoint. @default false */
  readonly entra?: boolean;
  /** Programs present the key of an API Management subscription in {@link SUBSCRIPTION_KEY_HEADER}. @default false */
  readonly subscriptionKey?: boolean;
}

/** Header with an API Management subscription key. */
export const SUBSCRIPTION_KEY_HEADER = 'Ocp-Apim-Subscription-Key';

/** Names the app role an application needs in its Entra token to call a backend. @param backendName for instance `slack` */
export function agentRole(backendName: string): string {
  return `Mcp.${backendName}`;
}

/** What the policies need to know about one MCP server behind the gateway. */
export interface McpBackendPolicy {
  /** Kebab-case name, unique in the gateway, for instance `functions`. */
  readonly name: string;
  /** Path of the endpoint below the gateway, without slashes around it, for instance `mcp`. */
  readonly path: string;
  /** Name the consent page shows. */
  readonly displayName: string;
  /** OAuth scopes of this endpoint; a token needs all of them. At least one; letters, digits, `.`, `_`, `-` and `:`. */
  readonly scopes: readonly string[];
  /** Path on the backend that receives the requests, for instance `/runtime/webhooks/mcp`. */
  readonly backendPath: string;
  readonly credential: BackendCredential;
  /** @default people alone, by OAuth */
  readonly authentication?: InboundAuthentication;
  /** Web origins that may call the endpoint from a browser, `https://host[:port]`. Requests with any other Origin get 403. */
  readonly allowedOrigins: readonly string[];
  /** Further request headers removed before the backend sees the request, by exact name. */
  readonly strippedHeaders?: readonly string[];
  /** @default DEFAULT_MCP_RATE_LIMITS */
  readonly rateLimits?: McpRateLimits;
  /** Longest wait for the backend's response headers, in seconds. @default 240, above which Azure's network cuts */
  readonly timeoutSeconds?: number;
}
