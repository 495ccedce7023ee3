import { argument } from '../errors';
import type { ClrEnum } from '../enums';
import type { Member, MemberTable } from '../member';
import { double, single } from '../numbers/numbers';
import type { ClrNumber } from '../numbers/numbers';
import {
  exactAcos,
  exactAsin,
  exactAtan,
  exactAtan2,
  exactCos,
  exactExp,
  exactLog,
  exactLog2,
  exactSin,
  fusedMultiplyAdd,
} from '../numbers/exact-math';
import { halfTurns } from '../numbers/half-turns';
import {
  binaryExponent,
  COSTLY,
  COSTLY_BINARY,
  ESTIMATES,
  EXTREMES,
  ieeeRemainder,
  isNegativeReal,
  log10,
  logarithm,
  maxNative,
  minNative,
  nextReal,
  power,
  root,
  scaleByPowerOfTwo,
  UNARY,
} from '../numbers/real-math';
import { display } from '../values';
import { ClrTuple } from '../tuple';
import { costly, signOf } from './math';
import { roundRealMember } from './rounding';

type Unary = (value: number) => number;
type Binary = (left: number, right: number) => number;

const MODE = 'System.MidpointRounding';

/** Functions made of others, with each step rounded to the type. */
function composed(narrow: Unary): {
  readonly unary: Readonly<Record<string, Unary>>;
  readonly binary: Readonly<Record<string, Binary>>;
} {
  const pi = narrow(Math.PI);
  const raised = (base: number, value: number): number => narrow(power(base, value)) - 1;
  const increased = (value: number): number => narrow(value + 1);
  return {
    unary: {
      Exp2: (value) => power(2, value),
      Exp10: (value) => power(10, value),
      ExpM1: (value) => narrow(exactExp(value)) - 1,
      Exp2M1: (value) => raised(2, value),
      Exp10M1: (value) => raised(10, value),
      LogP1: (value) => exactLog(increased(value)),
      Log2P1: (value) => exactLog2(increased(value)),
      Log10P1: (value) => log10(increased(value)),
      AcosPi: (value) => narrow(exactAcos(value)) / pi,
      AsinPi: (value) => narrow(exactAsin(value)) / pi,
      AtanPi: (value) => narrow(exactAtan(value)) / pi,
      DegreesToRadians: (value) => narrow(value * pi) / 180,
      RadiansToDegrees: (value) => narrow(value * 180) / pi,
    },
    binary: {
      Atan2Pi: (y, x) => narrow(exactAtan2(y, x)) / pi,
      Log: (value, base) => logarithm(value, base, narrow),
    },
  };
}

const BINARY: Readonly<Record<string, Binary>> = {
  ...EXTREMES,
  Hypot: Math.hypot,
  Ieee754Remainder: ieeeRemainder,
  CopySign: (value, sign) => (isNegativeReal(sign) ? -Math.abs(value) : Math.abs(value)),
};

type Ternary = (first: number, second: number, third: number) => number;

const TERNARY: Readonly<Record<string, Ternary>> = {
  FusedMultiplyAdd: fusedMultiplyAdd,
  MultiplyAddEstimate: fusedMultiplyAdd,
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
  const narrow = isSingle ? Math.fround : (value: number): number => value;
  const turns = halfTurns(narrow);
  const made = composed(narrow);
  const pair = (first: number, second: number): ClrTuple =>
    new ClrTuple([type, type], [make(first), make(second)], 'System.ValueTuple');
  const unary = (name: string, calculate: Unary): [string, Member] => [
    `${M}.${name}(${type})`,
    ({ value }: ClrNumber) => make(calculate(value)),
  ];
  return {
    ...Object.fromEntries(
      Object.entries({ ...UNARY, ...ESTIMATES, Abs: Math.abs }).map(([name, body]) => unary(name, body)),
    ),
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
      Object.entries({ ...COSTLY, ...made.unary, ...turns }).map(([name, calculate]): [string, Member] => [
        `${M}.${name}(${type})`,
        costly(({ value }: ClrNumber) => make(calculate(value))),
      ]),
    ),
    ...Object.fromEntries(
      Object.entries({ ...COSTLY_BINARY, ...made.binary }).map(([name, calculate]): [string, Member] => [
        `${M}.${name}(${type},${type})`,
        costly((left: ClrNumber, right: ClrNumber) => make(calculate(left.value, right.value))),
      ]),
    ),
    ...Object.fromEntries(
      Object.entries(TERNARY).map(([name, calculate]): [string, Member] => [
        `${M}.${name}(${type},${type},${type})`,
        (first: ClrNumber, second: ClrNumber, third: ClrNumber) =>
          make(calculate(first.value, second.value, third.value)),
      ]),
    ),
    [`${M}.Lerp(${type},${type},${type})`]: ({ value: from }: ClrNumber, { value: to }: ClrNumber, part: ClrNumber) => {
      const first = make(from * make(1 - part.value).value).value;
      return make(fusedMultiplyAdd(to, part.value, first));
    },
    [`${M}.RootN(${type},System.Int32)`]: costly(({ value }: ClrNumber, degree: number) => make(root(value, degree))),
    [`${M}.SinCos(${type})`]: costly(({ value }: ClrNumber) => pair(exactSin(value), exactCos(value))),
    [`${M}.SinCosPi(${type})`]: costly(({ value }: ClrNumber) => pair(turns.SinPi(value), turns.CosPi(value))),
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
