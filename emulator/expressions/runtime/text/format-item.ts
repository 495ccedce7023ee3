import type { ClrValue } from '../../clr-value';
import { ClrDateTime, ClrDateTimeOffset, ClrTimeSpan } from '../dates/date-time';
import { ClrDecimal } from '../numbers/decimal';
import { ClrEnum } from '../enums';
import { formatError } from '../errors';
import { formatDateTime } from '../dates/format-date-time';
import { formatNumber } from '../numbers/format-number';
import { formatTimeSpan } from '../dates/format-time-span';
import { ClrBigInteger } from '../numbers/big-integer';
import { ClrGuid } from '../guid';
import { JValue } from '../json/value';
import { ClrNumber, ClrUInt64 } from '../numbers/numbers';
import { display } from '../values';

/** `IFormattable.ToString(format)`; values that are not formattable ignore the format. */
export function formatValue(value: ClrValue, format: string | null): string {
  if (format === null || format === '') return display(value);
  if (
    typeof value === 'number' ||
    typeof value === 'bigint' ||
    value instanceof ClrNumber ||
    value instanceof ClrUInt64 ||
    value instanceof ClrDecimal
  ) {
    return formatNumber(value, format);
  }
  if (value instanceof ClrDateTime)
    return formatDateTime({ ticks: value.ticks, kind: value.kind, offsetMinutes: null }, format);
  if (value instanceof ClrDateTimeOffset) {
    return formatDateTime({ ticks: value.ticks, kind: 0, offsetMinutes: value.offsetMinutes }, format);
  }
  if (value instanceof ClrTimeSpan) return formatTimeSpan(value.ticks, format);
  if (value instanceof ClrGuid) return value.format(format);
  if (value instanceof ClrEnum) return formatEnum(value, format);
  if (value instanceof JValue) return formatValue(value.value, format);
  if (value instanceof ClrBigInteger)
    return /^[gr]\d*$/i.test(format) ? display(value) : formatNumber(value.value, format);
  return display(value);
}

/** `Enum.ToString(format)`: name, number or hexadecimal. Throws FormatException for another format. */
function formatEnum(value: ClrEnum, format: string): string {
  switch (format.toUpperCase()) {
    case 'D':
      return String(value.value);
    case 'X':
      return (value.value >>> 0).toString(16).toUpperCase().padStart(8, '0');
    case 'G':
      return value.toClrString();
    case 'F':
      return value.toClrString(true);
    default:
      throw formatError('Format string can be only "G", "g", "X", "x", "F", "f", "D" or "d".');
  }
}

/** One hole of an interpolated string or of string.Format: formatted, then padded; a negative alignment pads on the right. */
export function formatItem(value: ClrValue, alignment: number, format: string | null): string {
  const text = formatValue(value, format);
  return alignment >= 0 ? text.padStart(alignment) : text.padEnd(-alignment);
}
