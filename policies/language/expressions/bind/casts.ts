import type { BoundValue } from '../bound-tree/values';
import type { ClrType } from '../clr-type';
import { BOOLEAN, displayType, nullableUnderlying } from '../clr-type';
import type { ExpressionSyntax } from '../syntax/syntax';
import { convertOperand } from './arguments';
import type { Binding } from './binding';
import { cast, convert } from './convert';
import { standardExplicit, standardImplicit } from './conversions';
import { bindPattern } from './patterns';
import { acceptsNull, isReferenceType } from './type-relations';

export function bindCast(binding: Binding, syntax: Extract<ExpressionSyntax, { kind: 'cast' }>): BoundValue {
  const type = binding.bind.type(binding, syntax.type);
  const operand = binding.bind.operand(binding, syntax.value);
  if (operand.kind === 'lambda' || operand.kind === 'methods') {
    return convertOperand(binding, operand, type);
  }
  const value = binding.valueOf(operand);
  return value.type.kind === 'null'
    ? convert(binding, value, type, syntax.span)
    : cast(binding, value, type, syntax.span);
}

export function bindAs(binding: Binding, syntax: Extract<ExpressionSyntax, { kind: 'as' }>): BoundValue {
  const operand = binding.value(syntax.value);
  const type = binding.bind.type(binding, syntax.type);
  if (!acceptsNull(type)) {
    throw binding.compileError(
      syntax.span,
      'CS0077',
      `The as operator must be used with a reference type or nullable type ('${displayType(type)}' is a non-nullable value type)`,
    );
  }
  if (operand.type.kind === 'null') {
    return { kind: 'literal', type, value: null };
  }
  const source = nullableUnderlying(operand.type) ?? operand.type;
  // From a value to a nullable type every cast that the language itself has will do, though it only ever gives null.
  const possible = isReferenceType(operand.type)
    ? (standardImplicit({ type: operand.type }, type) ?? standardExplicit({ type: operand.type }, type)) !==
        undefined &&
      (isReferenceType(type) || isBoxable(type, operand.type))
    : (standardImplicit({ type: source }, type) ??
        (isReferenceType(type) ? undefined : standardExplicit({ type: source }, type))) !== undefined;
  if (!possible) {
    throw binding.compileError(
      syntax.span,
      'CS0039',
      `Cannot convert type '${displayType(operand.type)}' to '${displayType(type)}' via a reference conversion, boxing conversion, unboxing conversion, wrapping conversion, or null type conversion`,
    );
  }
  return { kind: 'as', type, operand };
}

function isBoxable(type: ClrType, from: ClrType): boolean {
  const underlying = nullableUnderlying(type);
  return underlying !== undefined && standardImplicit({ type: underlying }, from) !== undefined;
}

export function bindIs(binding: Binding, syntax: Extract<ExpressionSyntax, { kind: 'is' }>): BoundValue {
  const operand = binding.value(syntax.value);
  return { kind: 'isPattern', type: BOOLEAN, operand, pattern: bindPattern(binding, syntax.pattern, operand.type) };
}
