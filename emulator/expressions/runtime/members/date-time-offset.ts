import type { ClrValue } from '../../clr-value';
import { notADate } from '../change-type';
import { ClrDateTime, ClrDateTimeOffset, ClrTimeSpan, EPOCH_TICKS, MAXIMUM_TICKS, TICKS } from '../dates/date-time';
import { argument, argumentNull, argumentOutOfRange } from '../errors';
import { withRun } from '../member';
import type { Member, MemberTable, Ref } from '../member';
import type { ClrNumber } from '../numbers/numbers';
import { parseDateTime } from '../dates/parse-date-time';
import type { Run } from '../run';
import {
  ints,
  momentMembers,
  noCalendar,
  now,
  requireCalendarTicks,
  requireDate,
  requireTicks,
  scaled,
  withTicks,
} from './moments';

const OFFSET = 'System.DateTimeOffset';
const O = `M:${OFFSET}`;
const DATE = 'System.DateTime';
const SPAN = 'System.TimeSpan';
const TEXT = 'System.String';
const PROVIDER = 'System.IFormatProvider';
const STYLES = 'System.Globalization.DateTimeStyles';
/** Ticks at 1601-01-01, where Windows file times begin. */
const FILE_TIME_TICKS = 504_911_232_000_000_000n;

/** The minutes of an offset. Throws where .NET's DateTimeOffset does. */
function minutesOf(span: ClrTimeSpan): number {
  if (span.ticks % TICKS.minute !== 0n) throw argument('Offset must be specified in whole minutes.', 'offset');
  if (span.ticks < -14n * TICKS.hour || span.ticks > 14n * TICKS.hour)
    throw argumentOutOfRange('Offset must be within plus or minus 14 hours.', 'offset');
  return Number(span.ticks / TICKS.minute);
}

function fromUnix(value: bigint, unit: bigint, parameter: string, low: string, high: string): ClrDateTimeOffset {
  const ticks = EPOCH_TICKS + value * unit;
  if (ticks < 0n || ticks > MAXIMUM_TICKS) {
    throw argumentOutOfRange(`Valid values are between ${low} and ${high}, inclusive.`, parameter, String(value));
  }
  return ClrDateTimeOffset.fromUtcTicks(ticks);
}

function floorDivide(value: bigint, unit: bigint): bigint {
  const quotient = value / unit;
  return value % unit < 0n ? quotient - 1n : quotient;
}

function parse(text: string | null): ClrDateTimeOffset {
  if (text === null) throw argumentNull('input');
  const parsed = parseDateTime(text, 'DateTimeOffset');
  if (parsed === undefined) throw notADate(text, 'DateTimeOffset');
  return new ClrDateTimeOffset(parsed.ticks, parsed.offsetMinutes ?? 0);
}

function tryParse(text: string | null, result: Ref): boolean {
  const parsed = text === null ? undefined : parseDateTime(text, 'DateTimeOffset');
  result.value =
    parsed === undefined
      ? new ClrDateTimeOffset(0n, 0)
      : new ClrDateTimeOffset(parsed.ticks, parsed.offsetMinutes ?? 0);
  return parsed !== undefined;
}

function fromDateTime(moment: ClrDateTime, offset: ClrTimeSpan): ClrDateTimeOffset {
  if (moment.kind !== 0 && offset.ticks !== 0n) {
    throw argument(
      moment.kind === 1
        ? 'The UTC Offset for Utc DateTime instances must be 0.'
        : 'The UTC Offset of the local dateTime parameter does not match the offset argument.',
      'offset',
    );
  }
  return new ClrDateTimeOffset(moment.ticks, minutesOf(offset));
}

type Parts = Parameters<typeof requireTicks>;

function constructors(): Record<string, Member> {
  const members: Record<string, Member> = {};
  for (const count of [6, 7, 8])
    members[`${O}.#ctor(${ints(count)},${SPAN})`] = (...all: ClrValue[]) => {
      const minutes = minutesOf(all.at(-1) as ClrTimeSpan);
      return new ClrDateTimeOffset(requireTicks(...(all.slice(0, -1) as Parts)), minutes);
    };
  return {
    ...members,
    [`${O}.#ctor(${DATE})`]: (moment: ClrDateTime) => new ClrDateTimeOffset(moment.ticks, 0),
    [`${O}.#ctor(${DATE},${SPAN})`]: fromDateTime,
    [`${O}.#ctor(System.Int64,${SPAN})`]: (ticks: bigint, offset: ClrTimeSpan) => {
      const minutes = minutesOf(offset);
      return new ClrDateTimeOffset(requireCalendarTicks(ticks), minutes);
    },
    [`${O}.op_Implicit(${DATE})~${OFFSET}`]: (moment: ClrDateTime) => new ClrDateTimeOffset(moment.ticks, 0),
  };
}

function parsing(): Record<string, Member> {
  const withProvider = (text: string | null, ...rest: ClrValue[]): boolean => tryParse(text, rest.at(-1) as never);
  return {
    [`${O}.Parse(${TEXT})`]: parse,
    [`${O}.Parse(${TEXT},${PROVIDER})`]: parse,
    [`${O}.Parse(${TEXT},${PROVIDER},${STYLES})`]: parse,
    [`${O}.TryParse(${TEXT},${OFFSET}@)`]: tryParse,
    [`${O}.TryParse(${TEXT},${PROVIDER},${OFFSET}@)`]: withProvider,
    [`${O}.TryParse(${TEXT},${PROVIDER},${STYLES},${OFFSET}@)`]: withProvider,
  };
}

