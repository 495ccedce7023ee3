import type { DeploymentView } from '../expressions/policy-context';
import type { IdentityTokens } from '../azure/stand-in';
import type { Clock, Randomness } from '../seams';
import type { Metrics } from './metrics';
import type { OutboundClient } from './outbound-client';
import type { RateCounters } from './rate-counters';
import type { TokenCounters } from './token-counters';
import type { OpenIdConfigurations } from './openid-configurations';
import type { ValueCache } from './value-cache';

/** What policies use and all requests share. */
export interface GatewayServices {
  readonly clock: Clock;
  readonly randomness: Randomness;
  readonly deployment: DeploymentView;
  /** When the gateway started, in milliseconds since the epoch: the stack is as old as that. */
  readonly startedMilliseconds: number;
  readonly outbound: OutboundClient;
  readonly cache: ValueCache;
  readonly rateCounters: RateCounters;
  readonly tokenCounters: TokenCounters;
  readonly metrics: Metrics;
  readonly openIdConfigurations: OpenIdConfigurations;
  /** Tokens of the identities assigned to the API Management service. */
  managedIdentityToken(resource: string, clientId: string | undefined): Promise<string>;
  /** Running executions by `limit-concurrency` key. */
  readonly concurrency: Map<string, number>;
}

/** A token is asked for anew when it has less than this left. */
const RENEW_BEFORE_SECONDS = 300;

/** Keeps managed identity tokens until shortly before they expire, as the gateway does. */
export function cachedIdentityTokens(
  ownerAddress: string,
  identity: { readonly current: IdentityTokens | undefined },
  clock: Clock,
): GatewayServices['managedIdentityToken'] {
  const tokens = new Map<string, { accessToken: string; expiresOnSeconds: number }>();
  return async (resource, clientId) => {
    if (identity.current === undefined) throw new Error('the managed identity stand-in is not running');
    const key = `${clientId ?? ''} ${resource}`;
    const known = tokens.get(key);
    if (known !== undefined && known.expiresOnSeconds - RENEW_BEFORE_SECONDS > clock.nowMilliseconds() / 1000) {
      return known.accessToken;
    }
    const token = await identity.current.token({ ownerAddress, resource, clientId });
    tokens.set(key, token);
    return token.accessToken;
  };
}
