import { INTEGRALS } from '../../../../policies/language/expressions/integrals';
import { ClrException } from '../../clr-exception';
import type { ClrValue } from '../../clr-value';
import { ClrDecimal } from './decimal';
import { ClrEnum, isEnumType } from '../enums';
import { overflow } from '../errors';
import {
  byte,
  char,
  ClrChar,
  ClrNumber,
  ClrUInt64,
  double,
  int16,
  sbyte,
  single,
  uint16,
  uint32,
  uint64,
} from './numbers';

/** A number without its .NET type: integers of 64 bits are bigint, decimals stay decimals. */
export type RawNumber = number | bigint | ClrDecimal;

/** The number inside a numeric, char or enum value. */
export function rawNumber(value: ClrValue): RawNumber {
  if (typeof value === 'number' || typeof value === 'bigint') return value;
  if (value instanceof ClrNumber || value instanceof ClrUInt64 || value instanceof ClrEnum) return value.value;
  if (value instanceof ClrChar) return value.code;
  if (value instanceof ClrDecimal) return value;
  throw new TypeError('a number was expected');
}

/** The number as a JavaScript number, for members that take any of double, int, byte and so on. */
export function asNumber(value: ClrValue): number {
  const raw = rawNumber(value);
  return raw instanceof ClrDecimal ? raw.toNumber() : Number(raw);
}

/** Says whether a .NET type name is an integer type or char. */
export function isIntegerType(type: string): boolean {
  return Object.hasOwn(INTEGRALS, type);
}

/** The least and the greatest value of an integer type. */
export function integerRange(type: string): { readonly minimum: bigint; readonly maximum: bigint } {
  const { bits, signed } = INTEGRALS[type] ?? { bits: 32, signed: true };
  const size = 1n << BigInt(bits);
  return signed ? { minimum: -size / 2n, maximum: size / 2n - 1n } : { minimum: 0n, maximum: size - 1n };
}

/** Wraps a whole number around into an integer type. */
export function wrapInteger(value: bigint, type: string): ClrValue {
  switch (type) {
    case 'System.Int32':
      return Number(BigInt.asIntN(32, value));
    case 'System.Int64':
      return BigInt.asIntN(64, value);
    case 'System.UInt64':
      return uint64(value);
    case 'System.UInt32':
      return uint32(Number(BigInt.asUintN(32, value)));
    default:
      return smallInteger(Number(BigInt.asUintN(16, value)), type);
  }
}

function smallInteger(value: number, type: string): ClrValue {
  switch (type) {
    case 'System.Byte':
      return byte(value);
    case 'System.SByte':
      return sbyte(value);
    case 'System.Int16':
      return int16(value);
    case 'System.UInt16':
      return uint16(value);
    default:
      return char(value & 0xffff);
  }
}

function shortName(type: string): string {
  return type.slice(type.lastIndexOf('.') + 1);
}

function toInteger(raw: RawNumber, type: string, checked: boolean): ClrValue {
  if (typeof raw === 'number' && !checked && Number.isInteger(raw) && Math.abs(raw) <= 0x7fffffff) {
    if (type === 'System.Int32') return raw | 0;
    if (type === 'System.Int64') return BigInt(raw);
    if (type !== 'System.UInt64' && type !== 'System.UInt32') return smallInteger(raw, type);
  }
  const { minimum, maximum } = integerRange(type);
  const real = typeof raw === 'number' && !Number.isInteger(raw);
  const outside = (whole: bigint): boolean => whole < minimum || whole > maximum;
  if (raw instanceof ClrDecimal || checked) {
    if (typeof raw === 'number' && !Number.isFinite(raw)) throw arithmeticOverflow();
    const whole = raw instanceof ClrDecimal ? raw.truncate() : BigInt(typeof raw === 'number' ? Math.trunc(raw) : raw);
    if (outside(whole)) throw raw instanceof ClrDecimal ? overflow(shortName(type)) : arithmeticOverflow();
    return wrapInteger(whole, type);
  }
  if (typeof raw === 'bigint') return wrapInteger(raw, type);
  if (Number.isNaN(raw)) return wrapInteger(0n, type);
  if (!real && Number.isSafeInteger(raw)) return saturate(BigInt(raw), type);
  if (!Number.isFinite(raw)) return saturate(raw > 0 ? 1n << 64n : -1n << 64n, type);
  return saturate(BigInt(Math.trunc(raw)), type);
}

/** Modern .NET clamps a double that does not fit int, uint, long or ulong; narrower types go through int and wrap. */
function saturate(value: bigint, type: string): ClrValue {
  const wide = ['System.Int32', 'System.UInt32', 'System.Int64', 'System.UInt64'].includes(type)
    ? type
    : 'System.Int32';
  const { minimum, maximum } = integerRange(wide);
  return wrapInteger(value < minimum ? minimum : value > maximum ? maximum : value, type);
}

/** OverflowException of checked arithmetic and casts. */
export function arithmeticOverflow(): ClrException {
  return new ClrException('System.OverflowException', 'Arithmetic operation resulted in an overflow.');
}

function toDecimal(raw: RawNumber, fromType: string | null): ClrDecimal {
  if (raw instanceof ClrDecimal) return raw;
  if (typeof raw === 'bigint') return ClrDecimal.of(raw, 0);
  return ClrDecimal.fromReal(raw, fromType === 'System.Single' ? 7 : 15);
}

function integerSource(value: ClrValue): boolean {
  return !(value instanceof ClrNumber && (value.clrType === 'System.Double' || value.clrType === 'System.Single'));
}

/** Wraps a number of 32 bits at most around into an integer type, without the detour over bigint. */
function fromSmall(value: number, type: string): ClrValue {
  switch (type) {
    case 'System.Int32':
      return value | 0;
    case 'System.Int64':
      return BigInt(value);
    case 'System.UInt64':
      return uint64(BigInt(value));
    case 'System.UInt32':
      return uint32(value);
    default:
      return smallInteger(value & 0xffff, type);
  }
}

/**
 * A C# numeric conversion, explicit or implicit, to the numeric type, char or enum named `type`. Integers wrap around
 * unless `checked`; doubles outside the range are clamped as .NET 9 and later do; conversions from decimal always throw
 * OverflowException when the value does not fit.
 */
export function convertNumber(value: ClrValue, type: string, checked: boolean): ClrValue {
  const raw = rawNumber(value);
  switch (type) {
    case 'System.Double':
      return double(raw instanceof ClrDecimal ? raw.toNumber() : Number(raw));
    case 'System.Single':
      return single(raw instanceof ClrDecimal ? raw.toNumber() : Number(raw));
    case 'System.Decimal':
      if (integerSource(value) && !(raw instanceof ClrDecimal)) return ClrDecimal.of(BigInt(raw), 0);
      return toDecimal(raw, value instanceof ClrNumber ? value.clrType : null);
    default:
  }
  if (isIntegerType(type)) {
    if (!checked && typeof raw === 'number' && integerSource(value)) return fromSmall(raw, type);
    return toInteger(raw, type, checked);
  }
  if (isEnumType(type)) return new ClrEnum(type, Number(toInteger(raw, 'System.Int32', checked)));
  throw new TypeError(`${type} is not a number`);
}
