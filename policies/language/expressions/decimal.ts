/*
 * The arithmetic of System.Decimal: at most 96 bits of digits and 28 decimals, rounded half to even. Pure; the compiler
 * computes constants with it, and the gateway every other decimal.
 */

const LIMIT = 1n << 96n;
const MAXIMUM_SCALE = 28;

/** `coefficient` divided by ten to the `scale`. Zero has a sign, too: it shows in `GetBits` and as a double. */
export interface Decimal {
  readonly coefficient: bigint;
  readonly scale: number;
  readonly negative: boolean;
}

const ZERO: Decimal = { coefficient: 0n, scale: 0, negative: false };

function power(exponent: number): bigint {
  return 10n ** BigInt(exponent);
}

function absolute(value: bigint): bigint {
  return value < 0n ? -value : value;
}

function divideRounded(dividend: bigint, divisor: bigint): bigint {
  const quotient = dividend / divisor;
  const twice = absolute(dividend % divisor) * 2n;
  const size = absolute(divisor);
  const up = twice > size || (twice === size && quotient % 2n !== 0n);
  if (!up) return quotient;
  return dividend < 0n === divisor < 0n ? quotient + 1n : quotient - 1n;
}

/** Rounds to what 96 bits hold; undefined when the number itself is too large. */
export function fitDecimal(coefficient: bigint, scale: number, negative = coefficient < 0n): Decimal | undefined {
  let drop = Math.max(0, scale - MAXIMUM_SCALE);
  while (absolute(drop === 0 ? coefficient : divideRounded(coefficient, power(drop))) >= LIMIT) drop += 1;
  if (drop > scale) return undefined;
  return drop === 0
    ? { coefficient, scale, negative }
    : { coefficient: divideRounded(coefficient, power(drop)), scale: scale - drop, negative };
}

/** Digits that decide about a decimal and how it is rounded: more of them than a decimal holds. */
const DECISIVE_DIGITS = 100;

/** The first digits, and after them a 1 where a digit that was left out is not 0: numbers of millions of digits take no time. */
function shorten(digits: string): string {
  if (digits.length <= DECISIVE_DIGITS) return digits;
  return digits.slice(0, DECISIVE_DIGITS) + (/[1-9]/.test(digits.slice(DECISIVE_DIGITS)) ? '1' : '0');
}

/** Reads digits with an optional sign, point and exponent, `-1.50`; undefined when the number is too large. */
export function parseDecimal(text: string): Decimal | undefined {
  const [, sign = '', whole = '', fraction = '', exponent = '0'] =
    /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/.exec(text) ?? [];
  const negative = sign === '-';
  const written = `${whole}${fraction}`.replace(/^0+/, '');
  const kept = shorten(written);
  const scale = fraction.length - Number(exponent) - (written.length - kept.length);
  const digits = BigInt(kept || '0') * (negative ? -1n : 1n);
  if (scale < -40) return undefined;
  return scale < 0
    ? fitDecimal(digits * power(-scale), 0, negative)
    : fitDecimal(digits, Math.min(scale, 400), negative);
}

/** The digits with a point before the decimals, `-1.50`; a zero has a minus sign only where `signed` wants it. */
export function writeDecimal({ coefficient, scale, negative }: Decimal, signed = false): string {
  const digits = absolute(coefficient)
    .toString()
    .padStart(scale + 1, '0');
  const sign = coefficient < 0n || (signed && negative) ? '-' : '';
  const point = digits.length - scale;
  return scale === 0 ? sign + digits : `${sign}${digits.slice(0, point)}.${digits.slice(point)}`;
}

/** The same number without zeros at its end, down to `minimumScale` decimals. */
export function trimDecimal(value: Decimal, minimumScale = 0): Decimal {
  let { coefficient, scale } = value;
  while (scale > minimumScale && coefficient % 10n === 0n) {
    coefficient /= 10n;
    scale -= 1;
  }
  return { coefficient, scale, negative: value.negative };
}

function atScale({ coefficient, scale }: Decimal, wanted: number): bigint {
  return coefficient * power(wanted - scale);
}

/** `-a`. */
export function negateDecimal({ coefficient, scale, negative }: Decimal): Decimal {
  return { coefficient: -coefficient, scale, negative: !negative };
}

/** `a + b`, undefined when it is too large. */
export function addDecimals(a: Decimal, b: Decimal): Decimal | undefined {
  const scale = Math.max(a.scale, b.scale);
  const sum = atScale(a, scale) + atScale(b, scale);
  if (sum !== 0n) return fitDecimal(sum, scale);
  // .NET begins with the number that has fewer decimals, and takes a zero there as nothing at all.
  const [first, second] = a.scale > b.scale ? [b, a] : [a, b];
  const zero = first.coefficient === 0n && first.scale !== second.scale;
  return fitDecimal(sum, scale, (zero ? second : first).negative);
}

