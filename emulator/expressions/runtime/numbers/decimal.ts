import {
  addDecimals,
  compareDecimals,
  decimalOfReal,
  divideDecimals,
  fitDecimal,
  multiplyDecimals,
  negateDecimal,
  parseDecimal,
  realOfDecimal,
  remainderOfDecimals,
  trimDecimal,
  truncateDecimal,
  writeDecimal,
} from '../../../../policies/language/expressions/decimal';
import type { Decimal } from '../../../../policies/language/expressions/decimal';
import type { ClrObject, ClrValue } from '../../clr-value';
import { divideByZero, overflow } from '../errors';

/** Whether what was cut off calls for one more in size; `mode` is a value of `MidpointRounding`. */
function roundsAway(rest: bigint, divisor: bigint, quotient: bigint, mode: number, negative: boolean): boolean {
  if (rest === 0n || mode === 2) return false;
  if (mode > 2) return negative === (mode === 3);
  const twice = rest * 2n;
  return twice > divisor || (twice === divisor && (mode === 1 || quotient % 2n !== 0n));
}

/** A System.Decimal. Immutable. */
export class ClrDecimal implements ClrObject, Decimal {
  readonly clrType = 'System.Decimal';

  private constructor(
    readonly coefficient: bigint,
    readonly scale: number,
    readonly negative: boolean,
  ) {}

  private static from(value: Decimal | undefined): ClrDecimal {
    if (value === undefined) throw overflow('Decimal');
    return new ClrDecimal(value.coefficient, value.scale, value.negative);
  }

  /** Rounds to what 96 bits hold; throws OverflowException when the number itself is too large. */
  static of(coefficient: bigint, scale: number, negative = coefficient < 0n): ClrDecimal {
    return ClrDecimal.from(fitDecimal(coefficient, scale, negative));
  }

  /** Reads digits with an optional sign, point and exponent, `-1.50`; throws OverflowException when there are too many. */
  static fromDigits(text: string): ClrDecimal {
    return ClrDecimal.from(parseDecimal(text));
  }

  /** `new decimal(double)`, or of a float with 7 digits; throws OverflowException when the number does not fit. */
  static fromReal(value: number, digits: 7 | 15): ClrDecimal {
    return ClrDecimal.from(decimalOfReal(value, digits));
  }

  /** The same number without zeros at its end. */
  trimmed(): ClrDecimal {
    return ClrDecimal.from(trimDecimal(this));
  }

  add(other: ClrDecimal): ClrDecimal {
    return ClrDecimal.from(addDecimals(this, other));
  }

  subtract(other: ClrDecimal): ClrDecimal {
    return this.add(other.negate());
  }

  negate(): ClrDecimal {
    return ClrDecimal.from(negateDecimal(this));
  }

  absolute(): ClrDecimal {
    return this.negative ? this.negate() : this;
  }

  multiply(other: ClrDecimal): ClrDecimal {
    return ClrDecimal.from(multiplyDecimals(this, other));
  }

  divide(other: ClrDecimal): ClrDecimal {
    if (other.coefficient === 0n) throw divideByZero();
    return ClrDecimal.from(divideDecimals(this, other));
  }

  remainder(other: ClrDecimal): ClrDecimal {
    if (other.coefficient === 0n) throw divideByZero();
    return ClrDecimal.from(remainderOfDecimals(this, other));
  }

  /** Below zero, zero or above zero. */
  compare(other: ClrDecimal): number {
    return compareDecimals(this, other);
  }

  /** Rounds to `digits` decimals, half to even unless told otherwise. */
  round(digits: number, mode = 0): ClrDecimal {
    if (digits >= this.scale) return this;
    const divisor = 10n ** BigInt(this.scale - digits);
    const size = this.coefficient < 0n ? -this.coefficient : this.coefficient;
    const quotient = size / divisor;
    const result = roundsAway(size % divisor, divisor, quotient, mode, this.negative) ? quotient + 1n : quotient;
    return new ClrDecimal(this.negative ? -result : result, digits, this.negative);
  }

  /** The whole number towards zero. */
  truncate(): bigint {
    return truncateDecimal(this);
  }

  /** As a double, by the same rounding steps as .NET: not always the nearest one. */
  toNumber(): number {
    return realOfDecimal(this);
  }

  toClrString(): string {
    return writeDecimal(this);
  }

  equals(other: ClrValue): boolean {
    return other instanceof ClrDecimal && this.compare(other) === 0;
  }

  equalityKey(): unknown {
    return `System.Decimal:${this.trimmed().toClrString()}`;
  }
}
