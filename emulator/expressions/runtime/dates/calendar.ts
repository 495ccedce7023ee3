/** A moment in the Gregorian calendar, month and day from 1, `dayOfWeek` 0 for Sunday, `fraction` in ticks of the second. */
export interface CalendarTime {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly fraction: number;
  readonly dayOfWeek: number;
  readonly dayOfYear: number;
}

const DAY_MILLISECONDS = 86_400_000;
const EPOCH_MILLISECONDS = 62_135_596_800_000;

function utc(year: number, month: number, day: number): number {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return date.getTime();
}

/** Splits .NET ticks into calendar fields. */
export function calendarTime(ticks: bigint): CalendarTime {
  const date = new Date(Number(ticks / 10_000n) - EPOCH_MILLISECONDS);
  const year = date.getUTCFullYear();
  return {
    year,
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    second: date.getUTCSeconds(),
    fraction: Number(ticks % 10_000_000n),
    dayOfWeek: date.getUTCDay(),
    dayOfYear: Math.floor((date.getTime() - utc(year, 1, 1)) / DAY_MILLISECONDS) + 1,
  };
}

/** Days of a month. */
export function daysInMonth(year: number, month: number): number {
  return [31, isLeapYear(year) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0;
}

/** Says whether the year has a 29 February. */
export function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

/** Ticks of a calendar time, or undefined when no such day or time exists. */
export function ticksOf(
  year: number,
  month: number,
  day: number,
  hour = 0,
  minute = 0,
  second = 0,
  fraction = 0,
): bigint | undefined {
  const valid =
    year >= 1 &&
    year <= 9999 &&
    month >= 1 &&
    month <= 12 &&
    day >= 1 &&
    day <= daysInMonth(year, month) &&
    hour >= 0 &&
    hour < 24 &&
    minute >= 0 &&
    minute < 60 &&
    second >= 0 &&
    second < 60;
  if (!valid) return undefined;
  const days = BigInt(utc(year, month, day) + EPOCH_MILLISECONDS) * 10_000n;
  return days + BigInt(hour * 3600 + minute * 60 + second) * 10_000_000n + BigInt(fraction);
}

/** English names, as the invariant culture has them. */
export const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const;

/** English names, Sunday first. */
export const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'] as const;
