import type { ClrValue } from '../../clr-value';
import { ClrBigInteger } from '../numbers/big-integer';
import { ClrDateTime, ClrDateTimeOffset } from '../dates/date-time';
import { DB_NULL } from '../db-null';
import { ClrDecimal } from '../numbers/decimal';
import { ClrEnum } from '../enums';
import { formatDateTime } from '../dates/format-date-time';
import { ClrNumber } from '../numbers/numbers';
import { ClrUri } from '../uri/uri-value';
import { display } from '../values';

const SHORT: Readonly<Record<string, string>> = {
  '\t': '\\t',
  '\n': '\\n',
  '\r': '\\r',
  '\f': '\\f',
  '\b': '\\b',
  '\\': '\\\\',
  '"': '\\"',
};

/** A JSON string literal with the escapes Newtonsoft writes. */
export function quoteJson(text: string): string {
  const escaped = text.replace(/[\p{Cc}"\\\u2028\u2029]/gu, (character) => {
    const code = character.charCodeAt(0);
    if (code > 0x7e && code !== 0x85 && code < 0x2028) return character;
    return SHORT[character] ?? `\\u${code.toString(16).padStart(4, '0')}`;
  });
  return `"${escaped}"`;
}

function withDecimalPlace(text: string): string {
  return /[.eE]/.test(text) ? text : `${text}.0`;
}

function writeReal(value: ClrNumber): string {
  return Number.isFinite(value.value) ? withDecimalPlace(display(value)) : `"${display(value)}"`;
}

const ROUND_TRIP = 'yyyy-MM-ddTHH:mm:ss.FFFFFFFK';

/** A date as Newtonsoft writes it: ISO 8601 with as many decimals as needed. */
export function isoDate(value: ClrDateTime | ClrDateTimeOffset): string {
  const offsetMinutes = value instanceof ClrDateTimeOffset ? value.offsetMinutes : null;
  const kind = value instanceof ClrDateTime ? value.kind : 0;
  return formatDateTime({ ticks: value.ticks, kind, offsetMinutes }, ROUND_TRIP);
}

/** A value that is neither object nor array, as JSON. */
export function writeValue(value: ClrValue): string {
  if (value === null || value === DB_NULL) return 'null';
  if (typeof value === 'boolean') return value ? 'true' : 'false';
  if (typeof value === 'number' || typeof value === 'bigint') return String(value);
  if (typeof value === 'string') return quoteJson(value);
  if (value instanceof Uint8Array) return `"${Buffer.from(value).toString('base64')}"`;
  if (value instanceof ClrNumber) {
    return value.clrType === 'System.Double' || value.clrType === 'System.Single' ? writeReal(value) : display(value);
  }
  if (value instanceof ClrDecimal) return withDecimalPlace(display(value));
  if (value instanceof ClrEnum) return String(value.value);
  if (value.clrType === 'System.UInt64' || value instanceof ClrBigInteger) return display(value);
  if (value instanceof ClrDateTime || value instanceof ClrDateTimeOffset) return `"${isoDate(value)}"`;
  return quoteJson(value instanceof ClrUri ? value.originalString : display(value));
}
