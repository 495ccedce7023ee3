import { calendarTime, ticksOf } from './calendar';
import { currentTicks } from './current-clock';
import { NoDate, noDate } from './date-parts';
import type { DateFailure, FoundDate } from './date-parts';
import { DateReader } from './date-reader';

/** A parsed date: clock time, and the offset in minutes when the text named one. */
export interface ParsedMoment {
  readonly ticks: bigint;
  readonly offsetMinutes: number | null;
}

/** Whose `Parse` reads: a DateTimeOffset keeps the offset, a DateTime becomes local time. */
export type DateTarget = 'DateTime' | 'DateTimeOffset';

const TICKS_A_MINUTE = 600_000_000n;
const TICKS_A_SECOND = 10_000_000;
const TICKS_A_DAY = 864_000_000_000n;
const MAXIMUM_TICKS = 3_155_378_975_999_999_999n;
const MAXIMUM_OFFSET = 14 * 60;

/** What a text leaves out: today's date where it has none, else this year, January and the first. */
function day(found: FoundDate, target: DateTarget): { year: number; month: number; day: number } {
  const { offsetMinutes } = found;
  const isPartial = found.month !== undefined || found.day !== undefined;
  if (target === 'DateTimeOffset' && isPartial && offsetMinutes !== undefined) {
    if (found.year === undefined || found.isYearAssumed) throw noDate('incomplete');
  }
  const shift = target === 'DateTimeOffset' ? BigInt(offsetMinutes ?? 0) * TICKS_A_MINUTE : 0n;
  const today = calendarTime(currentTicks() + shift);
  if (!isPartial && found.year === undefined) return today;
  return { year: found.year ?? today.year, month: found.month ?? 1, day: found.day ?? 1 };
}

function build(found: FoundDate, target: DateTarget): ParsedMoment {
  const date = day(found, target);
  const { hour = 0, minute = 0, second = 0, offsetMinutes } = found;
  const whole = ticksOf(date.year, date.month, date.day, hour, minute, second);
  if (whole === undefined) throw noDate('calendar');
  const ticks = whole + BigInt(Math.round(found.fraction * TICKS_A_SECOND));
  if (ticks > MAXIMUM_TICKS) throw noDate();
  if (found.weekday !== undefined && calendarTime(ticks).dayOfWeek !== found.weekday) throw noDate('weekday');
  if (offsetMinutes === undefined) return { ticks, offsetMinutes: null };
  return { ticks: withinRange(ticks, offsetMinutes, target), offsetMinutes };
}

/** Clock time that has a time in UTC; on the first day a DateTime goes round. */
function withinRange(ticks: bigint, offsetMinutes: number, target: DateTarget): bigint {
  const utc = ticks - BigInt(offsetMinutes) * TICKS_A_MINUTE;
  const isWithin = Math.abs(offsetMinutes) <= MAXIMUM_OFFSET;
  if (target === 'DateTime' && !isWithin) throw noDate('offset');
  if (target === 'DateTime' && ticks < TICKS_A_DAY && utc < 0n) return ticks + TICKS_A_DAY;
  if (utc < 0n || utc > MAXIMUM_TICKS) throw noDate('range');
  if (!isWithin) throw noDate('offset');
  return ticks;
}

/**
 * Reads a date as `DateTime.Parse` does under the invariant culture: year-month-day, month/day/year, names of months and
 * days, times with AM and PM, offsets; what a text leaves out is today's.
 */
export function readDateTime(text: string, target: DateTarget = 'DateTime'): ParsedMoment | DateFailure {
  try {
    if (text === '') throw noDate();
    return build(new DateReader(text).read(), target);
  } catch (error) {
    if (error instanceof NoDate) return error.reason;
    throw error;
  }
}

/** The date of a text; undefined when it is none. */
export function parseDateTime(text: string, target: DateTarget = 'DateTime'): ParsedMoment | undefined {
  const read = readDateTime(text, target);
  return typeof read === 'object' && 'ticks' in read ? read : undefined;
}
