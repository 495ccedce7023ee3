import { DAYS, MONTHS, ticksOf } from './calendar';

/** A parsed date: clock time, and the offset in minutes when the text named one. */
export interface ParsedMoment {
  readonly ticks: bigint;
  readonly offsetMinutes: number | null;
}

const MONTH_NAMES = MONTHS.flatMap((name) => [name, name.slice(0, 3)]).join('|');
const DAY_NAMES = DAYS.flatMap((name) => [name, name.slice(0, 3)]).join('|');
const TIME = String.raw`(?<hour>\d{1,2}):(?<minute>\d{1,2})(?::(?<second>\d{1,2})(?:[.,](?<fraction>\d{1,16}))?)?\s*(?<half>[AaPp][Mm]?)?`;
const ZONE = String.raw`(?<zone>Z|z|GMT|UTC|[+-]\d{1,2}(?::?\d{2})?)`;
const TAIL = String.raw`(?:(?:[Tt]|\s+|,\s*)${TIME}\s*${ZONE}?|\s*${ZONE.replace('<zone>', '<dateZone>')})?`;

const FORMS = [
  String.raw`(?<year>\d{4})[-/.](?<month>\d{1,2})[-/.](?<day>\d{1,2})${TAIL}`,
  String.raw`(?<month>\d{1,2})[-/.](?<day>\d{1,2})[-/.](?<year>\d{2,4})${TAIL}`,
  String.raw`(?<year>\d{4})-(?<month>\d{1,2})${TAIL}`,
  String.raw`(?:(?:${DAY_NAMES}),?\s+)?(?<day>\d{1,2})[\s-]+(?<monthName>${MONTH_NAMES}),?[\s-]+(?<year>\d{2,4})${TAIL}`,
  String.raw`(?:(?:${DAY_NAMES}),?\s+)?(?<monthName>${MONTH_NAMES})\s+(?<day>\d{1,2}),?\s+(?<year>\d{4})${TAIL}`,
].map((form) => new RegExp(`^\\s*${form}\\s*$`, 'i'));

function offsetMinutes(zone: string | undefined): number | null {
  if (zone === undefined) return null;
  const match = /^([+-])(\d{1,2}):?(\d{2})?$/.exec(zone);
  if (match === null) return 0;
  const [, sign, hours = '0', minutes = '0'] = match;
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}

function monthOf(groups: Readonly<Record<string, string | undefined>>): number {
  const name = groups.monthName;
  if (name === undefined) return Number(groups.month);
  return MONTHS.findIndex((month) => month.slice(0, 3).toLowerCase() === name.slice(0, 3).toLowerCase()) + 1;
}

function yearOf(text: string): number {
  const year = Number(text);
  if (text.length > 2) return year;
  return year < 50 ? 2000 + year : 1900 + year;
}

function hourOf(groups: Readonly<Record<string, string | undefined>>): number {
  const hour = Number(groups.hour ?? 0);
  const half = groups.half?.toLowerCase();
  if (half === undefined) return hour;
  if (hour > 12) return 99;
  return (hour % 12) + (half.startsWith('p') ? 12 : 0);
}

/** Parses the date forms that the invariant culture reads in practice: ISO 8601, RFC 1123, month/day/year, names of months. Undefined when none fits. */
export function parseDateTime(text: string): ParsedMoment | undefined {
  for (const form of FORMS) {
    const groups: Readonly<Record<string, string | undefined>> | undefined = form.exec(text)?.groups;
    if (groups === undefined) continue;
    const fraction = Math.round(Number(`0.${groups.fraction ?? '0'}`) * 1e7);
    const ticks = ticksOf(
      yearOf(groups.year ?? ''),
      monthOf(groups),
      Number(groups.day ?? 1),
      hourOf(groups),
      Number(groups.minute ?? 0),
      Number(groups.second ?? 0),
      0,
    );
    if (ticks === undefined) return undefined;
    return { ticks: ticks + BigInt(fraction), offsetMinutes: offsetMinutes(groups.zone ?? groups.dateZone) };
  }
  return undefined;
}
