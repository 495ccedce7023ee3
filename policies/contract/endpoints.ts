/** Paths of the OAuth endpoints below the gateway's origin. */
export const ENDPOINTS = {
  authorizationServerMetadata: '/.well-known/oauth-authorization-server',
  protectedResourceMetadata: '/.well-known/oauth-protected-resource',
  register: '/register',
  authorize: '/authorize',
  authorizeContinue: '/authorize/continue',
  consent: '/consent',
  /** The redirect URI registered at Entra is the gateway's URL followed by this path. */
  entraCallback: '/oauth-callback',
  token: '/token',
  revoke: '/revoke',
} as const;

/** First path segment of documents about an origin (RFC 8615): they are at its root, whatever else is. */
export const WELL_KNOWN = '.well-known';

/** First path segments an MCP backend may not claim, because the OAuth endpoints or APIM itself answer there. */
export const RESERVED_PATH_SEGMENTS: readonly string[] = [
  WELL_KNOWN,
  'authorize',
  'consent',
  'oauth-callback',
  'register',
  'revoke',
  'status-0123456789abcdef',
  'token',
];
