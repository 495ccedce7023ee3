import { ClrException } from '../../clr-exception';
import type { ClrValue } from '../../clr-value';
import { argumentNull, formatError, inputFormat } from '../errors';
import { ClrDateTime, ClrDateTimeOffset, ClrTimeSpan } from '../dates/date-time';
import { ClrGuid } from '../guid';
import { double, single } from '../numbers/numbers';
import { notADate } from '../change-type';
import { parseDateTime } from '../dates/parse-date-time';
import { parseNumber } from '../numbers/parse-number';
import type { XmlElement } from './element';
import type { XmlAttribute } from './node';

const DURATION =
  /^\s*(-)?P(?=.)(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)D)?(?:T(?=.)(?:(\d+)H)?(?:(\d+)M)?(?:(?=[\d.])(\d*)(?:\.(\d*))?S)?)?\s*$/;
const LARGEST_INT32 = 0x7fff_ffffn;
const LARGEST_TICKS = 0x7fff_ffff_ffff_ffffn;

function invalid(text: string, type: string): Error {
  return formatError(`The string '${text}' is not a valid ${type} value.`);
}

function toBoolean(text: string): boolean {
  const trimmed = text.toLowerCase().trim();
  if (trimmed === '1' || trimmed === 'true') return true;
  if (trimmed === '0' || trimmed === 'false') return false;
  throw invalid(text.toLowerCase(), 'Boolean');
}

function toReal(text: string, type: 'System.Double' | 'System.Single'): ClrValue {
  const trimmed = text.trim();
  const make = type === 'System.Double' ? double : single;
  if (trimmed === 'INF') return make(Infinity);
  if (trimmed === '-INF') return make(-Infinity);
  return plainNumber(trimmed, type);
}

/** XML knows no thousands, and no sign after a number. */
function plainNumber(text: string, type: string): ClrValue {
  if (/,|[+-]\s*$/.test(text)) throw inputFormat(text);
  return parseNumber(text, type);
}

/** XML Schema's unsigned numbers have no sign. */
function unsigned(text: string, type: string): ClrValue {
  if (/^\s*[+-]/.test(text)) throw inputFormat(text);
  return parseNumber(text, type);
}

function toTimeSpan(text: string): ClrTimeSpan {
  const match = DURATION.exec(text);
  if (match === null) throw invalid(text, 'TimeSpan');
  const part = (index: number): bigint => BigInt(match[index] ?? '0');
  if ([2, 3, 4, 5, 6, 7].some((index) => part(index) > LARGEST_INT32)) throw invalid(text, 'TimeSpan');
  const days = part(2) * 365n + part(3) * 30n + part(4);
  const seconds = ((days * 24n + part(5)) * 60n + part(6)) * 60n + part(7);
  const ticks = seconds * 10_000_000n + BigInt((match[8] ?? '').padEnd(7, '0').slice(0, 7));
  const isNegative = match[1] !== undefined;
  if (ticks > LARGEST_TICKS + (isNegative ? 1n : 0n)) {
    throw new ClrException(
      'System.OverflowException',
      "Value 'Duration' was either too large or too small for TimeSpan.",
    );
  }
  return new ClrTimeSpan(isNegative ? -ticks : ticks);
}

function toDateTime(text: string): ClrDateTime {
  const parsed = parseDateTime(text);
  if (parsed === undefined) throw notADate(text);
  const { ticks, offsetMinutes } = parsed;
  if (offsetMinutes === null) return new ClrDateTime(ticks);
  const utc = ticks - BigInt(offsetMinutes) * 600_000_000n;
  return new ClrDateTime(utc, /(?:z|gmt)\s*$/i.test(text) ? 1 : 2);
}

/** XML Schema's dateTime, date and gYearMonth, which are read strictly. */
const XSD_MOMENT = /^\s*\d{4}-\d\d(?:-\d\d(?:T\d\d:\d\d:\d\d(?:\.\d+)?)?)?(?:Z|[+-]\d\d:\d\d)?\s*$/;

function toDateTimeOffset(text: string): ClrDateTimeOffset {
  const parsed = XSD_MOMENT.test(text) ? parseDateTime(text, 'DateTimeOffset') : undefined;
  if (parsed === undefined) throw invalid(text, 'AllXsd');
  return new ClrDateTimeOffset(parsed.ticks, parsed.offsetMinutes ?? 0);
}

/** How the text of an element or attribute becomes a value of a type, as XmlConvert does it. */
export const FROM_XML: Readonly<Record<string, (text: string) => ClrValue>> = {
  'System.Boolean': toBoolean,
  'System.Int32': (text) => parseNumber(text, 'System.Int32'),
  'System.UInt32': (text) => unsigned(text, 'System.UInt32'),
  'System.Int64': (text) => parseNumber(text, 'System.Int64'),
  'System.UInt64': (text) => unsigned(text, 'System.UInt64'),
  'System.Decimal': (text) => plainNumber(text, 'System.Decimal'),
  'System.Double': (text) => toReal(text, 'System.Double'),
  'System.Single': (text) => toReal(text, 'System.Single'),
  'System.DateTime': toDateTime,
  'System.DateTimeOffset': toDateTimeOffset,
  'System.TimeSpan': toTimeSpan,
  'System.Guid': (text) => ClrGuid.read(text),
};

/** The explicit conversion of an element or attribute; null throws for a type that has no null. */
export function castXml(
  source: XmlElement | XmlAttribute | null,
  convert: (text: string) => ClrValue,
  whenNull: 'null' | 'element' | 'attribute',
): ClrValue {
  if (source !== null) return convert(source.value);
  if (whenNull === 'null') return null;
  throw argumentNull(whenNull);
}
