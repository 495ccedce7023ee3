import { decimalOfReal, parseDecimal, realOfDecimal, truncateDecimal, writeDecimal } from '../decimal';
import type { ConstantValue } from '../bound-tree/values';
import type { ClrType } from '../clr-type';
import { idOf, integerConstant, integerOf, integralOf, isIntegral, wrap } from './numeric';
import type { Integral } from '../integrals';

/** The whole number of a numeric constant, towards zero; undefined for NaN and infinity. */
function wholeOf(value: ConstantValue): bigint | undefined {
  if (typeof value === 'object' && value !== null) {
    const decimal = parseDecimal(value.decimal);
    return decimal === undefined ? undefined : truncateDecimal(decimal);
  }
  return typeof value === 'number' && Number.isFinite(value) ? BigInt(Math.trunc(value)) : integerOf(value);
}

function toIntegral(
  value: ConstantValue,
  isInteger: boolean,
  to: ClrType,
  integral: Integral,
  wraps: boolean,
): ConstantValue | undefined {
  const whole = wholeOf(value);
  const wrapped = whole === undefined ? undefined : wrap(whole, integral);
  if (wrapped !== undefined && (wrapped === whole || (wraps && isInteger))) return integerConstant(wrapped, to);
  // C# leaves open what an unchecked conversion of such a real number gives; its compiler gives zero.
  return wraps && typeof value === 'number' && !isInteger ? integerConstant(0n, to) : undefined;
}

function toReal(value: ConstantValue): number | undefined {
  if (typeof value === 'number' || typeof value === 'bigint') return Number(value);
  const decimal = typeof value === 'object' && value !== null ? parseDecimal(value.decimal) : undefined;
  return decimal === undefined ? undefined : realOfDecimal(decimal);
}

function toDecimal(value: ConstantValue, from: ClrType): ConstantValue | undefined {
  if (typeof value === 'object') return value ?? undefined;
  const integer = isIntegral(from) ? integerOf(value) : undefined;
  if (integer !== undefined) return { decimal: integer.toString() };
  const decimal = typeof value === 'number' ? decimalOfReal(value, idOf(from) === 'System.Single' ? 7 : 15) : undefined;
  return decimal === undefined ? undefined : { decimal: writeDecimal(decimal) };
}

/**
 * Converts a numeric constant to another numeric type; undefined when it is out of range and the conversion may not
 * wrap. A decimal never wraps.
 */
export function convertConstant(
  value: ConstantValue,
  from: ClrType,
  to: ClrType,
  wraps: boolean,
): ConstantValue | undefined {
  const integral = integralOf(to);
  if (integral !== undefined) return toIntegral(value, isIntegral(from), to, integral, wraps);
  if (idOf(to) === 'System.Decimal') return toDecimal(value, from);
  const real = toReal(value);
  return real !== undefined && idOf(to) === 'System.Single' ? Math.fround(real) : real;
}
