/** A number of any size: `coefficient` divided by ten to the `scale`, which may be below zero. A System.Decimal is one. */
export interface ScaledNumber {
  readonly coefficient: bigint;
  readonly scale: number;
}

/** Reads digits with an optional sign, point and exponent. */
export function parseScaled(text: string): ScaledNumber {
  const [mantissa = '0', exponent = '0'] = text.split(/e/i);
  const [whole = '', fraction = ''] = mantissa.split('.');
  return { coefficient: BigInt(whole + fraction), scale: fraction.length - Number(exponent) };
}

/** The number times ten to the power. */
export function shifted({ coefficient, scale }: ScaledNumber, power: number): ScaledNumber {
  return { coefficient, scale: scale - power };
}

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

/** The exact value of a finite double, which always has an end in decimal digits: a half is five tenths. */
export function exactScaled(value: number): ScaledNumber {
  let places = 0;
  let whole = value;
  while (!Number.isInteger(whole)) {
    whole *= 2;
    places += 1;
  }
  return { coefficient: BigInt(whole) * 5n ** BigInt(places), scale: places };
}

/** The digits of a number rounded to `decimals` places; doubles from their exact value, ties to even; decimals away from zero. */
export function roundedDigits(value: number | bigint | ScaledNumber, decimals: number): DecimalDigits {
  const real = typeof value === 'number';
  const digits = roundScaled(
    real ? exactScaled(value) : typeof value === 'bigint' ? { coefficient: value, scale: 0 } : value,
    decimals,
    real,
  );
  return Object.is(value, -0) ? { ...digits, negative: true } : digits;
}

/** As `roundedDigits`; ties go to even or away from zero. */
export function roundScaled({ coefficient, scale }: ScaledNumber, decimals: number, even: boolean): DecimalDigits {
  const negative = coefficient < 0n;
  const size = negative ? -coefficient : coefficient;
  const places = decimals - scale;
  const rounded = places >= 0 ? size * 10n ** BigInt(places) : roundHalfEvenOrUp(size, 10n ** BigInt(-places), even);
  const digits = rounded.toString().padStart(decimals + 1, '0');
  return {
    negative,
    whole: digits.slice(0, digits.length - decimals),
    fraction: decimals === 0 ? '' : digits.slice(-decimals),
  };
}

/** A number's first digits: `d.ddd` without the point, and the power of ten of the first one. Ties go to even or away from zero. */
export function significantDigits(
  { coefficient, scale }: ScaledNumber,
  count: number,
  even: boolean,
): { readonly digits: string; readonly exponent: number } {
  const all = String(coefficient < 0n ? -coefficient : coefficient);
  const exponent = coefficient === 0n ? 0 : all.length - 1 - scale;
  if (all.length <= count) return { digits: all.padEnd(count, '0'), exponent };
  const unit = 10n ** BigInt(all.length - count);
  const rounded = String(roundHalfEvenOrUp(BigInt(all), unit, even));
  return rounded.length > count
    ? { digits: rounded.slice(0, count), exponent: exponent + 1 }
    : { digits: rounded, exponent };
}
