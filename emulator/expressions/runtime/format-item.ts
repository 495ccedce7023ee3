import type { ClrValue } from '../clr-value';
import { ClrDateTime, ClrDateTimeOffset, ClrTimeSpan } from './date-time';
import { ClrDecimal } from './decimal';
import { ClrEnum } from './enums';
import { argumentNull, formatError } from './errors';
import { formatDateTime } from './format-date-time';
import { formatNumber } from './format-number';
import { formatTimeSpan } from './format-time-span';
import { ClrGuid } from './guid';
import { ClrNumber, ClrUInt64 } from './numbers';
import { display } from './values';

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
  return display(value);
}

/** `Enum.ToString(format)`: name, number or hexadecimal. */
function formatEnum(value: ClrEnum, format: string): string {
  switch (format.toUpperCase()) {
    case 'D':
      return String(value.value);
    case 'X':
      return (value.value >>> 0).toString(16).toUpperCase().padStart(8, '0');
    default:
      return value.toClrString();
  }
}

/** One hole of an interpolated string or of string.Format: formatted, then padded; a negative alignment pads on the right. */
export function formatItem(value: ClrValue, alignment: number, format: string | null): string {
  const text = formatValue(value, format);
  return alignment >= 0 ? text.padStart(alignment) : text.padEnd(-alignment);
}

function malformed(offset: number, reason: string): Error {
  return formatError(`Input string was not in a correct format. Failure to parse near offset ${offset}. ${reason}`);
}

/** `string.Format(format, arguments)` under the invariant culture. */
export function formatComposite(format: string | null, values: readonly ClrValue[]): string {
  if (format === null) throw argumentNull('format');
  let text = '';
  for (let index = 0; index < format.length; index += 1) {
    const character = format[index] ?? '';
    if ((character === '{' || character === '}') && format[index + 1] === character) {
      text += character;
      index += 1;
    } else if (character === '}') {
      throw malformed(index + 1, 'Unexpected closing brace without a corresponding opening brace.');
    } else if (character !== '{') {
      text += character;
    } else {
      const end = format.indexOf('}', index);
      if (end === -1) throw malformed(format.length, 'Format item ends prematurely.');
      const match = /^(\d+)\s*(?:,\s*(-?\d+)\s*)?(?::(.*))?$/s.exec(format.slice(index + 1, end));
      if (match === null) throw malformed(index + 1, 'Expected an ASCII digit.');
      const [, position = '0', alignment = '0', itemFormat = null] = match;
      const value = values[Number(position)];
      if (value === undefined) {
        throw formatError(
          'Index (zero based) must be greater than or equal to zero and less than the size of the argument list.',
        );
      }
      text += formatItem(value, Number(alignment), itemFormat);
      index = end;
    }
  }
  return text;
}
