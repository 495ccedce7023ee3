import type { ClrValue } from '../../clr-value';
import { calendarTime, daysInMonth, ticksOf } from '../dates/calendar';
import { compareValues } from '../compare-values';
import { ClrDateTime, ClrDateTimeOffset, ClrTimeSpan, EPOCH_TICKS, MAXIMUM_TICKS, TICKS } from '../dates/date-time';
import { ClrEnum } from '../enums';
import { ClrException } from '../../clr-exception';
import { argumentNull, argumentOutOfRange } from '../errors';
import { formatValue } from '../text/format-item';
import type { Member } from '../member';
import type { ClrNumber } from '../numbers/numbers';
import type { Run } from '../run';
import { clrEquals } from '../values';

/** A DateTime or a DateTimeOffset. */
export type Moment = ClrDateTime | ClrDateTimeOffset;

/** The same kind of moment at other ticks; throws ArgumentOutOfRangeException outside the calendar. */
export function withTicks<T extends Moment>(moment: T, ticks: bigint, parameter = 'value'): T {
  requireDate(ticks, parameter);
  return (
    moment instanceof ClrDateTime
      ? new ClrDateTime(ticks, moment.kind)
      : new ClrDateTimeOffset(ticks, moment.offsetMinutes)
  ) as T;
}

/** Fails where ticks lie outside the calendar. */
export function requireDate(ticks: bigint, parameter: string): void {
  if (ticks < 0n || ticks > MAXIMUM_TICKS) {
    throw argumentOutOfRange('The added or subtracted value results in an un-representable DateTime.', parameter);
  }
}

/**
 * A double times a unit in ticks, as modern .NET's AddDays and so on compute it: whole units exactly, then the rest.
 * More units than there are throw ArgumentOutOfRangeException.
 */
export function scaled(value: number, unit: bigint): bigint {
  if (Math.abs(value) > Number(MAXIMUM_TICKS / unit))
    throw argumentOutOfRange('Value to add was out of range.', 'value');
  if (Number.isNaN(value)) return 0n;
  const whole = Math.trunc(value);
  return BigInt(whole) * unit + BigInt(Math.trunc((value - whole) * Number(unit)));
}

function addYears(moment: Moment, years: number): Moment {
  if (years < -10_000 || years > 10_000) throw argumentOutOfRange('Years value must be between +/-10000.', 'value');
  return addMonths(moment, years * 12, 'value');
}

function addMonths(moment: Moment, months: number, parameter = 'months'): Moment {
  if (months < -120_000 || months > 120_000)
    throw argumentOutOfRange('Months value must be between +/-120000.', 'months');
  const { year, month, day } = calendarTime(moment.ticks);
  const total = year * 12 + month - 1 + months;
  const [newYear, newMonth] = [Math.floor(total / 12), (total % 12) + 1];
  const ticks = ticksOf(newYear, newMonth, Math.min(day, daysInMonth(newYear, newMonth)));
  if (ticks === undefined) {
    throw argumentOutOfRange('The added or subtracted value results in an un-representable DateTime.', parameter);
  }
  return withTicks(moment, ticks + (moment.ticks % TICKS.day));
}

/** Ticks of the units that types of time have members for. */
export const UNITS = {
  Days: TICKS.day,
  Hours: TICKS.hour,
  Minutes: TICKS.minute,
  Seconds: TICKS.second,
  Milliseconds: TICKS.millisecond,
} as const;

/** Members that DateTime and DateTimeOffset have in common. */
export function momentMembers(type: string): Record<string, Member> {
  const members: Record<string, Member> = {
    [`M:${type}.AddMonths(System.Int32)`]: (self: Moment, months: number) => addMonths(self, months),
    [`M:${type}.AddYears(System.Int32)`]: addYears,
    [`M:${type}.AddTicks(System.Int64)`]: (self: Moment, ticks: bigint) => withTicks(self, self.ticks + ticks),
    [`M:${type}.Add(System.TimeSpan)`]: (self: Moment, span: ClrTimeSpan) => withTicks(self, self.ticks + span.ticks),
    [`M:${type}.Subtract(System.TimeSpan)`]: (self: Moment, span: ClrTimeSpan) =>
      withTicks(self, self.ticks - span.ticks),
    [`M:${type}.op_Addition(${type},System.TimeSpan)`]: (self: Moment, span: ClrTimeSpan) =>
      withTicks(self, self.ticks + span.ticks, 't'),
    [`M:${type}.op_Subtraction(${type},System.TimeSpan)`]: (self: Moment, span: ClrTimeSpan) =>
      withTicks(self, self.ticks - span.ticks, 't'),
    [`M:${type}.ToString(System.String)`]: formatValue,
    [`M:${type}.ToString(System.String,System.IFormatProvider)`]: formatValue,
    [`P:${type}.Ticks`]: (self: Moment) => self.ticks,
    [`P:${type}.TimeOfDay`]: (self: Moment) => new ClrTimeSpan(self.ticks % TICKS.day),
    [`P:${type}.DayOfWeek`]: (self: Moment) => new ClrEnum('System.DayOfWeek', calendarTime(self.ticks).dayOfWeek),
    [`P:${type}.Millisecond`]: (self: Moment) => Math.floor(calendarTime(self.ticks).fraction / 10_000),
    ...orderMembers(type),
  };
  for (const [name, field] of [
    ['Year', 'year'],
    ['Month', 'month'],
    ['Day', 'day'],
    ['Hour', 'hour'],
    ['Minute', 'minute'],
    ['Second', 'second'],
    ['DayOfYear', 'dayOfYear'],
  ] as const) {
    members[`P:${type}.${name}`] = (self: Moment) => calendarTime(self.ticks)[field];
  }
  for (const [name, unit] of Object.entries(UNITS)) {
    members[`M:${type}.Add${name}(System.Double)`] = (self: Moment, value: ClrNumber) =>
      withTicks(self, self.ticks + scaled(value.value, unit));
  }
  return members;
}

