import type { BoundValue } from '../bound-tree/values';
import type { ClrType } from '../clr-type';
import { BOOLEAN, displayType, isNamed, sameType } from '../clr-type';
import type { ExpressionSyntax } from '../syntax/syntax';
import { operandConverts, convertOperand } from './arguments';
import type { Binding } from './binding';
import type { Operand } from './operand';
import { convert } from './convert';
import { implicitConversion } from './conversions';

export function bindConditional(
  binding: Binding,
  syntax: Extract<ExpressionSyntax, { kind: 'conditional' }>,
): BoundValue {
  const condition = convert(binding, binding.value(syntax.condition), BOOLEAN, syntax.condition.span);
  const whenTrue = binding.bind.operand(binding, syntax.whenTrue);
  const whenFalse = binding.bind.operand(binding, syntax.whenFalse);
  const type = conditionalType(binding, whenTrue, whenFalse);
  if (type === undefined || isNamed(type, 'System.Void')) {
    const shown = (operand: Operand): string =>
      operand.kind === 'value'
        ? displayType(operand.value.type)
        : operand.kind === 'lambda'
          ? 'lambda expression'
          : operand.kind;
    throw binding.compileError(
      syntax.span,
      'CS0173',
      `Type of conditional expression cannot be determined because there is no implicit conversion between '${shown(whenTrue)}' and '${shown(whenFalse)}'`,
    );
  }
  const bound: BoundValue = {
    kind: 'conditional',
    type,
    condition,
    whenTrue: convertOperand(binding, whenTrue, type),
    whenFalse: convertOperand(binding, whenFalse, type),
  };
  if (
    bound.condition.kind === 'literal' &&
    bound.whenTrue.kind === 'literal' &&
    bound.whenFalse.kind === 'literal' &&
    bound.whenTrue.value !== null &&
    bound.whenFalse.value !== null
  ) {
    return bound.condition.value === true ? bound.whenTrue : bound.whenFalse;
  }
  return bound;
}

function conditionalType(binding: Binding, a: Operand, b: Operand): ClrType | undefined {
  const first = a.kind === 'value' && a.value.type.kind !== 'null' ? a.value.type : undefined;
  const second = b.kind === 'value' && b.value.type.kind !== 'null' ? b.value.type : undefined;
  if (first !== undefined && second !== undefined && sameType(first, second)) {
    return first;
  }
  const toFirst = first !== undefined && operandConverts(binding, b, first);
  const toSecond = second !== undefined && operandConverts(binding, a, second);
  if (toFirst !== toSecond) {
    return toFirst ? first : second;
  }
  // Constants convert both ways between integer types; then the wider type wins.
  if (toFirst && toSecond) {
    const forward = implicitConversion({ type: second }, first) !== undefined;
    const backward = implicitConversion({ type: first }, second) !== undefined;
    return forward === backward ? undefined : forward ? first : second;
  }
  return undefined;
}
