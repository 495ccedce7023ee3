import { ENDPOINTS, WELL_KNOWN } from './endpoints';
import type { ProtectedEndpoint } from './protected-endpoint';

/** An APIM operation: what is created, and what its policy document is found by. */
export interface GatewayOperation {
  /** Operation id, kebab-case. */
  readonly name: string;
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly urlTemplate: string;
  readonly displayName: string;
}

/** Name of the API that answers the OAuth endpoints. */
export const OAUTH_API_NAME = 'oauth';

/** Name of the API that answers the well-known documents where the OAuth endpoints are not at the root. */
export const WELL_KNOWN_API_NAME = 'oauth-well-known';

/**
 * The operations of the OAuth API, without the protected-resource documents that each backend adds for itself. There
 * is no OPTIONS operation on purpose: one would switch off the handling of preflights by `cors`.
 */
export const OAUTH_OPERATIONS = [
  {
    name: 'authorization-server-metadata',
    method: 'GET',
    urlTemplate: ENDPOINTS.authorizationServerMetadata,
    displayName: 'Authorization server metadata (RFC 8414)',
  },
  {
    name: 'root-resource-metadata',
    method: 'GET',
    urlTemplate: ENDPOINTS.protectedResourceMetadata,
    displayName: 'Protected resource metadata of the only backend (RFC 9728)',
  },
  {
    name: 'register',
    method: 'POST',
    urlTemplate: ENDPOINTS.register,
    displayName: 'Register a client (RFC 7591)',
  },
  { name: 'authorize', method: 'GET', urlTemplate: ENDPOINTS.authorize, displayName: 'Start a login' },
  {
    name: 'authorize-continue',
    method: 'GET',
    urlTemplate: ENDPOINTS.authorizeContinue,
    displayName: 'Go on to Entra after approval',
  },
  { name: 'consent-page', method: 'GET', urlTemplate: ENDPOINTS.consent, displayName: 'Show the consent page' },
  { name: 'consent-answer', method: 'POST', urlTemplate: ENDPOINTS.consent, displayName: 'Answer the consent page' },
  {
    name: 'entra-answer',
    method: 'POST',
    urlTemplate: ENDPOINTS.entraCallback,
    displayName: 'Receive the answer of Entra',
  },
  {
    name: 'entra-callback',
    method: 'GET',
    urlTemplate: ENDPOINTS.entraCallback,
    displayName: 'Finish the login and return to the client',
  },
  { name: 'token', method: 'POST', urlTemplate: ENDPOINTS.token, displayName: 'Redeem a code or a refresh token' },
  { name: 'revoke', method: 'POST', urlTemplate: ENDPOINTS.revoke, displayName: 'Revoke a token (RFC 7009)' },
] as const satisfies readonly GatewayOperation[];

/** The name of one of the {@link OAUTH_OPERATIONS}. */
export type OAuthOperationName = (typeof OAUTH_OPERATIONS)[number]['name'];

/**
 * The operation of the API at the well-known path, for an operation of the OAuth API that belongs there; else undefined. The
 * metadata of an issuer with a path has that path appended (RFC 8414 section 3.1).
 * @param oauthPath path of the OAuth API, without slashes around it
 */
export function wellKnownOperation(operation: GatewayOperation, oauthPath: string): GatewayOperation | undefined {
  const start = `/${WELL_KNOWN}/`;
  if (!operation.urlTemplate.startsWith(start)) return undefined;
  const issuerPath = operation.urlTemplate === ENDPOINTS.authorizationServerMetadata ? `/${oauthPath}` : '';
  return { ...operation, urlTemplate: `/${operation.urlTemplate.slice(start.length)}${issuerPath}` };
}

/**
 * Describes the operation that serves a backend's protected-resource document (RFC 9728): the well-known path with the
 * path of the endpoint inserted after it.
 */
export function protectedResourceOperation(backend: ProtectedEndpoint): GatewayOperation {
  return {
    name: `protected-resource-${backend.name}`,
    method: 'GET',
    urlTemplate: `${ENDPOINTS.protectedResourceMetadata}/${backend.resourcePath}`,
    displayName: `Protected resource metadata of ${backend.displayName} (RFC 9728)`,
  };
}
