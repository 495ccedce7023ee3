import type { BoundValue } from '../bound-tree/values';
import type { ClrType } from '../clr-type';
import type { ExpressionFinding, Span } from '../finding';
import type { LambdaSyntax } from '../syntax/syntax';
import type { Fit } from './call-site';
import type { Frame, Scope } from './scope';
import type { LocalSymbol } from './scope';

/** What an expression can be before it has a type. */
export type Operand =
  | { readonly kind: 'value'; readonly value: BoundValue; readonly span: Span }
  | LambdaOperand
  | { readonly kind: 'methods'; readonly group: MethodGroup; readonly span: Span }
  | { readonly kind: 'type'; readonly type: ClrType; readonly span: Span }
  | { readonly kind: 'namespace'; readonly name: string; readonly span: Span }
  | { readonly kind: 'throw'; readonly exception: BoundValue; readonly span: Span }
  | { readonly kind: 'outVar'; readonly name: string; readonly type?: ClrType; readonly span: Span }
  | { readonly kind: 'discard'; readonly span: Span };

export interface LambdaOperand {
  readonly kind: 'lambda';
  readonly syntax: LambdaSyntax;
  readonly span: Span;
  /** Where it stands: it is bound there, as often as overloads ask. */
  readonly frame: Frame;
  readonly scope: Scope;
  readonly trials: Map<string, LambdaTrial>;
}

/** A lambda bound for certain parameter types. */
export interface LambdaTrial {
  readonly findings: readonly ExpressionFinding[];
  /** What it returns; a void return is not in the list. */
  readonly returns: readonly Operand[];
  readonly hasVoidReturn: boolean;
  /** The end of its block can be reached. */
  readonly completes: boolean;
  /** An expression body that may stand as a statement. */
  readonly isStatement: boolean;
}

/** Methods of one name, not yet chosen. */
export interface MethodGroup {
  readonly name: string;
  /** The value before the dot; undefined for a type. */
  readonly receiver?: BoundValue;
  readonly receiverType: ClrType;
  readonly typeArguments: readonly ClrType[];
  readonly local?: LocalSymbol;
}

/** The method of a group that fits a delegate. */
export interface MethodGroupFit {
  readonly fit: Fit;
  readonly returnType: ClrType;
  readonly isExtension: boolean;
}
