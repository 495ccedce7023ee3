import type { ClrValue } from '../../clr-value';
import { itemsOf } from '../array';
import type { ClrArray } from '../array';
import { decodeBase64 } from '../base64';
import { changeType } from '../change-type';
import { convertNumber, integerRange, wrapInteger } from '../convert-number';
import { ClrDateTime } from '../date-time';
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
import { display, typeNameOf } from '../values';

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
      throw invalidCast(typeNameOf(value) ?? 'null', 'System.IConvertible');
    }
    return changeType(value, `System.${target}`);
  };
}

const DIGITS = '0123456789abcdef';

function fromRadix(text: string | null, radix: number, type: string): ClrValue {
  if (![2, 8, 10, 16].includes(radix)) throw argument('Invalid Base.');
  if (text === null || radix === 10) return text === null ? convertNumber(0, type, false) : changeType(text, type);
  if (text === '')
    throw argumentOutOfRange(
      'Index was out of range. Must be non-negative and less than the size of the collection.',
      'index',
    );
  const body = radix === 16 ? text.replace(/^0x/i, '') : text;
  const valid = [...body.toLowerCase()].every((digit) => DIGITS.slice(0, radix).includes(digit));
  if (!valid || body === '')
    throw formatError(
      body === '' || !DIGITS.slice(0, radix).includes(body[0]?.toLowerCase() ?? '')
        ? 'Could not find any recognizable digits.'
        : 'Additional non-parsable characters are at the end of the string.',
    );
  const value = [...body.toLowerCase()].reduce((sum, digit) => sum * BigInt(radix) + BigInt(DIGITS.indexOf(digit)), 0n);
  const { minimum, maximum } = integerRange(type);
  if (value > maximum - minimum) throw overflow(type.slice('System.'.length));
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
    chars: ClrArray,
    start: number,
    length: number,
  ) =>
    decodeBase64(
      itemsOf(chars)
        .slice(start, start + length)
        .map(display)
        .join(''),
    ),
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
  [`M:System.Convert.ToHexString(${BYTES})`]: (bytes: Uint8Array) => Buffer.from(bytes).toString('hex').toUpperCase(),
  [`M:System.Convert.ToHexStringLower(${BYTES})`]: (bytes: Uint8Array) => Buffer.from(bytes).toString('hex'),
};
