import { ClrException } from '../clr-exception';
import type { PolicyContext } from '../policy-context';

/** Steps (loop rounds, calls of lambdas and local functions, sequence elements) one evaluation may take. */
export const MAXIMUM_STEPS = 2_000_000;

/**
 * An expression went past a limit of the local gateway. C# `catch` clauses never see it, so that an endless loop inside
 * `try` ends too.
 */
export class ExpressionLimitError extends ClrException {
  constructor(message: string) {
    super('System.TimeoutException', message);
  }
}

/** One evaluation: what `context` stands for, and how many steps are left. */
export class Run {
  private steps = 0;

  constructor(readonly context: PolicyContext) {}

  /** Counts work; throws ExpressionLimitError past MAXIMUM_STEPS. */
  tick(count = 1): void {
    this.steps += count;
    if (this.steps > MAXIMUM_STEPS) {
      throw new ExpressionLimitError(
        `The expression took more than ${MAXIMUM_STEPS} steps, the local gateway's limit: look for a loop that does not end, or a regular expression that tries too much.`,
      );
    }
  }
}
