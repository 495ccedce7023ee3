import type { ClrType, NamedType } from '../clr-type';
import type { BoundTarget } from './places';
import type { BoundValue } from './values';

/**
 * A method call. Static without `receiver`. An extension method is a static call whose first argument is the receiver.
 * `arguments` has one value per parameter of the declaration: converted, reordered, defaults filled in, and the
 * arguments of an expanded `params` array gathered in a `newArray`.
 */
export interface BoundCall {
  readonly kind: 'call';
  readonly type: ClrType;
  readonly member: string;
  /** Constructed type that declares the method, for instance `List<int>`. */
  readonly declaringType: NamedType;
  /** Generic arguments of the method, inferred or written. */
  readonly typeArguments: readonly ClrType[];
  /** Of a value type receiver it is the value itself: calls to value types never change it. */
  readonly receiver?: BoundValue;
  /** Parameter types of the constructed method. */
  readonly parameterTypes: readonly ClrType[];
  readonly arguments: readonly BoundValue[];
  /** Indices into `arguments` in the order of evaluation; present only where named arguments changed it. */
  readonly evaluationOrder?: readonly number[];
}

/** A call to a local function; `slot` of the current frame holds it (in a cell when `captured`). */
export interface BoundLocalFunctionCall {
  readonly kind: 'localFunctionCall';
  readonly type: ClrType;
  readonly slot: number;
  readonly captured: boolean;
  readonly arguments: readonly BoundValue[];
  readonly evaluationOrder?: readonly number[];
}

/** `func(x)` of a delegate value. */
export interface BoundDelegateCall {
  readonly kind: 'delegateCall';
  readonly type: ClrType;
  readonly delegate: BoundValue;
  readonly arguments: readonly BoundValue[];
}

/** An `out` or `ref` argument. `type` is the parameter's type, which is also the target's; `discard` stands for `out _`. */
export interface BoundOutArgument {
  readonly kind: 'outArgument';
  readonly type: ClrType;
  readonly mode: 'out' | 'ref';
  readonly target: BoundTarget | 'discard';
}
