import { compactVerify, createLocalJWKSet, decodeProtectedHeader, errors, type JWK } from 'jose';
import { parseJwt } from '../expressions/runtime/jwt';
import type { Exchange } from '../gateway/exchange';
import { PolicyError } from '../gateway/policy-error';
import type { PolicyElement } from '../gateway/policy-element';
import type { Value } from '../gateway/value';
import type { PolicyExecutor } from './executor';
import { checkClaims, compileClaimRules, parseClaims, type Claims } from './jwt-claims';

const ASYMMETRIC = ['RS256', 'RS512', 'PS256', 'ES256'];
const SYMMETRIC = ['HS256', 'HS384', 'HS512'];

/** Checks a JSON Web Token: signature, lifetime, audience, issuer, claims. */
export const validateJwt: PolicyExecutor = {
  name: 'validate-jwt',
  sections: 'I',
  compile: (element) => {
    const token = compileToken(element);
    const status = element.value('failed-validation-httpcode');
    const message = element.value('failed-validation-error-message');
    const variable = element.literal('output-token-variable-name');
    const requiresSigned = element.value('require-signed-tokens');
    const configurations = element.parts('openid-config').map((part) => {
      part.literal('validate-connectivity');
      const url = part.required('url');
      part.finish();
      return url;
    });
    const inlineKeys = compileKeys(element);
    const rules = compileClaimRules(element);
    return async (exchange) => {
      try {
        const text = await token(exchange);
        if (text === undefined || text === '')
          throw new PolicyError({ reason: 'TokenNotPresent', message: 'JWT not present.' });
        const mustBeSigned = requiresSigned === undefined || (await requiresSigned.boolean(exchange));
        const { claims, issuers } = await verify(exchange, text, { configurations, inlineKeys, mustBeSigned });
        await checkClaims(exchange, claims, rules, issuers);
        if (variable !== undefined) exchange.setVariable(variable, parseJwt(text));
      } catch (error) {
        if (!(error instanceof PolicyError)) throw error;
        // Failing to reach the issuer is the gateway's trouble, not the caller's.
        if (error.reason === 'OpenIdConfigurationUnavailable' || error.reason === 'BackendConnectionFailure')
          throw error;
        throw new PolicyError({
          reason: error.reason,
          message: error.message,
          statusCode: status === undefined ? 401 : await status.integer(exchange),
          publicMessage: message === undefined ? error.message : await message.text(exchange),
        });
      }
    };
  },
};

function compileToken(element: PolicyElement): (exchange: Exchange) => Promise<string | undefined> {
  const header = element.value('header-name');
  const query = element.value('query-parameter-name');
  const value = element.value('token-value');
  const scheme = element.value('require-scheme');
  if ([header, query, value].filter((given) => given !== undefined).length !== 1) {
    element.problem('exactly one of "header-name", "query-parameter-name" and "token-value" is needed.');
  }
  return async (exchange) => {
    if (value !== undefined) return (await value.text(exchange)).trim();
    if (query !== undefined) return exchange.request.originalUrl.query.get(await query.text(exchange))?.[0];
    const name = (await header?.text(exchange)) ?? '';
    const received = exchange.request.headers.first(name);
    if (received === undefined || name.toLowerCase() !== 'authorization') return received;
    const [given = '', ...rest] = received.split(' ');
    const required = (await scheme?.text(exchange)) ?? '';
    if (required !== '' && given.toLowerCase() !== required.toLowerCase()) {
      throw new PolicyError({ reason: 'TokenNotPresent', message: 'JWT not present.' });
    }
    return rest.length === 0 ? received : rest.join(' ').trim();
  };
}

interface InlineKey {
  readonly id: string | undefined;
  readonly text: Value | undefined;
  readonly modulus: Value | undefined;
  readonly exponent: Value | undefined;
}

function compileKeys(element: PolicyElement): readonly InlineKey[] {
  const list = element.part('issuer-signing-keys');
  const keys = list?.parts('key').map((part) => {
    const key = { id: part.literal('id'), text: part.text(), modulus: part.value('n'), exponent: part.value('e') };
    part.finish();
    return key;
  });
  list?.finish();
  return keys ?? [];
}

interface KeySources {
  readonly configurations: readonly Value[];
  readonly inlineKeys: readonly InlineKey[];
  readonly mustBeSigned: boolean;
}

async function verify(
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
  const urls = await Promise.all(sources.configurations.map((url) => url.text(exchange)));
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
