import type { JWK, JSONWebKeySet } from 'jose';
import type { Clock } from '../seams';
import { HeaderBag } from './header-bag';
import type { OutboundClient } from './outbound-client';
import { PolicyError } from './policy-error';

/** What `validate-jwt` takes from an OpenID configuration document. */
export interface OpenIdConfiguration {
  readonly issuer: string;
  readonly keys: readonly JWK[];
  readonly fetchedMilliseconds: number;
}

const LIFETIME_MILLISECONDS = 60 * 60 * 1000;
/** An unknown key id causes a fetch, but not more often than this. */
const REFETCH_MILLISECONDS = 5 * 60 * 1000;
const FETCH_TIMEOUT_MILLISECONDS = 10_000;

/** Fetches OpenID configurations and their keys and keeps them for an hour. */
export class OpenIdConfigurations {
  readonly #known = new Map<string, OpenIdConfiguration>();
  readonly #running = new Map<string, Promise<OpenIdConfiguration>>();

  constructor(
    private readonly outbound: OutboundClient,
    private readonly clock: Clock,
  ) {}

  /**
   * @param url of the document
   * @param unknownKey true when a token named a key that the kept document does not have
   * @throws PolicyError when it cannot be fetched
   */
  async get(url: string, unknownKey = false): Promise<OpenIdConfiguration> {
    const known = this.#known.get(url);
    const age = known === undefined ? Infinity : this.clock.nowMilliseconds() - known.fetchedMilliseconds;
    if (known !== undefined && age < (unknownKey ? REFETCH_MILLISECONDS : LIFETIME_MILLISECONDS)) return known;
    const running = this.#running.get(url) ?? this.#fetch(url).finally(() => this.#running.delete(url));
    this.#running.set(url, running);
    return running;
  }

  async #fetch(url: string): Promise<OpenIdConfiguration> {
    const document = await this.#json(url);
    const keysUrl: unknown = Reflect.get(document, 'jwks_uri');
    if (typeof keysUrl !== 'string') throw unavailable(url, 'it names no jwks_uri');
    const keySet = (await this.#json(keysUrl)) as Partial<JSONWebKeySet>;
    const configuration = {
      issuer: String(Reflect.get(document, 'issuer')),
      keys: keySet.keys ?? [],
      fetchedMilliseconds: this.clock.nowMilliseconds(),
    };
    this.#known.set(url, configuration);
    return configuration;
  }

  async #json(url: string): Promise<object> {
    const response = await this.outbound.send({
      url: new URL(url),
      method: 'GET',
      headers: new HeaderBag(),
      body: undefined,
      timeoutMilliseconds: FETCH_TIMEOUT_MILLISECONDS,
      signal: new AbortController().signal,
    });
    await response.body?.buffer();
    if (response.statusCode !== 200) throw unavailable(url, `it answers ${response.statusCode}`);
    try {
      const parsed: unknown = JSON.parse(Buffer.from(response.body?.read(true) ?? []).toString('utf8'));
      if (typeof parsed === 'object' && parsed !== null) return parsed;
    } catch {
      // Falls through to the same error as any other document that is no object.
    }
    throw unavailable(url, 'it is not a JSON object');
  }
}

function unavailable(url: string, why: string): PolicyError {
  return new PolicyError({
    reason: 'OpenIdConfigurationUnavailable',
    message: `The OpenID configuration at ${url} cannot be used: ${why}.`,
  });
}
