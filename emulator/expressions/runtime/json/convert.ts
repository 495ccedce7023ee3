import { ClrException } from '../../clr-exception';
import type { ClrValue } from '../../clr-value';
import { decodeBase64 } from '../text/base64';
import { ClrBigInteger } from '../numbers/big-integer';
import { changeType, notADate } from '../change-type';
import { ClrDateTime, ClrDateTimeOffset, ClrTimeSpan } from '../dates/date-time';
import { defaultByName } from '../default-by-name';
import { argument, formatError } from '../errors';
import { ClrGuid } from '../guid';
import { isInstance } from '../hierarchy';
import { parseDateTime } from '../dates/parse-date-time';
import { parseTimeSpan } from '../dates/parse-time-span';
import { UriProblem, parseAbsoluteUri, parseUri } from '../uri/parse-uri';
import { typeArgumentsOf } from '../type-names';
import { ClrUri } from '../uri/uri-value';
import { display, typeNameOf } from '../values';
import type { TokenType } from './token';

const TEXT: readonly TokenType[] = ['String', 'Comment', 'Raw'];
const NUMBER: readonly TokenType[] = ['Integer', 'Float', ...TEXT, 'Boolean'];

/** Token types that an explicit conversion accepts, by target type. */
const ACCEPTED: Readonly<Record<string, readonly TokenType[]>> = {
  'System.String': ['Date', ...NUMBER, 'Bytes', 'Guid', 'TimeSpan', 'Uri'],
  'System.Boolean': NUMBER,
  'System.Char': ['Integer', 'Float', ...TEXT],
  'System.DateTime': ['Date', ...TEXT],
  'System.DateTimeOffset': ['Date', ...TEXT],
  'System.Guid': [...TEXT, 'Guid', 'Bytes'],
  'System.TimeSpan': [...TEXT, 'TimeSpan'],
  'System.Uri': [...TEXT, 'Uri'],
  'System.Byte[]': ['Bytes', ...TEXT, 'Integer'],
};

/** The text of a URI, absolute or relative, as a System.Uri. */
export function uriOf(text: string): ClrUri {
  // A path of this kind is relative here, although `new Uri` takes it for one of a file.
  return new ClrUri(text, text.startsWith('/') ? null : (parseUri(text) ?? null));
}

function shortName(type: string): string {
  return type === 'System.Byte[]' ? 'byte array' : type.slice(type.lastIndexOf('.') + 1);
}

function parseOffset(text: string): ClrDateTimeOffset {
  const parsed = parseDateTime(text, 'DateTimeOffset');
  if (parsed === undefined) throw notADate(text, 'DateTimeOffset');
  return new ClrDateTimeOffset(parsed.ticks, parsed.offsetMinutes ?? 0);
}

function guidOf(value: ClrValue): ClrGuid {
  if (value instanceof ClrGuid) return value;
  return value instanceof Uint8Array ? ClrGuid.fromBytes(value) : ClrGuid.read(display(value));
}

function absoluteUri(value: ClrValue): ClrUri {
  if (value instanceof ClrUri) return value;
  const text = display(value);
  try {
    return new ClrUri(text, parseAbsoluteUri(text));
  } catch (error) {
    throw error instanceof UriProblem ? new ClrException('System.UriFormatException', error.message) : error;
  }
}

function timeSpanOf(value: ClrValue): ClrTimeSpan {
  if (value instanceof ClrTimeSpan) return value;
  const text = display(value);
  const ticks = parseTimeSpan(text);
  if (ticks === undefined) throw formatError(`String '${text}' was not recognized as a valid TimeSpan.`);
  if (ticks !== 'overflow') return new ClrTimeSpan(ticks);
  throw new ClrException(
    'System.OverflowException',
    `The TimeSpan string '${text}' could not be parsed because at least one of the numeric components is out of range or contains too many digits.`,
  );
}

/** Types that BigInteger converts to by way of Int32, into which no BigInteger fits that a token holds. */
const BY_INT32 = /^System\.(?:Char|S?Byte|U?Int16)$/;

function convertBig(value: ClrBigInteger, type: string): ClrValue {
  if (type === 'System.String') return value.toClrString();
  if (type === 'System.Byte[]') return value.toBytes();
  if (type === 'System.Boolean') return value.toNumber('System.Int32') !== 0;
  return value.toNumber(BY_INT32.test(type) ? 'System.Int32' : type);
}

function convert(value: ClrValue, type: string): ClrValue {
  if (value instanceof ClrBigInteger) return convertBig(value, type);
  // A text without a value: System.Convert takes it for the default, the parsers read it as an empty one.
  if (value === null && type !== 'System.Guid' && type !== 'System.TimeSpan') return defaultByName(type);
  switch (type) {
    case 'System.DateTimeOffset':
      if (value instanceof ClrDateTime) return ClrDateTimeOffset.fromUtcTicks(value.ticks);
      return value instanceof ClrDateTimeOffset ? value : parseOffset(display(value));
    case 'System.DateTime':
      return value instanceof ClrDateTimeOffset ? new ClrDateTime(value.ticks) : changeType(value, type);
    case 'System.Guid':
      return guidOf(value);
    case 'System.Uri':
      return absoluteUri(value);
    case 'System.TimeSpan':
      return timeSpanOf(value);
    case 'System.Byte[]':
      if (value instanceof Uint8Array) return value;
      if (typeof value === 'string') return decodeBase64(value);
      throw argument(`Can not convert Integer to ${shortName(type)}.`);
    case 'System.String':
      return value instanceof Uint8Array ? Buffer.from(value).toString('base64') : display(value);
    default:
      return changeType(value, type);
  }
}

/** `Convert.ChangeType`, where null gives null for a reference type and an InvalidCastException for a value type. */
export function changeTypeOfAny(value: ClrValue, type: string): ClrValue {
  if (value !== null) {
    if (typeNameOf(value) === type) return value;
    if (isInstance(value, 'System.IConvertible')) return changeType(value, type);
    throw new ClrException('System.InvalidCastException', 'Object must implement IConvertible.');
  }
  if (defaultByName(type) === null) return null;
  throw new ClrException('System.InvalidCastException', 'Null object cannot be converted to a value type.');
}

/** Whether a cast of a token to the type may answer null. */
export function castGivesNull(target: string): boolean {
  return (
    target.startsWith('System.Nullable') ||
    target === 'System.String' ||
    target === 'System.Uri' ||
    target === 'System.Byte[]'
  );
}

/**
 * The explicit conversion `(T)token` of a token's value, by the token's type. Null and undefined give null for reference
 * types and `T?`; a token type that does not convert throws ArgumentException as Newtonsoft does.
 */
export function castValue(kind: TokenType, value: ClrValue, target: string): ClrValue {
  const type = target.startsWith('System.Nullable') ? (typeArgumentsOf(target)[0] ?? target) : target;
  const nothing = kind === 'Null' || kind === 'Undefined';
  const accepted = (ACCEPTED[type] ?? NUMBER).includes(kind);
  // Newtonsoft takes null for a text, but not for bytes.
  if (!accepted && !(nothing && castGivesNull(target) && target !== 'System.Byte[]'))
    throw notConvertible(kind, target);
  if (value === null && castGivesNull(target)) return null;
  return convert(value, type);
}

/** The ArgumentException of a cast from a token type that does not convert. */
export function notConvertible(kind: TokenType, target: string): ClrException {
  const type = target.startsWith('System.Nullable') ? (typeArgumentsOf(target)[0] ?? target) : target;
  return argument(`Can not convert ${kind} to ${shortName(type)}.`);
}
