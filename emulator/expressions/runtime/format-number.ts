import { ClrException } from '../clr-exception';
import type { ClrValue } from '../clr-value';
import { rawNumber } from './convert-number';
import { formatCustom } from './format-custom-number';
import { ClrDecimal } from './decimal';
import { roundedDigits } from './decimal-digits';
import type { DecimalDigits } from './decimal-digits';
import { formatError } from './errors';
import { ClrChar, ClrNumber } from './numbers';
import { display, typeNameOf } from './values';

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

function exponential(value: number | bigint | ClrDecimal, precision: number, letter: string): string {
  const text = Number(value instanceof ClrDecimal ? value.toClrString() : value).toExponential(precision);
  const [mantissa = '0', exponent = '0'] = text.split('e');
  const power = Number(exponent);
  return `${mantissa}${letter}${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(3, '0')}`;
}

function general(value: number | bigint | ClrDecimal, precision: number, letter: string): string {
  const number = Number(value instanceof ClrDecimal ? value.toClrString() : value);
  if (number === 0) return '0';
  const [mantissa = '0', exponentText = '0'] = number.toExponential(precision - 1).split('e');
  const exponent = Number(exponentText);
  const trimmed = mantissa.includes('.') ? mantissa.replace(/\.?0+$/, '') : mantissa;
  if (exponent >= precision || exponent < -4) {
    const sign = exponent < 0 ? '-' : '+';
    return `${trimmed}${letter === 'g' ? 'e' : 'E'}${sign}${String(Math.abs(exponent)).padStart(2, '0')}`;
  }
  const fixed = number.toFixed(Math.max(0, precision - 1 - exponent));
  return fixed.includes('.') ? fixed.replace(/\.?0+$/, '') : fixed;
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

/** More digits would take minutes, not memory. */
const MAXIMUM_PRECISION = 10_000;

function invalidSpecifier(): Error {
  return formatError('Format specifier was invalid.');
}

function standard(
  value: ClrValue,
  raw: number | bigint | ClrDecimal,
  letter: string,
  precision: number | undefined,
): string {
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
      const hundredfold =
        exact instanceof ClrDecimal
          ? exact.multiply(ClrDecimal.of(100n, 0))
          : typeof exact === 'bigint'
            ? exact * 100n
            : ClrDecimal.fromDigits(String(exact)).multiply(ClrDecimal.of(100n, 0));
      const digits = roundedDigits(hundredfold, precision ?? 2);
      return signed(digits, `${joined(digits, grouped(digits.whole))} %`, false);
    }
    case 'E':
      return exponential(exact, precision ?? 6, letter);
    case 'G':
      return precision === undefined || precision === 0 ? display(value) : general(exact, precision, letter);
    case 'R':
      if (bits !== undefined || raw instanceof ClrDecimal) throw invalidSpecifier();
      return display(value);
    default:
      throw invalidSpecifier();
  }
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
  return notFinite ? display(value) : formatCustom(raw, format, isReal(value));
}
