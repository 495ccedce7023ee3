import type { ClrValue } from '../../clr-value';
import { daysInMonth, isLeapYear } from '../dates/calendar';
import { parseClrDateTime } from '../change-type';
import { ClrDateTime, ClrTimeSpan, MAXIMUM_TICKS, TICKS } from '../dates/date-time';
import type { Kind } from '../dates/date-time';
import { ClrEnum } from '../enums';
import { argument, argumentNull, argumentOutOfRange } from '../errors';
import { withRun } from '../member';
import type { Member, MemberTable } from '../member';
import type { Run } from '../run';
import { ints, momentMembers, noCalendar, now, requireCalendarTicks, requireTicks, today } from './moments';

const DATE = 'System.DateTime';
const D = `M:${DATE}`;
const KIND = 'System.DateTimeKind';
const CALENDAR = 'System.Globalization.Calendar';
const PROVIDER = 'System.IFormatProvider';

function kindOf({ value }: ClrEnum): Kind {
  if (value !== 0 && value !== 1 && value !== 2) throw argument('Invalid DateTimeKind value.', 'kind');
  return value;
}

type Parts = Parameters<typeof requireTicks>;

function constructors(): Record<string, Member> {
  const members: Record<string, Member> = {};
  for (const count of [3, 6, 7, 8])
    members[`${D}.#ctor(${ints(count)})`] = (...parts: Parts) => new ClrDateTime(requireTicks(...parts));
  for (const count of [6, 7, 8])
    members[`${D}.#ctor(${ints(count)},${KIND})`] = (...all: ClrValue[]) => {
      const ticks = requireTicks(...(all.slice(0, -1) as Parts));
      return new ClrDateTime(ticks, kindOf(all.at(-1) as ClrEnum));
    };
  for (const count of [3, 6, 7, 8]) {
    members[`${D}.#ctor(${ints(count)},${CALENDAR})`] = noCalendar;
    if (count > 6) members[`${D}.#ctor(${ints(count)},${CALENDAR},${KIND})`] = noCalendar;
  }
  return {
    ...members,
    [`${D}.#ctor(System.Int64)`]: (ticks: bigint) => new ClrDateTime(requireCalendarTicks(ticks)),
    [`${D}.#ctor(System.Int64,${KIND})`]: (ticks: bigint, kind: ClrEnum) =>
      new ClrDateTime(requireCalendarTicks(ticks), kindOf(kind)),
  };
}

function requireYear(year: number): void {
  if (year < 1 || year > 9999) throw argumentOutOfRange('Year must be between 1 and 9999.', 'year');
}

function parse(text: string | null): ClrDateTime {
  if (text === null) throw argumentNull('s');
  return parseClrDateTime(text);
}

/** Members of System.DateTime. Local time is UTC; styles can only be 0, because their enum is not in the allow-list. */
export const DATE_TIME_MEMBERS: MemberTable = {
  ...momentMembers(DATE),
  ...constructors(),
  [`F:${DATE}.MinValue`]: () => new ClrDateTime(0n),
  [`F:${DATE}.MaxValue`]: () => new ClrDateTime(MAXIMUM_TICKS),
  [`P:${DATE}.UtcNow`]: withRun((run: Run) => new ClrDateTime(now(run), 1)),
  [`P:${DATE}.Now`]: withRun((run: Run) => new ClrDateTime(now(run), 2)),
  [`P:${DATE}.Today`]: withRun((run: Run) => new ClrDateTime(today(run), 2)),
  [`P:${DATE}.Date`]: (self: ClrDateTime) => new ClrDateTime(self.ticks - (self.ticks % TICKS.day), self.kind),
  [`P:${DATE}.Kind`]: (self: ClrDateTime) => new ClrEnum(KIND, self.kind),
  [`${D}.Subtract(${DATE})`]: (self: ClrDateTime, other: ClrDateTime) => new ClrTimeSpan(self.ticks - other.ticks),
  [`${D}.op_Subtraction(${DATE},${DATE})`]: (left: ClrDateTime, right: ClrDateTime) =>
    new ClrTimeSpan(left.ticks - right.ticks),
  [`${D}.DaysInMonth(${ints(2)})`]: (year: number, month: number) => {
    if (month < 1 || month > 12)
      throw argumentOutOfRange('Month must be between one and twelve.', 'month', String(month));
    requireYear(year);
    return daysInMonth(year, month);
  },
  [`${D}.IsLeapYear(System.Int32)`]: (year: number) => {
    requireYear(year);
    return isLeapYear(year);
  },
  [`${D}.IsDaylightSavingTime`]: () => false,
  [`${D}.Parse(System.String)`]: parse,
  [`${D}.Parse(System.String,${PROVIDER})`]: parse,
  [`${D}.Parse(System.String,${PROVIDER},System.Globalization.DateTimeStyles)`]: parse,
};
