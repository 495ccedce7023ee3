import type { ClrType } from '../clr-type';
import { CHAR, DECIMAL, DOUBLE, INT32, INT64, SINGLE, STRING, UINT32, UINT64 } from '../clr-type';
import type { ConstantValue } from '../bound-tree/values';
import { newer } from './refused';
import type { Refusal } from './refused';

/** A decoded literal, or why it is refused. */
export type Literal =
  | { readonly type: ClrType; readonly value: ConstantValue; readonly negatable?: 'int' | 'long' }
  | { readonly refusal: Refusal };

function compileError(code: string, message: string): { refusal: Refusal } {
  return { refusal: { rule: 'csharp-compile', code, message } };
}

/** Reads `12`, `0x1Fu`, `0b11L`, `1_000`: the first of int, uint, long, ulong that holds it, as its suffix allows. */
export function readInteger(text: string): Literal {
  if (/^0[xXbB]_/.test(text)) {
    return { refusal: newer('leading digit separator', '7.2', 'the number without the first underscore') };
  }
  const match = /^(0[xX][0-9a-fA-F_]+|0[bB][01_]+|[0-9][0-9_]*)([uUlL]{0,2})$/.exec(text);
  const digits = match?.[1];
  if (digits === undefined || /_$/.test(digits)) {
    return compileError('CS1013', 'Invalid number');
  }
  const value = BigInt(digits.replaceAll('_', '').toLowerCase());
  const suffix = (match?.[2] ?? '').toLowerCase();
  if (/(.)\1/.test(suffix)) {
    return compileError('CS1002', '; expected');
  }
  const negatable =
    suffix === '' && value === 2n ** 31n
      ? 'int'
      : (suffix === '' || suffix === 'l') && value === 2n ** 63n
        ? 'long'
        : undefined;
  const unsigned = suffix.includes('u');
  const long = suffix.includes('l');
  if (!unsigned && !long && value < 2n ** 31n) {
    return { type: INT32, value: Number(value) };
  }
  if (!long && value < 2n ** 32n) {
    return { type: UINT32, value: Number(value), negatable };
  }
  if (!unsigned && value < 2n ** 63n) {
    return { type: INT64, value };
  }
  if (value < 2n ** 64n) {
    return { type: UINT64, value, negatable };
  }
  return compileError('CS1021', 'Integral constant is too large');
}

const LARGEST_DECIMAL = 2n ** 96n - 1n;

/** Reads `1.5`, `1e3`, `5f`, `2d`, `1.50m`. */
export function readReal(text: string): Literal {
  const match = /^([0-9_]*(?:\.[0-9_]+)?(?:[eE][+-]?[0-9_]+)?)([fFdDmM]?)$/.exec(text);
  if (match === null) {
    return compileError('CS1013', 'Invalid number');
  }
  const digits = (match[1] ?? '').replaceAll('_', '');
  switch ((match[2] ?? '').toLowerCase()) {
    case 'm': {
      const decimal = readDecimal(digits);
      return decimal === undefined
        ? compileError('CS0594', "Floating-point constant is outside the range of type 'decimal'")
        : { type: DECIMAL, value: { decimal } };
    }
    case 'f': {
      const value = Math.fround(Number(digits));
      return Number.isFinite(value)
        ? { type: SINGLE, value }
        : compileError('CS0594', "Floating-point constant is outside the range of type 'float'");
    }
    default: {
      const value = Number(digits);
      return Number.isFinite(value)
        ? { type: DOUBLE, value }
        : compileError('CS0594', "Floating-point constant is outside the range of type 'double'");
    }
  }
}

/** Decimal digits with up to 28 places, rounded half to even as the compiler does; undefined when too large. */
function readDecimal(text: string): string | undefined {
  const [mantissa = '', exponent = '0'] = text.toLowerCase().split('e');
  const [whole = '', fraction = ''] = mantissa.split('.');
  let scale = fraction.length - Number(exponent);
  let digits = BigInt(`${whole}${fraction}` || '0');
  if (Math.abs(scale) > 1000) {
    return undefined;
  }
  if (scale < 0) {
    digits *= 10n ** BigInt(-scale);
    scale = 0;
  }
  let dropped = scale > 28 ? scale - 28 : 0;
  while (roundedQuotient(digits, dropped) > LARGEST_DECIMAL && dropped < scale) {
    dropped++;
  }
  digits = roundedQuotient(digits, dropped);
  scale -= dropped;
  if (digits > LARGEST_DECIMAL) {
    return undefined;
  }
  const padded = digits.toString().padStart(scale + 1, '0');
  return scale === 0 ? padded : `${padded.slice(0, -scale)}.${padded.slice(-scale)}`;
}

function roundedQuotient(digits: bigint, places: number): bigint {
  const divisor = 10n ** BigInt(places);
  const quotient = digits / divisor;
  const twice = (digits % divisor) * 2n;
  const up = twice > divisor || (twice === divisor && quotient % 2n === 1n);
  return places > 0 && up ? quotient + 1n : quotient;
}

const SIMPLE_ESCAPES: Readonly<Record<string, string>> = {
  "'": "'",
  '"': '"',
  '\\': '\\',
  '0': '\0',
  a: '\u0007',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

const ESCAPE = /\\(?:x([0-9a-fA-F]{1,4})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([^xuU])|.?)/gs;

/** Decodes the escapes of a plain string or char; undefined when one is not C#. */
export function decodeEscapes(text: string): string | undefined {
  let valid = true;
  const decoded = text.replace(ESCAPE, (_all, x?: string, u?: string, long?: string, simple?: string) => {
    const digits = x ?? u ?? long;
    if (digits !== undefined) {
      const point = Number.parseInt(digits, 16);
      valid &&= point <= 0x10ffff;
      return point > 0xffff && point <= 0x10ffff ? String.fromCodePoint(point) : String.fromCharCode(point);
    }
    const character = simple === undefined ? undefined : SIMPLE_ESCAPES[simple];
    valid &&= character !== undefined;
    return character ?? '';
  });
  return valid ? decoded : undefined;
}

const BAD_ESCAPE = compileError('CS1009', 'Unrecognized escape sequence');

/** Reads `"..."` or `@"..."`. */
export function readString(text: string): Literal {
  if (text.startsWith('@')) {
    return { type: STRING, value: text.slice(2, -1).replaceAll('""', '"') };
  }
  const value = decodeEscapes(text.slice(1, -1));
  return value === undefined ? BAD_ESCAPE : { type: STRING, value };
}

/** Reads `'x'`. */
export function readChar(text: string): Literal {
  const value = decodeEscapes(text.slice(1, -1));
  if (value === undefined) {
    return BAD_ESCAPE;
  }
  if (value.length !== 1) {
    return compileError(
      value === '' ? 'CS1011' : 'CS1012',
      value === '' ? 'Empty character literal' : 'Too many characters in character literal',
    );
  }
  return { type: CHAR, value: value.charCodeAt(0) };
}
