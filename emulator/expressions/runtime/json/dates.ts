import { ticksOf } from '../dates/calendar';
import { ClrDateTime, ClrDateTimeOffset, EPOCH_TICKS, MAXIMUM_TICKS, TICKS } from '../dates/date-time';

const ISO = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d{1,10}))?(Z|[+-]\d\d(?::?\d\d)?)?$/;
const MICROSOFT = /^\/Date\((-?\d+)([+-]\d{4})?\)\/$/;

function withinRange(ticks: bigint, kind: 0 | 1 | 2): ClrDateTime | undefined {
  return ticks < 0n || ticks > MAXIMUM_TICKS ? undefined : new ClrDateTime(ticks, kind);
}

function zoneMinutes(zone: string): number {
  const digits = zone.replace(/\D/g, '').padEnd(4, '0');
  return (zone.startsWith('-') ? -1 : 1) * (Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2)));
}

/** A moment as the text writes it: clock time, and the zone (`Z` or an offset) where it has one. */
interface Moment {
  readonly ticks: bigint;
  readonly zone: string | undefined;
}

function momentInIso(text: string): Moment | undefined {
  if (text.length < 19 || text.length > 40) return undefined;
  const match = ISO.exec(text);
  if (match === null) return undefined;
  const [, year, month, day, hour, minute, second, fraction = '', zone] = match;
  const ticks = ticksOf(Number(year), Number(month), Number(day), Number(hour), Number(minute), Number(second));
  return ticks === undefined ? undefined : { ticks: ticks + BigInt(fraction.slice(0, 7).padEnd(7, '0')), zone };
}

/** `/Date(…)/`, whose milliseconds count in UTC whatever zone follows them. */
function momentInMicrosoft(text: string): Moment | undefined {
  const match = MICROSOFT.exec(text);
  if (match === null) return undefined;
  return { ticks: EPOCH_TICKS + BigInt(match[1] ?? '0') * TICKS.millisecond, zone: match[2] };
}

/**
 * The date in a JSON string that looks like one, as Newtonsoft's default date handling finds it: ISO 8601 with time, or
 * `/Date(…)/`. A zone makes it local time (UTC here), `Z` UTC, none unspecified. Undefined: the string stays a string.
 */
export function dateInString(text: string): ClrDateTime | undefined {
  const microsoft = momentInMicrosoft(text);
  if (microsoft !== undefined) return withinRange(microsoft.ticks, microsoft.zone === undefined ? 1 : 2);
  const moment = momentInIso(text);
  if (moment?.zone === undefined) return moment && withinRange(moment.ticks, 0);
  if (moment.zone === 'Z') return withinRange(moment.ticks, 1);
  return withinRange(moment.ticks - BigInt(zoneMinutes(moment.zone)) * TICKS.minute, 2);
}

/** The same where a DateTimeOffset is wanted: the zone is kept, none is local time (UTC here). */
export function offsetInString(text: string): ClrDateTimeOffset | undefined {
  const microsoft = momentInMicrosoft(text);
  const moment = microsoft ?? momentInIso(text);
  if (moment === undefined) return undefined;
  const minutes = moment.zone === undefined || moment.zone === 'Z' ? 0 : zoneMinutes(moment.zone);
  const ticks = microsoft === undefined ? moment.ticks : moment.ticks + BigInt(minutes) * TICKS.minute;
  return ticks < 0n || ticks > MAXIMUM_TICKS ? undefined : new ClrDateTimeOffset(ticks, minutes);
}
