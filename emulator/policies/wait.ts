import { runSteps } from '../gateway/run-steps';
import type { PolicyExecutor } from './executor';

const ALLOWED = new Set(['send-request', 'cache-lookup-value', 'choose']);

/** Runs its children side by side and goes on when all are done, or the first of them. */
export const wait: PolicyExecutor = {
  name: 'wait',
  sections: 'IBO',
  compile: (element) => {
    const mode = element.choice('for', ['all', 'any'], 'all');
    const steps = element.policies();
    for (const step of steps)
      if (!ALLOWED.has(step.place.policy)) element.problem(`<${step.place.policy}> may not stand in it.`);
    return async (exchange) => {
      const running = steps.map((step) => runSteps([step], exchange));
      if (mode === 'all') await Promise.all(running);
      else await Promise.any(running).catch((error: AggregateError) => Promise.reject(error.errors[0]));
    };
  },
};