/** `a * b`, undefined when it is too large. */
export function multiplyDecimals(a: Decimal, b: Decimal): Decimal | undefined {
  const scale = a.scale + b.scale;
  const coefficient = a.coefficient * b.coefficient;
  const small = absolute(a.coefficient) < 1n << 32n && absolute(b.coefficient) < 1n << 32n;
  // .NET has no room for a divisor past ten to the 19th here, and cuts off at once, without rounding.
  if (small && scale - MAXIMUM_SCALE > 19) return ZERO;
  // Only a product of 64 bits keeps the decimals and the sign of a zero.
  if (!small && coefficient === 0n) return ZERO;
  return fitDecimal(coefficient, scale, a.negative !== b.negative);
}

/** `a / b` for a divisor other than zero, undefined when it is too large. */
export function divideDecimals(a: Decimal, b: Decimal): Decimal | undefined {
  const least = Math.max(0, a.scale - b.scale);
  const dividend = (scale: number): bigint => a.coefficient * power(scale + b.scale - a.scale);
  const negative = a.negative !== b.negative;
  if (dividend(least) % b.coefficient === 0n) return fitDecimal(dividend(least) / b.coefficient, least, negative);
  const quotient = fitDecimal(divideRounded(dividend(least + 60), b.coefficient), least + 60, negative);
  return quotient === undefined ? undefined : trimDecimal(quotient);
}

/** `a % b` for a divisor other than zero, undefined when it does not fit. */
export function remainderOfDecimals(a: Decimal, b: Decimal): Decimal | undefined {
  const scale = Math.max(a.scale, b.scale);
  const [left, right] = [atScale(a, scale), atScale(b, scale)];
  // A smaller dividend is its own remainder, and keeps its scale.
  return absolute(left) < absolute(right) ? a : fitDecimal(left % right, scale, a.negative);
}

/** Below zero, zero or above zero. */
export function compareDecimals(a: Decimal, b: Decimal): number {
  const scale = Math.max(a.scale, b.scale);
  const [left, right] = [atScale(a, scale), atScale(b, scale)];
  return left < right ? -1 : left > right ? 1 : 0;
}

/** The whole number towards zero. */
export function truncateDecimal({ coefficient, scale }: Decimal): bigint {
  return coefficient / power(scale);
}

/** As a double, by the same rounding steps as .NET: not always the nearest one. */
export function realOfDecimal({ coefficient, scale, negative }: Decimal): number {
  const size = absolute(coefficient);
  const low = Number(BigInt.asUintN(64, size));
  const value = (low + Number(size >> 64n) * 2 ** 64) / Number(`1e${scale}`);
  return negative ? -value : value;
}

/** The binary exponent of a double as `frexp` counts it: 1 for 1.0. */
function exponentOf(value: number): number {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  return ((view.getUint16(0) >> 4) & 0x7ff) - 1022;
}

function roundToEven(value: number): number {
  const whole = Math.trunc(value);
  const part = Math.abs(value - whole);
  return part > 0.5 || (part === 0.5 && whole % 2 !== 0) ? whole + Math.sign(value) : whole;
}

/**
 * `(decimal)double`, or of a float with 7 `digits`: scales the number to a whole one of so many digits in floating
 * point, rounds it to even and cuts zeros off. The digits are therefore .NET's, garbage past the fifteenth is gone.
 * Undefined for what does not fit.
 */
export function decimalOfReal(value: number, digits: 7 | 15): Decimal | undefined {
  if (value === 0) return ZERO;
  const exponent = exponentOf(value);
  if (exponent < -94) return ZERO;
  if (!Number.isFinite(value) || exponent > 96) return undefined;
  const [least, most] = [10 ** (digits - 1), 10 ** digits];
  let scaled = Math.abs(value);
  let shift = Math.min(digits - 1 - ((exponent * 19728) >> 16), MAXIMUM_SCALE);
  if (shift >= 0) scaled *= Number(`1e${shift}`);
  else if (shift !== -1 || scaled >= most) scaled /= Number(`1e${-shift}`);
  else shift = 0;
  if (scaled < least && shift < MAXIMUM_SCALE) {
    scaled *= 10;
    shift += 1;
  }
  const whole = BigInt(roundToEven(scaled));
  if (whole === 0n) return ZERO;
  const signed = value < 0 ? -whole : whole;
  if (shift < 0) return fitDecimal(signed * power(-shift), 0);
  const result = fitDecimal(signed, shift);
  return result === undefined ? undefined : trimDecimal(result, Math.max(0, shift - (digits - 1)));
}
