import { ClrException } from '../../clr-exception';
import type { ClrValue } from '../../clr-value';
import { changeType, notADate } from '../change-type';
import { ClrDateTime, ClrDateTimeOffset } from '../date-time';
import { argument, argumentNull, formatError } from '../errors';
import { ClrGuid } from '../guid';
import { isInstance } from '../hierarchy';
import { parseDateTime } from '../parse-date-time';
import { parseUri } from '../parse-uri';
import { typeArgumentsOf } from '../type-names';
import { ClrUri } from '../uri-value';
import { display, typeNameOf } from '../values';
import { JProperty, JValue } from './token';
import type { TokenType, JToken } from './token';

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

function shortName(type: string): string {
  return type.slice(type.lastIndexOf('.') + 1);
}

function parseOffset(text: string): ClrDateTimeOffset {
  const parsed = parseDateTime(text);
  if (parsed === undefined) throw notADate(text);
  return new ClrDateTimeOffset(parsed.ticks, parsed.offsetMinutes ?? 0);
}

function toSpecial(value: ClrValue, type: string): ClrValue {
  switch (type) {
    case 'System.DateTimeOffset':
      if (value instanceof ClrDateTime) return ClrDateTimeOffset.fromUtcTicks(value.ticks);
      return value instanceof ClrDateTimeOffset ? value : parseOffset(display(value));
    case 'System.DateTime':
      return value instanceof ClrDateTimeOffset ? new ClrDateTime(value.ticks) : changeType(value, type);
    case 'System.Guid': {
      if (value instanceof ClrGuid) return value;
      const parsed = value instanceof Uint8Array ? ClrGuid.fromBytes(value) : ClrGuid.parse(display(value));
      if (parsed === undefined) throw formatError('Unrecognized Guid format.');
      return parsed;
    }
    case 'System.Uri': {
      if (value instanceof ClrUri) return value;
      const parsed = parseUri(display(value));
      if (parsed === undefined) {
        throw new ClrException(
          'System.UriFormatException',
          'Invalid URI: The format of the URI could not be determined.',
        );
      }
      return new ClrUri(display(value), parsed);
    }
    case 'System.Byte[]':
      return value instanceof Uint8Array ? value : Uint8Array.from(Buffer.from(display(value), 'base64'));
    default:
      return changeType(value, type);
  }
}

/**
 * A cast `(T)token`. Null tokens give null for reference types and `T?`; for value types and for tokens of a kind that
 * does not convert it throws as Newtonsoft does.
 */
export function castToken(token: JToken | null, target: string): ClrValue {
  const nullable = target.startsWith('System.Nullable');
  const type = nullable ? (typeArgumentsOf(target)[0] ?? target) : target;
  const isReference = nullable || type === 'System.String' || type === 'System.Uri' || type === 'System.Byte[]';
  if (token === null) {
    if (isReference) return null;
    throw argumentNull('value');
  }
  const value = token instanceof JProperty ? token.value : token;
  if (value instanceof JValue && value.value === null && isReference) return null;
  const accepted = ACCEPTED[type] ?? NUMBER;
  if (!(value instanceof JValue) || !accepted.includes(value.type)) {
    throw argument(`Can not convert ${value.type} to ${shortName(type)}.`);
  }
  if (type === 'System.String' && value.value instanceof Uint8Array) return Buffer.from(value.value).toString('base64');
  return toSpecial(value.value, type);
}

/** `token.Value<T>()`: the token itself when it is a T, else its value converted by Convert.ChangeType; a null value gives default(T). */
export function valueOf(token: JToken | null, target: string, defaultValue: ClrValue): ClrValue {
  if (token === null) return defaultValue;
  if (target !== 'System.IComparable' && target !== 'System.IFormattable' && isInstance(token, target)) return token;
  if (!(token instanceof JValue)) {
    throw new ClrException(
      'System.InvalidCastException',
      `Cannot cast ${token.clrType} to Newtonsoft.Json.Linq.JToken.`,
    );
  }
  const { value } = token;
  if (value !== null && isInstance(value, target)) return value;
  if (value === null) return defaultValue;
  const type = target.startsWith('System.Nullable') ? (typeArgumentsOf(target)[0] ?? target) : target;
  if (typeNameOf(value) === type) return value;
  return changeType(value, type);
}
