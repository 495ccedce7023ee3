import type { CharSet } from './char-set';
import type { GroupTable } from './group-table';
import type { Assertion } from './pattern-node';

/**
 * One step of a compiled pattern. Registers hold positions and counts; targets are indexes of instructions.
 *
 * - `repeat` reads one character as often as it can, or as seldom where lazy; `loop` closes any other repetition.
 * - `fence` notes how many alternatives are open, `commit` gives up those opened since: an atomic group. With `returns`,
 *   the position goes back as well: a lookahead or lookbehind. `refuse` gives them up and fails.
 */
export type Instruction =
  | { readonly op: 'set'; readonly set: CharSet; readonly step: Step }
  | {
      readonly op: 'repeat';
      readonly set: CharSet;
      readonly step: Step;
      readonly min: number;
      readonly max: number;
      readonly lazy: boolean;
    }
  | { readonly op: 'assert'; readonly assertion: Assertion }
  | {
      readonly op: 'backreference';
      readonly group: number;
      readonly ignoreCase: boolean;
      readonly step: Step;
      readonly emptyWhenUnset: boolean;
    }
  | { readonly op: 'jump'; readonly target: number }
  | { readonly op: 'fork'; readonly otherwise: number }
  | { readonly op: 'mark'; readonly register: number }
  | {
      readonly op: 'capture';
      readonly register: number;
      readonly group: number | undefined;
      readonly balances: number | undefined;
    }
  | { readonly op: 'enterLoop'; readonly register: number; readonly count: number; readonly entersBody: boolean }
  | {
      readonly op: 'loop';
      readonly register: number;
      readonly limit: number;
      readonly body: number;
      readonly lazy: boolean;
    }
  | { readonly op: 'fence'; readonly register: number; readonly otherwise: number | undefined }
  | { readonly op: 'commit'; readonly register: number; readonly returns: boolean }
  | { readonly op: 'refuse'; readonly register: number }
  | { readonly op: 'ifGroup'; readonly group: number; readonly otherwise: number }
  | { readonly op: 'succeed' };

/** Direction in which characters are read. */
export type Step = 1 | -1;

/** A compiled pattern. */
export interface Program {
  readonly instructions: readonly Instruction[];
  readonly registers: number;
  readonly groups: GroupTable;
  /** Characters a match can begin with, where that is known. */
  readonly first: CharSet | undefined;
  /** True when a match can begin at the start of the input alone. */
  readonly anchored: boolean;
  readonly rightToLeft: boolean;
}
