import { ClrException } from '../../clr-exception';
import type { ClrValue } from '../../clr-value';
import { asNumber, convertNumber, wrapInteger } from '../convert-number';
import { ClrDecimal } from '../decimal';
import type { ClrEnum } from '../enums';
import { argumentOutOfRange, divideByZero } from '../errors';
import type { Member, MemberTable, Ref } from '../member';
import { double } from '../numbers';
import type { ClrNumber } from '../numbers';

const M = 'M:System.Math';
const DOUBLE = 'System.Double';
const MODE = 'System.MidpointRounding';

function towards(value: number, mode: number): number {
  switch (mode) {
    case 2:
      return Math.trunc(value);
    case 3:
      return Math.floor(value);
    case 4:
      return Math.ceil(value);
    default: {
      const whole = Math.trunc(value);
      const part = Math.abs(value - whole);
      const up = part > 0.5 || (part === 0.5 && (mode === 1 || whole % 2 !== 0));
      return up ? whole + Math.sign(value) : value < 0 && whole === 0 ? -0 : whole;
    }
  }
}

function roundTo(value: number, digits: number, mode: number): number {
  if (digits < 0 || digits > 15)
    throw argumentOutOfRange('Rounding digits must be between 0 and 15, inclusive.', 'digits');
  if (!Number.isFinite(value) || Math.abs(value) >= 1e16) return value;
  const power = 10 ** digits;
  return towards(value * power, mode) / power;
}

function roundDecimal(value: ClrDecimal, digits: number, mode: number): ClrDecimal {
  if (digits < 0 || digits > 28)
    throw argumentOutOfRange('Decimal can only round to between 0 and 28 digits of precision.', 'decimals');
  if (mode < 2) return value.round(digits, mode === 1);
  if (value.scale <= digits) return value;
  const power = 10n ** BigInt(value.scale - digits);
  const down = value.coefficient / power;
  const exact = down * power === value.coefficient;
  const step =
    exact || mode === 2 ? 0n : mode === 3 ? (value.coefficient < 0n ? -1n : 0n) : value.coefficient > 0n ? 1n : 0n;
  return ClrDecimal.of(down + step, digits);
}

function rounding(): Record<string, Member> {
  return {
    [`${M}.Round(${DOUBLE})`]: (value: ClrNumber) => double(roundTo(value.value, 0, 0)),
    [`${M}.Round(${DOUBLE},System.Int32)`]: (value: ClrNumber, digits: number) =>
      double(roundTo(value.value, digits, 0)),
    [`${M}.Round(${DOUBLE},${MODE})`]: (value: ClrNumber, mode: ClrEnum) => double(roundTo(value.value, 0, mode.value)),
    [`${M}.Round(${DOUBLE},System.Int32,${MODE})`]: (value: ClrNumber, digits: number, mode: ClrEnum) =>
      double(roundTo(value.value, digits, mode.value)),
    [`${M}.Round(System.Decimal,System.Int32)`]: (value: ClrDecimal, digits: number) => roundDecimal(value, digits, 0),
    [`${M}.Round(System.Decimal,${MODE})`]: (value: ClrDecimal, mode: ClrEnum) => roundDecimal(value, 0, mode.value),
    [`${M}.Round(System.Decimal,System.Int32,${MODE})`]: (value: ClrDecimal, digits: number, mode: ClrEnum) =>
      roundDecimal(value, digits, mode.value),
  };
}

function divisions(): Record<string, Member> {
  const members: Record<string, Member> = {};
  for (const type of ['System.Int32', 'System.Int64']) {
    members[`${M}.DivRem(${type},${type},${type}@)`] = (left: ClrValue, right: ClrValue, rest: Ref) => {
      const [dividend, divisor] = [BigInt(left as number | bigint), BigInt(right as number | bigint)];
      if (divisor === 0n) throw divideByZero();
      rest.value = wrapInteger(dividend % divisor, type);
      return wrapInteger(dividend / divisor, type);
    };
  }
  members[`${M}.BigMul(System.Int32,System.Int32)`] = (left: number, right: number) => BigInt(left) * BigInt(right);
  return members;
}

