import type { ClrType, NamedType } from '../clr-type';
import type { BoundCall, BoundDelegateCall, BoundLocalFunctionCall, BoundOutArgument } from './calls';
import type { BoundAs, BoundConversion, BoundIsPattern } from './conversions';
import type { BoundInitialise, BoundNew, BoundNewAnonymous, BoundNewArray } from './creations';
import type { BoundFunctionBody, BoundTemporary } from './expression';
import type { BoundBinary, BoundIsNull, BoundLogical, BoundUnary } from './operators';
import type {
  BoundAnonymousProperty,
  BoundAssign,
  BoundCompoundAssign,
  BoundElement,
  BoundField,
  BoundIndexer,
  BoundLocalRead,
  BoundProperty,
  BoundTemporaryRead,
} from './places';

/**
 * A compile-time constant. System.Int64 and System.UInt64 are bigint, System.Decimal is its digits (`"1.50"`), System.Char is its
 * UTF-16 code unit, an enum is the number of its underlying type, all other numbers are number.
 */
export type ConstantValue = null | boolean | string | number | bigint | { readonly decimal: string };

export type BoundValue =
  | BoundLiteral
  | BoundDefault
  | BoundContext
  | BoundLocalRead
  | BoundTemporaryRead
  | BoundField
  | BoundProperty
  | BoundIndexer
  | BoundElement
  | BoundCall
  | BoundLocalFunctionCall
  | BoundDelegateCall
  | BoundNew
  | BoundInitialise
  | BoundNewArray
  | BoundNewAnonymous
  | BoundAnonymousProperty
  | BoundConversion
  | BoundUnary
  | BoundBinary
  | BoundLogical
  | BoundIsNull
  | BoundConcat
  | BoundInterpolated
  | BoundConditional
  | BoundCoalesce
  | BoundConditionalAccess
  | BoundAssign
  | BoundCompoundAssign
  | BoundIsPattern
  | BoundAs
  | BoundLambda
  | BoundMethodGroup
  | BoundThrowValue
  | BoundOutArgument;

/** A constant, or `null` (then `type` is the reference or nullable type it stands for). Constant fields and enum members are folded into literals. */
export interface BoundLiteral {
  readonly kind: 'literal';
  readonly type: ClrType;
  readonly value: ConstantValue;
}

/** `default(T)` of a value type that has no literal, for instance `default(Guid)`, and `new T()` of one without a constructor. */
export interface BoundDefault {
  readonly kind: 'default';
  readonly type: ClrType;
}

/** The variable `context`. */
export interface BoundContext {
  readonly kind: 'context';
  readonly type: NamedType;
}

/** `+` of strings, flattened. Each part has type string or object (boxed); null counts as empty; objects go through ToString(). */
export interface BoundConcat {
  readonly kind: 'concat';
  readonly type: ClrType;
  readonly parts: readonly BoundValue[];
}

/** `$"..."`: text between holes; each hole is boxed to object and formatted as string.Format does. */
export interface BoundInterpolated {
  readonly kind: 'interpolated';
  readonly type: ClrType;
  readonly parts: readonly (string | BoundHole)[];
}

export interface BoundHole {
  readonly value: BoundValue;
  readonly alignment?: number;
  readonly format?: string;
}

export interface BoundConditional {
  readonly kind: 'conditional';
  readonly type: ClrType;
  readonly condition: BoundValue;
  readonly whenTrue: BoundValue;
  readonly whenFalse: BoundValue;
}

/** `left ?? right`: when left is not null it is kept in `temporary` (unwrapped when nullable) and `whenNotNull` is the result. */
export interface BoundCoalesce {
  readonly kind: 'coalesce';
  readonly type: ClrType;
  readonly left: BoundValue;
  readonly temporary: BoundTemporary;
  readonly whenNotNull: BoundValue;
  readonly right: BoundValue;
}

/**
 * `receiver?.…`: null of `type` (nothing for void) when the receiver is null, else the receiver is kept in `temporary` (unwrapped when nullable)
 * and `whenNotNull` is the result, already converted to `type`.
 */
export interface BoundConditionalAccess {
  readonly kind: 'conditionalAccess';
  readonly type: ClrType;
  readonly receiver: BoundValue;
  readonly temporary: BoundTemporary;
  readonly whenNotNull: BoundValue;
}

/** A lambda converted to the delegate type `type`. With a void delegate the value of `body` is dropped. */
export interface BoundLambda {
  readonly kind: 'lambda';
  readonly type: NamedType;
  readonly body: BoundFunctionBody;
}

/** A method name converted to the delegate type `type`: evaluate `receiver` now (null: ArgumentException), call `body` with it as first parameter when there is one. */
export interface BoundMethodGroup {
  readonly kind: 'methodGroup';
  readonly type: NamedType;
  readonly receiver?: BoundValue;
  readonly body: BoundFunctionBody;
}

/** `x ?? throw new Exception()`. */
export interface BoundThrowValue {
  readonly kind: 'throwValue';
  readonly type: ClrType;
  readonly exception: BoundValue;
}
