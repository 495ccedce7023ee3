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

/** First path segments an MCP backend may not claim, because the OAuth endpoints or APIM itself answer there. */
export const RESERVED_PATH_SEGMENTS: readonly string[] = [
  '.well-known',
  'authorize',
  'consent',
  'oauth-callback',
  'register',
  'revoke',
  'status-0123456789abcdef',
  'token',
];
