import { ClrDateTime, ClrTimeSpan } from '../dates/date-time';
import { argumentOutOfRange } from '../errors';
import type { MemberTable } from '../member';
import { ReferenceObject } from '../reference-object';

/** What `TimeZone.CurrentTimeZone` answers: UTC, which gateways run on. */
class CurrentTimeZone extends ReferenceObject {
  readonly clrType = 'System.TimeZone';

  override toClrString(): string {
    return 'System.CurrentSystemTimeZone';
  }
}

/** A System.Globalization.DaylightTime, which expressions can only hand on: UTC has none. */
class DaylightTime extends ReferenceObject {
  readonly clrType = 'System.Globalization.DaylightTime';
}

const CURRENT = new CurrentTimeZone();
const NAME = 'Coordinated Universal Time';
const ZONE = 'System.TimeZone';
const M = `M:${ZONE}`;
const DATE = 'System.DateTime';

/** Members of System.TimeZone, which knows one zone. */
export const CURRENT_TIME_ZONE_MEMBERS: MemberTable = {
  [`P:${ZONE}.CurrentTimeZone`]: () => CURRENT,
  [`P:${ZONE}.StandardName`]: () => NAME,
  [`P:${ZONE}.DaylightName`]: () => NAME,
  [`${M}.GetUtcOffset(${DATE})`]: () => new ClrTimeSpan(0n),
  [`${M}.IsDaylightSavingTime(${DATE})`]: () => false,
  [`${M}.IsDaylightSavingTime(${DATE},System.Globalization.DaylightTime)`]: () => false,
  [`${M}.ToLocalTime(${DATE})`]: (_self: CurrentTimeZone, time: ClrDateTime) => new ClrDateTime(time.ticks, 2),
  [`${M}.ToUniversalTime(${DATE})`]: (_self: CurrentTimeZone, time: ClrDateTime) => new ClrDateTime(time.ticks, 1),
  [`${M}.GetDaylightChanges(System.Int32)`]: (_self: CurrentTimeZone, year: number) => {
    if (year < 1 || year > 9999) throw argumentOutOfRange('Valid values are between 1 and 9999, inclusive.', 'year');
    return new DaylightTime();
  },
};
