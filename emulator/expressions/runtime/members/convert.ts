import { ClrException } from '../../clr-exception';
import type { ClrValue } from '../../clr-value';
import { itemsOf } from '../collections/array';
import type { ClrArray } from '../collections/array';
import { decodeBase64 } from '../text/base64';
import { changeType } from '../change-type';
import { convertNumber, integerRange, wrapInteger } from '../numbers/convert-number';
import { ClrDateTime } from '../dates/date-time';
import type { ClrEnum } from '../enums';
import {
  argument,
  argumentNull,
  argumentOutOfRange,
  formatError,
  invalidCast,
  overflow,
  requireAtMost,
  requireNonNegative,
} from '../errors';
import { isInstance } from '../hierarchy';
import type { Member, MemberTable } from '../member';
import { char } from '../numbers/numbers';
import { parseNumber } from '../numbers/parse-number';
import { castNameOf, display } from '../values';

const TARGETS = [
  'Boolean',
  'Byte',
  'Char',
  'Decimal',
  'Double',
  'Int16',
  'Int32',
  'Int64',
  'SByte',
  'Single',
  'UInt16',
  'UInt32',
  'UInt64',
  'String',
  'DateTime',
];
const SOURCES = [...TARGETS, 'Object'];

/** What Convert answers for null: the default of the target, except that null text does not make a char. */
function fromNull(target: string): ClrValue {
  if (target === 'String') return '';
  if (target === 'DateTime') return new ClrDateTime(0n);
  if (target === 'Boolean') return false;
  return convertNumber(0, `System.${target}`, false);
}

function conversion(target: string, source: string): Member {
  return (value: ClrValue) => {
    if (value === null && target === 'Char' && source === 'String') throw argumentNull('value');
    if (value === null) return target === 'String' && source === 'String' ? null : fromNull(target);
    if (source === 'Object' && target !== 'String' && !isInstance(value, 'System.IConvertible')) {
      throw invalidCast(castNameOf(value), 'System.IConvertible');
    }
    return changeType(value, `System.${target}`);
  };
}

/** A whole number in base 2, 8, 10 or 16, as `Convert.ToInt32(text, base)` and its like read it. */
function fromRadix(text: string | null, radix: number, type: string): ClrValue {
  if (![2, 8, 10, 16].includes(radix)) throw argument('Invalid Base.');
  if (text === null) return convertNumber(0, type, false);
  if (text === '')
    throw argumentOutOfRange(
      'Specified argument was out of the range of valid values.',
      'Index was out of range. Must be non-negative and less than the size of the collection.',
    );
  const { minimum, maximum } = integerRange(type);
  const [, sign = '', rest = ''] = /^([+-]?)([\s\S]*)$/.exec(text) ?? [];
  if (sign === '-' && radix !== 10) throw argument('String cannot contain a minus sign if the base is not 10.');
  if (sign === '-' && minimum === 0n)
    throw new ClrException(
      'System.OverflowException',
      'The string was being parsed as an unsigned number and could not have a negative sign.',
    );
  const body = radix === 16 ? rest.replace(/^0x/i, '') : rest;
  const digits = { 2: /^[01]*/, 8: /^[0-7]*/, 10: /^\d*/, 16: /^[\da-f]*/i }[radix]?.exec(body)?.[0] ?? '';
  if (digits === '') throw formatError('Could not find any recognizable digits.');
  const size = BigInt(radix === 10 ? digits : `${{ 2: '0b', 8: '0o', 16: '0x' }[radix] ?? ''}${digits}`);
  const value = sign === '-' ? -size : size;
  const unsigned = maximum - minimum;
  const short = type.slice('System.'.length);
  // Other bases than ten write the bits; what is longer than the word .NET reads into is an overflow of that word.
  const word = unsigned > 0xffff_ffffn ? 0xffff_ffff_ffff_ffffn : 0xffff_ffffn;
  if (radix !== 10 && value > word) throw overflow(word === 0xffff_ffffn ? 'UInt32' : 'UInt64');
  if (digits !== body) throw formatError('Additional non-parsable characters are at the end of the string.');
  if (radix === 10 ? value < minimum || value > maximum : value > unsigned) throw overflow(short);
  return wrapInteger(value, type);
}

function toRadix(value: ClrValue, radix: number, bits: number): string {
  if (![2, 8, 10, 16].includes(radix)) throw argument('Invalid Base.');
  const whole = BigInt(display(value));
  return (radix === 10 ? whole : BigInt.asUintN(bits, whole)).toString(radix);
}

function toBase64(bytes: Uint8Array | null, options = 0, start = 0, length = bytes?.length ?? 0): string {
  if (bytes === null) throw argumentNull('inArray');
  requireNonNegative(length, 'length');
  requireNonNegative(start, 'offset');
  requireAtMost(start, bytes.length - length, 'offset');
  const text = Buffer.from(bytes.subarray(start, start + length)).toString('base64');
  return options === 1 ? text.replace(/.{76}(?=.)/g, '$&\r\n') : text;
}

