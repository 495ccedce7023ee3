import type { Exchange } from '../gateway/exchange';
import { PolicyError } from '../gateway/policy-error';
import type { PolicyElement } from '../gateway/policy-element';
import type { Value } from '../gateway/value';

/** Reads a token; undefined when the request has none. */
export type TokenSource = (exchange: Exchange) => Promise<string | undefined>;

/** What {@link compileTokenSource} may be told. */
export interface TokenSourceOptions {
  /** Header that is read when no attribute names a place. @default none: an attribute is needed */
  readonly defaultHeader?: string;
  /** Scheme the Authorization header has to have. @default any */
  readonly scheme?: Value | undefined;
}

/** Reads the attributes that say where a policy finds its token. */
export function compileTokenSource(
  element: PolicyElement,
  { defaultHeader, scheme }: TokenSourceOptions = {},
): TokenSource {
  const header = element.value('header-name');
  const query = element.value('query-parameter-name');
  const value = element.value('token-value');
  const places = [header, query, value].filter((place) => place !== undefined).length;
  if (places > 1 || (places === 0 && defaultHeader === undefined)) {
    element.problem('exactly one of "header-name", "query-parameter-name" and "token-value" is needed.');
  }
  return async (exchange) => {
    if (value !== undefined) return (await value.text(exchange)).trim();
    if (query !== undefined) return exchange.request.originalUrl.query.get(await query.text(exchange))?.[0];
    const name = (await header?.text(exchange)) ?? defaultHeader ?? '';
    const received = exchange.request.headers.first(name);
    if (received === undefined || name.toLowerCase() !== 'authorization') return received;
    const [given = '', ...rest] = received.split(' ');
    const required = (await scheme?.text(exchange)) ?? '';
    if (required !== '' && given.toLowerCase() !== required.toLowerCase()) throw tokenNotPresent();
    return rest.length === 0 ? received : rest.join(' ').trim();
  };
}

/** Reads the token. @throws PolicyError TokenNotPresent when there is none */
export async function requireToken(source: TokenSource, exchange: Exchange): Promise<string> {
  const token = await source(exchange);
  if (token === undefined || token === '') throw tokenNotPresent();
  return token;
}

/**
 * Reads the attributes that say what a refusal looks like, and returns what runs a check so that it does. Failing to reach
 * the issuer is the gateway's trouble, not the caller's, and stays as it is.
 */
export function compileRefusal(
  element: PolicyElement,
): (exchange: Exchange, check: () => Promise<void>) => Promise<void> {
  const status = element.value('failed-validation-httpcode');
  const message = element.value('failed-validation-error-message');
  return async (exchange, check) => {
    try {
      await check();
    } catch (error) {
      if (!(error instanceof PolicyError)) throw error;
      if (error.reason === 'OpenIdConfigurationUnavailable' || error.reason === 'BackendConnectionFailure') throw error;
      throw new PolicyError({
        reason: error.reason,
        message: error.message,
        statusCode: status === undefined ? 401 : await status.integer(exchange),
        publicMessage: message === undefined ? error.message : await message.text(exchange),
      });
    }
  };
}

function tokenNotPresent(): PolicyError {
  return new PolicyError({ reason: 'TokenNotPresent', message: 'JWT not present.' });
}
