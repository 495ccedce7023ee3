import { compactVerify, createLocalJWKSet, decodeProtectedHeader, errors, type JWK } from 'jose';
import type { Exchange } from '../gateway/exchange';
import { PolicyError } from '../gateway/policy-error';
import type { Value } from '../gateway/value';
import { parseClaims, type Claims } from './jwt-claims';

const ASYMMETRIC = ['RS256', 'RS512', 'PS256', 'ES256'];
const SYMMETRIC = ['HS256', 'HS384', 'HS512'];

/** A key that stands in the policy itself. */
export interface InlineKey {
  readonly id: string | undefined;
  readonly text: Value | undefined;
  readonly modulus: Value | undefined;
  readonly exponent: Value | undefined;
}

/** Where the keys come from that may have signed a token. */
export interface KeySources {
  /** URLs of OpenID configurations. */
  readonly configurations: readonly string[];
  readonly inlineKeys: readonly InlineKey[];
  readonly mustBeSigned: boolean;
}

/**
 * Verifies who signed a token; its claims are not looked at.
 * @returns the claims, and the issuers of the configurations
 * @throws PolicyError with the reason APIM gives
 */
export async function verifyToken(
  exchange: Exchange,
  token: string,
  sources: KeySources,
): Promise<{ claims: Claims; issuers: readonly string[] }> {
  let header: ReturnType<typeof decodeProtectedHeader>;
  try {
    header = decodeProtectedHeader(token);
  } catch {
    throw new PolicyError({ reason: 'JwtInvalid', message: 'The token is not a well-formed JWT. Access denied.' });
  }
  const payload = token.split('.')[1] ?? '';
  const urls = sources.configurations;
  const load = (unknownKey: boolean) =>
    Promise.all(urls.map((url) => exchange.services.openIdConfigurations.get(url, unknownKey)));
  if (header.alg === 'none' && !sources.mustBeSigned) {
    return {
      claims: parseClaims(Buffer.from(payload, 'base64url')),
      issuers: (await load(false)).map(({ issuer }) => issuer),
    };
  }
  const inline = await inlineJwks(exchange, sources.inlineKeys);
  for (const refetch of [false, true]) {
    const configurations = await load(refetch);
    try {
      const keys = [...inline, ...configurations.flatMap((configuration) => configuration.keys)];
      const verified = await (SYMMETRIC.includes(header.alg ?? '') ? trySecrets(token, keys) : tryKeys(token, keys));
      return { claims: parseClaims(verified), issuers: configurations.map(({ issuer }) => issuer) };
    } catch (error) {
      if (error instanceof errors.JWKSNoMatchingKey && !refetch && urls.length > 0) continue;
      throw signatureError(error);
    }
  }
  throw signatureError(new errors.JWKSNoMatchingKey());
}

/** A symmetric algorithm is verified with the policy's own shared keys alone, never with somebody's public key. */
async function trySecrets(token: string, keys: readonly JWK[]): Promise<Uint8Array> {
  const secrets = keys.flatMap(({ kty, k }) => (kty === 'oct' && k !== undefined ? [Buffer.from(k, 'base64url')] : []));
  if (secrets.length === 0) throw new errors.JWKSNoMatchingKey();
  for (const secret of secrets) {
    try {
      return (await compactVerify(token, secret, { algorithms: SYMMETRIC })).payload;
    } catch (failure) {
      if (!(failure instanceof errors.JWSSignatureVerificationFailed)) throw failure;
    }
  }
  throw new errors.JWSSignatureVerificationFailed();
}

/** Several keys may fit a token without a key id; each is tried. */
async function tryKeys(token: string, keys: readonly JWK[]): Promise<Uint8Array> {
  const keySet = createLocalJWKSet({ keys: [...keys] });
  try {
    return (await compactVerify(token, keySet, { algorithms: ASYMMETRIC })).payload;
  } catch (error) {
    if (!(error instanceof errors.JWKSMultipleMatchingKeys)) throw error;
    for await (const key of error) {
      try {
        return (await compactVerify(token, key, { algorithms: ASYMMETRIC })).payload;
      } catch (failure) {
        if (!(failure instanceof errors.JWSSignatureVerificationFailed)) throw failure;
      }
    }
    throw new errors.JWSSignatureVerificationFailed();
  }
}

async function inlineJwks(exchange: Exchange, keys: readonly InlineKey[]): Promise<JWK[]> {
  const found: JWK[] = [];
  for (const { id, text, modulus, exponent } of keys) {
    const kid = id === undefined ? {} : { kid: id };
    if (modulus !== undefined && exponent !== undefined) {
      found.push({ kty: 'RSA', n: await modulus.text(exchange), e: await exponent.text(exchange), ...kid });
    } else if (text !== undefined) {
      const bytes = Buffer.from((await text.text(exchange)).trim(), 'base64');
      found.push({ kty: 'oct', k: bytes.toString('base64url'), ...kid });
    }
  }
  return found;
}

function signatureError(error: unknown): PolicyError {
  if (error instanceof errors.JWKSNoMatchingKey) {
    return new PolicyError({
      reason: 'TokenSignatureKeyNotFound',
      message: 'The key the token was signed with was not found. Access denied.',
    });
  }
  if (error instanceof errors.JWSSignatureVerificationFailed || error instanceof errors.JOSEAlgNotAllowed) {
    return new PolicyError({
      reason: 'TokenSignatureInvalid',
      message: 'The signature of the token is invalid. Access denied.',
    });
  }
  if (error instanceof errors.JOSEError) {
    return new PolicyError({ reason: 'JwtInvalid', message: 'The token is not a valid JWT. Access denied.' });
  }
  throw error;
}
