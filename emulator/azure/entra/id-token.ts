import { createHash } from 'node:crypto';
import { decodeJwt, type JWTPayload } from 'jose';
import type { Clock, Randomness } from '../../seams';
import { TENANT_ID } from '../managed-identity/principals';
import { epochSeconds, ISSUER_V2, signAsTenant } from './tenant';
import type { TestUser } from './users';

/** Claims of the `profile` and `email` scopes, as Entra's ID token claims reference assigns them. */
export const CLAIMS_BY_SCOPE = {
  openid: ['sub'],
  profile: ['name', 'preferred_username', 'oid', 'tid'],
  email: ['email'],
} as const;

/** Everything the tenant knows about a user that a token can say. */
export function claimsOf(user: TestUser): { sub: string } & Record<string, string> {
  return {
    sub: user.objectId,
    oid: user.objectId,
    tid: TENANT_ID,
    name: user.displayName,
    preferred_username: user.username,
    email: user.email,
  };
}

const LIFETIME_SECONDS = 60 * 60;
const KEPT = ['aud', 'nonce', 'name', 'preferred_username', 'oid', 'tid', 'email'] as const;

/**
 * Writes the ID token that Entra would have sent in place of the library's: same user and request, Entra's set of claims,
 * and times by the gateway's clock. The library stamps everything with the wall clock and takes no other, so its codes and
 * sessions also age by it.
 */
export function entraIdToken(
  libraryToken: string,
  seams: { readonly clock: Clock; readonly randomness: Randomness },
): Promise<string> {
  const issued = decodeJwt(libraryToken);
  const now = epochSeconds(seams.clock);
  const claims: JWTPayload = {
    iss: ISSUER_V2,
    iat: now,
    nbf: now,
    exp: now + LIFETIME_SECONDS,
    // Pairwise: the library's subject is the object id, Entra's is different for every application.
    sub: createHash('sha256')
      .update(`${String(issued.sub)} ${String(issued.aud)}`)
      .digest('base64url'),
    uti: Buffer.from(seams.randomness.bytes(16)).toString('base64url'),
    ver: '2.0',
  };
  for (const name of KEPT) {
    const value = issued[name];
    if (typeof value === 'string') {
      claims[name] = value;
    }
  }
  return signAsTenant(claims);
}
