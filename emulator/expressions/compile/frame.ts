import type { Label } from '../../../policies/language/expressions/bound-tree/statements';
import type { ClrValue } from '../clr-value';
import { ClrException } from '../clr-exception';
import { ExpressionLimitError, tooLarge } from '../runtime/run';
import type { Ref } from '../runtime/member';
import type { Run } from '../runtime/run';
import { nullReference } from '../runtime/errors';

/** Where a value is kept that can be handed over by reference. */
export abstract class Place implements Ref {
  abstract value: ClrValue;
}

/** Holds a variable that several functions share. */
export class Cell extends Place {
  value: ClrValue = null;
}

/** One call of a function: its variables, and the evaluation it belongs to. */
export class Frame {
  readonly slots: (ClrValue | Place)[];
  /** Result of `return`, read when a block answers Signal.Return. */
  returned: ClrValue = null;
  /** Where `goto` leads, read when a statement answers Signal.Goto. */
  label: Label | null = null;
  /** What a `throw;` rethrows. */
  caught: ClrException | null = null;

  constructor(
    slotCount: number,
    readonly run: Run,
  ) {
    this.slots = new Array<ClrValue | Place>(slotCount).fill(null);
  }

  /** The variable in a slot that holds no cell. */
  read(slot: number): ClrValue {
    const value = this.slots[slot];
    return value instanceof Place || value === undefined ? null : value;
  }

  /** The cell in a slot of a captured variable, or the place that a variable by reference stands for. */
  cell(slot: number): Place {
    const value = this.slots[slot];
    if (value instanceof Place) return value;
    const made = new Cell();
    this.slots[slot] = made;
    return made;
  }
}

/** A compiled value. */
export type Code = (frame: Frame) => ClrValue;

/** How a statement ended. */
export const Signal = { Normal: 0, Break: 1, Continue: 2, Return: 3, Goto: 4 } as const;

/** How a statement ended: one of the values of `Signal`. */
export type SignalValue = (typeof Signal)[keyof typeof Signal];

/** A compiled statement. */
export type Action = (frame: Frame) => SignalValue;

/**
 * The .NET exception an error stands for. JavaScript's own errors become what .NET throws in the same place: too deep
 * recursion and too long strings and arrays end the expression, a null operand is a null reference.
 */
export function toClrException(error: unknown): ClrException {
  if (error instanceof ClrException) return error;
  if (error instanceof RangeError) {
    return /call stack/i.test(error.message)
      ? new ExpressionLimitError("The expression calls itself too deeply for the local gateway's stack.")
      : tooLarge();
  }
  if (error instanceof TypeError) {
    const exception = nullReference();
    exception.cause = error;
    return exception;
  }
  throw error;
}
