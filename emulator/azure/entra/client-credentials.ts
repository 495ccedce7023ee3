import type { Clock, Randomness } from '../../seams';
import { TENANT_ID } from '../managed-identity/principals';
import type { EntraApplication } from './applications';
import { EntraError } from './entra-error';
import { resourceClaims, type ResourceApplication } from './resource-applications';
import { epochSeconds, ISSUER_V1, ISSUER_V2, signAsTenant } from './tenant';
import type { AuthenticatedTokenRequest } from './token-request';

const DEFAULT_SCOPE = '/.default';
const LIFETIME_SECONDS = 60 * 60;

/**
 * Answers `grant_type=client_credentials`: an access token of the application itself, with the roles assigned to its
 * service principal
 * (https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow).
 * @returns the body of the answer
 * @throws EntraError when the scope names no resource of the tenant, or the application has no service principal
 */
export async function issueApplicationToken(
  { form, application, method }: AuthenticatedTokenRequest,
  {
    resources,
    clock,
    randomness,
  }: { readonly resources: readonly ResourceApplication[]; readonly clock: Clock; readonly randomness: Randomness },
): Promise<Readonly<Record<string, unknown>>> {
  const { resource, identifier } = findResource(form.get('scope'), resources);
  const principalId = requirePrincipal(application);
  const now = epochSeconds(clock);
  const authenticatedBy = method === 'secret' ? '1' : '2';
  const accessToken = await signAsTenant({
    aud: resource.version === '2.0' ? resource.clientId : identifier,
    iss: resource.version === '2.0' ? ISSUER_V2 : ISSUER_V1,
    iat: now,
    nbf: now,
    exp: now + LIFETIME_SECONDS,
    sub: principalId,
    oid: principalId,
    tid: TENANT_ID,
    ...(resource.version === '2.0'
      ? { azp: application.clientId, azpacr: authenticatedBy }
      : { appid: application.clientId, appidacr: authenticatedBy, idp: ISSUER_V1 }),
    ...resourceClaims(resource, principalId),
    uti: Buffer.from(randomness.bytes(16)).toString('base64url'),
    ver: resource.version,
  });
  return {
    token_type: 'Bearer',
    expires_in: LIFETIME_SECONDS,
    ext_expires_in: LIFETIME_SECONDS,
    access_token: accessToken,
  };
}

function findResource(
  scope: string | null,
  resources: readonly ResourceApplication[],
): { readonly resource: ResourceApplication; readonly identifier: string } {
  if (scope === null || scope === '') {
    throw new EntraError(
      'invalid_request',
      90014,
      "The required field 'scope' is missing from the credential. Ensure that you have all the necessary parameters for the login request.",
    );
  }
  if (!scope.endsWith(DEFAULT_SCOPE) || scope.includes(' ')) {
    throw new EntraError(
      'invalid_scope',
      1002012,
      `The provided value for scope ${scope} is not valid. Client credential flows must have a scope value with /.default suffixed to the resource identifier (application ID URI).`,
    );
  }
  const identifier = scope.slice(0, -DEFAULT_SCOPE.length);
  const resource = resources.find(({ identifiers }) => identifiers.includes(identifier));
  if (resource === undefined) {
    throw new EntraError(
      'invalid_resource',
      500011,
      `The resource principal named ${identifier} was not found in the tenant. This can happen if the application has not been installed by the administrator of the tenant.`,
    );
  }
  return { resource, identifier };
}

function requirePrincipal({ clientId, servicePrincipalId }: EntraApplication): string {
  if (servicePrincipalId === undefined) {
    throw new EntraError(
      'unauthorized_client',
      7000229,
      `The client application ${clientId} is missing service principal in the tenant ${TENANT_ID}.`,
    );
  }
  return servicePrincipalId;
}
