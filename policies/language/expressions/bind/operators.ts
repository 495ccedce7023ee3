import type { BinaryOperator, BoundBinary, BoundUnary, OperandKind } from '../bound-tree/operators';
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
import type { ExpressionSyntax } from '../syntax/syntax';
import type { Binding } from './binding';
import { convert, convertible, explicitConversion, standardImplicit } from './conversions';
import { foldBinary, integerOf, isIntegral, isNumeric, operandKind } from './numeric';
import {
  acceptsNull,
  definitionOf,
  isEnum,
  isReferenceConvertible,
  isReferenceType,
  isValueType,
  withoutNullable,
} from './type-relations';
import { bindUserBinary, bindUserUnary } from './user-operators';

const COMPARISONS = ['==', '!=', '<', '<=', '>', '>='];

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
      (operator === '==' || operator === '!=' ? equality(binding, operator, left, right) : undefined) ??
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

function binary(
  binding: Binding,
  operator: string,
  operands: BoundBinary['operands'],
  left: BoundValue,
  right: BoundValue,
  type: ClrType,
  isLifted = false,
): BoundBinary {
  return {
    kind: 'binary',
    type,
    operator: operator as BinaryOperator,
    operands,
    left,
    right,
    lifted: isLifted,
    checked: binding.checked === true,
  };
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
  const source = withoutNullable(left.type);
  const type = [INT32, UINT32, INT64, UINT64].find(
    (candidate) => standardImplicit({ type: source }, candidate) !== undefined,
  );
  const kind = type === undefined ? undefined : operandKind(type);
  if (type === undefined || kind === undefined || !isIntegral(source)) {
    return undefined;
  }
  const isLifted = nullableUnderlying(left.type) !== undefined || nullableUnderlying(right.type) !== undefined;
  const wrap = (inner: ClrType): ClrType => (isLifted ? nullableOf(inner) : inner);
  const amount = standardImplicit(convertible(right), wrap(INT32));
  const value = standardImplicit(convertible(left), wrap(type));
  return amount === undefined || value === undefined
    ? undefined
    : binary(binding, operator, kind, value(binding, left), amount(binding, right), wrap(type), isLifted);
}

function equality(binding: Binding, operator: string, left: BoundValue, right: BoundValue): BoundValue | undefined {
  const nullSide = left.type.kind === 'null' ? left : right.type.kind === 'null' ? right : undefined;
  if (nullSide !== undefined) {
    const operand = nullSide === left ? right : left;
    if (operand.type.kind === 'null') {
      return { kind: 'literal', type: BOOLEAN, value: operator === '==' };
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

/** `& | ^ ==` of bool, and operators of enums. */
function logicalOrEnum(
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

/** Binds `a && b`, `a || b`. */
export function bindLogical(
  binding: Binding,
  operator: '&&' | '||',
  left: BoundValue,
  right: BoundValue,
  span: Span,
): BoundValue {
  for (const value of [left, right]) {
    if (!sameType(value.type, BOOLEAN)) {
      const conversion =
        nullableUnderlying(value.type) === undefined && value.type.kind !== 'null'
          ? convertsToBool(binding, value)
          : undefined;
      if (conversion === undefined) {
        throw binding.compileError(
          span,
          'CS0019',
          `Operator '${operator}' cannot be applied to operands of type '${displayType(left.type)}' and '${displayType(right.type)}'`,
        );
      }
    }
  }
  const bound = {
    kind: 'logical' as const,
    type: BOOLEAN,
    operator,
    left: asBool(binding, left, span),
    right: asBool(binding, right, span),
  };
  if (bound.left.kind === 'literal' && bound.right.kind === 'literal') {
    const result = foldBinary(operator, bound.left.value, bound.right.value, BOOLEAN, true);
    return result !== undefined && 'value' in result ? { kind: 'literal', type: BOOLEAN, value: result.value } : bound;
  }
  return bound;
}

function convertsToBool(binding: Binding, value: BoundValue): BoundValue | undefined {
  try {
    return convert(binding, value, BOOLEAN, { start: 0, end: 0 });
  } catch {
    return undefined;
  }
}

function asBool(binding: Binding, value: BoundValue, span: Span): BoundValue {
  return convert(binding, value, BOOLEAN, span);
}

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
