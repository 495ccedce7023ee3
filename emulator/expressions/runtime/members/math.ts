import { compareNumbers } from '../numbers/arithmetic';
import { ClrException } from '../../clr-exception';
import type { ClrValue } from '../../clr-value';
import { asNumber, convertNumber, wrapInteger } from '../numbers/convert-number';
import { ClrDecimal } from '../numbers/decimal';
import type { ClrEnum } from '../enums';
import { argument } from '../errors';
import { withRun } from '../member';
import type { Member, MemberTable } from '../member';
import type { Run } from '../run';
import { double, NUMERIC_TYPES } from '../numbers/numbers';
import type { ClrNumber } from '../numbers/numbers';
import {
  binaryExponent,
  COST,
  COSTLY,
  COSTLY_BINARY,
  ESTIMATES,
  EXTREMES,
  ieeeRemainder,
  isNegativeReal,
  nextReal,
  scaleByPowerOfTwo,
  UNARY,
} from '../numbers/real-math';
import { exactCos, exactSin, fusedMultiplyAdd } from '../numbers/exact-math';
import { ClrTuple } from '../tuple';
import { display } from '../values';
import { roundDecimal, roundRealMember } from './rounding';

const M = 'M:System.Math';
const DOUBLE = 'System.Double';
const DECIMAL = 'System.Decimal';
const MODE = 'System.MidpointRounding';
const REALS = [DOUBLE, 'System.Single'];

/** `Abs` of any numeric type; throws OverflowException for the least integer. */
export function absolute(value: ClrValue, type: string): ClrValue {
  if (value instanceof ClrDecimal) return value.absolute();
  if (REALS.includes(type)) return convertNumber(double(Math.abs(asNumber(value))), type, false);
  const whole = BigInt(display(value));
  const result = wrapInteger(whole < 0n ? -whole : whole, type);
  if (asNumber(result) < 0) {
    throw new ClrException(
      'System.OverflowException',
      'Negating the minimum value of a twos complement number is invalid.',
    );
  }
  return result;
}

/** `Sign` of any numeric type; throws ArithmeticException for NaN. */
export function signOf(value: ClrValue): number {
  const sign = Math.sign(asNumber(value));
  if (Number.isNaN(sign))
    throw new ClrException(
      'System.ArithmeticException',
      'Function does not accept floating point Not-a-Number values.',
    );
  return sign === 0 ? 0 : sign;
}

/** `Clamp` of any numeric type. */
export function clamp(value: ClrValue, low: ClrValue, high: ClrValue): ClrValue {
  if (compareNumbers(low, high) > 0) throw argument(`'${display(low)}' cannot be greater than ${display(high)}.`);
  return compareNumbers(value, low) < 0 ? low : compareNumbers(value, high) > 0 ? high : value;
}

/** `Max` or `Min` of any numeric type; of two equal decimals Max takes the first, Min the second. */
export function extreme(type: string, name: 'Max' | 'Min'): Member {
  const real = EXTREMES[name];
  if (REALS.includes(type) && real !== undefined)
    return (left: ClrNumber, right: ClrNumber) => convertNumber(double(real(left.value, right.value)), type, false);
  return name === 'Max'
    ? (left: ClrValue, right: ClrValue) => (compareNumbers(left, right) >= 0 ? left : right)
    : (left: ClrValue, right: ClrValue) => (compareNumbers(left, right) < 0 ? left : right);
}

function ofAllTypes(): Record<string, Member> {
  const members: Record<string, Member> = {};
  for (const type of NUMERIC_TYPES) {
    members[`${M}.Max(${type},${type})`] = extreme(type, 'Max');
    members[`${M}.Min(${type},${type})`] = extreme(type, 'Min');
    members[`${M}.Abs(${type})`] = (value: ClrValue) => absolute(value, type);
    members[`${M}.Sign(${type})`] = signOf;
    members[`${M}.Clamp(${type},${type},${type})`] = clamp;
  }
  return members;
}

/** A member that counts as work. */
export function costly(body: (...operands: never[]) => ClrValue): Member {
  return withRun((run: Run, ...operands: never[]) => {
    run.tick(COST);
    return body(...operands);
  });
}

