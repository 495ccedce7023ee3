import type { Exchange } from '../gateway/exchange';
import type { PolicyElement } from '../gateway/policy-element';
import { PolicyError } from '../gateway/policy-error';
import { QUOTA_PERIODS } from '../gateway/quota-period';
import type { TokenCounter } from '../gateway/token-counters';
import { LlmCall } from '../llm/llm-call';
import type { PolicyExecutor } from './executor';

/** What a limit that is exceeded answers, as Azure's gateways do. */
const REFUSALS = {
  'remaining-tokens': { reason: 'OpenAITokenLimitExceeded', message: 'Token limit is exceeded.', statusCode: 429 },
  'remaining-quota-tokens': {
    reason: 'OpenAITokenQuotaExceeded',
    message: 'Token quota is exceeded.',
    statusCode: 403,
  },
} as const;

/** One of the two limits of an element, by the name of what it tells. */
interface Limit {
  readonly tells: keyof typeof REFUSALS;
  readonly counter: (exchange: Exchange, key: string) => Promise<TokenCounter>;
}

type Publish = (exchange: Exchange, what: string, value: number) => void;

/** Refuses requests to a language model once a key used too many tokens, in a minute or in the period of a quota. */
export const llmTokenLimit: PolicyExecutor = {
  name: 'llm-token-limit',
  sections: 'I',
  compile: (element) => {
    const key = element.required('counter-key');
    const estimates = element.flag('estimate-prompt-tokens', false);
    const limits = compileLimits(element);
    if (limits.length === 0) element.problem('"tokens-per-minute", or "token-quota" with its period, is needed.');
    const publish = compileOutputs(element);
    const retryAfterHeader = element.literal('retry-after-header-name') ?? 'Retry-After';
    return async (exchange) => {
      const call = LlmCall.of(exchange);
      const estimate = estimates || (await call.isStreamed()) ? await call.promptTokens() : 0;
      const id = await key.text(exchange);
      const counters = await Promise.all(
        limits.map(async ({ tells, counter }) => ({ tells, counter: await counter(exchange, id) })),
      );
      const publishLeft = (): void => {
        for (const { tells, counter } of counters) publish(exchange, tells, Math.max(0, counter.left()));
      };
      for (const { tells, counter } of counters) {
        if (counter.left() >= estimate) continue;
        publishLeft();
        const seconds = counter.secondsUntil(estimate);
        publish(exchange, 'retry-after', seconds);
        const { message, ...refusal } = REFUSALS[tells];
        throw new PolicyError({
          ...refusal,
          message: `${message} Try again in ${seconds} seconds.`,
          headers: { [retryAfterHeader]: String(seconds) },
        });
      }
      const use = (tokens: number): void => counters.forEach(({ counter }) => counter.use(tokens));
      use(estimate);
      publishLeft();
      publish(exchange, 'tokens-consumed-estimate', estimate);
      call.onUsage(({ prompt, completion }, isStreamed) => {
        use(prompt + completion - estimate);
        if (isStreamed) return;
        publishLeft();
        publish(exchange, 'tokens-consumed', prompt + completion);
      });
    };
  },
};

function compileLimits(element: PolicyElement): readonly Limit[] {
  const perMinute = element.literal('tokens-per-minute');
  const quota = element.value('token-quota');
  const period = element.value('token-quota-period');
  if ((quota === undefined) !== (period === undefined))
    element.problem('"token-quota" and "token-quota-period" go together.');
  const limits: Limit[] = [];
  if (perMinute !== undefined) {
    limits.push({
      tells: 'remaining-tokens',
      counter: async (exchange, key) => exchange.services.tokenCounters.perMinute(key, Number(perMinute)),
    });
  }
  if (quota !== undefined && period !== undefined) {
    limits.push({
      tells: 'remaining-quota-tokens',
      counter: async (exchange, key) => {
        const name = await period.text(exchange);
        const known = QUOTA_PERIODS.find((candidate) => candidate === name);
        if (known === undefined) {
          const message = `token-quota-period is "${name}"; it must be one of ${QUOTA_PERIODS.join(', ')}.`;
          throw new PolicyError({ reason: 'ExpressionValueEvaluationFailure', message });
        }
        return exchange.services.tokenCounters.quota(key, await quota.integer(exchange), known);
      },
    });
  }
  return limits;
}

/** Reads which headers and variables tell what; the estimate is told by the variable of what it becomes. */
function compileOutputs(element: PolicyElement): Publish {
  const variables = new Map<string, string>();
  const headers = new Map<string, string>();
  for (const what of ['remaining-tokens', 'remaining-quota-tokens', 'tokens-consumed', 'retry-after']) {
    const variable = element.literal(`${what}-variable-name`);
    if (variable !== undefined) variables.set(what, variable);
    // The header of what is left to wait comes with the refusal.
    const header = what === 'retry-after' ? undefined : element.literal(`${what}-header-name`);
    if (header !== undefined) headers.set(what, header);
  }
  const consumed = variables.get('tokens-consumed');
  if (consumed !== undefined) variables.set('tokens-consumed-estimate', consumed);
  return (exchange, what, value) => {
    const variable = variables.get(what);
    if (variable !== undefined) exchange.setVariable(variable, value);
    const header = headers.get(what);
    if (header !== undefined) exchange.responseHeaders.push([header, String(value)]);
  };
}
