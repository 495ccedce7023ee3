import {
  exactAcos,
  exactAsin,
  exactAtan,
  exactAtan2,
  exactCos,
  exactExp,
  exactLog,
  exactLog2,
  exactPow,
  exactSin,
  exactTan,
} from './exact-math';

/** Floating-point functions of .NET that JavaScript lacks or rounds otherwise. Pure; a NaN counts as negative, as .NET's does. */

/** The sign bit. JavaScript hides a NaN's; .NET's own NaN has it set. */
export function isNegativeReal(value: number): boolean {
  return value < 0 || Object.is(value, -0) || Number.isNaN(value);
}

/** Rounds to a whole number; `mode` is a value of `MidpointRounding`. */
export function roundReal(value: number, mode: number): number {
  if (!Number.isFinite(value)) return value;
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
      const away = part > 0.5 || (part === 0.5 && (mode === 1 || whole % 2 !== 0));
      return away ? whole + Math.sign(value) : whole;
    }
  }
}

/** Rounds to `digits` decimals as .NET does, by scaling; `limit` is where no decimals are left, 1e16 for a double. */
export function roundRealTo(
  value: number,
  digits: number,
  mode: number,
  limit: number,
  narrow: (value: number) => number,
): number {
  if (!(Math.abs(value) < limit)) return value;
  const power = 10 ** digits;
  return roundReal(narrow(value * power), mode) / power;
}

/** The remainder of IEEE 754: of the division rounded to the nearest whole number, ties to even. */
export function ieeeRemainder(left: number, right: number): number {
  const rest = left % right;
  if (Number.isNaN(rest)) return Number.NaN;
  if (rest === 0 && isNegativeReal(left)) return -0;
  const other = rest - Math.abs(right) * Math.sign(left);
  if (Math.abs(other) !== Math.abs(rest)) return Math.abs(other) < Math.abs(rest) ? other : rest;
  const quotient = left / right;
  return Math.abs(roundReal(quotient, 0)) > Math.abs(quotient) ? other : rest;
}

/** `value` times two to the `power`, rounded once. */
export function scaleByPowerOfTwo(value: number, power: number): number {
  let scaled = value;
  let rest = power;
  for (let round = 0; round < 2 && rest > 1023; round += 1) {
    scaled *= 2 ** 1023;
    rest -= 1023;
  }
  for (let round = 0; round < 2 && rest < -1022; round += 1) {
    scaled *= 2 ** (53 - 1022);
    rest += 1022 - 53;
  }
  return scaled * 2 ** Math.max(-1022, Math.min(1023, rest));
}

/** The binary exponent: `int.MinValue` for zero, `int.MaxValue` for infinities and NaN. */
export function binaryExponent(value: number): number {
  if (value === 0) return -0x80000000;
  if (!Number.isFinite(value)) return 0x7fffffff;
  const view = new DataView(new ArrayBuffer(8));
  // Numbers below the normal range are lifted into it.
  const subnormal = Math.abs(value) < 2 ** -1022;
  view.setFloat64(0, subnormal ? value * 2 ** 64 : value);
  return ((view.getUint16(0) >> 4) & 0x7ff) - 1023 - (subnormal ? 64 : 0);
}

/** The next double or float above or below. */
export function nextReal(value: number, up: boolean, single: boolean): number {
  if (Number.isNaN(value) || value === (up ? Infinity : -Infinity)) return value;
  if (value === 0) return (up ? 1 : -1) * (single ? 2 ** -149 : Number.MIN_VALUE);
  const view = new DataView(new ArrayBuffer(8));
  const step = value > 0 === up ? 1 : -1;
  if (single) {
    view.setFloat32(0, value);
    view.setInt32(0, view.getInt32(0) + step);
    return view.getFloat32(0);
  }
  view.setFloat64(0, value);
  view.setBigInt64(0, view.getBigInt64(0) + BigInt(step));
  return view.getFloat64(0);
}

/** C's pow, which answers 1 where JavaScript answers NaN. */
export function power(base: number, exponent: number): number {
  if (base === 1 || (base === -1 && Math.abs(exponent) === Infinity)) return 1;
  return exactPow(base, exponent, base ** exponent);
}

/** `Log(value, base)`, with the answers of .NET where a base makes no sense; `narrow` rounds to the type of both. */
export function logarithm(value: number, base: number, narrow = (real: number): number => real): number {
  if (Number.isNaN(value)) return value;
  if (Number.isNaN(base)) return base;
  if (base === 1 || (value !== 1 && (base === 0 || base === Infinity))) return Number.NaN;
  return narrow(exactLog(value)) / narrow(exactLog(base));
}

/** The decimal logarithm of 2: its first 41 bits and the rest. */
const LOG10_OF_2 = { first: 0.30102999566361177, rest: 3.694239077158931e-13 };