function costlyMembers(): Record<string, Member> {
  return {
    ...Object.fromEntries(
      Object.entries(COSTLY).map(([name, calculate]): [string, Member] => [
        `${M}.${name}(${DOUBLE})`,
        costly(({ value }: ClrNumber) => double(calculate(value))),
      ]),
    ),
    ...Object.fromEntries(
      Object.entries(COSTLY_BINARY).map(([name, calculate]): [string, Member] => [
        `${M}.${name}(${DOUBLE},${DOUBLE})`,
        costly((left: ClrNumber, right: ClrNumber) => double(calculate(left.value, right.value))),
      ]),
    ),
  };
}

function unary(): Record<string, Member> {
  const functions = {
    ...UNARY,
    ...ESTIMATES,
    BitIncrement: (value: number) => nextReal(value, true, false),
    BitDecrement: (value: number) => nextReal(value, false, false),
  };
  return Object.fromEntries(
    Object.entries(functions).map(([name, calculate]): [string, Member] => [
      `${M}.${name}(${DOUBLE})`,
      (value: ClrNumber) => double(calculate(value.value)),
    ]),
  );
}

function binary(): Record<string, Member> {
  const functions: Readonly<Record<string, (left: number, right: number) => number>> = {
    IEEERemainder: ieeeRemainder,
    CopySign: (value, sign) => (isNegativeReal(sign) ? -Math.abs(value) : Math.abs(value)),
    MaxMagnitude: EXTREMES.MaxMagnitude ?? Math.max,
    MinMagnitude: EXTREMES.MinMagnitude ?? Math.min,
  };
  return Object.fromEntries(
    Object.entries(functions).map(([name, calculate]): [string, Member] => [
      `${M}.${name}(${DOUBLE},${DOUBLE})`,
      (left: ClrNumber, right: ClrNumber) => double(calculate(left.value, right.value)),
    ]),
  );
}

function rounding(): Record<string, Member> {
  const round = roundRealMember(false);
  return {
    [`${M}.Round(${DOUBLE})`]: ({ value }: ClrNumber) => double(round(value)),
    [`${M}.Round(${DOUBLE},System.Int32)`]: ({ value }: ClrNumber, digits: number) => double(round(value, digits)),
    [`${M}.Round(${DOUBLE},${MODE})`]: ({ value }: ClrNumber, mode: ClrEnum) => double(round(value, undefined, mode)),
    [`${M}.Round(${DOUBLE},System.Int32,${MODE})`]: ({ value }: ClrNumber, digits: number, mode: ClrEnum) =>
      double(round(value, digits, mode)),
    [`${M}.Round(${DECIMAL})`]: (value: ClrDecimal) => roundDecimal(value),
    [`${M}.Round(${DECIMAL},System.Int32)`]: (value: ClrDecimal, digits: number) => roundDecimal(value, digits),
    [`${M}.Round(${DECIMAL},${MODE})`]: (value: ClrDecimal, mode: ClrEnum) => roundDecimal(value, 0, mode),
    [`${M}.Round(${DECIMAL},System.Int32,${MODE})`]: roundDecimal,
    [`${M}.Truncate(${DECIMAL})`]: (value: ClrDecimal) => value.round(0, 2),
    [`${M}.Floor(${DECIMAL})`]: (value: ClrDecimal) => value.round(0, 3),
    [`${M}.Ceiling(${DECIMAL})`]: (value: ClrDecimal) => value.round(0, 4),
  };
}

/** Members of System.Math. The last digit of some functions differs between platforms: docs/fidelity.md. */
export const MATH_MEMBERS: MemberTable = {
  ...ofAllTypes(),
  ...unary(),
  ...costlyMembers(),
  ...binary(),
  ...rounding(),
  [`${M}.FusedMultiplyAdd(${DOUBLE},${DOUBLE},${DOUBLE})`]: (left: ClrNumber, right: ClrNumber, addend: ClrNumber) =>
    double(fusedMultiplyAdd(left.value, right.value, addend.value)),
  [`${M}.SinCos(${DOUBLE})`]: costly(
    ({ value }: ClrNumber) =>
      new ClrTuple([DOUBLE, DOUBLE], [double(exactSin(value)), double(exactCos(value))], 'System.ValueTuple'),
  ),
  [`${M}.ScaleB(${DOUBLE},System.Int32)`]: ({ value }: ClrNumber, exponent: number) =>
    double(scaleByPowerOfTwo(value, exponent)),
  [`${M}.ILogB(${DOUBLE})`]: ({ value }: ClrNumber) => binaryExponent(value),
};