/** `Convert.ToBase64CharArray`: writes into an array and answers how many characters that were. */
function toBase64Chars(
  bytes: Uint8Array | null,
  start: number,
  length: number,
  output: ClrArray | null,
  at: number,
  options?: ClrEnum,
): number {
  if (bytes === null) throw argumentNull('inArray');
  if (output === null) throw argumentNull('outArray');
  requireNonNegative(length, 'length');
  requireNonNegative(start, 'offsetIn');
  requireNonNegative(at, 'offsetOut');
  requireAtMost(start, bytes.length - length, 'offsetIn');
  const text = toBase64(bytes, options?.value, start, length);
  if (text === '') return 0;
  requireAtMost(at, output.items.length - text.length, 'offsetOut');
  for (let index = 0; index < text.length; index += 1) output.items[at + index] = char(text.charCodeAt(index));
  return text.length;
}

/** Hexadecimal digits of a part, by default of all bytes. */
function toHex(bytes: Uint8Array | null, start = 0, count = bytes?.length ?? 0): string {
  if (bytes === null) throw argumentNull('inArray');
  requireNonNegative(count, 'length');
  requireNonNegative(start, 'offset');
  requireAtMost(start, bytes.length - count, 'offset');
  return Buffer.from(bytes.subarray(start, start + count)).toString('hex');
}

function fromHex(text: string | null): Uint8Array {
  if (text === null) throw argumentNull('s');
  if (text.length % 2 === 1)
    throw formatError('The input is not a valid hex string as its length is not a multiple of 2.');
  if (!/^[0-9a-fA-F]*$/.test(text))
    throw formatError('The input is not a valid hex string as it contains a non-hex character.');
  return Uint8Array.from(Buffer.from(text, 'hex'));
}

function conversions(): Record<string, Member> {
  const members: Record<string, Member> = {};
  for (const target of TARGETS) {
    for (const source of SOURCES) {
      members[`M:System.Convert.To${target}(System.${source})`] = conversion(target, source);
      members[`M:System.Convert.To${target}(System.${source},System.IFormatProvider)`] = conversion(target, source);
    }
    // The one overload that parses null.
    if (target === 'SByte') {
      members['M:System.Convert.ToSByte(System.String,System.IFormatProvider)'] = (text: string | null) =>
        parseNumber(text, 'System.SByte');
    }
    if (/Int|Byte/.test(target)) {
      members[`M:System.Convert.To${target}(System.String,System.Int32)`] = (text: string | null, radix: number) =>
        fromRadix(text, radix, `System.${target}`);
    }
  }
  for (const [source, bits] of Object.entries({ Byte: 8, Int16: 16, Int32: 32, Int64: 64 })) {
    members[`M:System.Convert.ToString(System.${source},System.Int32)`] = (value: ClrValue, radix: number) =>
      toRadix(value, radix, bits);
  }
  return members;
}

const BYTES = 'System.Byte[]';

/** Members of System.Convert. */
export const CONVERT_MEMBERS: MemberTable = {
  ...conversions(),
  'M:System.Convert.FromBase64String(System.String)': (text: string | null) => {
    if (text === null) throw argumentNull('s');
    return decodeBase64(text);
  },
  'M:System.Convert.FromBase64CharArray(System.Char[],System.Int32,System.Int32)': (
    chars: ClrArray | null,
    start: number,
    length: number,
  ) => {
    if (chars === null) throw argumentNull('inArray');
    requireNonNegative(length, 'length');
    requireNonNegative(start, 'offset');
    requireAtMost(start, chars.items.length - length, 'offset');
    return decodeBase64(
      itemsOf(chars)
        .slice(start, start + length)
        .map(display)
        .join(''),
    );
  },
  [`M:System.Convert.ToBase64CharArray(${BYTES},System.Int32,System.Int32,System.Char[],System.Int32)`]: toBase64Chars,
  [`M:System.Convert.ToBase64CharArray(${BYTES},System.Int32,System.Int32,System.Char[],System.Int32,System.Base64FormattingOptions)`]:
    toBase64Chars,
  [`M:System.Convert.ToBase64String(${BYTES})`]: (bytes: Uint8Array | null) => toBase64(bytes),
  [`M:System.Convert.ToBase64String(${BYTES},System.Base64FormattingOptions)`]: (
    bytes: Uint8Array | null,
    options: ClrEnum,
  ) => toBase64(bytes, options.value),
  [`M:System.Convert.ToBase64String(${BYTES},System.Int32,System.Int32)`]: (
    bytes: Uint8Array | null,
    start: number,
    length: number,
  ) => toBase64(bytes, 0, start, length),
  'M:System.Convert.FromHexString(System.String)': fromHex,
  [`M:System.Convert.ToBase64String(${BYTES},System.Int32,System.Int32,System.Base64FormattingOptions)`]: (
    bytes: Uint8Array | null,
    start: number,
    length: number,
    options: ClrEnum,
  ) => toBase64(bytes, options.value, start, length),
  [`M:System.Convert.ToHexString(${BYTES})`]: (bytes: Uint8Array | null) => toHex(bytes).toUpperCase(),
  [`M:System.Convert.ToHexString(${BYTES},System.Int32,System.Int32)`]: (
    bytes: Uint8Array | null,
    start: number,
    count: number,
  ) => toHex(bytes, start, count).toUpperCase(),
  [`M:System.Convert.ToHexStringLower(${BYTES})`]: (bytes: Uint8Array | null) => toHex(bytes),
  [`M:System.Convert.ToHexStringLower(${BYTES},System.Int32,System.Int32)`]: toHex,
};
