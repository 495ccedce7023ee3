import type { AnonymousType, ArrayType, ClrType, NamedType } from '../clr-type';
import type { BoundTemporary } from './expression';
import type { BoundValue } from './values';

/** `new T(...)`: `M:System.Uri.#ctor(System.String)`. */
export interface BoundNew {
  readonly kind: 'new';
  readonly type: NamedType;
  readonly member: string;
  readonly parameterTypes: readonly ClrType[];
  readonly arguments: readonly BoundValue[];
  readonly evaluationOrder?: readonly number[];
}

/**
 * Object, collection and index initialisers. Evaluate `creation`, keep it in `target`, run `effects` in order
 * (assignments and `Add` calls whose receiver reads `target`, and nested `initialise` of a property); the result is `target`.
 */
export interface BoundInitialise {
  readonly kind: 'initialise';
  readonly type: ClrType;
  readonly target: BoundTemporary;
  readonly creation: BoundValue;
  readonly effects: readonly BoundValue[];
}

/** An array: by its elements, or by its length and default elements. */
export interface BoundNewArray {
  readonly kind: 'newArray';
  readonly type: ArrayType;
  readonly elements?: readonly BoundValue[];
  /** int, uint, long or ulong. When both are present they agree. */
  readonly length?: BoundValue;
}

export interface BoundNewAnonymous {
  readonly kind: 'newAnonymous';
  readonly type: AnonymousType;
  /** In the order of `type.properties`. */
  readonly values: readonly BoundValue[];
}
