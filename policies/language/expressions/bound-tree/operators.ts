import type { ClrType } from '../clr-type';
import type { BoundValue } from './values';

/** The type a built-in operator works on. Smaller integers and char have been converted to `int` before. */
export type OperandKind = 'int' | 'uint' | 'long' | 'ulong' | 'float' | 'double' | 'decimal' | 'bool' | 'enum';

/**
 * `+ - ~ !`. With `operands: 'user'` a call of the operator `method`. `lifted`: operand and result are nullable, null gives null.
 * (`++` and `--` are compound assignments.)
 */
export interface BoundUnary {
  readonly kind: 'unary';
  readonly type: ClrType;
  readonly operator: '+' | '-' | '~' | '!';
  readonly operands: OperandKind | 'user';
  readonly operand: BoundValue;
  readonly lifted: boolean;
  readonly checked: boolean;
  readonly method?: string;
}

export type BinaryOperator =
  '+' | '-' | '*' | '/' | '%' | '<<' | '>>' | '&' | '|' | '^' | '==' | '!=' | '<' | '<=' | '>' | '>=';

/**
 * A binary operator. Operands have the type `operands` says (a shift's right side is int); `string` and `reference` only with `==` and `!=`:
 * ordinal equality and same object. `enum`: both operands have the enum's type and count as its underlying type, the result too (except
 * comparisons; `enum - enum` has the underlying type); `enum + int` is done in the underlying type by explicit conversions.
 * `delegate` is reserved. `user`: a call of the operator `method`.
 *
 * `lifted`: operands are nullable. Arithmetic gives null when one is null; `<` and so on give false; `==` compares null with null as
 * equal; `&` and `|` of bool are three-valued.
 */
export interface BoundBinary {
  readonly kind: 'binary';
  readonly type: ClrType;
  readonly operator: BinaryOperator;
  readonly operands: OperandKind | 'string' | 'reference' | 'user';
  readonly left: BoundValue;
  readonly right: BoundValue;
  readonly lifted: boolean;
  readonly checked: boolean;
  readonly method?: string;
}

/** `&&` and `||` of bool. */
export interface BoundLogical {
  readonly kind: 'logical';
  readonly type: ClrType;
  readonly operator: '&&' | '||';
  readonly left: BoundValue;
  readonly right: BoundValue;
}

/** `x == null` or `x != null` of a nullable value or of a type without an `==` of its own. */
export interface BoundIsNull {
  readonly kind: 'isNull';
  readonly type: ClrType;
  readonly operand: BoundValue;
  readonly negated: boolean;
}
