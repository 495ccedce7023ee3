import { decimalOfReal, parseDecimal, realOfDecimal, truncateDecimal, writeDecimal } from '../decimal';
import { foldDecimal } from './decimal-constants';
import type { OperandKind } from '../bound-tree/operators';
import type { ConstantValue } from '../bound-tree/values';
import type { ClrType } from '../clr-type';

/** How an integral type is stored. */
interface Integral {
  readonly bits: number;
  readonly signed: boolean;
}

const INTEGRALS: Readonly<Record<string, Integral>> = {
  'System.SByte': { bits: 8, signed: true },
  'System.Byte': { bits: 8, signed: false },
  'System.Int16': { bits: 16, signed: true },
  'System.UInt16': { bits: 16, signed: false },
  'System.Char': { bits: 16, signed: false },
  'System.Int32': { bits: 32, signed: true },
  'System.UInt32': { bits: 32, signed: false },
  'System.Int64': { bits: 64, signed: true },
  'System.UInt64': { bits: 64, signed: false },
};

const FLOATING = ['System.Single', 'System.Double', 'System.Decimal'];

/** Implicit numeric conversions of C# (6.1.2 of its specification). */
const WIDENING: Readonly<Record<string, readonly string[]>> = {
  'System.SByte': ['Int16', 'Int32', 'Int64', 'Single', 'Double', 'Decimal'],
  'System.Byte': ['Int16', 'UInt16', 'Int32', 'UInt32', 'Int64', 'UInt64', 'Single', 'Double', 'Decimal'],
  'System.Int16': ['Int32', 'Int64', 'Single', 'Double', 'Decimal'],
  'System.UInt16': ['Int32', 'UInt32', 'Int64', 'UInt64', 'Single', 'Double', 'Decimal'],
  'System.Char': ['UInt16', 'Int32', 'UInt32', 'Int64', 'UInt64', 'Single', 'Double', 'Decimal'],
  'System.Int32': ['Int64', 'Single', 'Double', 'Decimal'],
  'System.UInt32': ['Int64', 'UInt64', 'Single', 'Double', 'Decimal'],
  'System.Int64': ['Single', 'Double', 'Decimal'],
  'System.UInt64': ['Single', 'Double', 'Decimal'],
  'System.Single': ['Double'],
};

function idOf(type: ClrType): string {
  return type.kind === 'named' && type.args.length === 0 ? type.id : '';
}

/** True for sbyte ... ulong, char, float, double, decimal. */
export function isNumeric(type: ClrType): boolean {
  return isIntegral(type) || FLOATING.includes(idOf(type));
}

/** True for sbyte ... ulong and char. */
export function isIntegral(type: ClrType): boolean {
  return INTEGRALS[idOf(type)] !== undefined;
}

/** True when an implicit numeric conversion exists. */
export function widens(from: ClrType, to: ClrType): boolean {
  const target = idOf(to);
  return target.startsWith('System.') && WIDENING[idOf(from)]?.includes(target.slice(7)) === true;
}

/** True for sbyte, short, int, long. */
export function isSigned(type: ClrType): boolean {
  const id = idOf(type);
  return INTEGRALS[id]?.signed === true;
}

/** True for byte, ushort, uint, ulong. */
export function isUnsigned(type: ClrType): boolean {
  const id = idOf(type);
  return INTEGRALS[id]?.signed === false && id !== 'System.Char';
}

/** True when an integer is a value of the integral type. */
export function fits(value: bigint, type: ClrType): boolean {
  const integral = INTEGRALS[idOf(type)];
  return integral !== undefined && wrap(value, integral) === value;
}

function wrap(value: bigint, { bits, signed }: Integral): bigint {
  return signed ? BigInt.asIntN(bits, value) : BigInt.asUintN(bits, value);
}

/** The constant as an integer, undefined when it is not one. */
export function integerOf(value: ConstantValue): bigint | undefined {
  return typeof value === 'bigint'
    ? value
    : typeof value === 'number' && Number.isInteger(value)
      ? BigInt(value)
      : undefined;
}

/** An integer in the representation of its type: bigint for 64 bits, number below. */
export function integerConstant(value: bigint, type: ClrType): ConstantValue {
  return INTEGRALS[idOf(type)]?.bits === 64 ? value : Number(value);
}

/** The whole number of a numeric constant, towards zero; undefined for NaN and infinity. */
function wholeOf(value: ConstantValue): bigint | undefined {
  if (typeof value === 'object' && value !== null) {
    const decimal = parseDecimal(value.decimal);
    return decimal === undefined ? undefined : truncateDecimal(decimal);
  }
  return typeof value === 'number' && Number.isFinite(value) ? BigInt(Math.trunc(value)) : integerOf(value);
}

function toIntegral(
  value: ConstantValue,
  isInteger: boolean,
  to: ClrType,
  integral: Integral,
  wraps: boolean,
): ConstantValue | undefined {
  const whole = wholeOf(value);
  const wrapped = whole === undefined ? undefined : wrap(whole, integral);
  if (wrapped !== undefined && (wrapped === whole || (wraps && isInteger))) return integerConstant(wrapped, to);
  // C# leaves open what an unchecked conversion of such a real number gives; its compiler gives zero.
  return wraps && typeof value === 'number' && !isInteger ? integerConstant(0n, to) : undefined;
}

function toReal(value: ConstantValue): number | undefined {
  if (typeof value === 'number' || typeof value === 'bigint') return Number(value);
  const decimal = typeof value === 'object' && value !== null ? parseDecimal(value.decimal) : undefined;
  return decimal === undefined ? undefined : realOfDecimal(decimal);
}

