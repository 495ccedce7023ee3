import { quotedText, unclosedQuote } from './quoted-text';
import { ClrException } from '../../clr-exception';
import { TICKS } from './date-time';
import { formatError } from '../errors';
import { parseTimeSpan } from './parse-time-span';

/** Ticks, or why .NET refuses the text or the format. */
export type ParsedSpan = bigint | ClrException;

const UNITS: Readonly<Record<string, { readonly most: number; readonly limit: bigint; readonly ticks: bigint }>> = {
  d: { most: 8, limit: 10_675_200n, ticks: TICKS.day },
  h: { most: 2, limit: 24n, ticks: TICKS.hour },
  m: { most: 2, limit: 60n, ticks: TICKS.minute },
  s: { most: 2, limit: 60n, ticks: TICKS.second },
};

/** FormatException for text that is no time span. */
export function notASpan(text: string): ClrException {
  return formatError(`String '${text}' was not recognized as a valid TimeSpan.`);
}

/** OverflowException for text whose parts are too large. */
export function spanTooLarge(text: string): ClrException {
  return new ClrException(
    'System.OverflowException',
    `The TimeSpan string '${text}' could not be parsed because at least one of the numeric components is out of range or contains too many digits.`,
  );
}

function wrongForm(): ClrException {
  return formatError('Input string was not in a correct format.');
}

/** The digits a field reads at a place: one letter as many as the field may have, more letters exactly so many. */
function digitsAt(text: string, at: number, letter: string, count: number): string | undefined {
  const most = letter === 'd' ? 8 : 2;
  const pattern = letter === 'F' ? `\\d{0,${count}}` : letter === 'f' || count > 1 ? `\\d{${count}}` : `\\d{1,${most}}`;
  return new RegExp(`^${pattern}`).exec(text.slice(at))?.[0];
}

function custom(text: string, format: string): ParsedSpan {
  const seen = new Set<string>();
  let [at, ticks] = [0, 0n];
  let overflows = false;
  for (let index = 0; index < format.length;) {
    const letter = format.charAt(index);
    if (/[dhmsfF]/.test(letter)) {
      let count = 1;
      while (format[index + count] === letter) count += 1;
      const unit = UNITS[letter];
      const digits = digitsAt(text, at, letter, count);
      if (count > (unit?.most ?? 7) || seen.has(letter.toLowerCase()) || digits === undefined) return wrongForm();
      seen.add(letter.toLowerCase());
      const value = BigInt(unit === undefined ? digits.padEnd(7, '0') : digits);
      overflows ||= unit !== undefined && value >= unit.limit;
      ticks += value * (unit?.ticks ?? 1n);
      at += digits.length;
      index += count;
      continue;
    }
    const [literal, length] = literalAt(format, index, letter);
    if (literal instanceof ClrException) return literal;
    if (!text.startsWith(literal, at)) return wrongForm();
    at += literal.length;
    index += length;
  }
  if (at < text.length) return notASpan(text);
  return overflows || ticks >= 1n << 63n ? spanTooLarge(text) : ticks;
}

/** Quoted or escaped text of a format, and how long it is written. */
function literalAt(format: string, index: number, letter: string): readonly [string | ClrException, number] {
  if (letter === "'" || letter === '"') {
    const quoted = quotedText(format, index);
    return quoted === undefined ? [unclosedQuote(letter), 0] : [quoted.text, quoted.end - index];
  }
  const next = format[index + 1];
  if (letter === '\\' && next !== undefined) return [next, 2];
  return letter === '%' && next !== undefined && next !== '%' ? ['', 1] : [wrongForm(), 0];
}

/** In the constant format seconds or their fraction may be missing around a point; digits past the seventh do not belong to it. */
function completed(text: string): string {
  return text.replace(
    /(\d:\d+):(\d*)\.(\d*)(\s*)$/,
    (_, start: string, seconds: string, fraction: string, end: string) =>
      fraction.length > 7 ? '' : `${start}:${seconds || '0'}.${fraction || '0'}${end}`,
  );
}

/** Reads a time span that must have exactly this .NET format. */
export function parseSpanExact(text: string, format: string): ParsedSpan {
  if (format.length < 2 && !/^[cgGtT]$/.test(format)) return formatError(`Format specifier '${format}' was invalid.`);
  if (format.length > 1) return custom(text, format);
  // The long form has all of its parts.
  if (format === 'G' && !/^\s*-?\d+(?::\d+){3}\.\d+\s*$/.test(text)) return notASpan(text);
  // Only the constant format has a point between days and hours, and only the others a colon.
  const wrongDays = /^[gG]$/.test(format) ? /^\s*-?\d+\.\d+:/ : /^\s*-?\d+(?::\d+){3}/;
  if (wrongDays.test(text)) return notASpan(text);
  if (/^[ctT]$/.test(format) && Number(/^\s*-?(?:\d+\.)?(\d+):/.exec(text)?.[1] ?? 0) > 23) return spanTooLarge(text);
  const ticks = parseTimeSpan(/^[ctT]$/.test(format) ? completed(text) : text);
  return ticks === undefined ? notASpan(text) : ticks === 'overflow' ? spanTooLarge(text) : ticks;
}
