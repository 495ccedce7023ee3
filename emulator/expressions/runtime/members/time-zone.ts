import { ClrArray } from '../collections/array';
import { ClrDateTime, ClrDateTimeOffset, ClrTimeSpan, MAXIMUM_TICKS, TICKS } from '../dates/date-time';
import { argument, argumentNull } from '../errors';
import { withRun } from '../member';
import type { MemberTable, Ref } from '../member';
import type { Run } from '../run';
import { LOCAL, requireZone, UTC, zoneById } from '../dates/time-zone';
import type { ClrTimeZone } from '../dates/time-zone';
import { WINDOWS_ZONES } from '../dates/windows-zones';
import { now } from './moments';

const ZONE = 'System.TimeZoneInfo';
const M = `M:${ZONE}`;
const DATE = 'System.DateTime';
const OFFSET = 'System.DateTimeOffset';
const TEXT = 'System.String';

/** Values of `DateTimeKind`. */
const KIND = { unspecified: 0, utc: 1, local: 2 } as const;

function kindOf(zone: ClrTimeZone): ClrDateTime['kind'] {
  return zone === UTC ? KIND.utc : zone === LOCAL ? KIND.local : KIND.unspecified;
}

function required(zone: ClrTimeZone | null, parameter: string): ClrTimeZone {
  if (zone === null) throw argumentNull(parameter);
  return zone;
}

/** The zone that the kind of a time names; local time unless it says UTC. */
function ownZone(time: ClrDateTime): ClrTimeZone {
  return time.kind === KIND.utc ? UTC : LOCAL;
}

function within(ticks: bigint): bigint {
  return ticks < 0n ? 0n : ticks > MAXIMUM_TICKS ? MAXIMUM_TICKS : ticks;
}

/** Ticks of UTC for the time of a zone's clock. */
function utcTicks(time: ClrDateTime, source: ClrTimeZone): bigint {
  if (time.kind !== KIND.unspecified && time.kind !== kindOf(source))
    throw argument(
      'The conversion could not be completed because the supplied DateTime did not have the Kind property set correctly.  For example, when the Kind property is DateTimeKind.Local, the source time zone must be TimeZoneInfo.Local.',
      'sourceTimeZone',
    );
  if (source.offsetsOf(time.ticks).length === 0)
    throw argument(
      'The supplied DateTime represents an invalid time.  For example, when the clock is adjusted forward, any time in the period that is skipped is invalid.',
      'dateTime',
    );
  return within(time.ticks - source.offsetOf(time.ticks));
}

function convert(time: ClrDateTime, from: ClrTimeZone | null, to: ClrTimeZone | null): ClrDateTime {
  const source = required(from, 'sourceTimeZone');
  const target = required(to, 'destinationTimeZone');
  const utc = utcTicks(time, source);
  return new ClrDateTime(within(utc + target.offsetAt(utc)), kindOf(target));
}

function convertOffset(time: ClrDateTimeOffset, to: ClrTimeZone | null): ClrDateTimeOffset {
  const utc = time.ticks - BigInt(time.offsetMinutes) * TICKS.minute;
  const offset = required(to, 'destinationTimeZone').offsetAt(utc);
  return new ClrDateTimeOffset(within(utc + offset), Number(offset / TICKS.minute));
}

/** A source named by its id; the ids of UTC and of local time stand for what the kind of the time says. */
function convertById(time: ClrDateTime, from: string | null, to: string | null): ClrDateTime {
  const own = time.kind !== KIND.unspecified && from?.toLowerCase() === 'utc';
  return convert(time, own ? ownZone(time) : requireZone(from), requireZone(to));
}

/** The offset of a zone at a time of its clock, or of another clock that the kind of the time names. */
function offsetFor(zone: ClrTimeZone, time: ClrDateTime): bigint {
  return time.kind === KIND.unspecified ? zone.offsetOf(time.ticks) : zone.offsetAt(time.ticks);
}

function isDaylight(zone: ClrTimeZone, time: ClrDateTime): boolean {
  return offsetFor(zone, time) !== zone.standardOffset(time.ticks);
}

function clockTicks(zone: ClrTimeZone, time: ClrDateTime): bigint {
  return time.kind === KIND.unspecified ? time.ticks : within(time.ticks + zone.offsetAt(time.ticks));
}

/** The time of a zone's clock at a moment. */
function clockTime(zone: ClrTimeZone, moment: ClrDateTimeOffset): ClrDateTime {
  return new ClrDateTime(within(moment.utcTicks + zone.offsetAt(moment.utcTicks)));
}

function ambiguousOffsets(zone: ClrTimeZone, time: ClrDateTime, type = 'DateTime'): ClrArray {
  const offsets = zone.offsetsOf(clockTicks(zone, time));
  if (offsets.length < 2) {
    const parameter = type.charAt(0).toLowerCase() + type.slice(1);
    throw argument(`The supplied ${type} is not in an ambiguous time range.`, parameter);
  }
  return new ClrArray(
    'System.TimeSpan',
    offsets.map((offset) => new ClrTimeSpan(offset)),
  );
}

/** Hands a text over by `out`, null when there is none, and says whether there is one. */
function hand(result: Ref, value: string | undefined): boolean {
  result.value = value ?? null;
  return value !== undefined;
}

function sameRules(left: ClrTimeZone, right: ClrTimeZone | null): boolean {
  return right !== null && left.rules === right.rules;
}

