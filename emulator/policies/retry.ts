import { setTimeout as delay } from 'node:timers/promises';
import { PolicyError } from '../gateway/policy-error';
import { runSteps } from '../gateway/run-steps';
import type { PolicyExecutor } from './executor';

/** Runs what it holds, and again while the condition is true and retries are left. */
export const retry: PolicyExecutor = {
  name: 'retry',
  sections: 'IBOE',
  compile: (element) => {
    const condition = element.required('condition');
    const count = element.required('count');
    const interval = element.required('interval');
    const longest = element.value('max-interval');
    const delta = element.value('delta');
    const fastFirst = element.value('first-fast-retry');
    const steps = element.policies();
    return async (exchange) => {
      const retries = await count.integer(exchange);
      for (let attempt = 1; ; attempt += 1) {
        const failure = await attemptOnce(() => runSteps(steps, exchange));
        if (exchange.isEnded || exchange.signal.aborted) return;
        const again = attempt <= retries && (await condition.boolean(exchange));
        if (!again && failure !== undefined) throw failure;
        if (!again) return;
        const isFast = attempt === 1 && fastFirst !== undefined && (await fastFirst.boolean(exchange));
        const seconds = waitSeconds(
          attempt,
          await interval.integer(exchange),
          await delta?.integer(exchange),
          await longest?.integer(exchange),
          exchange.randomness.bytes(1)[0] ?? 0,
        );
        if (!isFast && seconds > 0) await delay(seconds * 1000, undefined, { signal: exchange.signal });
      }
    };
  },
};

async function attemptOnce(run: () => Promise<void> | void): Promise<PolicyError | undefined> {
  try {
    await run();
    return undefined;
  } catch (error) {
    if (error instanceof PolicyError) return error;
    throw error;
  }
}

/** Fixed, linear (delta) or exponential (delta and a longest wait), as the page of the policy defines them. */
function waitSeconds(
  attempt: number,
  interval: number,
  delta: number | undefined,
  longest: number | undefined,
  randomByte: number,
): number {
  if (delta === undefined) return Math.min(interval, longest ?? interval);
  if (longest === undefined) return interval + (attempt - 1) * delta;
  return Math.min(interval + 2 ** (attempt - 1) * (0.8 + (randomByte / 255) * 0.4) * delta, longest);
}
