/**
 * Elementary functions rounded correctly: computed with far more bits than a double has, as whole numbers that count
 * 2^-PRECISION, and rounded once. C libraries stay within a few hundredths of a last place of this, JavaScript engines do not.
 * Arguments are finite; special values are for the callers.
 */
const PRECISION = 256;
const BITS = BigInt(PRECISION);
const ONE = 1n << BITS;

function multiply(left: bigint, right: bigint): bigint {
  return (left * right) >> BITS;
}

function divide(left: bigint, right: bigint): bigint {
  return (left << BITS) / right;
}

/** 2 * artanh(x), that is log((1 + x) / (1 - x)), for a small x. */
function twiceArtanh(x: bigint): bigint {
  const square = multiply(x, x);
  let sum = 0n;
  let power = x;
  for (let odd = 1n; power !== 0n && power !== -1n; odd += 2n) {
    sum += power / odd;
    power = multiply(power, square);
  }
  return 2n * sum;
}

function arctanOfInverse(whole: bigint): bigint {
  let sum = 0n;
  let power = ONE / whole;
  for (let odd = 1n; power !== 0n; odd += 2n) {
    sum += (odd % 4n === 1n ? power : -power) / odd;
    power /= whole * whole;
  }
  return sum;
}

const LN2 = twiceArtanh(ONE / 3n);
/** Machin's formula. */
const PI = 4n * (4n * arctanOfInverse(5n) - arctanOfInverse(239n));

/** A double as `whole` times two to the `exponent`. */
function split(value: number): { readonly whole: bigint; readonly exponent: number } {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  const bits = view.getBigUint64(0);
  const biased = Number((bits >> 52n) & 0x7ffn);
  const fraction = bits & 0xf_ffff_ffff_ffffn;
  const whole = biased === 0 ? fraction : fraction | 0x10_0000_0000_0000n;
  return { whole: value < 0 ? -whole : whole, exponent: Math.max(biased, 1) - 1075 };
}

function shift(value: bigint, by: number): bigint {
  return by >= 0 ? value << BigInt(by) : value >> BigInt(-by);
}

function fromDouble(value: number): bigint {
  const { whole, exponent } = split(value);
  return shift(whole, exponent + PRECISION);
}

function bitLength(value: bigint): number {
  return value.toString(16).length * 4;
}

/** The double nearest to `value` times two to the `exponent`; bits below the least subnormal are cut once. */
function toDouble(value: bigint, exponent = 0): number {
  const negative = value < 0n;
  const size = negative ? -value : value;
  // A mark below the last bit keeps what was cut off from being taken for a tie.
  const spare = Math.max(0, Math.min(bitLength(size) - 120, size === 0n ? 0 : bitLength(size)));
  const kept = (size >> BigInt(spare)) | (spare > 0 ? 1n : 0n);
  const power = exponent - PRECISION + spare;
  const lowest = -1074 - power;
  const rounded =
    bitLength(kept) + power < -1018 && lowest > 0
      ? roundedShift(kept, lowest) * 2 ** -1074
      : scaled(Number(kept), power);
  return negative ? -rounded : rounded;
}

/** Half to even. */
function roundedShift(value: bigint, by: number): number {
  const unit = 1n << BigInt(by);
  const [quotient, rest] = [value / unit, (value % unit) * 2n];
  return Number(rest > unit || (rest === unit && quotient % 2n === 1n) ? quotient + 1n : quotient);
}

function scaled(value: number, power: number): number {
  const half = Math.trunc(power / 2);
  return value * 2 ** half * 2 ** (power - half);
}

/** e to the power, as a number from 1 to 2 and a power of two. */
function exponential(power: bigint): { readonly size: bigint; readonly exponent: number } {
  const exponent = power / LN2 - (power < 0n ? 1n : 0n);
  const halvings = 12n;
  const rest = (power - exponent * LN2) >> halvings;
  let size = ONE;
  for (let term = rest, index = 1n; term !== 0n; index += 1n, term = multiply(term, rest) / index) size += term;
  for (let round = 0n; round < halvings; round += 1n) size = multiply(size, size);
  return { size, exponent: Number(exponent) };
}

/** The natural logarithm of a positive double. */
function logarithm(value: number): bigint {
  const { whole, exponent } = split(value);
  let power = whole.toString(2).length;
  let size = shift(whole, PRECISION - power);
  if (size * 3n < ONE * 2n) {
    size *= 2n;
    power -= 1;
  }
  return BigInt(exponent + power) * LN2 + twiceArtanh(divide(size - ONE, size + ONE));
}

function sineAndCosine(angle: bigint): readonly [sine: bigint, cosine: bigint] {
  const quarter = PI / 2n;
  const turns = (2n * angle + quarter) / (2n * quarter) - (2n * angle + quarter < 0n ? 1n : 0n);
  const rest = angle - turns * quarter;
  const square = multiply(rest, rest);
  let [sine, cosine] = [0n, 0n];
  let term = ONE;
  for (let index = 1n; term !== 0n && term !== -1n; index += 2n) {
    cosine += term;
    const next = multiply(term, rest) / index;
    sine += next;
    term = -multiply(term, square) / (index * (index + 1n));
  }
  switch (((turns % 4n) + 4n) % 4n) {
    case 0n:
      return [sine, cosine];
    case 1n:
      return [cosine, -sine];
    case 2n:
      return [-sine, -cosine];
    default:
      return [-cosine, sine];
  }
}

