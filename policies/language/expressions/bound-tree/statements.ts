import type { ClrType, NamedType } from '../clr-type';
import type { BoundPattern } from './conversions';
import type { BoundFunctionBody, BoundLocal, BoundTemporary } from './expression';
import type { BoundTarget } from './places';
import type { BoundValue } from './values';

export type BoundStatement =
  | BoundBlock
  | BoundDeclare
  | BoundExpressionStatement
  | BoundIf
  | BoundWhile
  | BoundDo
  | BoundFor
  | BoundForEach
  | BoundSwitch
  | BoundReturn
  | BoundThrow
  | BoundBreak
  | BoundContinue
  | BoundLabel
  | BoundGoto
  | BoundTry
  | BoundUsing;

/** `{ ... }`, a scope. On entry: fresh cells for captured `locals`, then the local functions are made, then the statements run. */
export interface BoundBlock {
  readonly kind: 'block';
  readonly locals: readonly BoundLocal[];
  readonly functions: readonly BoundLocalFunction[];
  readonly statements: readonly BoundStatement[];
}

/** A local function; `local` is the variable that holds it, also listed in the block's `locals`. */
export interface BoundLocalFunction {
  readonly local: BoundLocal;
  readonly returnType: ClrType;
  readonly body: BoundFunctionBody;
}

/** `T x = value;` Without value the variable is not assigned yet (the binder has proved that nobody reads it so). */
export interface BoundDeclare {
  readonly kind: 'declare';
  readonly local: BoundLocal;
  readonly value?: BoundValue;
  /** What a ref local stands for. */
  readonly target?: BoundTarget;
}

export interface BoundExpressionStatement {
  readonly kind: 'expression';
  readonly value: BoundValue;
}

export interface BoundIf {
  readonly kind: 'if';
  readonly condition: BoundValue;
  readonly then: BoundStatement;
  readonly else?: BoundStatement;
}

export interface BoundWhile {
  readonly kind: 'while';
  /** Variables of the condition (`out var`), fresh for each iteration. */
  readonly locals: readonly BoundLocal[];
  readonly condition: BoundValue;
  readonly body: BoundStatement;
}

export interface BoundDo {
  readonly kind: 'do';
  readonly locals: readonly BoundLocal[];
  readonly body: BoundStatement;
  readonly condition: BoundValue;
}

/** `for`: its variables (`locals`) are made once, not per iteration. */
export interface BoundFor {
  readonly kind: 'for';
  readonly locals: readonly BoundLocal[];
  readonly initialisers: readonly BoundStatement[];
  readonly condition?: BoundValue;
  readonly increments: readonly BoundValue[];
  readonly body: BoundStatement;
}

/**
 * `foreach`. Each element goes into `element`, then `local` (fresh for each iteration) is set to `value`, which reads `element` and converts it.
 * `over` says how the collection is walked: an array, a string's chars, or anything with GetEnumerator (the elements are then of
 * `element.type`; object for the non-generic IEnumerable). The collection is null: NullReferenceException.
 */
export interface BoundForEach {
  readonly kind: 'forEach';
  readonly over: 'array' | 'string' | 'enumerable';
  readonly collection: BoundValue;
  readonly element: BoundTemporary;
  readonly local: BoundLocal;
  readonly value: BoundValue;
  readonly body: BoundStatement;
}

/** `switch`: the value is evaluated once; labels are tried in order, `default` last whatever its place. */
export interface BoundSwitch {
  readonly kind: 'switch';
  /** Variables declared in sections and patterns. */
  readonly locals: readonly BoundLocal[];
  readonly functions: readonly BoundLocalFunction[];
  readonly value: BoundValue;
  readonly sections: readonly BoundSwitchSection[];
}

export interface BoundSwitchSection {
  /** Where `goto case` leads. */
  readonly entry: Label;
  readonly labels: readonly BoundSwitchLabel[];
  readonly statements: readonly BoundStatement[];
}

export type BoundSwitchLabel =
  { readonly kind: 'default' } | { readonly kind: 'case'; readonly pattern: BoundPattern; readonly when?: BoundValue };

export interface BoundReturn {
  readonly kind: 'return';
  /** Converted to the function's result type; absent in a void function. */
  readonly value?: BoundValue;
}

/** `throw e;`, or `throw;` inside a catch. */
export interface BoundThrow {
  readonly kind: 'throw';
  readonly exception?: BoundValue;
}

/** Leaves the innermost loop or switch. */
export interface BoundBreak {
  readonly kind: 'break';
}

/** Goes on with the innermost loop. */
export interface BoundContinue {
  readonly kind: 'continue';
}

/** A place in a list of statements; compare by identity. */
export interface Label {
  readonly name: string;
  /** Some `goto` leads to it. */
  isUsed: boolean;
}

/** The place itself. It stands in the list of a block or a switch section. */
export interface BoundLabel {
  readonly kind: 'label';
  readonly label: Label;
}

/** Goes on at a label of an enclosing list, or at a section of an enclosing switch. */
export interface BoundGoto {
  readonly kind: 'goto';
  readonly label: Label;
}

export interface BoundTry {
  readonly kind: 'try';
  readonly block: BoundBlock;
  readonly catches: readonly BoundCatch[];
  readonly finally?: BoundBlock;
}

export interface BoundCatch {
  /** Catches this exception type and those derived from it. */
  readonly exceptionType: NamedType;
  readonly locals: readonly BoundLocal[];
  readonly local?: BoundLocal;
  readonly filter?: BoundValue;
  readonly block: BoundBlock;
}

/** `using (...) body`: declare or evaluate the resources in order, run the body, dispose in reverse order, null ones are skipped. */
export interface BoundUsing {
  readonly kind: 'using';
  readonly locals: readonly BoundLocal[];
  readonly resources: readonly (BoundDeclare | BoundExpressionStatement)[];
  readonly body: BoundStatement;
}
