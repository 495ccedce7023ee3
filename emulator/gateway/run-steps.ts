import { ClrException } from '../expressions/clr-exception';
import type { Exchange } from './exchange';
import { PolicyError } from './policy-error';
import type { Step } from './step';

/**
 * Runs policies in order until one ends the pipeline or fails.
 * @throws PolicyError of the policy that failed; `exchange.lastError` then says which and where
 */
export async function runSteps(steps: readonly Step[], exchange: Exchange): Promise<void> {
  for (const step of steps) {
    if (exchange.isEnded) return;
    exchange.recorder?.enter(step.place);
    try {
      const running = step.run(exchange);
      if (running !== undefined) await running;
    } catch (error) {
      throw exchange.recordFailure(asPolicyError(error), step.place);
    } finally {
      exchange.recorder?.leave(step.place);
    }
  }
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
