import { ClrException } from '../../clr-exception';
import type { ClrValue } from '../../clr-value';
import { rawNumber } from './convert-number';
import { formatCustom } from './format-custom-number';
import { ClrDecimal } from './decimal';
import { exactScaled, roundedDigits, roundScaled, shifted, significantDigits } from './decimal-digits';
import type { DecimalDigits, ScaledNumber } from './decimal-digits';
import { formatError } from '../errors';
import { ClrChar, ClrNumber } from './numbers';
import { display, typeNameOf } from '../values';

/** Puts a comma between groups of three digits. */
export function grouped(whole: string): string {
  return whole.replace(/\B(?=(\d{3})+$)/g, ',');
}

function isZero(digits: DecimalDigits): boolean {
  return /^0*$/.test(digits.whole + digits.fraction);
}

function signed(digits: DecimalDigits, text: string, keepsNegativeZero: boolean): string {
  return digits.negative && (keepsNegativeZero || !isZero(digits)) ? `-${text}` : text;
}

function joined(digits: DecimalDigits, whole: string): string {
  return digits.fraction === '' ? whole : `${whole}.${digits.fraction}`;
}

type Raw = number | bigint | ClrDecimal;

function toScaled(value: Raw): ScaledNumber {
  if (typeof value === 'number') return exactScaled(value);
  return typeof value === 'bigint' ? { coefficient: value, scale: 0 } : value;
}

/** Sign, digits and exponent of a number with so many significant digits: `-1.50`, and 3 for -1500. */
function scientific(value: Raw, digits: number): { readonly mantissa: string; readonly exponent: number } {
  const scaled = toScaled(value);
  const { digits: found, exponent } = significantDigits(scaled, digits, typeof value === 'number');
  const sign = scaled.coefficient < 0n || Object.is(value, -0) ? '-' : '';
  return { mantissa: `${sign}${found[0] ?? '0'}${digits === 1 ? '' : `.${found.slice(1)}`}`, exponent };
}

/** A number times 100, rounded. */
function hundredfold(value: Raw, decimals: number): DecimalDigits {
  const real = typeof value === 'number';
  const digits = roundScaled(shifted(toScaled(value), 2), decimals, real);
  return Object.is(value, -0) ? { ...digits, negative: true } : digits;
}

function power(exponent: number, places: number): string {
  return `${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(places, '0')}`;
}

function exponential(value: Raw, precision: number, letter: string): string {
  const { mantissa, exponent } = scientific(value, precision + 1);
  return `${mantissa}${letter}${power(exponent, 3)}`;
}

function withoutZeros(text: string): string {
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}

function general(value: Raw, precision: number, letter: string): string {
  const { mantissa, exponent } = scientific(value, precision);
  if (/^-?[0.]*$/.test(mantissa)) return mantissa.startsWith('-') ? '-0' : '0';
  if (exponent >= precision || exponent < -4)
    return `${withoutZeros(mantissa)}${letter === 'g' ? 'e' : 'E'}${power(exponent, 2)}`;
  const sign = mantissa.startsWith('-') ? '-' : '';
  const digits = mantissa.replace(/[-.]/g, '');
  const fixed =
    exponent < 0
      ? `0.${'0'.repeat(-exponent - 1)}${digits}`
      : `${digits.slice(0, exponent + 1)}.${digits.slice(exponent + 1)}`;
  return sign + withoutZeros(fixed.replace(/\.$/, ''));
}

const BITS: Readonly<Record<string, number>> = {
  'System.Byte': 8,
  'System.SByte': 8,
  'System.Int16': 16,
  'System.UInt16': 16,
  'System.Int32': 32,
  'System.UInt32': 32,
  'System.Int64': 64,
  'System.UInt64': 64,
};

/** All digits of a number; a small letter makes the E of an exponent small. */
function shortest(value: ClrValue, letter: string): string {
  const text = display(value);
  return letter === 'g' || letter === 'r' ? text.replace('E', 'e') : text;
}

/** More digits would take minutes, not memory. */
const MAXIMUM_PRECISION = 10_000;

