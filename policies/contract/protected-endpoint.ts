import type { InboundAuthentication } from './inbound-authentication';

/** What the gateway knows about anything that callers need a credential for. */
export interface ProtectedEndpoint {
  /** Kebab-case name, unique in the gateway, for instance `functions`. */
  readonly name: string;
  /** Path of its API below the gateway, without slashes around it, for instance `mcp`. */
  readonly path: string;
  /**
   * Path of the URL that clients connect to, without slashes around it: `path`, or below it, for instance `slack-mcp/sse`.
   * The URL is the OAuth resource that logins are for.
   */
  readonly resourcePath: string;
  /** Name the consent page shows. */
  readonly displayName: string;
  /** OAuth scopes of this endpoint; a token needs all of them. At least one; letters, digits, `.`, `_`, `-` and `:`. */
  readonly scopes: readonly string[];
  /** @default people alone, by OAuth */
  readonly authentication?: InboundAuthentication;
  /** Web origins that may call the endpoint from a browser, `https://host[:port]`. Requests with any other Origin get 403. */
  readonly allowedOrigins: readonly string[];
}