/** The decimal logarithm, by the natural one of the number without its binary exponent, as C libraries do it. */
export function log10(value: number): number {
  if (!(value > 0) || value === Infinity) return Math.log10(value);
  const exponent = binaryExponent(value);
  const power = exponent < 0 ? exponent + 1 : exponent;
  const natural = exactLog(scaleByPowerOfTwo(value, -power));
  return power * LOG10_OF_2.rest + Math.LOG10E * natural + power * LOG10_OF_2.first;
}

function cosh(value: number): number {
  const size = Math.abs(value);
  if (size < Math.LN2 / 2 || size > 22) return Math.cosh(value);
  const growth = exactExp(size);
  return growth / 2 + 0.5 / growth;
}

function asinh(value: number): number {
  const size = Math.abs(value);
  if (size <= 2 || size === Infinity) return Math.asinh(value);
  const result =
    size > 2 ** 28 ? exactLog(size) + Math.LN2 : exactLog(2 * size + 1 / (Math.sqrt(value * value + 1) + size));
  return value < 0 ? -result : result;
}

function acosh(value: number): number {
  if (!(value > 2) || value === Infinity) return Math.acosh(value);
  if (value > 2 ** 28) return exactLog(value) + Math.LN2;
  return exactLog(2 * value - 1 / (value + Math.sqrt(value * value - 1)));
}

/** `RootN`: the root of any degree; the odd ones of negative numbers are negative. */
export function root(value: number, degree: number): number {
  if (degree === 0) return Number.NaN;
  if (degree === 2) return value === 0 ? 0 : Math.sqrt(value);
  if (degree === 3) return Math.cbrt(value);
  const odd = degree % 2 !== 0;
  const negative = value < 0 || Object.is(value, -0);
  if (negative && value !== 0 && !odd) return Number.NaN;
  const size = power(Math.abs(value), 1 / degree);
  return negative && odd ? -size : size;
}

/** Picks by size without sign; of two equal ones Max takes the positive, Min the negative one. */
function bySize(larger: boolean, skipsNaN: boolean): (left: number, right: number) => number {
  return (left, right) => {
    const [one, other] = [Math.abs(left), Math.abs(right)];
    if ((larger ? one > other : one < other) || Number.isNaN(skipsNaN ? other : one)) return left;
    if (one === other) return isNegativeReal(left) === larger ? right : left;
    return right;
  };
}

/** Picks one of two numbers that is not NaN. */
function byValue(larger: boolean): (left: number, right: number) => number {
  return (left, right) => {
    if (Number.isNaN(right)) return left;
    if (Number.isNaN(left)) return right;
    return larger ? Math.max(left, right) : Math.min(left, right);
  };
}

/** The processor's maximum: the second of two numbers that are equal, or of which one is NaN. */
export function maxNative(left: number, right: number): number {
  return left > right ? left : right;
}

/** The processor's minimum. */
export function minNative(left: number, right: number): number {
  return left < right ? left : right;
}

/** Max and Min in all their kinds. JavaScript's own know about negative zero and NaN, as .NET's Max and Min do. */
export const EXTREMES: Readonly<Record<string, (left: number, right: number) => number>> = {
  Max: Math.max,
  Min: Math.min,
  MaxNumber: byValue(true),
  MinNumber: byValue(false),
  MaxNative: maxNative,
  MinNative: minNative,
  MaxMagnitude: bySize(true, false),
  MinMagnitude: bySize(false, false),
  MaxMagnitudeNumber: bySize(true, true),
  MinMagnitudeNumber: bySize(false, true),
};

/** Functions of one number that Math, Double and Single have alike. */
export const UNARY: Readonly<Record<string, (value: number) => number>> = {
  Sqrt: Math.sqrt,
  Floor: Math.floor,
  Ceiling: Math.ceil,
  Truncate: Math.trunc,
};

/** Those that take so long that an evaluation counts them, as COST steps each. */
export const COSTLY: Readonly<Record<string, (value: number) => number>> = {
  Sin: exactSin,
  Cos: exactCos,
  Tan: exactTan,
  Asin: exactAsin,
  Acos: exactAcos,
  Atan: exactAtan,
  Sinh: Math.sinh,
  Cosh: cosh,
  Tanh: Math.tanh,
  Asinh: asinh,
  Acosh: acosh,
  Atanh: Math.atanh,
  Exp: exactExp,
  Log: exactLog,
  Log2: exactLog2,
  Log10: log10,
  Cbrt: Math.cbrt,
};

/** Functions of two numbers that take as long. */
export const COSTLY_BINARY: Readonly<Record<string, (left: number, right: number) => number>> = {
  Pow: power,
  Log: (value, base) => logarithm(value, base),
  Atan2: exactAtan2,
};

/** Steps of an evaluation that one of the costly functions counts as. */
export const COST = 50;

/** Estimates, which .NET leaves to the processor; here they are exact. */
export const ESTIMATES: Readonly<Record<string, (value: number) => number>> = {
  ReciprocalEstimate: (value) => 1 / value,
  ReciprocalSqrtEstimate: (value) => 1 / Math.sqrt(value),
};
