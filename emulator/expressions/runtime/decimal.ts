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

/** Whether what was cut off calls for one more in size; `mode` is a value of `MidpointRounding`. */
function roundsAway(rest: bigint, divisor: bigint, quotient: bigint, mode: number, negative: boolean): boolean {
  if (rest === 0n || mode === 2) return false;
  if (mode > 2) return negative === (mode === 3);
  const twice = rest * 2n;
  return twice > divisor || (twice === divisor && (mode === 1 || quotient % 2n !== 0n));
}

/** A System.Decimal: `coefficient` divided by ten to the `scale`, 96 bits and scale 28 at most. Immutable. */
export class ClrDecimal implements ClrObject {
  readonly clrType = 'System.Decimal';

  private constructor(
    readonly coefficient: bigint,
    readonly scale: number,
    /** The sign bit, which zero has too: it shows in `GetBits` and as a double. */
    readonly negative: boolean,
  ) {}

  /** Rounds to what 96 bits hold; throws OverflowException when the number itself is too large. */
  static of(coefficient: bigint, scale: number, negative = coefficient < 0n): ClrDecimal {
    let drop = Math.max(0, scale - MAXIMUM_SCALE);
    while (absolute(drop === 0 ? coefficient : divideRounded(coefficient, power(drop))) >= LIMIT) drop += 1;
    if (drop > scale) throw overflow('Decimal');
    return drop === 0
      ? new ClrDecimal(coefficient, scale, negative)
      : new ClrDecimal(divideRounded(coefficient, power(drop)), scale - drop, negative);
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
    const negative = sign === '-';
    return scale < 0
      ? ClrDecimal.of(digits * power(-scale), 0, negative)
      : ClrDecimal.of(digits, Math.min(scale, 400), negative);
  }

  /** The same number without zeros at its end. */
  trimmed(minimumScale = 0): ClrDecimal {
    let { coefficient, scale } = this as ClrDecimal;
    while (scale > minimumScale && coefficient % 10n === 0n) {
      coefficient /= 10n;
      scale -= 1;
    }
    return new ClrDecimal(coefficient, scale, this.negative);
  }

  add(other: ClrDecimal): ClrDecimal {
    const scale = Math.max(this.scale, other.scale);
    const sum = this.atScale(scale) + other.atScale(scale);
    if (sum !== 0n) return ClrDecimal.of(sum, scale);
    // .NET begins with the number that has fewer decimals, and takes a zero there as nothing at all.
    const [first, second] = this.scale > other.scale ? [other, this] : [this, other];
    const zero = first.coefficient === 0n && first.scale !== second.scale;
    return ClrDecimal.of(sum, scale, (zero ? second : first).negative);
  }

  subtract(other: ClrDecimal): ClrDecimal {
    return this.add(other.negate());
  }

  negate(): ClrDecimal {
    return new ClrDecimal(-this.coefficient, this.scale, !this.negative);
  }

  absolute(): ClrDecimal {
    return this.negative ? this.negate() : this;
  }

  multiply(other: ClrDecimal): ClrDecimal {
    const scale = this.scale + other.scale;
    // What .NET cuts off at once, without rounding: it has no room for a divisor past ten to the 19th.
    const small = absolute(this.coefficient) < 1n << 32n && absolute(other.coefficient) < 1n << 32n;
    if (small && scale - MAXIMUM_SCALE > 19) return ClrDecimal.of(0n, 0);
    return ClrDecimal.of(this.coefficient * other.coefficient, scale, this.negative !== other.negative);
  }

  divide(other: ClrDecimal): ClrDecimal {
    if (other.coefficient === 0n) throw divideByZero();
    const least = Math.max(0, this.scale - other.scale);
    const dividend = (scale: number): bigint => this.coefficient * power(scale + other.scale - this.scale);
    const negative = this.negative !== other.negative;
    if (dividend(least) % other.coefficient === 0n)
      return ClrDecimal.of(dividend(least) / other.coefficient, least, negative);
    return ClrDecimal.of(divideRounded(dividend(least + 60), other.coefficient), least + 60, negative).trimmed();
  }

  remainder(other: ClrDecimal): ClrDecimal {
    if (other.coefficient === 0n) throw divideByZero();
    const scale = Math.max(this.scale, other.scale);
    const [left, right] = [this.atScale(scale), other.atScale(scale)];
    // A smaller dividend is its own remainder, and keeps its scale.
    return absolute(left) < absolute(right) ? this : ClrDecimal.of(left % right, scale, this.negative);
  }

  /** Below zero, zero or above zero. */
  compare(other: ClrDecimal): number {
    const scale = Math.max(this.scale, other.scale);
    const [left, right] = [this.atScale(scale), other.atScale(scale)];
    return left < right ? -1 : left > right ? 1 : 0;
  }

  /** Rounds to `digits` decimals, half to even unless told otherwise. */
  round(digits: number, mode = 0): ClrDecimal {
    if (digits >= this.scale) return this;
    const divisor = power(this.scale - digits);
    const size = absolute(this.coefficient);
    const quotient = size / divisor;
    const result = roundsAway(size % divisor, divisor, quotient, mode, this.negative) ? quotient + 1n : quotient;
    return new ClrDecimal(this.negative ? -result : result, digits, this.negative);
  }

  /** The whole number towards zero. */
  truncate(): bigint {
    return this.coefficient / power(this.scale);
  }

  /** As a double, by the same rounding steps as .NET: not always the nearest one. */
  toNumber(): number {
    const size = absolute(this.coefficient);
    const low = Number(BigInt.asUintN(64, size));
    const value = (low + Number(size >> 64n) * 2 ** 64) / Number(`1e${this.scale}`);
    return this.negative ? -value : value;
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
