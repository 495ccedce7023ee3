import type { BoundBinary } from '../bound-tree/operators';
import type { BoundValue } from '../bound-tree/values';
import type { ClrType } from '../clr-type';
import {
  BOOLEAN,
  DECIMAL,
  DOUBLE,
  INT32,
  INT64,
  OBJECT,
  SINGLE,
  STRING,
  UINT32,
  UINT64,
  displayType,
  isNamed,
  nullableOf,
  nullableUnderlying,
  sameType,
} from '../clr-type';
import type { Span } from '../finding';
import type { Binding } from './binding';
import { convert } from './convert';
import { convertible, standardImplicit } from './conversions';
import { foldBinary } from './constant-operations';
import { isIntegral, isNumeric, operandKind } from './numeric';
import { definitionOf, isEnum, withoutNullable } from './type-relations';
import { bindUserBinary } from './user-operators';
import { COMPARISONS, binary } from './binary-node';
import { equality } from './equality';
import { logicalOrEnum } from './enum-operators';

/** Binds an operator of two values other than `&&`, `||` and `??`. */
export function bindBinaryValues(
  binding: Binding,
  operator: string,
  left: BoundValue,
  right: BoundValue,
  span: Span,
): BoundValue {
  const user = bindUserBinary(binding, operator, left, right, span);
  if (user !== undefined) {
    return user;
  }
  const isShift = operator === '<<' || operator === '>>';
  const bound = isShift
    ? shift(binding, operator, left, right)
    : ((operator === '+' ? concatenation(binding, left, right) : undefined) ??
      (operator === '==' || operator === '!=' ? equality(binding, operator, left, right, span) : undefined) ??
      logicalOrEnum(binding, operator, left, right) ??
      arithmetic(binding, operator, left, right, span));
  if (bound === undefined) {
    throw binding.compileError(
      span,
      'CS0019',
      `Operator '${operator}' cannot be applied to operands of type '${displayType(left.type)}' and '${displayType(right.type)}'`,
    );
  }
  return bound.kind === 'binary' ? folded(binding, bound, span) : bound;
}

/** Replaces an operation of constants by its result, as the compiler does. */
function folded(binding: Binding, bound: BoundBinary, span: Span): BoundValue {
  const { left, right } = bound;
  if (
    left.kind !== 'literal' ||
    right.kind !== 'literal' ||
    left.value === null ||
    right.value === null ||
    bound.lifted ||
    bound.method !== undefined
  ) {
    return bound;
  }
  const operandType = isEnum(left.type) ? (definitionOf(left.type)?.underlying ?? left.type) : left.type;
  const result = foldBinary(bound.operator, left.value, right.value, operandType, binding.checked !== false);
  if (result === undefined) {
    return bound;
  }
  if ('error' in result) {
    if (result.error === 'decimal') {
      throw binding.compileError(span, 'CS0463', 'Evaluation of the decimal constant expression failed');
    }
    throw result.error === 'zero'
      ? binding.compileError(span, 'CS0020', 'Division by constant zero')
      : binding.compileError(span, 'CS0220', 'The operation overflows at compile time in checked mode');
  }
  return { kind: 'literal', type: bound.type, value: result.value };
}

function concatenation(binding: Binding, left: BoundValue, right: BoundValue): BoundValue | undefined {
  const isText = (value: BoundValue): boolean => sameType(value.type, STRING);
  if ((!isText(left) && !isText(right)) || [left, right].some((value) => isNamed(value.type, 'System.Void'))) {
    return undefined;
  }
  if (
    left.kind === 'literal' &&
    right.kind === 'literal' &&
    typeof left.value === 'string' &&
    typeof right.value === 'string'
  ) {
    return { kind: 'literal', type: STRING, value: left.value + right.value };
  }
  const parts = [left, right].flatMap((value): BoundValue[] => {
    if (value.kind === 'concat') {
      return [...value.parts];
    }
    if (value.type.kind === 'null') {
      return [{ kind: 'literal', type: STRING, value: null }];
    }
    const conversion = isText(value) ? undefined : standardImplicit({ type: value.type }, OBJECT);
    return [conversion === undefined ? value : conversion(binding, value)];
  });
  return { kind: 'concat', type: STRING, parts };
}

function shift(binding: Binding, operator: string, left: BoundValue, right: BoundValue): BoundBinary | undefined {
  const isNull = left.type.kind === 'null' || right.type.kind === 'null';
  const source = left.type.kind === 'null' ? INT32 : withoutNullable(left.type);
  const type = [INT32, UINT32, INT64, UINT64].find(
    (candidate) => standardImplicit({ type: source }, candidate) !== undefined,
  );
  const kind = type === undefined ? undefined : operandKind(type);
  if (type === undefined || kind === undefined || !isIntegral(source)) {
    return undefined;
  }
  const isLifted =
    isNull || nullableUnderlying(left.type) !== undefined || nullableUnderlying(right.type) !== undefined;
  const wrap = (inner: ClrType): ClrType => (isLifted ? nullableOf(inner) : inner);
  const amount = standardImplicit(convertible(right), wrap(INT32));
  const value = standardImplicit(convertible(left), wrap(type));
  return amount === undefined || value === undefined
    ? undefined
    : binary(binding, operator, kind, value(binding, left), amount(binding, right), wrap(type), isLifted);
}

/** Operators of numbers: the first type in order that both sides convert to. */
function arithmetic(
  binding: Binding,
  operator: string,
  left: BoundValue,
  right: BoundValue,
  span: Span,
): BoundBinary | undefined {
  const bitwise = ['&', '|', '^'].includes(operator);
  const sides = [left, right].map((value) => (value.type.kind === 'null' ? undefined : withoutNullable(value.type)));
  if (sides.some((type) => type !== undefined && !isNumeric(type)) || sides.every((type) => type === undefined)) {
    return undefined;
  }
  const isLifted = [left, right].some(
    (value) => value.type.kind === 'null' || nullableUnderlying(value.type) !== undefined,
  );
  const candidates = bitwise ? [INT32, UINT32, INT64, UINT64] : [INT32, UINT32, INT64, UINT64, SINGLE, DOUBLE, DECIMAL];
  const reaches = (value: BoundValue, side: ClrType | undefined, target: ClrType): boolean =>
    side === undefined ||
    standardImplicit(nullableUnderlying(value.type) === undefined ? convertible(value) : { type: side }, target) !==
      undefined;
  const type = candidates.find(
    (candidate) => reaches(left, sides[0], candidate) && reaches(right, sides[1], candidate),
  );
  if (type === SINGLE && sides.every((side) => side !== undefined && isIntegral(side))) {
    throw binding.compileError(
      span,
      'CS0034',
      `Operator '${operator}' is ambiguous on operands of type '${displayType(left.type)}' and '${displayType(right.type)}'`,
    );
  }
  const kind = type === undefined ? undefined : operandKind(type);
  if (type === undefined || kind === undefined) {
    return undefined;
  }
  const operandType = isLifted ? nullableOf(type) : type;
  const resultType = COMPARISONS.includes(operator) ? BOOLEAN : operandType;
  return binary(
    binding,
    operator,
    kind,
    convert(binding, left, operandType, span),
    convert(binding, right, operandType, span),
    resultType,
    isLifted,
  );
}
