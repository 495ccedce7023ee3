import { argumentOutOfRange } from '../errors';
import { ticksOf } from '../dates/calendar';
import { ClrDateTime, ClrDateTimeOffset, EPOCH_TICKS, MAXIMUM_TICKS, TICKS } from '../dates/date-time';

/** Newtonsoft takes a zone without its minutes or its sign, and minutes up to 99; of a fraction the first seven digits, no more. */
const ISO = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(?=(\d{1,7}))\7)?(?:(Z)|(?:([+-])(\d\d))?:?(\d\d)?)$/i;
/** Minutes of the zone count only where more digits follow them. */
const MICROSOFT = /^\/Date\((-?\d+)(?:([+-])(\d\d)(?:(\d\d)(?=\d))?\d*)?\)\/$/;
const DAY_END = 24;
const MAXIMUM_OFFSET_MINUTES = 14 * 60;

/** A moment as the text writes it: clock time, and minutes from UTC where it names a zone other than `Z`. */
interface Moment {
  readonly ticks: bigint;
  readonly zone: 'none' | 'Z' | number;
}

function zoneOf(sign: string | undefined, hours: string | undefined, minutes: string | undefined): Moment['zone'] {
  if (sign === undefined) return 'none';
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes ?? '0'));
}

function momentInIso(text: string): Moment | undefined {
  if (text.length < 19 || text.length > 40) return undefined;
  const match = ISO.exec(text);
  if (match === null || text[10] !== 'T') return undefined;
  const [, year, month, day, hour, minute, second, fraction = '', z, sign, hours, minutes] = match;
  const part = BigInt(fraction.padEnd(7, '0'));
  const isDayEnd = Number(hour) === DAY_END && Number(minute) === 0 && Number(second) === 0 && part === 0n;
  const clock = isDayEnd ? [0, 0, 0] : [Number(hour), Number(minute), Number(second)];
  const ticks = ticksOf(Number(year), Number(month), Number(day), ...clock);
  if (ticks === undefined) return undefined;
  const end = ticks + (isDayEnd ? TICKS.day : part);
  if (end > MAXIMUM_TICKS) {
    throw argumentOutOfRange('The added or subtracted value results in an un-representable DateTime.', 'value');
  }
  return { ticks: end, zone: z === undefined ? zoneOf(sign, hours, minutes) : 'Z' };
}

/** `/Date(…)/`, whose milliseconds count in UTC whatever zone follows them. */
function momentInMicrosoft(text: string): Moment | undefined {
  const match = MICROSOFT.exec(text);
  if (match === null) return undefined;
  const [, milliseconds = '0', sign, hours, minutes] = match;
  const ticks = EPOCH_TICKS + BigInt(milliseconds) * TICKS.millisecond;
  if (ticks < 0n || ticks > MAXIMUM_TICKS) {
    throw argumentOutOfRange('Ticks must be between DateTime.MinValue.Ticks and DateTime.MaxValue.Ticks.', 'ticks');
  }
  return { ticks, zone: zoneOf(sign, hours, minutes) };
}

function withinRange(ticks: bigint): bigint {
  if (ticks < 0n) return 0n;
  return ticks > MAXIMUM_TICKS ? MAXIMUM_TICKS : ticks;
}

/**
 * The date in a JSON string that looks like one, as Newtonsoft's default date handling finds it: ISO 8601 with time, or
 * `/Date(…)/`. A zone makes it local time (UTC here), `Z` UTC, none unspecified. Undefined: the string stays a string.
 */
export function dateInString(text: string): ClrDateTime | undefined {
  const microsoft = momentInMicrosoft(text);
  if (microsoft !== undefined) return new ClrDateTime(microsoft.ticks, microsoft.zone === 'none' ? 1 : 2);
  const moment = momentInIso(text);
  if (moment === undefined) return undefined;
  const { ticks, zone } = moment;
  if (typeof zone === 'string') return new ClrDateTime(ticks, zone === 'Z' ? 1 : 0);
  return new ClrDateTime(withinRange(ticks - BigInt(zone) * TICKS.minute), 2);
}

/** The same where a DateTimeOffset is wanted: the zone is kept, none is local time (UTC here). */
export function offsetInString(text: string): ClrDateTimeOffset | undefined {
  const microsoft = momentInMicrosoft(text);
  const moment = microsoft ?? momentInIso(text);
  if (moment === undefined) return undefined;
  const minutes = typeof moment.zone === 'string' ? 0 : moment.zone;
  const offset = BigInt(minutes) * TICKS.minute;
  const [clock, utc] =
    microsoft === undefined ? [moment.ticks, moment.ticks - offset] : [moment.ticks + offset, moment.ticks];
  if (utc < 0n || utc > MAXIMUM_TICKS) return undefined;
  if (Math.abs(minutes) > MAXIMUM_OFFSET_MINUTES)
    throw argumentOutOfRange('Offset must be within plus or minus 14 hours.', 'offset');
  return new ClrDateTimeOffset(clock, minutes);
}
