import type { ClrType } from '../clr-type';
import type { BoundLocal } from './expression';
import type { BoundLiteral, BoundValue } from './values';

/**
 * A conversion to `type`. There is none where the types are the same.
 *
 * | conversion | from -> to |
 * |---|---|
 * | numeric | between sbyte ... decimal, char and enums (enum as its underlying type); wraps around unless `checked`, decimal always throws |
 * | boxing | value type (also nullable) -> object, System.Enum, System.ValueType or an interface; a null nullable gives null |
 * | unboxing | object or interface -> exactly that value type, or its nullable (then null gives null); else InvalidCastException, null: NullReferenceException |
 * | reference | to a base type or interface, or a variant one: no check, same object |
 * | cast | to a type that the object may or may not be: null passes, else InvalidCastException |
 * | wrap | T -> T? |
 * | unwrap | T? -> T, null: InvalidOperationException |
 * | user | by the operator `method`, `M:Newtonsoft.Json.Linq.JToken.op_Explicit(Newtonsoft.Json.Linq.JToken)~System.String` |
 *
 * Conversions between nullable types are a `conditionalAccess` around one of these.
 */
export interface BoundConversion {
  readonly kind: 'conversion';
  readonly type: ClrType;
  readonly conversion: 'numeric' | 'boxing' | 'unboxing' | 'reference' | 'cast' | 'wrap' | 'unwrap' | 'user';
  readonly operand: BoundValue;
  readonly checked: boolean;
  readonly method?: string;
}

/** `x is T`, `x is T name`, `x is null`, `x is 5`. The operand may be of any type, also a value type. */
export interface BoundIsPattern {
  readonly kind: 'isPattern';
  readonly type: ClrType;
  readonly operand: BoundValue;
  readonly pattern: BoundPattern;
}

export type BoundPattern =
  /** Matches a value that is not null and has this (or a derived) runtime type; then sets `local`. `target` is never nullable. */
  | { readonly kind: 'type'; readonly target: ClrType; readonly local?: BoundLocal }
  /** Matches when object.Equals(operand, value). */
  | { readonly kind: 'constant'; readonly value: BoundLiteral }
  /** `var x`: always matches. */
  | { readonly kind: 'var'; readonly local?: BoundLocal };

/** `x as T`: T is a reference type or nullable. */
export interface BoundAs {
  readonly kind: 'as';
  readonly type: ClrType;
  readonly operand: BoundValue;
}
