import type { BoundUnary, OperandKind } from '../bound-tree/operators';
import type { BoundValue } from '../bound-tree/values';
import type { ClrType } from '../clr-type';
import {
  BOOLEAN,
  DECIMAL,
  DOUBLE,
  INT32,
  INT64,
  SINGLE,
  UINT32,
  UINT64,
  displayType,
  nullableOf,
  nullableUnderlying,
  sameType,
} from '../clr-type';
import type { Span } from '../finding';
import type { ExpressionSyntax } from '../syntax/syntax';
import type { Binding } from './binding';
import { convertible, standardImplicit } from './conversions';
import { foldBinary } from './constant-operations';
import { integerOf, isIntegral, isNumeric, operandKind } from './numeric';
import { isEnum, withoutNullable } from './type-relations';
import { bindUserUnary } from './user-operators';

/** Binds `+x -x ~x !x`. */
export function bindUnary(binding: Binding, syntax: Extract<ExpressionSyntax, { kind: 'unary' }>): BoundValue {
  const { operator, operand: operandSyntax, span } = syntax;
  if (operator === '-' && operandSyntax.kind === 'literal' && operandSyntax.negatable !== undefined) {
    return operandSyntax.negatable === 'int'
      ? { kind: 'literal', type: INT32, value: -2147483648 }
      : { kind: 'literal', type: INT64, value: -(2n ** 63n) };
  }
  const operand = binding.value(operandSyntax);
  const bound = bindUserUnary(binding, operator, operand, span) ?? builtInUnary(binding, operator, operand, span);
  if (bound === undefined) {
    throw binding.compileError(
      span,
      'CS0023',
      `Operator '${operator}' cannot be applied to operand of type '${displayType(operand.type)}'`,
    );
  }
  return bound;
}

function builtInUnary(
  binding: Binding,
  operator: BoundUnary['operator'],
  operand: BoundValue,
  span: Span,
): BoundValue | undefined {
  const plain = withoutNullable(operand.type);
  const isLifted = nullableUnderlying(operand.type) !== undefined;
  const make = (operands: OperandKind, type: ClrType): BoundValue | undefined => {
    const target = isLifted ? nullableOf(type) : type;
    const conversion = standardImplicit(convertible(operand), target);
    if (conversion === undefined) {
      return undefined;
    }
    const value = conversion(binding, operand);
    if (operator === '-' && binding.checked !== false && isLeast(value, type)) {
      throw binding.compileError(span, 'CS0220', 'The operation overflows at compile time in checked mode');
    }
    return (
      foldUnary(operator, value, type) ?? {
        kind: 'unary',
        type: target,
        operator,
        operands,
        operand: value,
        lifted: isLifted,
        checked: binding.checked === true,
      }
    );
  };
  if (operator === '!') {
    return sameType(plain, BOOLEAN) ? make('bool', BOOLEAN) : undefined;
  }
  if (operator === '~' && isEnum(plain)) {
    return make('enum', plain);
  }
  if (!isNumeric(plain)) {
    return undefined;
  }
  const candidates =
    operator === '~'
      ? [INT32, UINT32, INT64, UINT64]
      : operator === '-'
        ? [INT32, INT64, SINGLE, DOUBLE, DECIMAL]
        : [INT32, UINT32, INT64, UINT64, SINGLE, DOUBLE, DECIMAL];
  const type = candidates.find((candidate) => standardImplicit({ type: plain }, candidate) !== undefined);
  if (type === undefined || (operator === '-' && sameType(plain, UINT64))) {
    return undefined;
  }
  const kind = operandKind(type);
  return kind === undefined ? undefined : make(kind, type);
}

/** True for the constant whose negative its type does not have. */
function isLeast(value: BoundValue, type: ClrType): boolean {
  return (
    value.kind === 'literal' &&
    ((sameType(type, INT32) && value.value === -2147483648) || (sameType(type, INT64) && value.value === -(2n ** 63n)))
  );
}

function foldUnary(operator: string, value: BoundValue, type: ClrType): BoundValue | undefined {
  if (value.kind !== 'literal' || value.value === null) {
    return undefined;
  }
  if (operator === '!' && typeof value.value === 'boolean') {
    return { ...value, value: !value.value };
  }
  const integer = isIntegral(type) ? integerOf(value.value) : undefined;
  if (integer !== undefined && operator !== '!') {
    const zero = typeof value.value === 'bigint' ? 0n : 0;
    const minusOne = typeof value.value === 'bigint' ? -1n : type === UINT32 ? 0xffffffff : -1;
    const mask = type === UINT64 ? 2n ** 64n - 1n : minusOne;
    const result =
      operator === '+'
        ? ({ value: value.value } as const)
        : operator === '-'
          ? foldBinary('-', zero, value.value, type, false)
          : foldBinary('^', value.value, mask, type, false);
    return result !== undefined && 'value' in result ? { ...value, value: result.value } : undefined;
  }
  if (typeof value.value === 'number' && (operator === '-' || operator === '+')) {
    return { ...value, value: operator === '-' ? -value.value : value.value };
  }
  if (typeof value.value === 'object' && (operator === '-' || operator === '+')) {
    const { decimal } = value.value;
    const negated = decimal.startsWith('-') ? decimal.slice(1) : `-${decimal}`;
    return { ...value, value: { decimal: operator === '-' ? negated : decimal } };
  }
  return undefined;
}
