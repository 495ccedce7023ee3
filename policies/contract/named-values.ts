/**
 * The APIM named values the policies read, by what they mean. A named value is found by its display name, so resource
 * and display name are both the string given here.
 */
export const NAMED_VALUES = {
  /** Public origin of the gateway without trailing slash, for instance `https://contoso.azure-api.net`. */
  gatewayUrl: 'gateway-url',
  /**
   * The OAuth issuer, below which the OAuth endpoints are: the origin, or the origin and a path where others have the root.
   * No trailing slash.
   */
  issuer: 'oauth-issuer',
  /** Origin of the Entra cloud without trailing slash, for instance `https://login.microsoftonline.com`. */
  entraAuthorityHost: 'entra-authority-host',
  /** Directory (tenant) id: a GUID in lower case. */
  entraTenantId: 'entra-tenant-id',
  /**
   * Issuer of the tenant's ID tokens: authority host, tenant id, `/v2.0`. A value of its own, because a named value
   * stands alone in an attribute, never as a part of one.
   */
  entraIssuer: 'entra-issuer',
  /** URL of the tenant's OpenID configuration: the issuer followed by `/.well-known/openid-configuration`. */
  entraOpenIdConfiguration: 'entra-openid-configuration',
  /** Application (client) id of the gateway's Entra application. */
  entraClientId: 'entra-client-id',
  /** Client id of the user-assigned identity whose token is the gateway's client assertion at Entra. */
  gatewayIdentityClientId: 'gateway-identity-client-id',
  /** Cosmos DB account, `https://<account>.documents.azure.com`: no port, no trailing slash. */
  cosmosEndpoint: 'cosmos-endpoint',
  /** Key slot a, secret: Base64 of {@link SEAL_KEY_BYTES} random bytes. */
  sealKeyA: 'seal-key-a',
  /** Key slot b, secret, in the same form. */
  sealKeyB: 'seal-key-b',
  /** The slot that seals: `a` or `b`. Both slots verify. */
  activeSealKey: 'seal-key-active',
} as const;

/** The display name of one of the {@link NAMED_VALUES}. */
export type NamedValueName = (typeof NAMED_VALUES)[keyof typeof NAMED_VALUES];

/** Length of a key slot before Base64: the first 32 bytes encrypt (AES-256), the last 32 authenticate (HMAC-SHA256). */
export const SEAL_KEY_BYTES = 64;

/**
 * Names the secret named value that holds the credential the gateway sends to a backend.
 * @param backendName name of the backend in kebab-case, for instance `functions`
 */
export function backendCredential(backendName: string): string {
  return `${backendName}-credential`;
}

/**
 * Names the named value that holds whom the gateway's token for a backend is for.
 * @param backendName name of the backend in kebab-case, for instance `slack`
 */
export function backendAudience(backendName: string): string {
  return `${backendName}-audience`;
}

/**
 * Names the secret named value that holds the SHA-256, in hex, of a confidential client's secret.
 * @param clientId id of a static client without dots, for instance `copilot-studio`
 */
export function clientSecretHash(clientId: string): string {
  return `client-${clientId}-secret-hash`;
}
