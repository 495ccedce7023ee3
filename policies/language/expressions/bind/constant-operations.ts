import type { ConstantValue } from '../bound-tree/values';
import type { ClrType } from '../clr-type';
import { foldDecimal } from './decimal-constants';
import { idOf, integerConstant, integerOf, integralOf, wrap } from './numeric';
import type { Integral } from '../integrals';

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
  const integral = integralOf(type);
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
