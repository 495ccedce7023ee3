import type { Clock, Randomness } from '../../seams';
import { resourceClaims } from '../entra/resource-applications';
import { epochSeconds, ISSUER_V1, ISSUER_V2, signAsTenant } from '../entra/tenant';
import type { ManagedIdentity, TokenAudience } from './directory';
import { TENANT_ID } from './principals';

/** How long a managed identity's token lives; Azure gives them a day. */
const IDENTITY_TOKEN_SECONDS = 24 * 60 * 60;

/** Issues an access token of a managed identity, signed by the tenant, in the claims of Entra's v1 or v2 format. */
export async function issueIdentityToken(
  identity: ManagedIdentity,
  { audience, version, application }: TokenAudience,
  { clock, randomness }: { readonly clock: Clock; readonly randomness: Randomness },
): Promise<{ accessToken: string; expiresOnSeconds: number }> {
  const now = epochSeconds(clock);
  const expiresOnSeconds = now + IDENTITY_TOKEN_SECONDS;
  const accessToken = await signAsTenant({
    aud: audience,
    iss: version === '2.0' ? ISSUER_V2 : ISSUER_V1,
    iat: now,
    nbf: now,
    exp: expiresOnSeconds,
    sub: identity.principalId,
    oid: identity.principalId,
    tid: TENANT_ID,
    ...(version === '2.0'
      ? { azp: identity.clientId, azpacr: '2' }
      : { appid: identity.clientId, appidacr: '2', idp: ISSUER_V1 }),
    ...(application === undefined ? { idtyp: 'app' } : resourceClaims(application, identity.principalId)),
    uti: Buffer.from(randomness.bytes(16)).toString('base64url'),
    ver: version,
  });
  return { accessToken, expiresOnSeconds };
}
