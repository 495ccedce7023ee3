import type { BoundValue } from '../bound-tree/values';
import type { ClrType } from '../clr-type';
import { BOOLEAN, STRING, sameType } from '../clr-type';
import type { Binding } from './binding';
import { explicitConversion } from './conversions';
import { acceptsNull, definitionOf, isReferenceConvertible, isReferenceType, isValueType } from './type-relations';
import { binary } from './binary-node';

export function equality(
  binding: Binding,
  operator: string,
  left: BoundValue,
  right: BoundValue,
): BoundValue | undefined {
  const nullSide = left.type.kind === 'null' ? left : right.type.kind === 'null' ? right : undefined;
  if (nullSide !== undefined) {
    const operand = nullSide === left ? right : left;
    if (operand.type.kind === 'null') {
      return { kind: 'literal', type: BOOLEAN, value: operator === '==' };
    }
    if (operand.kind === 'literal' && acceptsNull(operand.type)) {
      return { kind: 'literal', type: BOOLEAN, value: (operand.value === null) === (operator === '==') };
    }
    return acceptsNull(operand.type)
      ? { kind: 'isNull', type: BOOLEAN, operand, negated: operator === '!=' }
      : undefined;
  }
  if (sameType(left.type, STRING) && sameType(right.type, STRING)) {
    return binary(binding, operator, 'string', left, right, BOOLEAN);
  }
  if (isReferenceType(left.type) && isReferenceType(right.type)) {
    const related = isReferenceConvertible(left.type, right.type) || isReferenceConvertible(right.type, left.type);
    const castable = explicitConversion({ type: left.type }, right.type);
    const comparable =
      related || (castable !== undefined && !isValueType(left.type) && isInterfacePair(left.type, right.type));
    return comparable ? binary(binding, operator, 'reference', left, right, BOOLEAN) : undefined;
  }
  return undefined;
}

function isInterfacePair(a: ClrType, b: ClrType): boolean {
  return [a, b].some((type) => definitionOf(type)?.kind === 'interface');
}