function toDecimal(value: ConstantValue, from: ClrType): ConstantValue | undefined {
  if (typeof value === 'object') return value ?? undefined;
  const integer = isIntegral(from) ? integerOf(value) : undefined;
  if (integer !== undefined) return { decimal: integer.toString() };
  const decimal = typeof value === 'number' ? decimalOfReal(value, idOf(from) === 'System.Single' ? 7 : 15) : undefined;
  return decimal === undefined ? undefined : { decimal: writeDecimal(decimal) };
}

/**
 * Converts a numeric constant to another numeric type; undefined when it is out of range and the conversion may not
 * wrap. A decimal never wraps.
 */
export function convertConstant(
  value: ConstantValue,
  from: ClrType,
  to: ClrType,
  wraps: boolean,
): ConstantValue | undefined {
  const integral = INTEGRALS[idOf(to)];
  if (integral !== undefined) return toIntegral(value, isIntegral(from), to, integral, wraps);
  if (idOf(to) === 'System.Decimal') return toDecimal(value, from);
  const real = toReal(value);
  return real !== undefined && idOf(to) === 'System.Single' ? Math.fround(real) : real;
}

const KINDS: Readonly<Record<string, OperandKind>> = {
  'System.Int32': 'int',
  'System.UInt32': 'uint',
  'System.Int64': 'long',
  'System.UInt64': 'ulong',
  'System.Single': 'float',
  'System.Double': 'double',
  'System.Decimal': 'decimal',
  'System.Boolean': 'bool',
};

/** The operand kind of a type that has built-in operators of its own. */
export function operandKind(type: ClrType): OperandKind | undefined {
  return KINDS[idOf(type)];
}

/** What folding a constant operation gives: a value, nothing (not foldable), or a compile error. */
export type Folded =
  { readonly value: ConstantValue } | { readonly error: 'overflow' | 'zero' | 'decimal' } | undefined;

/** Computes an operation of two constants of the same operand type, as the compiler does. */
export function foldBinary(
  operator: string,
  left: ConstantValue,
  right: ConstantValue,
  type: ClrType,
  isChecked: boolean,
): Folded {
  if (typeof left === 'string' && typeof right === 'string') {
    return operator === '==' ? { value: left === right } : operator === '!=' ? { value: left !== right } : undefined;
  }
  if (typeof left === 'object' && left !== null && typeof right === 'object' && right !== null) {
    return foldDecimal(operator, left.decimal, right.decimal);
  }
  if (typeof left === 'boolean' && typeof right === 'boolean') {
    return foldBoolean(operator, left, right);
  }
  const integral = INTEGRALS[idOf(type)];
  if (integral !== undefined) {
    const a = integerOf(left);
    const b = integerOf(right);
    return a === undefined || b === undefined ? undefined : foldInteger(operator, a, b, type, integral, isChecked);
  }
  if (typeof left === 'number' && typeof right === 'number') {
    const result = foldFloating(operator, left, right);
    return result === undefined
      ? undefined
      : { value: typeof result === 'number' && idOf(type) === 'System.Single' ? Math.fround(result) : result };
  }
  return undefined;
}

function foldBoolean(operator: string, a: boolean, b: boolean): Folded {
  switch (operator) {
    case '&':
    case '&&':
      return { value: a && b };
    case '|':
    case '||':
      return { value: a || b };
    case '^':
    case '!=':
      return { value: a !== b };
    case '==':
      return { value: a === b };
    default:
      return undefined;
  }
}

function foldInteger(
  operator: string,
  a: bigint,
  b: bigint,
  type: ClrType,
  integral: Integral,
  isChecked: boolean,
): Folded {
  const shift = BigInt(Number(b) & (integral.bits === 64 ? 63 : 31));
  let result: bigint;
  switch (operator) {
    case '+':
      result = a + b;
      break;
    case '-':
      result = a - b;
      break;
    case '*':
      result = a * b;
      break;
    case '/':
    case '%':
      if (b === 0n) {
        return { error: 'zero' };
      }
      result = operator === '/' ? a / b : a % b;
      break;
    case '&':
      result = a & b;
      break;
    case '|':
      result = a | b;
      break;
    case '^':
      result = a ^ b;
      break;
    case '<<':
      return { value: integerConstant(wrap(a << shift, integral), type) };
    case '>>':
      return { value: integerConstant(a >> shift, type) };
    default:
      return foldComparison(operator, a, b);
  }
  const wrapped = wrap(result, integral);
  return wrapped !== result && isChecked ? { error: 'overflow' } : { value: integerConstant(wrapped, type) };
}

function foldFloating(operator: string, a: number, b: number): number | boolean | undefined {
  switch (operator) {
    case '+':
      return a + b;
    case '-':
      return a - b;
    case '*':
      return a * b;
    case '/':
      return a / b;
    case '%':
      return a % b;
    default: {
      const compared = foldComparison(operator, a, b);
      return compared !== undefined && 'value' in compared && typeof compared.value === 'boolean'
        ? compared.value
        : undefined;
    }
  }
}

function foldComparison(operator: string, a: bigint | number, b: bigint | number): Folded {
  switch (operator) {
    case '==':
      return { value: a === b };
    case '!=':
      return { value: a !== b };
    case '<':
      return { value: a < b };
    case '<=':
      return { value: a <= b };
    case '>':
      return { value: a > b };
    case '>=':
      return { value: a >= b };
    default:
      return undefined;
  }
}
