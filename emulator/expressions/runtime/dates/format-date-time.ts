import { calendarTime, DAYS, MONTHS } from './calendar';
import type { CalendarTime } from './calendar';
import { formatError } from '../errors';
import { endsWithEscape, quotedText, unclosedQuote } from './quoted-text';
import { STANDARD_DATE_FORMATS } from './standard-date-formats';

/** What is formatted: clock time, and its kind (DateTime) or its offset (DateTimeOffset). */
export interface Moment {
  readonly ticks: bigint;
  readonly kind: 0 | 1 | 2;
  readonly offsetMinutes: number | null;
}

/** `U` writes but does not read. */
const STANDARD: Readonly<Record<string, string>> = {
  ...STANDARD_DATE_FORMATS,
  U: 'dddd, dd MMMM yyyy HH:mm:ss',
};

function invalid(): Error {
  return formatError('Input string was not in a correct format.');
}

function offsetText(minutes: number, colon: string): string {
  const size = Math.abs(minutes);
  const [hours, rest] = [Math.floor(size / 60), size % 60];
  return `${minutes < 0 ? '-' : '+'}${String(hours).padStart(2, '0')}${colon}${String(rest).padStart(2, '0')}`;
}

function kindText(moment: Moment): string {
  if (moment.offsetMinutes !== null) return offsetText(moment.offsetMinutes, ':');
  return moment.kind === 1 ? 'Z' : moment.kind === 2 ? '+00:00' : '';
}

function zoneText(moment: Moment, count: number): string {
  const minutes = moment.offsetMinutes ?? 0;
  if (count >= 3) return offsetText(minutes, ':');
  const hours = Math.floor(Math.abs(minutes) / 60);
  return `${minutes < 0 ? '-' : '+'}${count === 2 ? String(hours).padStart(2, '0') : hours}`;
}

function fractionText(fraction: number, count: number, trim: boolean): string {
  if (count > 7) throw invalid();
  const digits = String(fraction).padStart(7, '0').slice(0, count);
  return trim ? digits.replace(/0+$/, '') : digits;
}

function pad(value: number, count: number): string {
  return count === 1 ? String(value) : String(value).padStart(2, '0');
}

function yearText(year: number, count: number): string {
  if (count <= 2) return count === 1 ? String(year % 100) : String(year % 100).padStart(2, '0');
  return String(year).padStart(count, '0');
}

function field(letter: string, count: number, time: CalendarTime, moment: Moment): string {
  switch (letter) {
    case 'y':
      return yearText(time.year, count);
    case 'M': {
      const name = MONTHS[time.month - 1] ?? '';
      return count === 3 ? name.slice(0, 3) : count > 3 ? name : pad(time.month, count);
    }
    case 'd': {
      const name = DAYS[time.dayOfWeek] ?? '';
      return count === 3 ? name.slice(0, 3) : count > 3 ? name : pad(time.day, count);
    }
    case 'H':
      return pad(time.hour, count);
    case 'h':
      return pad(time.hour % 12 === 0 ? 12 : time.hour % 12, count);
    case 'm':
      return pad(time.minute, count);
    case 's':
      return pad(time.second, count);
    case 't': {
      const half = time.hour < 12 ? 'AM' : 'PM';
      return count === 1 ? half.slice(0, 1) : half;
    }
    case 'f':
      return fractionText(time.fraction, count, false);
    case 'F':
      return fractionText(time.fraction, count, true);
    case 'K':
      return kindText(moment).repeat(count);
    case 'z':
      return zoneText(moment, count);
    default:
      return 'A.D.';
  }
}

function custom(moment: Moment, format: string): string {
  const time = calendarTime(moment.ticks);
  let text = '';
  for (let index = 0; index < format.length;) {
    const letter = format[index] ?? '';
    if ('yMdHhmstfFKzg'.includes(letter)) {
      let count = 1;
      while (format[index + count] === letter) count += 1;
      const value = field(letter, count, time, moment);
      if (letter === 'F' && value === '' && text.endsWith('.')) text = text.slice(0, -1);
      text += value;
      index += count;
    } else if (letter === "'" || letter === '"') {
      const quoted = quotedText(format, index);
      if (quoted === undefined) throw endsWithEscape(format, index) ? invalid() : unclosedQuote(letter);
      text += quoted.text;
      index = quoted.end;
    } else if (letter === '\\') {
      if (index + 1 >= format.length) throw invalid();
      text += format[index + 1] ?? '';
      index += 2;
    } else if (letter === '%') {
      const next = format[index + 1];
      if (next === undefined || next === '%') throw invalid();
      // The one character after it is a format of its own.
      text += custom(moment, next);
      index += 2;
    } else {
      text += letter;
      index += 1;
    }
  }
  return text;
}

/** `DateTime.ToString(format)` and `DateTimeOffset.ToString(format)` under the invariant culture; null or empty is the default. */
export function formatDateTime(moment: Moment, format: string | null): string {
  const isOffset = moment.offsetMinutes !== null;
  if (format === null || format === '') {
    const text = formatDateTime(moment, 'G');
    return isOffset ? `${text} ${offsetText(moment.offsetMinutes ?? 0, ':')}` : text;
  }
  if (format.length > 1) return custom(moment, format);
  const picture = STANDARD[format];
  if (picture === undefined || (isOffset && format === 'U')) throw invalid();
  const toUtc = isOffset && 'rRu'.includes(format);
  const shown = toUtc ? { ...moment, ticks: moment.ticks - BigInt(moment.offsetMinutes ?? 0) * 600_000_000n } : moment;
  return custom(shown, picture);
}
