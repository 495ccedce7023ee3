import { argument } from '../errors';
import type { ClrEnum } from '../enums';
import type { Member, MemberTable } from '../member';
import { double, single } from '../numbers/numbers';
import type { ClrNumber } from '../numbers/numbers';
import {
  binaryExponent,
  EXTREMES,
  ieeeRemainder,
  isNegativeReal,
  logarithm,
  maxNative,
  minNative,
  nextReal,
  power,
  scaleByPowerOfTwo,
  UNARY,
} from '../numbers/real-math';
import { display } from '../values';
import { signOf } from './math';
import { roundRealMember } from './rounding';

type Unary = (value: number) => number;
type Binary = (left: number, right: number) => number;

const MODE = 'System.MidpointRounding';

const OWN_UNARY: Readonly<Record<string, Unary>> = {
  Abs: Math.abs,
  Exp2: (value) => 2 ** value,
  Exp10: (value) => 10 ** value,
  ExpM1: (value) => Math.exp(value) - 1,
  Exp2M1: (value) => 2 ** value - 1,
  Exp10M1: (value) => 10 ** value - 1,
  LogP1: (value) => Math.log(value + 1),
  Log2P1: (value) => Math.log2(value + 1),
  Log10P1: (value) => Math.log10(value + 1),
  AcosPi: (value) => Math.acos(value) / Math.PI,
  AsinPi: (value) => Math.asin(value) / Math.PI,
  AtanPi: (value) => Math.atan(value) / Math.PI,
  DegreesToRadians: (value) => (value * Math.PI) / 180,
  RadiansToDegrees: (value) => (value * 180) / Math.PI,
};

const BINARY: Readonly<Record<string, Binary>> = {
  ...EXTREMES,
  Pow: power,
  Log: logarithm,
  Atan2: Math.atan2,
  Atan2Pi: (y, x) => Math.atan2(y, x) / Math.PI,
  Hypot: Math.hypot,
  Ieee754Remainder: ieeeRemainder,
  CopySign: (value, sign) => (isNegativeReal(sign) ? -Math.abs(value) : Math.abs(value)),
};

/** `smallest` is the least normal number of the type. */
function questions(smallest: number): Readonly<Record<string, (value: number) => boolean>> {
  return {
    IsNaN: Number.isNaN,
    IsRealNumber: (value) => !Number.isNaN(value),
    IsInfinity: (value) => Math.abs(value) === Infinity,
    IsPositiveInfinity: (value) => value === Infinity,
    IsNegativeInfinity: (value) => value === -Infinity,
    IsFinite: Number.isFinite,
    IsInteger: Number.isInteger,
    IsEvenInteger: (value) => Number.isInteger(value) && value % 2 === 0,
    IsOddInteger: (value) => Number.isInteger(value) && value % 2 !== 0,
    IsNegative: isNegativeReal,
    IsPositive: (value) => !isNegativeReal(value),
    IsNormal: (value) => Number.isFinite(value) && Math.abs(value) >= smallest,
    IsSubnormal: (value) => value !== 0 && Math.abs(value) < smallest,
    IsPow2: (value) => value > 0 && Number.isFinite(value) && scaleByPowerOfTwo(value, -binaryExponent(value)) === 1,
  };
}

/** `Clamp` by a kind of Max and Min, so that a NaN among the limits shows. */
function clampBy(larger: Binary, smaller: Binary): (value: ClrNumber, low: ClrNumber, high: ClrNumber) => number {
  return (value, low, high) => {
    if (low.value > high.value) throw argument(`'${display(low)}' cannot be greater than ${display(high)}.`);
    return smaller(larger(value.value, low.value), high.value);
  };
}

const clamp = clampBy(Math.max, Math.min);
const clampNative = clampBy(maxNative, minNative);

function membersOf(type: 'System.Double' | 'System.Single'): Record<string, Member> {
  const M = `M:${type}`;
  const isSingle = type === 'System.Single';
  const make = isSingle ? single : double;
  const round = roundRealMember(isSingle);
  const unary = (name: string, calculate: Unary): [string, Member] => [
    `${M}.${name}(${type})`,
    ({ value }: ClrNumber) => make(calculate(value)),
  ];
  return {
    ...Object.fromEntries(Object.entries({ ...UNARY, ...OWN_UNARY }).map(([name, body]) => unary(name, body))),
    ...Object.fromEntries([
      unary('BitIncrement', (value) => nextReal(value, true, isSingle)),
      unary('BitDecrement', (value) => nextReal(value, false, isSingle)),
    ]),
    ...Object.fromEntries(
      Object.entries(BINARY).map(([name, calculate]): [string, Member] => [
        `${M}.${name}(${type},${type})`,
        (left: ClrNumber, right: ClrNumber) => make(calculate(left.value, right.value)),
      ]),
    ),
    ...Object.fromEntries(
      Object.entries(questions(isSingle ? 2 ** -126 : 2 ** -1022)).map(([name, ask]): [string, Member] => [
        `${M}.${name}(${type})`,
        ({ value }: ClrNumber) => ask(value),
      ]),
    ),
    [`${M}.Sign(${type})`]: signOf,
    [`${M}.Clamp(${type},${type},${type})`]: (value: ClrNumber, low: ClrNumber, high: ClrNumber) =>
      make(clamp(value, low, high)),
    [`${M}.ClampNative(${type},${type},${type})`]: (value: ClrNumber, low: ClrNumber, high: ClrNumber) =>
      make(clampNative(value, low, high)),
    [`${M}.ILogB(${type})`]: ({ value }: ClrNumber) => binaryExponent(value),
    [`${M}.ScaleB(${type},System.Int32)`]: ({ value }: ClrNumber, exponent: number) =>
      make(scaleByPowerOfTwo(value, exponent)),
    [`${M}.Round(${type})`]: ({ value }: ClrNumber) => make(round(value)),
    [`${M}.Round(${type},System.Int32)`]: ({ value }: ClrNumber, digits: number) => make(round(value, digits)),
    [`${M}.Round(${type},${MODE})`]: ({ value }: ClrNumber, mode: ClrEnum) => make(round(value, undefined, mode)),
    [`${M}.Round(${type},System.Int32,${MODE})`]: ({ value }: ClrNumber, digits: number, mode: ClrEnum) =>
      make(round(value, digits, mode)),
  };
}

/** Static members of System.Double and System.Single. */
export const REAL_MEMBERS: MemberTable = { ...membersOf('System.Double'), ...membersOf('System.Single') };