function invalidSpecifier(): Error {
  return formatError('Format specifier was invalid.');
}

function standard(value: ClrValue, raw: Raw, letter: string, precision: number | undefined): string {
  const type = typeNameOf(value) ?? '';
  const bits = BITS[type];
  const real = bits === undefined && !(raw instanceof ClrDecimal);
  const exact = bits === undefined ? raw : BigInt(raw instanceof ClrDecimal ? 0 : raw);
  switch (letter.toUpperCase()) {
    case 'D': {
      if (bits === undefined) throw invalidSpecifier();
      const digits = roundedDigits(exact, 0);
      return signed(digits, digits.whole.padStart(precision ?? 0, '0'), false);
    }
    case 'X': {
      if (bits === undefined || typeof exact !== 'bigint') throw invalidSpecifier();
      const hex = BigInt.asUintN(bits, exact)
        .toString(16)
        .padStart(precision ?? 0, '0');
      return letter === 'X' ? hex.toUpperCase() : hex;
    }
    case 'B': {
      if (bits === undefined || typeof exact !== 'bigint') throw invalidSpecifier();
      return BigInt.asUintN(bits, exact)
        .toString(2)
        .padStart(precision ?? 0, '0');
    }
    case 'F': {
      const digits = roundedDigits(exact, precision ?? 2);
      return signed(digits, joined(digits, digits.whole), real);
    }
    case 'N': {
      const digits = roundedDigits(exact, precision ?? 2);
      return signed(digits, joined(digits, grouped(digits.whole)), real);
    }
    case 'C': {
      const digits = roundedDigits(exact, precision ?? 2);
      const text = `¤${joined(digits, grouped(digits.whole))}`;
      return digits.negative && (real || !isZero(digits)) ? `(${text})` : text;
    }
    case 'P': {
      const digits = hundredfold(exact, precision ?? 2);
      return signed(digits, `${joined(digits, grouped(digits.whole))} %`, real);
    }
    case 'E':
      return exponential(exact, precision ?? 6, letter);
    case 'G':
      if (precision !== undefined && precision !== 0) return general(exact, precision, letter);
      // A decimal keeps its zeros where no precision is given, and has 29 digits where it is 0.
      if (precision === 0 && raw instanceof ClrDecimal) return general(raw, 29, letter);
      return shortest(value, letter);
    // Of a real number every digit; of the others the same as G.
    case 'R':
      return real ? shortest(value, letter) : standard(value, raw, letter === 'r' ? 'g' : 'G', precision);
    default:
      throw invalidSpecifier();
  }
}

function exactOf(raw: Raw): bigint | ClrDecimal {
  return raw instanceof ClrDecimal ? raw : BigInt(raw);
}

function isReal(value: ClrValue): boolean {
  return value instanceof ClrNumber && (value.clrType === 'System.Double' || value.clrType === 'System.Single');
}

/** `number.ToString(format)` under the invariant culture, for standard and custom format strings; null or empty is the default. */
export function formatNumber(value: ClrValue, format: string | null): string {
  if (format === null || format === '' || value instanceof ClrChar) return display(value);
  const raw = rawNumber(value);
  const notFinite = value instanceof ClrNumber && !Number.isFinite(value.value);
  const match = /^([A-Za-z])(\d{0,9})$/.exec(format);
  if (match !== null) {
    const [, letter = '', precision = ''] = match;
    if (notFinite) return display(value);
    if (Number(precision) > MAXIMUM_PRECISION) {
      throw new ClrException(
        'System.OutOfMemoryException',
        `The local gateway writes ${MAXIMUM_PRECISION} digits at most.`,
      );
    }
    return standard(value, raw, letter, precision === '' ? undefined : Number(precision));
  }
  if (notFinite) return display(value);
  if (!(value instanceof ClrNumber) || !isReal(value)) return formatCustom(exactOf(raw), format, false);
  // A picture shows the first 15 digits of a double and 7 of a float.
  const digits = value.value.toPrecision(value.clrType === 'System.Single' ? 7 : 15);
  return formatCustom(Object.is(value.value, -0) ? `-${digits}` : digits, format, true);
}
