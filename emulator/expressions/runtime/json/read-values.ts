import type { ClrException } from '../../clr-exception';
import type { ClrValue } from '../../clr-value';
import { decodeBase64 } from '../text/base64';
import { ClrBigInteger } from '../numbers/big-integer';
import { changeType } from '../change-type';
import { ClrDateTime, ClrDateTimeOffset, TICKS } from '../dates/date-time';
import { ClrDecimal } from '../numbers/decimal';
import { ClrGuid } from '../guid';
import { parseDateTime } from '../dates/parse-date-time';
import { parseBoolean, tryParseNumber } from '../numbers/parse-number';
import { dateInString, offsetInString } from './dates';
import type { JsonToken, TypedRead } from './reader';

/** The token that a reader stands on after a read of each type. */
export const TOKENS: Readonly<Record<TypedRead, JsonToken>> = {
  Int32: 'Integer',
  Bytes: 'Bytes',
  String: 'String',
  Decimal: 'Float',
  DateTime: 'Date',
  DateTimeOffset: 'Date',
  Double: 'Float',
  Boolean: 'Boolean',
};

/** The bytes that a JSON string stands for: a GUID's, else base64. */
export function bytesOf(text: string): Uint8Array {
  const guid = text.length === 36 ? ClrGuid.parse(text) : undefined;
  return guid === undefined ? decodeBase64(text) : guid.toBytes();
}

/** A number as a boolean. */
export function isNotZero(value: ClrValue): boolean {
  return value instanceof ClrBigInteger ? value.value !== 0n : changeType(value, 'System.Boolean') === true;
}

/** A value read from a string, or the error of Newtonsoft's reader. */
export type FromString = { readonly value: ClrValue } | { readonly error: string; readonly inner?: ClrException };

function toDecimal(text: string): ClrValue | undefined {
  const plain = tryParseNumber(text, 'System.Decimal');
  if ('value' in plain) return plain.value;
  if (!/^-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(text)) return undefined;
  try {
    return ClrDecimal.fromDigits(text);
  } catch {
    return undefined;
  }
}

function toDateTime(text: string): ClrDateTime | undefined {
  const parsed = parseDateTime(text);
  if (parsed === undefined || parsed.offsetMinutes === null)
    return parsed === undefined ? undefined : new ClrDateTime(parsed.ticks);
  return new ClrDateTime(parsed.ticks - BigInt(parsed.offsetMinutes) * TICKS.minute, /z\s*$/i.test(text) ? 1 : 2);
}

function toOffset(text: string): ClrDateTimeOffset | undefined {
  const parsed = parseDateTime(text, 'DateTimeOffset');
  return parsed && new ClrDateTimeOffset(parsed.ticks, parsed.offsetMinutes ?? 0);
}

function number(text: string, type: string): ClrValue | undefined {
  const parsed = tryParseNumber(text, type);
  return 'value' in parsed ? parsed.value : undefined;
}

const READERS = {
  Int32: { name: 'integer', read: (text: string) => number(text, 'System.Int32') },
  Decimal: { name: 'decimal', read: toDecimal },
  Double: { name: 'double', read: (text: string) => number(text, 'System.Double') },
  Boolean: { name: 'boolean', read: parseBoolean },
  DateTime: { name: 'DateTime', read: (text: string) => dateInString(text) ?? toDateTime(text) },
  DateTimeOffset: { name: 'DateTimeOffset', read: (text: string) => offsetInString(text) ?? toOffset(text) },
} as const;

/** Types that a JSON string is converted to as it is read. */
export type StringTarget = keyof typeof READERS;

/** The value of a JSON string that stands where a value of another type is wanted; the empty string is null. */
export function readFromString(text: string, type: StringTarget): FromString {
  if (text === '') return { value: null };
  const { name, read } = READERS[type];
  const value = read(text);
  return value === undefined ? { error: `Could not convert string to ${name}: ${text}.` } : { value };
}
