import { ClrException } from '../clr-exception';
import type { ClrObject, ClrValue } from '../clr-value';
import { divideByZero, overflow } from './errors';

const LIMIT = 1n << 96n;
const MAXIMUM_SCALE = 28;

function power(exponent: number): bigint {
  return 10n ** BigInt(exponent);
}

function absolute(value: bigint): bigint {
  return value < 0n ? -value : value;
}

/** Divides and rounds half to even, as System.Decimal does when digits do not fit. */
function divideRounded(dividend: bigint, divisor: bigint): bigint {
  const quotient = dividend / divisor;
  const twice = absolute(dividend % divisor) * 2n;
  const size = absolute(divisor);
  const up = twice > size || (twice === size && quotient % 2n !== 0n);
  if (!up) return quotient;
  return dividend < 0n === divisor < 0n ? quotient + 1n : quotient - 1n;
}

/** A System.Decimal: `coefficient` divided by ten to the `scale`, 96 bits and scale 28 at most. Immutable. */
export class ClrDecimal implements ClrObject {
  readonly clrType = 'System.Decimal';

  private constructor(
    readonly coefficient: bigint,
    readonly scale: number,
  ) {}

  /** Rounds to what 96 bits hold; throws OverflowException when the number itself is too large. */
  static of(coefficient: bigint, scale: number): ClrDecimal {
    let drop = Math.max(0, scale - MAXIMUM_SCALE);
    while (absolute(drop === 0 ? coefficient : divideRounded(coefficient, power(drop))) >= LIMIT) drop += 1;
    if (drop > scale) throw overflow('Decimal');
    return drop === 0
      ? new ClrDecimal(coefficient, scale)
      : new ClrDecimal(divideRounded(coefficient, power(drop)), scale - drop);
  }

  /** Reads digits with an optional sign, point and exponent, `-1.50`. */
  static fromDigits(text: string): ClrDecimal {
    const match = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/.exec(text);
    if (match === null)
      throw new ClrException('System.FormatException', `The input string '${text}' was not in a correct format.`);
    const [, sign = '', whole = '', fraction = '', exponent = '0'] = match;
    const scale = fraction.length - Number(exponent);
    const digits = BigInt(`${whole}${fraction}` || '0') * (sign === '-' ? -1n : 1n);
    if (scale < -40) throw overflow('Decimal');
    return scale < 0 ? ClrDecimal.of(digits * power(-scale), 0) : ClrDecimal.of(digits, Math.min(scale, 400));
  }

  /** Converts a double, or with 7 digits a float, keeping its significant digits as .NET does. */
  static fromDouble(value: number, digits = 15): ClrDecimal {
    if (!Number.isFinite(value) || Math.abs(value) >= 7.9228162514264338e28) throw overflow('Decimal');
    const text = value.toPrecision(digits);
    const decimal = ClrDecimal.fromDigits(text);
    return decimal.trimmed();
  }

  /** The same number without zeros at its end. */
  trimmed(minimumScale = 0): ClrDecimal {
    let { coefficient, scale } = this as ClrDecimal;
    while (scale > minimumScale && coefficient % 10n === 0n) {
      coefficient /= 10n;
      scale -= 1;
    }
    return new ClrDecimal(coefficient, scale);
  }

  add(other: ClrDecimal): ClrDecimal {
    const scale = Math.max(this.scale, other.scale);
    return ClrDecimal.of(this.atScale(scale) + other.atScale(scale), scale);
  }

  negate(): ClrDecimal {
    return new ClrDecimal(-this.coefficient, this.scale);
  }

  multiply(other: ClrDecimal): ClrDecimal {
    return ClrDecimal.of(this.coefficient * other.coefficient, this.scale + other.scale);
  }

  divide(other: ClrDecimal): ClrDecimal {
    if (other.coefficient === 0n) throw divideByZero();
    const least = Math.max(0, this.scale - other.scale);
    const dividend = (scale: number): bigint => this.coefficient * power(scale + other.scale - this.scale);
    if (dividend(least) % other.coefficient === 0n) return ClrDecimal.of(dividend(least) / other.coefficient, least);
    return ClrDecimal.of(divideRounded(dividend(least + 60), other.coefficient), least + 60).trimmed(least);
  }

  remainder(other: ClrDecimal): ClrDecimal {
    if (other.coefficient === 0n) throw divideByZero();
    const scale = Math.max(this.scale, other.scale);
    const [left, right] = [this.atScale(scale), other.atScale(scale)];
    // A smaller dividend is its own remainder, and keeps its scale.
    return absolute(left) < absolute(right) ? this : ClrDecimal.of(left % right, scale);
  }

  /** Below zero, zero or above zero. */
  compare(other: ClrDecimal): number {
    const scale = Math.max(this.scale, other.scale);
    const [left, right] = [this.atScale(scale), other.atScale(scale)];
    return left < right ? -1 : left > right ? 1 : 0;
  }

  /** Rounds to `digits` decimals, half to even or away from zero. */
  round(digits: number, awayFromZero: boolean): ClrDecimal {
    if (digits >= this.scale) return this;
    const divisor = power(this.scale - digits);
    const half = divisor / 2n;
    const value = awayFromZero
      ? (this.coefficient + (this.coefficient < 0n ? -half : half)) / divisor
      : divideRounded(this.coefficient, divisor);
    return new ClrDecimal(value, digits);
  }

  /** The whole number towards zero. */
  truncate(): bigint {
    return this.coefficient / power(this.scale);
  }

  toNumber(): number {
    return Number(this.toClrString());
  }

  toClrString(): string {
    const digits = absolute(this.coefficient)
      .toString()
      .padStart(this.scale + 1, '0');
    const sign = this.coefficient < 0n ? '-' : '';
    const point = digits.length - this.scale;
    return this.scale === 0 ? sign + digits : `${sign}${digits.slice(0, point)}.${digits.slice(point)}`;
  }

  equals(other: ClrValue): boolean {
    return other instanceof ClrDecimal && this.compare(other) === 0;
  }

  equalityKey(): unknown {
    return `System.Decimal:${this.trimmed().toClrString()}`;
  }

  private atScale(scale: number): bigint {
    return this.coefficient * power(scale - this.scale);
  }
}
