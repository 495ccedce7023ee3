import type { ClrValue } from '../../clr-value';
import { arithmeticOverflow, rawNumber, integerRange, wrapInteger } from './convert-number';
import { ClrDecimal } from './decimal';
import { divideByZero } from '../errors';
import { double, single } from './numbers';

/** The built-in arithmetic, shift and bitwise operators. */
export type ArithmeticOperator = '+' | '-' | '*' | '/' | '%' | '<<' | '>>' | '&' | '|' | '^';

/** An operator on two values of one known type. */
export type BinaryFunction = (left: ClrValue, right: ClrValue) => ClrValue;

type IntOperator = (left: number, right: number) => number;

const INT: Readonly<Record<ArithmeticOperator, IntOperator>> = {
  '+': (left, right) => (left + right) | 0,
  '-': (left, right) => (left - right) | 0,
  '*': (left, right) => Math.imul(left, right),
  '/': (left, right) => {
    if (right === 0) throw divideByZero();
    if (right === -1 && left === -0x80000000) throw arithmeticOverflow();
    return (left / right) | 0;
  },
  '%': (left, right) => {
    if (right === 0) throw divideByZero();
    if (right === -1 && left === -0x80000000) throw arithmeticOverflow();
    return (left % right) | 0;
  },
  '<<': (left, right) => left << right,
  '>>': (left, right) => left >> right,
  '&': (left, right) => left & right,
  '|': (left, right) => left | right,
  '^': (left, right) => left ^ right,
};

/** The operator on System.Int32, wrapping around unless `checked`. */
export function intOperator(operator: ArithmeticOperator, checked: boolean): IntOperator {
  if (!checked || (operator !== '+' && operator !== '-' && operator !== '*')) return INT[operator];
  return (left, right) => {
    const exact = operator === '+' ? left + right : operator === '-' ? left - right : left * right;
    if (exact > 0x7fffffff || exact < -0x80000000) throw arithmeticOverflow();
    return exact | 0;
  };
}

function wholeNumber(operator: ArithmeticOperator, left: bigint, right: bigint, bits: number): bigint {
  switch (operator) {
    case '+':
      return left + right;
    case '-':
      return left - right;
    case '*':
      return left * right;
    case '/':
      if (right === 0n) throw divideByZero();
      return left / right;
    case '%':
      if (right === 0n) throw divideByZero();
      return left % right;
    case '<<':
      return left << (right & BigInt(bits - 1));
    case '>>':
      return left >> (right & BigInt(bits - 1));
    case '&':
      return left & right;
    case '|':
      return left | right;
    case '^':
      return left ^ right;
  }
}

/** The operator on one of System.UInt32, Int64 and UInt64. */
export function wideOperator(operator: ArithmeticOperator, type: string, checked: boolean): BinaryFunction {
  const bits = type === 'System.UInt32' ? 32 : 64;
  const { minimum, maximum } = integerRange(type);
  return (left, right) => {
    const result = wholeNumber(
      operator,
      BigInt(rawNumber(left) as number | bigint),
      BigInt(rawNumber(right) as number | bigint),
      bits,
    );
    const outside = result < minimum || result > maximum;
    if (outside && operator !== '<<' && (checked || operator === '/')) throw arithmeticOverflow();
    // The processor divides for the remainder too, and the quotient does not fit.
    if (operator === '%' && rawNumber(right) === -1n && rawNumber(left) === minimum) throw arithmeticOverflow();
    return wrapInteger(result, type);
  };
}

/** The operator on System.Double (or System.Single, rounded). */
export function realOperator(operator: ArithmeticOperator, type: 'System.Double' | 'System.Single'): BinaryFunction {
  const make = type === 'System.Double' ? double : single;
  const calculate: IntOperator =
    operator === '+'
      ? (left, right) => left + right
      : operator === '-'
        ? (left, right) => left - right
        : operator === '*'
          ? (left, right) => left * right
          : operator === '/'
            ? (left, right) => left / right
            : (left, right) => left % right;
  return (left, right) => make(calculate(Number(rawNumber(left)), Number(rawNumber(right))));
}

/** The operator on System.Decimal. */
export function decimalOperator(operator: ArithmeticOperator): (left: ClrDecimal, right: ClrDecimal) => ClrDecimal {
  switch (operator) {
    case '+':
      return (left, right) => left.add(right);
    case '-':
      return (left, right) => left.subtract(right);
    case '*':
      return (left, right) => left.multiply(right);
    case '/':
      return (left, right) => left.divide(right);
    default:
      return (left, right) => left.remainder(right);
  }
}

/** Compares two numbers, chars or enum values of one type: below zero, zero, above zero, or NaN when one is NaN. */
export function compareNumbers(left: ClrValue, right: ClrValue): number {
  const [first, second] = [rawNumber(left), rawNumber(right)];
  if (first instanceof ClrDecimal && second instanceof ClrDecimal) return first.compare(second);
  if (first < second) return -1;
  if (first > second) return 1;
  return first === second ? 0 : Number.NaN;
}