/**
 * Members of System.TimeZoneInfo. What differs between Windows and other systems is left out: names to display, rules,
 * and whether a zone has ever had daylight saving time.
 */
export const TIME_ZONE_MEMBERS: MemberTable = {
  [`P:${ZONE}.Utc`]: () => UTC,
  [`P:${ZONE}.Local`]: () => LOCAL,
  [`P:${ZONE}.Id`]: (self: ClrTimeZone) => self.id,
  [`P:${ZONE}.HasIanaId`]: (self: ClrTimeZone) => !WINDOWS_ZONES.has(self.id) || self.id === 'UTC',
  [`P:${ZONE}.BaseUtcOffset`]: withRun((run: Run, self: ClrTimeZone) => new ClrTimeSpan(self.standardOffset(now(run)))),
  [`${M}.FindSystemTimeZoneById(${TEXT})`]: requireZone,
  [`${M}.TryFindSystemTimeZoneById(${TEXT},${ZONE}@)`]: (id: string | null, result: Ref) => {
    result.value = zoneById(id) ?? null;
    return result.value !== null;
  },
  [`${M}.ConvertTime(${DATE},${ZONE})`]: (time: ClrDateTime, to: ClrTimeZone | null) =>
    convert(time, ownZone(time), to),
  [`${M}.ConvertTime(${DATE},${ZONE},${ZONE})`]: convert,
  [`${M}.ConvertTime(${OFFSET},${ZONE})`]: convertOffset,
  [`${M}.ConvertTimeBySystemTimeZoneId(${DATE},${TEXT})`]: (time: ClrDateTime, to: string | null) =>
    convert(time, ownZone(time), requireZone(to)),
  [`${M}.ConvertTimeBySystemTimeZoneId(${DATE},${TEXT},${TEXT})`]: convertById,
  [`${M}.ConvertTimeBySystemTimeZoneId(${OFFSET},${TEXT})`]: (time: ClrDateTimeOffset, to: string | null) =>
    convertOffset(time, requireZone(to)),
  [`${M}.ConvertTimeFromUtc(${DATE},${ZONE})`]: (time: ClrDateTime, to: ClrTimeZone | null) => convert(time, UTC, to),
  [`${M}.ConvertTimeToUtc(${DATE})`]: (time: ClrDateTime) => convert(time, ownZone(time), UTC),
  [`${M}.ConvertTimeToUtc(${DATE},${ZONE})`]: (time: ClrDateTime, from: ClrTimeZone | null) => convert(time, from, UTC),
  [`${M}.GetUtcOffset(${DATE})`]: (self: ClrTimeZone, time: ClrDateTime) => new ClrTimeSpan(offsetFor(self, time)),
  [`${M}.GetUtcOffset(${OFFSET})`]: (self: ClrTimeZone, time: ClrDateTimeOffset) =>
    new ClrTimeSpan(self.offsetAt(time.ticks - BigInt(time.offsetMinutes) * TICKS.minute)),
  [`${M}.IsDaylightSavingTime(${DATE})`]: isDaylight,
  [`${M}.IsDaylightSavingTime(${OFFSET})`]: (self: ClrTimeZone, time: ClrDateTimeOffset) =>
    isDaylight(self, new ClrDateTime(time.ticks - BigInt(time.offsetMinutes) * TICKS.minute, KIND.utc)),
  [`${M}.IsAmbiguousTime(${DATE})`]: (self: ClrTimeZone, time: ClrDateTime) =>
    self.offsetsOf(clockTicks(self, time)).length > 1,
  [`${M}.IsAmbiguousTime(${OFFSET})`]: (self: ClrTimeZone, moment: ClrDateTimeOffset) =>
    self.offsetsOf(clockTime(self, moment).ticks).length > 1,
  [`${M}.GetAmbiguousTimeOffsets(${OFFSET})`]: (self: ClrTimeZone, moment: ClrDateTimeOffset) =>
    ambiguousOffsets(self, clockTime(self, moment), 'DateTimeOffset'),
  [`${M}.ClearCachedData`]: () => undefined,
  [`${M}.IsInvalidTime(${DATE})`]: (self: ClrTimeZone, time: ClrDateTime) =>
    time.kind === KIND.unspecified && self.offsetsOf(time.ticks).length === 0,
  [`${M}.GetAmbiguousTimeOffsets(${DATE})`]: (self: ClrTimeZone, time: ClrDateTime) => ambiguousOffsets(self, time),
  [`${M}.Equals(${ZONE})`]: (self: ClrTimeZone, other: ClrTimeZone | null) => self.equals(other),
  [`${M}.HasSameRules(${ZONE})`]: sameRules,
  [`${M}.TryConvertWindowsIdToIanaId(${TEXT},${TEXT}@)`]: (id: string | null, result: Ref) =>
    hand(result, id === null ? undefined : WINDOWS_ZONES.get(id)),
  [`${M}.TryConvertIanaIdToWindowsId(${TEXT},${TEXT}@)`]: (id: string | null, result: Ref) => {
    const zone = id === null || WINDOWS_ZONES.has(id) ? undefined : zoneById(id);
    const match = [...WINDOWS_ZONES].find(([, iana]) => zone !== undefined && requireZone(iana).rules === zone.rules);
    return hand(result, match?.[0]);
  },
};