/** Operators and comparison methods of a type that has `compareTo`. */
export function orderMembers(type: string): Record<string, Member> {
  const pair = `(${type},${type})`;
  return {
    [`M:${type}.op_Equality${pair}`]: (left: ClrValue, right: ClrValue) => clrEquals(left, right),
    [`M:${type}.op_Inequality${pair}`]: (left: ClrValue, right: ClrValue) => !clrEquals(left, right),
    [`M:${type}.op_LessThan${pair}`]: (left: ClrValue, right: ClrValue) => compareValues(left, right) < 0,
    [`M:${type}.op_LessThanOrEqual${pair}`]: (left: ClrValue, right: ClrValue) => compareValues(left, right) <= 0,
    [`M:${type}.op_GreaterThan${pair}`]: (left: ClrValue, right: ClrValue) => compareValues(left, right) > 0,
    [`M:${type}.op_GreaterThanOrEqual${pair}`]: (left: ClrValue, right: ClrValue) => compareValues(left, right) >= 0,
    [`M:${type}.Compare${pair}`]: compareValues,
    [`M:${type}.Equals${pair}`]: (left: ClrValue, right: ClrValue) => clrEquals(left, right),
    [`M:${type}.CompareTo(${type})`]: compareValues,
    [`M:${type}.Equals(${type})`]: (self: ClrValue, other: ClrValue) => clrEquals(self, other),
  };
}

/** Ticks of the gateway's clock. */
export function now(run: Run): bigint {
  return EPOCH_TICKS + BigInt(Math.trunc(run.context.clock.nowMilliseconds())) * TICKS.millisecond;
}

/** Ticks of the gateway's current day. */
export function today(run: Run): bigint {
  return now(run) - (now(run) % TICKS.day);
}

/** Ticks of year, month, day, hour, minute, second, millisecond and microsecond. Throws ArgumentOutOfRangeException. */
export function requireTicks(
  year: number,
  month: number,
  day: number,
  hour = 0,
  minute = 0,
  second = 0,
  millisecond = 0,
  microsecond = 0,
): bigint {
  const date = ticksOf(year, month, day);
  if (date === undefined) throw unrepresentable('Year, Month, and Day');
  const ticks = ticksOf(year, month, day, hour, minute, second);
  if (ticks === undefined) throw unrepresentable('Hour, Minute, and Second');
  requirePart(millisecond, 'millisecond');
  requirePart(microsecond, 'microsecond');
  return ticks + BigInt(millisecond) * TICKS.millisecond + BigInt(microsecond) * 10n;
}

function unrepresentable(parts: string): ClrException {
  return new ClrException(
    'System.ArgumentOutOfRangeException',
    `${parts} parameters describe an un-representable DateTime.`,
  );
}

function requirePart(value: number, parameter: string): void {
  if (value < 0 || value > 999) throw argumentOutOfRange('Valid values are between 0 and 999, inclusive.', parameter);
}

/** Fails where a constructor's ticks lie outside the calendar. */
export function requireCalendarTicks(ticks: bigint): bigint {
  if (ticks < 0n || ticks > MAXIMUM_TICKS)
    throw argumentOutOfRange('Ticks must be between DateTime.MinValue.Ticks and DateTime.MaxValue.Ticks.', 'ticks');
  return ticks;
}

/** A constructor with a calendar, which can only be null, because no calendar is in the allow-list. */
export function noCalendar(): never {
  throw argumentNull('calendar');
}

/** So many Int32 parameters in a documentation comment id. */
export function ints(count: number): string {
  return Array.from({ length: count }, () => 'System.Int32').join(',');
}
