import type { BoundBinary } from '../bound-tree/operators';
import type { BoundValue } from '../bound-tree/values';
import type { ClrType } from '../clr-type';
import { BOOLEAN, nullableOf, nullableUnderlying, sameType } from '../clr-type';
import type { Binding } from './binding';
import { convertible, explicitConversion, standardImplicit } from './conversions';
import { operandKind } from './numeric';
import { definitionOf, isEnum, withoutNullable } from './type-relations';
import { COMPARISONS, binary } from './binary-node';

/** `& | ^ ==` of bool, and operators of enums. */
export function logicalOrEnum(
  binding: Binding,
  operator: string,
  left: BoundValue,
  right: BoundValue,
): BoundBinary | undefined {
  const plain = [withoutNullable(left.type), withoutNullable(right.type)];
  const type = plain.find((candidate) => isEnum(candidate)) ?? plain.find((candidate) => sameType(candidate, BOOLEAN));
  if (type === undefined) {
    return undefined;
  }
  const enumeration = isEnum(type);
  const isLifted = [left, right].some(
    (value) => nullableUnderlying(value.type) !== undefined || value.type.kind === 'null',
  );
  const operandType = isLifted ? nullableOf(type) : type;
  const first = standardImplicit(convertible(left), operandType);
  const second = standardImplicit(convertible(right), operandType);
  const comparison = COMPARISONS.includes(operator);
  const legal = enumeration
    ? comparison || ['&', '|', '^', '-'].includes(operator)
    : ['&', '|', '^', '==', '!='].includes(operator);
  if (
    enumeration &&
    (operator === '+' || operator === '-') &&
    !(first !== undefined && second !== undefined && operator === '-')
  ) {
    return enumOffset(binding, operator, left, right, type);
  }
  if (first === undefined || second === undefined || !legal) {
    return undefined;
  }
  const underlying = definitionOf(type)?.underlying ?? type;
  const resultType = operator === '-' ? underlying : type;
  return binary(
    binding,
    operator,
    enumeration ? 'enum' : 'bool',
    first(binding, left),
    second(binding, right),
    comparison ? BOOLEAN : isLifted ? nullableOf(resultType) : resultType,
    isLifted,
  );
}

/** `enum + int`: computed in the underlying type. */
function enumOffset(
  binding: Binding,
  operator: string,
  left: BoundValue,
  right: BoundValue,
  type: ClrType,
): BoundBinary | undefined {
  const underlying = definitionOf(type)?.underlying;
  const kind = underlying === undefined ? undefined : operandKind(underlying);
  const both = sameType(left.type, type) && sameType(right.type, type);
  if (underlying === undefined || kind === undefined || both || (operator === '-' && !sameType(left.type, type))) {
    return undefined;
  }
  const inner = (value: BoundValue): BoundValue | undefined => {
    const conversion = sameType(value.type, type)
      ? explicitConversion(convertible(value), underlying)
      : standardImplicit(convertible(value), underlying);
    return conversion?.(binding, value);
  };
  const a = inner(left);
  const b = inner(right);
  return a === undefined || b === undefined ? undefined : { ...binary(binding, operator, kind, a, b, type) };
}