function step(value: number, up: boolean): number {
  if (Number.isNaN(value) || value === (up ? Infinity : -Infinity)) return value;
  if (value === 0) return up ? Number.MIN_VALUE : -Number.MIN_VALUE;
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  view.setBigInt64(0, view.getBigInt64(0) + (value > 0 === up ? 1n : -1n));
  return view.getFloat64(0);
}

function remainder(left: number, right: number): number {
  const rest = left - right * towards(left / right, 0);
  return rest === 0 && left < 0 ? -0 : rest;
}

function signOf(value: ClrValue): number {
  const sign = Math.sign(asNumber(value));
  if (Number.isNaN(sign))
    throw new ClrException(
      'System.ArithmeticException',
      'Function does not accept floating point Not-a-Number values.',
    );
  return sign === 0 ? 0 : sign;
}

function magnitude(larger: boolean): (left: ClrNumber, right: ClrNumber) => ClrValue {
  return (left, right) => {
    const [one, other] = [Math.abs(left.value), Math.abs(right.value)];
    if (Number.isNaN(one) || one === other)
      return larger === left.value >= right.value || Number.isNaN(one) ? left : right;
    return larger === one > other ? left : right;
  };
}

function extreme(type: string, pick: (left: number, right: number) => number): Member {
  // JavaScript's own min and max know about negative zero and NaN, as .NET's do.
  return (left: ClrNumber, right: ClrNumber) => convertNumber(double(pick(left.value, right.value)), type, false);
}

const unary: Readonly<Record<string, (value: number) => number>> = {
  Asinh: Math.asinh,
  Acosh: Math.acosh,
  Atanh: Math.atanh,
  BitIncrement: (value) => step(value, true),
  BitDecrement: (value) => step(value, false),
};

/** Members of System.Math that round, divide and look at the bits. */
export const MATH_MEMBERS: MemberTable = {
  ...rounding(),
  ...divisions(),
  ...Object.fromEntries(
    Object.entries(unary).map(([name, calculate]): [string, Member] => [
      `${M}.${name}(${DOUBLE})`,
      (value: ClrNumber) => double(calculate(value.value)),
    ]),
  ),
  ...Object.fromEntries(
    [DOUBLE, 'System.Single'].flatMap((type): [string, Member][] => [
      [`${M}.Sign(${type})`, signOf],
      [`${M}.Max(${type},${type})`, extreme(type, Math.max)],
      [`${M}.Min(${type},${type})`, extreme(type, Math.min)],
    ]),
  ),
  [`${M}.Pow(${DOUBLE},${DOUBLE})`]: ({ value: base }: ClrNumber, { value: exponent }: ClrNumber) =>
    // C's pow answers 1 here, JavaScript NaN.
    double(base === 1 || (base === -1 && Math.abs(exponent) === Infinity) ? 1 : base ** exponent),
  [`${M}.IEEERemainder(${DOUBLE},${DOUBLE})`]: (left: ClrNumber, right: ClrNumber) =>
    double(remainder(left.value, right.value)),
  [`${M}.CopySign(${DOUBLE},${DOUBLE})`]: ({ value }: ClrNumber, { value: sign }: ClrNumber) =>
    double(sign < 0 || Object.is(sign, -0) ? -Math.abs(value) : Math.abs(value)),
  [`${M}.ScaleB(${DOUBLE},System.Int32)`]: (value: ClrNumber, power: number) => double(value.value * 2 ** power),
  [`${M}.ILogB(${DOUBLE})`]: ({ value }: ClrNumber) => {
    if (value === 0) return -0x80000000;
    return Number.isFinite(value) ? Math.floor(Math.log2(Math.abs(value))) : 0x7fffffff;
  },
  [`${M}.MaxMagnitude(${DOUBLE},${DOUBLE})`]: magnitude(true),
  [`${M}.MinMagnitude(${DOUBLE},${DOUBLE})`]: magnitude(false),
};
