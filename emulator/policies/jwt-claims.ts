import type { Exchange } from '../gateway/exchange';
import { PolicyError } from '../gateway/policy-error';
import type { PolicyElement } from '../gateway/policy-element';
import type { Value } from '../gateway/value';

/** The payload of a token. */
export type Claims = Readonly<Record<string, unknown>>;

/** What `validate-jwt` demands of the payload. */
export interface ClaimRules {
  readonly requiresExpiration: Value | undefined;
  readonly clockSkew: Value | undefined;
  readonly audiences: readonly (Value | undefined)[];
  readonly issuers: readonly (Value | undefined)[];
  readonly claims: readonly {
    readonly name: Value;
    readonly match: Value | undefined;
    readonly separator: Value | undefined;
    readonly values: readonly (Value | undefined)[];
  }[];
}

/** Reads the attributes and children that concern the payload. */
export function compileClaimRules(element: PolicyElement): ClaimRules {
  return {
    requiresExpiration: element.value('require-expiration-time'),
    clockSkew: element.value('clock-skew'),
    audiences: compileTexts(element, 'audiences', 'audience'),
    issuers: compileTexts(element, 'issuers', 'issuer'),
    claims: compileRequiredClaims(element),
  };
}

/** Reads a child that holds a list of texts; empty when there is none. */
export function compileTexts(element: PolicyElement, container: string, item: string): ClaimRules['audiences'] {
  const part = element.part(container);
  const values = part?.parts(item).map((child) => child.text()) ?? [];
  part?.finish();
  return values;
}

/** Reads `required-claims`. */
export function compileRequiredClaims(element: PolicyElement): ClaimRules['claims'] {
  const required = element.part('required-claims');
  const claims = (required?.parts('claim') ?? []).map((part) => {
    const rule = {
      name: part.required('name'),
      match: part.value('match'),
      separator: part.value('separator'),
      values: part.parts('value').map((child) => child.text()),
    };
    part.finish();
    return rule;
  });
  required?.finish();
  return claims;
}

/** @throws PolicyError JwtInvalid when the payload is no JSON object */
export function parseClaims(payload: Uint8Array): Claims {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(payload).toString('utf8'));
    if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed))
      return Object.fromEntries(Object.entries(parsed));
  } catch {
    // Falls through: text that is no JSON and JSON that is no object are the same mistake.
  }
  throw new PolicyError({
    reason: 'JwtInvalid',
    message: 'The payload of the token is not a JSON object. Access denied.',
  });
}

/**
 * Checks a verified payload.
 * @param knownIssuers issuers of the OpenID configurations, accepted besides those the policy lists
 * @throws PolicyError with the reason of the first check that fails
 */
export async function checkClaims(
  exchange: Exchange,
  claims: Claims,
  rules: ClaimRules,
  knownIssuers: readonly string[],
): Promise<void> {
  await checkLifetime(exchange, claims, rules);
  const audiences = await texts(exchange, rules.audiences);
  if (audiences.length > 0 && !stringsOf(claims.aud).some((audience) => audiences.includes(audience))) {
    refuse('TokenAudienceNotAllowed', 'The audience of the token is not allowed.');
  }
  const issuers = [...(await texts(exchange, rules.issuers)), ...knownIssuers];
  if (issuers.length > 0 && !(typeof claims.iss === 'string' && issuers.includes(claims.iss))) {
    refuse('TokenIssuerNotAllowed', 'The issuer of the token is not allowed.');
  }
  for (const rule of rules.claims) await checkClaim(exchange, claims, rule);
}

async function checkLifetime(exchange: Exchange, claims: Claims, rules: ClaimRules): Promise<void> {
  const now = exchange.clock.nowMilliseconds() / 1000;
  const skew = rules.clockSkew === undefined ? 0 : await rules.clockSkew.integer(exchange);
  const needsExpiration = rules.requiresExpiration === undefined || (await rules.requiresExpiration.boolean(exchange));
  if (typeof claims.exp === 'number') {
    if (claims.exp + skew <= now) refuse('TokenExpired', 'The token is expired.');
  } else if (needsExpiration || claims.exp !== undefined) {
    refuse('JwtInvalid', 'The token has no expiration time.');
  }
  if (claims.nbf !== undefined && !(typeof claims.nbf === 'number' && claims.nbf - skew <= now)) {
    refuse('JwtInvalid', 'The token is not valid yet.');
  }
}

async function checkClaim(exchange: Exchange, claims: Claims, rule: ClaimRules['claims'][number]): Promise<void> {
  const name = await rule.name.text(exchange);
  const value = Object.hasOwn(claims, name) ? claims[name] : undefined;
  if (value === undefined || value === null) return refuse('TokenClaimNotFound', `The claim ${name} is missing.`);
  const separator = await rule.separator?.text(exchange);
  const given = stringsOf(value).flatMap((text) => (separator === undefined ? [text] : text.split(separator)));
  const wanted = await texts(exchange, rule.values);
  if (wanted.length === 0) return;
  const matches = (expected: string): boolean => given.includes(expected);
  const any = (await rule.match?.text(exchange)) === 'any';
  if (!(any ? wanted.some(matches) : wanted.every(matches))) {
    refuse('TokenClaimValueNotAllowed', `The value of the claim ${name} is not allowed.`);
  }
}

/** The values of a list that {@link compileTexts} read. */
export async function texts(exchange: Exchange, values: readonly (Value | undefined)[]): Promise<string[]> {
  return Promise.all(values.map(async (value) => ((await value?.text(exchange)) ?? '').trim()));
}

/** The values of a claim as text: an array has several. */
export function stringsOf(value: unknown): string[] {
  if (value === undefined || value === null) return [];
  const items: unknown[] = Array.isArray(value) ? value : [value];
  return items.map((item) => (typeof item === 'string' ? item : JSON.stringify(item)));
}

/** @throws PolicyError always */
export function refuse(reason: string, why: string): never {
  throw new PolicyError({ reason, message: `${why} Access denied.` });
}
