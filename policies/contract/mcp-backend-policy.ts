import type { McpTransport } from './mcp-transport';
import type { ProtectedEndpoint } from './protected-endpoint';
import type { ToolAccess } from './tool-access';

/** The credential the gateway presents to a backend instead of the caller's token. */
export type BackendCredential =
  | {
      readonly kind: 'header';
      /** Header name, for instance `x-functions-key`. */
      readonly header: string;
      /** Display name of the secret named value that holds the header's whole value. */
      readonly namedValue: string;
    }
  | {
      /** An Entra token of the gateway's user-assigned identity, as `Authorization: Bearer`. */
      readonly kind: 'managed-identity';
      /** Display name of the named value that holds the audience: the application id of what protects the backend. */
      readonly audienceNamedValue: string;
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

/** The longest body of a backend that does not set its own: 1 MiB, far above what people and models write. */
export const DEFAULT_MAX_REQUEST_BYTES = 1024 * 1024;

/** The longest wait of a backend that does not set its own: Azure's network cuts an idle connection after four minutes. */
export const DEFAULT_TIMEOUT_SECONDS = 240;

/** What the policies need to know about one MCP server behind the gateway. */
export interface McpBackendPolicy extends ProtectedEndpoint {
  readonly transport: McpTransport;
  readonly credential: BackendCredential;
  /** Further request headers removed before the backend sees the request, by exact name. */
  readonly strippedHeaders?: readonly string[];
  /** Request headers that the backend gets from the gateway, whatever the caller sent: plain text by exact name, no secrets. */
  readonly headers?: Readonly<Record<string, string>>;
  /** @default DEFAULT_MCP_RATE_LIMITS */
  readonly rateLimits?: McpRateLimits;
  /** Longest wait for the backend's response headers, in seconds. @default DEFAULT_TIMEOUT_SECONDS */
  readonly timeoutSeconds?: number;
  /** Longest body of a request, in bytes. @default DEFAULT_MAX_REQUEST_BYTES */
  readonly maxRequestBytes?: number;
  /** Which tools callers may use. @default all */
  readonly tools?: ToolAccess;
}
