import { generateKeyPair as generateKeyPairWithCallback, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import { calculateJwkThumbprint, exportJWK, jwtVerify, SignJWT, type JWK, type JWTPayload } from 'jose';
import type { Clock } from '../../seams';
import { TENANT_ID } from '../managed-identity/principals';

const generateKeyPair = promisify(generateKeyPairWithCallback);

/** The host under which Entra is reached and whose name stands in its issuers. */
export const ENTRA_HOST = 'login.microsoftonline.com';

/** `iss` of v2 tokens: ID tokens, and managed identity tokens for the token exchange audience. */
export const ISSUER_V2 = `https://${ENTRA_HOST}/${TENANT_ID}/v2.0`;

/** `iss` of v1 access tokens, which Azure's own services (storage, Cosmos) receive. */
export const ISSUER_V1 = `https://sts.windows.net/${TENANT_ID}/`;

interface SigningKey {
  readonly kid: string;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
  readonly publicJwk: JWK;
}

let signingKey: Promise<SigningKey> | undefined;

/**
 * The key with which the tenant signs every token: one per process, as there is one tenant. RSA keys come from the operating
 * system's generator, not from the `Randomness` seam: node:crypto takes no source for them.
 */
export function tenantSigningKey(): Promise<SigningKey> {
  signingKey ??= createSigningKey();
  return signingKey;
}

async function createSigningKey(): Promise<SigningKey> {
  const { privateKey, publicKey } = await generateKeyPair('rsa', { modulusLength: 2048 });
  const jwk = await exportJWK(publicKey);
  const kid = await calculateJwkThumbprint(jwk);
  return { kid, privateKey, publicKey, publicJwk: { ...jwk, kid, use: 'sig', alg: 'RS256' } };
}

/** The tenant's public keys, as served at `/<tenant>/discovery/v2.0/keys`. */
export async function tenantJwks(): Promise<{ keys: JWK[] }> {
  return { keys: [(await tenantSigningKey()).publicJwk] };
}

/** Signs claims as the tenant. The caller sets every claim, the times too. */
export async function signAsTenant(claims: JWTPayload): Promise<string> {
  const key = await tenantSigningKey();
  return new SignJWT(claims).setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid: key.kid }).sign(key.privateKey);
}

/** Seconds since 1970, the unit of every time in a JWT. */
export function epochSeconds(clock: Clock): number {
  return Math.floor(clock.nowMilliseconds() / 1000);
}

/**
 * Verifies that the tenant signed a token for one of `audiences` and that it is valid now, and returns its claims.
 * @throws a jose error whose `code` says which check failed
 */
export async function verifyTenantToken(
  token: string,
  expected: { readonly issuers: readonly string[]; readonly audiences: readonly string[]; readonly clock: Clock },
): Promise<JWTPayload> {
  const key = await tenantSigningKey();
  const { payload } = await jwtVerify(token, key.publicKey, {
    algorithms: ['RS256'],
    issuer: [...expected.issuers],
    audience: [...expected.audiences],
    requiredClaims: ['exp', 'iat', 'sub'],
    currentDate: new Date(expected.clock.nowMilliseconds()),
  });
  return payload;
}