/** The angle of a point, which `near` is the double of. */
function angleOf(y: bigint, x: bigint, near: number): bigint {
  const start = fromDouble(near);
  const [sine, cosine] = sineAndCosine(start);
  const rest = divide(y * cosine - x * sine, x * cosine + y * sine);
  // The rest is below 2^-50: two terms of its arctangent are exact enough.
  return start + rest - multiply(multiply(rest, rest), rest) / 3n;
}

function squareRoot(value: bigint): bigint {
  if (value < 2n) return value;
  let root = 1n << BigInt(Math.ceil(bitLength(value) / 2));
  for (;;) {
    const next = (root + value / root) >> 1n;
    if (next >= root) return root;
    root = next;
  }
}

/** Beyond this size an angle would need more digits of pi. */
const LARGEST_ANGLE = 2 ** 100;
/** Below this size a function is its own first terms. */
const TINY = 2 ** -100;

export function exactExp(value: number): number {
  const near = Math.exp(value);
  if (near === 0 || near === Infinity || Number.isNaN(near) || Math.abs(value) < TINY) return near;
  const { size, exponent } = exponential(fromDouble(value));
  return toDouble(size, exponent);
}

function logarithmTo(value: number, near: number, base?: bigint): number {
  if (!(value > 0) || value === Infinity || value === 1) return near;
  const natural = logarithm(value);
  return toDouble(base === undefined ? natural : divide(natural, base));
}

export function exactLog(value: number): number {
  return logarithmTo(value, Math.log(value));
}

export function exactLog2(value: number): number {
  return logarithmTo(value, Math.log2(value), LN2);
}

/** The power of a positive number that is not 1; `near` is what JavaScript takes it for. */
function powerOf(base: number, exponent: number, near: number): number {
  if (near === 0 || near === Infinity) return near;
  const { whole, exponent: places } = split(exponent);
  const { size, exponent: binary } = exponential(shift(logarithm(base) * whole, places));
  return toDouble(size, binary);
}

/** A power; `near` is what JavaScript takes it for. */
export function exactPow(base: number, exponent: number, near: number): number {
  const size = Math.abs(base);
  const plain = size === 1 || size === 0 || !Number.isFinite(base) || !Number.isFinite(exponent) || exponent === 0;
  if (plain || Number.isNaN(near)) return near;
  if (exponent === 1) return base;
  if (Number.isInteger(base) && Number.isInteger(exponent) && exponent > 0 && Math.log2(size) * exponent < 1024) {
    return Number(BigInt(base) ** BigInt(exponent));
  }
  const result = powerOf(size, exponent, Math.abs(near));
  return near < 0 ? -result : result;
}

function trigonometric(value: number, near: number, pick: (sine: bigint, cosine: bigint) => bigint): number {
  if (!(Math.abs(value) < LARGEST_ANGLE) || Math.abs(value) < TINY) return near;
  return toDouble(pick(...sineAndCosine(fromDouble(value))));
}

export function exactSin(value: number): number {
  return trigonometric(value, Math.sin(value), (sine) => sine);
}

export function exactCos(value: number): number {
  return trigonometric(value, Math.cos(value), (_sine, cosine) => cosine);
}

export function exactTan(value: number): number {
  return trigonometric(value, Math.tan(value), divide);
}

export function exactCot(value: number): number {
  return trigonometric(value, 1 / Math.tan(value), (sine, cosine) => divide(cosine, sine));
}

export function exactAtan2(y: number, x: number): number {
  const near = Math.atan2(y, x);
  const ratio = Math.abs(y / x);
  if (!(ratio > TINY && ratio < 1 / TINY) || !Number.isFinite(x) || !Number.isFinite(y)) return near;
  const [first, second] = [split(y), split(x)];
  const least = Math.min(first.exponent, second.exponent);
  return toDouble(
    angleOf(shift(first.whole, first.exponent - least), shift(second.whole, second.exponent - least), near),
  );
}

export function exactAtan(value: number): number {
  return exactAtan2(value, 1);
}

/** The other leg of a right triangle with hypotenuse 1. */
function leg(value: bigint): bigint {
  return squareRoot(ONE * ONE - value * value);
}

export function exactAsin(value: number): number {
  if (!(Math.abs(value) < 1) || Math.abs(value) < TINY) return Math.asin(value);
  const sine = fromDouble(value);
  return toDouble(angleOf(sine, leg(sine), Math.asin(value)));
}

export function exactAcos(value: number): number {
  if (!(Math.abs(value) < 1)) return Math.acos(value);
  const cosine = fromDouble(value);
  return toDouble(angleOf(leg(cosine), cosine, Math.acos(value)));
}

/** A product and a sum, rounded once. */
export function fusedMultiplyAdd(left: number, right: number, addend: number): number {
  if (!Number.isFinite(left) || !Number.isFinite(right)) return left * right + addend;
  if (!Number.isFinite(addend)) return addend;
  const [one, other, third] = [split(left), split(right), split(addend)];
  const places = one.exponent + other.exponent;
  const least = Math.min(places, third.exponent);
  const sum = shift(one.whole * other.whole, places - least) + shift(third.whole, third.exponent - least);
  if (sum === 0n) return left * right === 0 && addend === 0 ? left * right + addend : 0;
  return toDouble(sum, PRECISION + least);
}
