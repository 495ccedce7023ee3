import { MONTHS, DAYS, ticksOf } from './calendar';
import type { ParsedMoment } from './parse-date-time';
import { STANDARD_DATE_FORMATS } from './standard-date-formats';

const TOKEN =
  /(d{1,4}|M{1,4}|y{1,5}|H{1,2}|h{1,2}|m{1,2}|s{1,2}|f{1,7}|F{1,7}|t{1,2}|z{1,3}|K)|\\([\s\S])|'([^']*)'|"([^"]*)"|(%)|([\s\S])/g;

const short = (names: readonly string[]): string => names.map((name) => name.slice(0, 3)).join('|');

/** The pattern of one field of a format, in a named group where its value counts. */
function fieldPattern(token: string): string {
  const letter = token.charAt(0);
  switch (letter) {
    case 'd':
      if (token.length > 2) return `(?:${token.length === 3 ? short(DAYS) : DAYS.join('|')})`;
      return token.length === 1 ? String.raw`(?<day>\d{1,2})` : String.raw`(?<day>\d{2})`;
    case 'M':
      if (token.length > 2) return `(?<monthName>${token.length === 3 ? short(MONTHS) : MONTHS.join('|')})`;
      return token.length === 1 ? String.raw`(?<month>\d{1,2})` : String.raw`(?<month>\d{2})`;
    case 'y':
      return token.length < 3 ? String.raw`(?<shortYear>\d{1,2})` : String.raw`(?<year>\d{${token.length}})`;
    case 'H':
    case 'h':
      return `(?<${letter === 'H' ? 'hour' : 'halfHour'}>\\d{${token.length === 1 ? '1,2' : '2'}})`;
    case 'm':
      return `(?<minute>\\d{${token.length === 1 ? '1,2' : '2'}})`;
    case 's':
      return `(?<second>\\d{${token.length === 1 ? '1,2' : '2'}})`;
    case 'f':
      return `(?<fraction>\\d{${token.length}})`;
    case 'F':
      return `(?<fraction>\\d{0,${token.length}})`;
    case 't':
      return token.length === 1 ? '(?<half>[AP])' : '(?<half>AM|PM)';
    case 'K':
      return String.raw`(?<zone>Z|[+-]\d{2}:\d{2})?`;
    default:
      return token.length === 3 ? String.raw`(?<zone>[+-]\d{1,2}:\d{2}|Z)` : String.raw`(?<zone>[+-]\d{1,2})`;
  }
}

function patternOf(format: string): RegExp | undefined {
  let source = '';
  for (const [, field, escaped, single, quoted, percent, plain] of format.matchAll(TOKEN)) {
    if (percent !== undefined) continue;
    source += field !== undefined ? fieldPattern(field) : literal(escaped ?? single ?? quoted ?? plain ?? '');
  }
  try {
    return new RegExp(`^${source}$`, 'i');
  } catch {
    // A field stands twice, which .NET accepts only when both say the same.
    return undefined;
  }
}

function literal(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, String.raw`\$&`);
}

function offsetOf(zone: string | undefined): number | null {
  if (zone === undefined || zone === '') return null;
  if (/z/i.test(zone)) return 0;
  const [, sign, hours = '0', minutes = '0'] = /^([+-])(\d+):?(\d+)?$/.exec(zone) ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}

/** Reads a date that must have exactly this .NET format; undefined when it has not. */
export function parseExact(text: string, format: string): ParsedMoment | undefined {
  const groups: Readonly<Record<string, string | undefined>> | undefined =
    patternOf(STANDARD_DATE_FORMATS[format] ?? format)?.exec(text)?.groups ??
    (patternOf(STANDARD_DATE_FORMATS[format] ?? format)?.test(text) === true ? {} : undefined);
  if (groups === undefined) return undefined;
  const named = MONTHS.findIndex(
    (name) => name.slice(0, 3).toLowerCase() === groups.monthName?.slice(0, 3).toLowerCase(),
  );
  const shortYear = Number(groups.shortYear ?? 0);
  const year = groups.year ?? (groups.shortYear === undefined ? undefined : shortYear + (shortYear < 50 ? 2000 : 1900));
  if (year === undefined) return undefined;
  const halfHour = (Number(groups.halfHour ?? 0) % 12) + (/^p/i.test(groups.half ?? '') ? 12 : 0);
  const ticks = ticksOf(
    Number(year),
    named === -1 ? Number(groups.month ?? 1) : named + 1,
    Number(groups.day ?? 1),
    groups.hour === undefined ? halfHour : Number(groups.hour),
    Number(groups.minute ?? 0),
    Number(groups.second ?? 0),
  );
  if (ticks === undefined) return undefined;
  const offset = STANDARD_DATE_FORMATS[format]?.endsWith("'") === true ? 0 : offsetOf(groups.zone);
  return { ticks: ticks + BigInt((groups.fraction ?? '').padEnd(7, '0')), offsetMinutes: offset };
}
