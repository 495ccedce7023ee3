import { ClrDecimal } from './decimal';

/** A number as sign, digits and the place of its decimal point. */
export interface DecimalDigits {
  readonly negative: boolean;
  /** Digits before the point, without leading zeros (`0` for zero). */
  readonly whole: string;
  /** Digits after the point. */
  readonly fraction: string;
}

function roundHalfEvenOrUp(scaled: bigint, divisor: bigint, even: boolean): bigint {
  const quotient = scaled / divisor;
  const twice = (scaled % divisor) * 2n;
  const up = twice > divisor || (twice === divisor && (!even || quotient % 2n === 1n));
  return up ? quotient + 1n : quotient;
}

/** The exact value of a finite double as a fraction over a power of two. */
function exactFraction(value: number): { numerator: bigint; denominator: bigint } {
  let denominator = 1n;
  let scaled = value;
  while (!Number.isInteger(scaled)) {
    scaled *= 2;
    denominator *= 2n;
  }
  return { numerator: BigInt(scaled), denominator };
}

/** The digits of a number rounded to `decimals` places; doubles from their exact value, ties to even; decimals away from zero. */
export function roundedDigits(value: number | bigint | ClrDecimal, decimals: number): DecimalDigits {
  const real = typeof value === 'number';
  const fraction =
    value instanceof ClrDecimal
      ? { numerator: value.coefficient, denominator: 10n ** BigInt(value.scale) }
      : real
        ? exactFraction(value)
        : { numerator: value, denominator: 1n };
  const negative = fraction.numerator < 0n || Object.is(value, -0);
  const size = negative ? -fraction.numerator : fraction.numerator;
  const rounded = roundHalfEvenOrUp(size * 10n ** BigInt(decimals), fraction.denominator, real);
  const digits = rounded.toString().padStart(decimals + 1, '0');
  return {
    negative,
    whole: digits.slice(0, digits.length - decimals),
    fraction: decimals === 0 ? '' : digits.slice(-decimals),
  };
}
