import type { Exchange } from '../gateway/exchange';
import { PolicyError } from '../gateway/policy-error';
import type { RateDecision } from '../gateway/rate-counters';
import { Value } from '../gateway/value';
import type { PolicyExecutor } from './executor';

/** Refuses calls past a number per period and key. */
export const rateLimitByKey: PolicyExecutor = {
  name: 'rate-limit-by-key',
  sections: 'I',
  compile: (element) => {
    const calls = element.required('calls');
    const period = element.required('renewal-period');
    const key = element.required('counter-key');
    const condition = element.value('increment-condition');
    const count = element.value('increment-count') ?? Value.literal('1');
    const names = ['retry-after', 'remaining-calls', 'total-calls'].map((what) => ({
      what,
      header: element.literal(`${what}-header-name`),
      variable: element.literal(`${what}-variable-name`),
    }));
    if (period.literal !== undefined && Number(period.literal) > 300)
      element.problem('attribute "renewal-period" is at most 300 seconds.');
    // Azure settles counters whose increment is an expression when outbound is over.
    const isDeferred = condition !== undefined || count.literal === undefined;
    return async (exchange) => {
      const limit = await calls.integer(exchange);
      const seconds = await period.integer(exchange);
      const counter = await key.text(exchange);
      const { rateCounters } = exchange.services;
      const decision = rateCounters.count(counter, limit, seconds, isDeferred ? 0 : await count.integer(exchange));
      publish(exchange, names, decision, limit);
      if (!decision.allowed) {
        throw new PolicyError({
          reason: 'RateLimitExceeded',
          message: 'Rate limit is exceeded',
          publicMessage: `Rate limit is exceeded. Try again in ${decision.retryAfterSeconds} seconds.`,
          statusCode: 429,
          headers: { [names[0]?.header ?? 'Retry-After']: String(decision.retryAfterSeconds) },
        });
      }
      if (isDeferred) {
        exchange.afterOutbound.push(async () => {
          if (condition !== undefined && !(await condition.boolean(exchange))) return;
          rateCounters.count(counter, limit, seconds, await count.integer(exchange));
        });
      }
    };
  },
};

function publish(
  exchange: Exchange,
  names: readonly { what: string; header: string | undefined; variable: string | undefined }[],
  decision: RateDecision,
  limit: number,
): void {
  const numbers: Readonly<Record<string, number>> = {
    'retry-after': decision.retryAfterSeconds,
    'remaining-calls': decision.remainingCalls,
    'total-calls': limit,
  };
  for (const { what, header, variable } of names) {
    const number = numbers[what] ?? 0;
    if (what === 'retry-after' && decision.allowed) continue;
    if (variable !== undefined) exchange.setVariable(variable, number);
    if (header !== undefined) exchange.responseHeaders.push([header, String(number)]);
  }
}
