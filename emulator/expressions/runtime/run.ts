import { ClrException } from '../clr-exception';
import type { ClrObject } from '../clr-value';
import type { PolicyContext } from '../policy-context';

/** Steps (loop rounds, calls of lambdas and local functions, sequence elements) one evaluation may take. */
export const MAXIMUM_STEPS = 2_000_000;

/** Characters or bytes that a single value may hold; an element of an array or a collection takes eight. */
export const MAXIMUM_SIZE = 16 * 1024 * 1024;

/** Characters or bytes that count as one step when a member makes them. */
const SIZE_PER_STEP = 256;

/**
 * An expression went past a limit of the local gateway. C# `catch` clauses never see it, so that an endless loop inside
 * `try` ends too.
 */
export class ExpressionLimitError extends ClrException {
  constructor(message: string) {
    super('System.TimeoutException', message);
  }
}

/** The error for a value that would hold more than MAXIMUM_SIZE. */
export function tooLarge(): ExpressionLimitError {
  return new ExpressionLimitError(
    `The expression makes a text, an array or a collection of more than ${MAXIMUM_SIZE} characters or bytes, the local gateway's limit for one value (an element of an array or a collection counts as 8).`,
  );
}

/** One evaluation: what `context` stands for, and how many steps are left. */
export class Run {
  private steps = 0;
  /** The object behind the variable `context`, from its first use on. */
  contextObject: ClrObject | undefined = undefined;

  constructor(
    readonly context: PolicyContext,
    private readonly maximumSteps = MAXIMUM_STEPS,
  ) {}

  /** Counts work; throws ExpressionLimitError past the steps there are. */
  tick(count = 1): void {
    this.steps += count;
    if (this.steps > this.maximumSteps) {
      throw new ExpressionLimitError(
        `The expression took more than ${this.maximumSteps} steps, the local gateway's limit: look for a loop that does not end, or a regular expression that tries too much.`,
      );
    }
  }

  /** Checks the size of a value that is about to be made or has grown; throws ExpressionLimitError past MAXIMUM_SIZE. */
  limit(size: number): void {
    if (size > MAXIMUM_SIZE) throw tooLarge();
  }

  /** Counts a value of this size as work, so that many large ones end the evaluation before they fill the memory. */
  produce(size: number): void {
    this.limit(size);
    if (size >= SIZE_PER_STEP) this.tick(Math.floor(size / SIZE_PER_STEP));
  }
}