function fileTimes(): Record<string, Member> {
  return {
    [`${O}.ToFileTime`]: (self: ClrDateTimeOffset) => {
      if (self.utcTicks < FILE_TIME_TICKS) throw argumentOutOfRange('Not a valid Win32 FileTime.', null);
      return self.utcTicks - FILE_TIME_TICKS;
    },
    [`${O}.FromFileTime(System.Int64)`]: (time: bigint) => {
      if (time < 0n || time > MAXIMUM_TICKS - FILE_TIME_TICKS)
        throw argumentOutOfRange('Not a valid Win32 FileTime.', 'fileTime');
      return ClrDateTimeOffset.fromUtcTicks(time + FILE_TIME_TICKS);
    },
  };
}

/** Members of System.DateTimeOffset without ParseExact. The gateway's own offset is zero. */
export const DATE_TIME_OFFSET_MEMBERS: MemberTable = {
  [`${O}.#ctor(${ints(7)},System.Globalization.Calendar,${SPAN})`]: noCalendar,
  [`${O}.#ctor(${ints(8)},System.Globalization.Calendar,${SPAN})`]: noCalendar,
  ...momentMembers(OFFSET),
  ...constructors(),
  ...parsing(),
  ...fileTimes(),
  [`F:${OFFSET}.MinValue`]: () => new ClrDateTimeOffset(0n, 0),
  [`F:${OFFSET}.MaxValue`]: () => new ClrDateTimeOffset(MAXIMUM_TICKS, 0),
  [`F:${OFFSET}.UnixEpoch`]: () => ClrDateTimeOffset.fromUtcTicks(EPOCH_TICKS),
  [`P:${OFFSET}.UtcNow`]: withRun((run: Run) => ClrDateTimeOffset.fromUtcTicks(now(run))),
  [`P:${OFFSET}.Now`]: withRun((run: Run) => ClrDateTimeOffset.fromUtcTicks(now(run))),
  [`P:${OFFSET}.Date`]: (self: ClrDateTimeOffset) => new ClrDateTime(self.ticks - (self.ticks % TICKS.day)),
  [`P:${OFFSET}.DateTime`]: (self: ClrDateTimeOffset) => new ClrDateTime(self.ticks),
  [`P:${OFFSET}.UtcDateTime`]: (self: ClrDateTimeOffset) => new ClrDateTime(self.utcTicks, 1),
  [`P:${OFFSET}.LocalDateTime`]: (self: ClrDateTimeOffset) => new ClrDateTime(self.utcTicks, 2),
  [`P:${OFFSET}.UtcTicks`]: (self: ClrDateTimeOffset) => self.utcTicks,
  [`P:${OFFSET}.Offset`]: (self: ClrDateTimeOffset) => new ClrTimeSpan(BigInt(self.offsetMinutes) * TICKS.minute),
  [`${O}.Subtract(${OFFSET})`]: (self: ClrDateTimeOffset, other: ClrDateTimeOffset) =>
    new ClrTimeSpan(self.utcTicks - other.utcTicks),
  [`${O}.op_Subtraction(${OFFSET},${OFFSET})`]: (left: ClrDateTimeOffset, right: ClrDateTimeOffset) =>
    new ClrTimeSpan(left.utcTicks - right.utcTicks),
  [`${O}.ToUniversalTime`]: (self: ClrDateTimeOffset) => ClrDateTimeOffset.fromUtcTicks(self.utcTicks),
  [`${O}.ToLocalTime`]: (self: ClrDateTimeOffset) => ClrDateTimeOffset.fromUtcTicks(self.utcTicks),
  [`${O}.ToOffset(System.TimeSpan)`]: (self: ClrDateTimeOffset, offset: ClrTimeSpan) => {
    requireDate(self.utcTicks + offset.ticks, 't');
    return new ClrDateTimeOffset(self.utcTicks + offset.ticks, minutesOf(offset));
  },
  [`${O}.ToUnixTimeSeconds`]: (self: ClrDateTimeOffset) => floorDivide(self.utcTicks - EPOCH_TICKS, TICKS.second),
  [`${O}.ToUnixTimeMilliseconds`]: (self: ClrDateTimeOffset) =>
    floorDivide(self.utcTicks - EPOCH_TICKS, TICKS.millisecond),
  [`${O}.FromUnixTimeSeconds(System.Int64)`]: (value: bigint) =>
    fromUnix(value, TICKS.second, 'seconds', '-62135596800', '253402300799'),
  [`${O}.FromUnixTimeMilliseconds(System.Int64)`]: (value: bigint) =>
    fromUnix(value, TICKS.millisecond, 'milliseconds', '-62135596800000', '253402300799999'),
  [`${O}.EqualsExact(${OFFSET})`]: (self: ClrDateTimeOffset, other: ClrDateTimeOffset) =>
    self.ticks === other.ticks && self.offsetMinutes === other.offsetMinutes,
  [`P:${OFFSET}.TotalOffsetMinutes`]: (self: ClrDateTimeOffset) => self.offsetMinutes,
  [`P:${OFFSET}.Microsecond`]: (self: ClrDateTimeOffset) => Number((self.ticks / 10n) % 1000n),
  [`P:${OFFSET}.Nanosecond`]: (self: ClrDateTimeOffset) => Number((self.ticks % 10n) * 100n),
  [`${O}.AddMicroseconds(System.Double)`]: (self: ClrDateTimeOffset, value: ClrNumber) =>
    withTicks(self, self.ticks + scaled(value.value, 10n)),
};
