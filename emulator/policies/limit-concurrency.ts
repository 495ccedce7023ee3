import { PolicyError } from '../gateway/policy-error';
import { runSteps } from '../gateway/run-steps';
import type { PolicyExecutor } from './executor';

/** Runs what it holds for at most so many requests at once per key; the others are refused. */
export const limitConcurrency: PolicyExecutor = {
  name: 'limit-concurrency',
  sections: 'IBOE',
  compile: (element) => {
    const key = element.required('key');
    const max = Number(element.requiredLiteral('max-count'));
    if (!Number.isInteger(max) || max < 1) element.problem('attribute "max-count" must be a whole number from 1.');
    const steps = element.policies();
    return async (exchange) => {
      const { concurrency } = exchange.services;
      const counter = await key.text(exchange);
      const running = concurrency.get(counter) ?? 0;
      if (running >= max) {
        throw new PolicyError({
          reason: 'ConcurrencyLimitExceeded',
          message: 'Concurrency limit is exceeded',
          statusCode: 429,
        });
      }
      concurrency.set(counter, running + 1);
      try {
        await runSteps(steps, exchange);
      } finally {
        const left = (concurrency.get(counter) ?? 1) - 1;
        if (left > 0) concurrency.set(counter, left);
        else concurrency.delete(counter);
      }
    };
  },
};
