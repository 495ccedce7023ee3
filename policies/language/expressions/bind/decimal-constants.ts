import type { Folded } from './numeric';

const LARGEST = 2n ** 96n - 1n;
const MAXIMUM_SCALE = 28;

interface Scaled {
  readonly digits: bigint;
  readonly scale: number;
}

function parse(text: string): Scaled {
  const [whole = '', fraction = ''] = text.split('.');
  return { digits: BigInt(whole + fraction), scale: fraction.length };
}

function aligned(a: Scaled, b: Scaled): { readonly left: bigint; readonly right: bigint; readonly scale: number } {
  const scale = Math.max(a.scale, b.scale);
  return {
    left: a.digits * 10n ** BigInt(scale - a.scale),
    right: b.digits * 10n ** BigInt(scale - b.scale),
    scale,
  };
}

function write(digits: bigint, scale: number): Folded {
  const magnitude = digits < 0n ? -digits : digits;
  const unit = 10n ** BigInt(scale);
  // Half a unit past the largest value rounds to what does not fit.
  if (2n * magnitude >= (2n * LARGEST + 1n) * unit) return { error: 'decimal' };
  // Rounding to what fits is left to the evaluation.
  if (magnitude > LARGEST || scale > MAXIMUM_SCALE) return undefined;
  const text = String(magnitude).padStart(scale + 1, '0');
  const point = text.length - scale;
  const number = scale === 0 ? text : `${text.slice(0, point)}.${text.slice(point)}`;
  return { value: { decimal: digits < 0n ? `-${number}` : number } };
}

/** Computes an operator of two decimal constants, written as C# prints them; undefined when only .NET's rounding can. */
export function foldDecimal(operator: string, leftText: string, rightText: string): Folded {
  const [a, b] = [parse(leftText), parse(rightText)];
  const { left, right, scale } = aligned(a, b);
  switch (operator) {
    case '+':
      return write(left + right, scale);
    case '-':
      return write(left - right, scale);
    case '*':
      return write(a.digits * b.digits, a.scale + b.scale);
    case '/':
      return b.digits === 0n ? { error: 'zero' } : undefined;
    case '%':
      return b.digits === 0n ? { error: 'zero' } : write(left % right, scale);
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
