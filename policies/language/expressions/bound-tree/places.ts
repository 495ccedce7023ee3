import type { ClrType, NamedType } from '../clr-type';
import type { BoundTemporary } from './expression';
import type { BoundValue } from './values';

export interface BoundLocalRead {
  readonly kind: 'local';
  readonly type: ClrType;
  readonly slot: number;
  readonly captured: boolean;
}

export interface BoundTemporaryRead {
  readonly kind: 'temporary';
  readonly type: ClrType;
  readonly slot: number;
}

/** A field that is not a constant. Without `receiver` it is static. `F:System.String.Empty` */
export interface BoundField {
  readonly kind: 'field';
  readonly type: ClrType;
  readonly member: string;
  readonly declaringType: NamedType;
  readonly receiver?: BoundValue;
}

/** A property. Without `receiver` it is static. `P:System.String.Length`; arrays: `P:System.Array.Length`. */
export interface BoundProperty {
  readonly kind: 'property';
  readonly type: ClrType;
  readonly member: string;
  readonly declaringType: NamedType;
  readonly receiver?: BoundValue;
}

/** A member property with arguments: `P:Newtonsoft.Json.Linq.JToken.Item(System.Object)`. */
export interface BoundIndexer {
  readonly kind: 'indexer';
  readonly type: ClrType;
  readonly member: string;
  readonly declaringType: NamedType;
  readonly receiver: BoundValue;
  /** In parameter order, converted to the parameter types. */
  readonly arguments: readonly BoundValue[];
}

/** `array[index]`; the index is int, uint, long or ulong. */
export interface BoundElement {
  readonly kind: 'element';
  readonly type: ClrType;
  readonly array: BoundValue;
  readonly index: BoundValue;
}

export interface BoundAnonymousProperty {
  readonly kind: 'anonymousProperty';
  readonly type: ClrType;
  readonly receiver: BoundValue;
  readonly name: string;
}

/** What can be assigned to. */
export type BoundTarget = BoundLocalRead | BoundElement | BoundIndexer | BoundProperty | BoundField;

/** `target = value`; the result is the value. */
export interface BoundAssign {
  readonly kind: 'assign';
  readonly type: ClrType;
  readonly target: BoundTarget;
  readonly value: BoundValue;
}

/**
 * `x += y`, `x++`, `--x`. Receiver and index of `target` are evaluated once; its value goes to `current`; then `value`, which reads
 * `current` and is converted to the target's type, is stored. The result is the stored value, or with `result: 'old'` the one before.
 */
export interface BoundCompoundAssign {
  readonly kind: 'compoundAssign';
  readonly type: ClrType;
  readonly target: BoundTarget;
  readonly current: BoundTemporary;
  readonly value: BoundValue;
  readonly result: 'new' | 'old';
}
