import type { BoundValue } from '../bound-tree/values';
import type { ClrType } from '../clr-type';
import { BOOLEAN, OBJECT, STRING, sameType } from '../clr-type';
import type { Span } from '../finding';
import type { Binding } from './binding';
import { explicitConversion } from './conversions';
import { acceptsNull, definitionOf, isReferenceConvertible, isReferenceType, isValueType } from './type-relations';
import { binary } from './binary-node';

export function equality(
  binding: Binding,
  operator: string,
  left: BoundValue,
  right: BoundValue,
  span: Span,
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
    if (!comparable) return undefined;
    warnOfReferences(binding, operator, left, right, span);
    return binary(binding, operator, 'reference', left, right, BOOLEAN);
  }
  return undefined;
}

/** Warnings CS0252 and CS0253 of the compiler: an object beside a text is compared by reference. */
function warnOfReferences(binding: Binding, operator: string, left: BoundValue, right: BoundValue, span: Span): void {
  const side = isPlainObject(left) && sameType(right.type, STRING) ? 'left' : 'right';
  if (side === 'right' && !(isPlainObject(right) && sameType(left.type, STRING))) return;
  binding.warn(span, {
    rule: 'reference-comparison',
    code: side === 'left' ? 'CS0252' : 'CS0253',
    message: `'${operator}' of an object and a text compares references, which are seldom the same for text that was made at run time`,
    alternative: `(string) before the ${side} side, or use object.Equals`,
  });
}

/** True for an object that is none by a cast: who casts means references. */
function isPlainObject(value: BoundValue): boolean {
  return sameType(value.type, OBJECT) && value.kind !== 'conversion';
}

function isInterfacePair(a: ClrType, b: ClrType): boolean {
  return [a, b].some((type) => definitionOf(type)?.kind === 'interface');
}
