import { ClrException } from '../expressions/clr-exception';
import type { Exchange } from './exchange';
import { PolicyError } from './policy-error';
import type { Step } from './step';

/**
 * Runs policies in order until one ends the pipeline or fails. It returns a promise only once a policy has to wait.
 * @throws PolicyError of the policy that failed; `exchange.lastError` then says which and where
 */
export function runSteps(steps: readonly Step[], exchange: Exchange): Promise<void> | void {
  for (let index = 0; index < steps.length; index += 1) {
    const step = steps[index];
    if (step === undefined || exchange.isEnded) return;
    exchange.recorder?.enter(step.place);
    try {
      const running = step.run(exchange);
      if (running !== undefined) return waitAndGoOn(running, steps, index, exchange);
    } catch (error) {
      throw failed(error, step, exchange);
    }
    exchange.recorder?.leave(step.place);
  }
}

async function waitAndGoOn(
  running: Promise<void>,
  steps: readonly Step[],
  index: number,
  exchange: Exchange,
): Promise<void> {
  const step = steps[index];
  if (step === undefined) return;
  try {
    await running;
  } catch (error) {
    throw failed(error, step, exchange);
  }
  exchange.recorder?.leave(step.place);
  return runSteps(steps.slice(index + 1), exchange);
}

function failed(error: unknown, step: Step, exchange: Exchange): PolicyError {
  const failure = exchange.recordFailure(asPolicyError(error), step.place);
  exchange.recorder?.leave(step.place);
  return failure;
}

/** Presents any failure as the policy error Azure would report. */
export function asPolicyError(error: unknown): PolicyError {
  if (error instanceof PolicyError) return error;
  if (error instanceof ClrException) {
    return new PolicyError({
      reason: 'ExpressionValueEvaluationFailure',
      message: `Expression evaluation failed. ${error.message}`,
    });
  }
  throw error;
}
