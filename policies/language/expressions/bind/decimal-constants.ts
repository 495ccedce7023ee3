import type { Folded } from './numeric';

const LARGEST = 2n ** 96n - 1n;
const MAXIMUM_SCALE = 28;

interface Scaled {
  readonly digits: bigint;
  readonly scale: number;
  /** Zero has a sign, too. */
  readonly negative: boolean;
}

function parse(text: string): Scaled {
  const [whole = '', fraction = ''] = text.split('.');
  return { digits: BigInt(whole + fraction), scale: fraction.length, negative: text.startsWith('-') };
}

function aligned(a: Scaled, b: Scaled): { readonly left: bigint; readonly right: bigint; readonly scale: number } {
  const scale = Math.max(a.scale, b.scale);
  return {
    left: a.digits * 10n ** BigInt(scale - a.scale),
    right: b.digits * 10n ** BigInt(scale - b.scale),
    scale,
  };
}

function magnitudeOf(digits: bigint): bigint {
  return digits < 0n ? -digits : digits;
}

/** A sum. .NET begins with the number that has fewer decimals, and takes a zero there as nothing at all. */
function sum(a: Scaled, b: Scaled): Folded {
  const { left, right, scale } = aligned(a, b);
  const [first, second] = a.scale > b.scale ? [b, a] : [a, b];
  const zero = first.digits === 0n && first.scale !== second.scale;
  return write(left + right, scale, (zero ? second : first).negative);
}

/** A remainder; a smaller dividend is its own, and keeps its decimals. */
function remainder(a: Scaled, b: Scaled): Folded {
  const { left, right, scale } = aligned(a, b);
  return magnitudeOf(left) < magnitudeOf(right)
    ? write(a.digits, a.scale, a.negative)
    : write(left % right, scale, a.negative);
}

/** @param negativeZero the sign when all digits are zero */
function write(digits: bigint, scale: number, negativeZero: boolean): Folded {
  const magnitude = magnitudeOf(digits);
  const unit = 10n ** BigInt(scale);
  // Half a unit past the largest value rounds to what does not fit.
  if (2n * magnitude >= (2n * LARGEST + 1n) * unit) return { error: 'decimal' };
  // Rounding to what fits is left to the evaluation.
  if (magnitude > LARGEST || scale > MAXIMUM_SCALE) return undefined;
  const text = String(magnitude).padStart(scale + 1, '0');
  const point = text.length - scale;
  const number = scale === 0 ? text : `${text.slice(0, point)}.${text.slice(point)}`;
  const negative = digits === 0n ? negativeZero : digits < 0n;
  return { value: { decimal: negative ? `-${number}` : number } };
}

/** Computes an operator of two decimal constants, written as C# prints them; undefined when only .NET's rounding can. */
export function foldDecimal(operator: string, leftText: string, rightText: string): Folded {
  const [a, b] = [parse(leftText), parse(rightText)];
  const { left, right } = aligned(a, b);
  switch (operator) {
    case '+':
      return sum(a, b);
    case '-':
      return sum(a, { ...b, digits: -b.digits, negative: !b.negative });
    case '*':
      return write(a.digits * b.digits, a.scale + b.scale, a.negative !== b.negative);
    case '/':
      return b.digits === 0n ? { error: 'zero' } : undefined;
    case '%':
      return b.digits === 0n ? { error: 'zero' } : remainder(a, b);
    case '==':
      return { value: left === right };
    case '!=':
      return { value: left !== right };
    case '<':
      return { value: left < right };
    case '<=':
      return { value: left <= right };
    case '>':
      return { value: left > right };
    case '>=':
      return { value: left >= right };
    default:
      return undefined;
  }
}
