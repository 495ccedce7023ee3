import type { BoundFunctionBody, BoundLocal } from '../../../policies/language/expressions/bound-tree/expression';
import type { BoundTarget } from '../../../policies/language/expressions/bound-tree/places';
import type { BoundStatement } from '../../../policies/language/expressions/bound-tree/statements';
import type { BoundValue } from '../../../policies/language/expressions/bound-tree/values';
import type { ClrType } from '../../../policies/language/expressions/clr-type';
import type { ClrValue } from '../clr-value';
import type { Member } from '../runtime/member';
import type { Run } from '../runtime/run';
import type { Action, Code, Frame, Place } from './frame';

/** Makes a callable from a function body: captures cells now, runs in a frame of its own at each call. */
export type FunctionMaker = (frame: Frame | null, run: Run) => (operands: readonly ClrValue[]) => ClrValue;

/**
 * The parts of the compiler as they see each other. Each part turns one group of bound nodes into closures and asks this
 * for the nodes below.
 */
export interface Compiler {
  value(node: BoundValue): Code;
  statement(node: BoundStatement): Action;
  /** A variable as something to read and write; receiver and index are evaluated once. */
  place(target: BoundTarget): (frame: Frame) => Place;
  functionBody(body: BoundFunctionBody): FunctionMaker;
  /** Sets a local to a value. */
  setLocal(local: BoundLocal): (frame: Frame, value: ClrValue) => void;
  /** Fresh cells for the captured ones of these locals; undefined when none is captured. */
  freshCells(locals: readonly BoundLocal[]): ((frame: Frame) => void) | undefined;
  /** The implementation of a member; a missing one is noted and reported after the whole tree is compiled. */
  member(id: string): Member;
  /** A value of `type` before anything is assigned: 0, false, null. */
  defaultValue(type: ClrType): ClrValue;
}
