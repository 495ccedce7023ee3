import { ticksOf } from '../calendar';
import { ClrDateTime, EPOCH_TICKS, MAXIMUM_TICKS, TICKS } from '../date-time';

const ISO = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d{1,10}))?(Z|[+-]\d\d(?::?\d\d)?)?$/;
const MICROSOFT = /^\/Date\((-?\d+)([+-]\d{4})?\)\/$/;

function withinRange(ticks: bigint, kind: 0 | 1 | 2): ClrDateTime | undefined {
  return ticks < 0n || ticks > MAXIMUM_TICKS ? undefined : new ClrDateTime(ticks, kind);
}

function offsetTicks(zone: string): bigint {
  const sign = zone.startsWith('-') ? -1n : 1n;
  const digits = zone.replace(/\D/g, '').padEnd(4, '0');
  return sign * (BigInt(digits.slice(0, 2)) * TICKS.hour + BigInt(digits.slice(2)) * TICKS.minute);
}

/**
 * The date in a JSON string that looks like one, as Newtonsoft's default date handling finds it: ISO 8601 with time, or
 * `/Date(…)/`. A zone makes it local time (UTC here), `Z` UTC, none unspecified. Undefined: the string stays a string.
 */
export function dateInString(text: string): ClrDateTime | undefined {
  const microsoft = MICROSOFT.exec(text);
  if (microsoft !== null) {
    const [, milliseconds = '0', zone] = microsoft;
    return withinRange(EPOCH_TICKS + BigInt(milliseconds) * TICKS.millisecond, zone === undefined ? 1 : 2);
  }
  if (text.length < 19 || text.length > 40) return undefined;
  const match = ISO.exec(text);
  if (match === null) return undefined;
  const [, year, month, day, hour, minute, second, fraction = '', zone] = match;
  const ticks = ticksOf(Number(year), Number(month), Number(day), Number(hour), Number(minute), Number(second));
  if (ticks === undefined) return undefined;
  const exact = ticks + BigInt(fraction.slice(0, 7).padEnd(7, '0'));
  if (zone === undefined) return withinRange(exact, 0);
  return zone === 'Z' ? withinRange(exact, 1) : withinRange(exact - offsetTicks(zone), 2);
}
