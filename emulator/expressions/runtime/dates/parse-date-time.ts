import { calendarTime, ticksOf } from './calendar';
import { currentTicks } from './current-clock';
import type { DateToken } from './date-tokens';
import { dateTokens } from './date-tokens';

/** A parsed date: clock time, and the offset in minutes when the text named one. */
export interface ParsedMoment {
  readonly ticks: bigint;
  readonly offsetMinutes: number | null;
}

/** Why a text is no date; `word` is where a word stands that no date has. */
export type DateFailure = 'form' | 'calendar' | 'weekday' | 'offset' | { readonly word: number };

/** What was found so far. */
interface Parts {
  date?: { readonly year: number; readonly month: number; readonly day: number };
  time?: { readonly hour: number; readonly minute: number; readonly second: number; readonly fraction: number };
  weekday?: number;
  offsetMinutes?: number;
}

const BETWEEN = '(?: ?[-/.] ?|[ ,]+)';
/** Forms of a date by kinds of tokens, the longer ones first; every number has a name where its place decides. */
const DATES = [
  ...['YNN', 'NNN', 'NNY', 'MNN', 'MNY', 'MYN', 'NMN', 'NMY', 'YMN', 'NNM', 'NYM', 'YNM'],
  ...['YN', 'NY', 'NN', 'MN', 'MY', 'NM', 'YM'],
].map((kinds) => new RegExp([...kinds].join(BETWEEN), 'y'));
const TIME = /N ?: ?N(?: ?: ?N(?:[.,][NYL]?)?)?(?: ?a)?|N ?a/y;
/** After T: numbers of two digits, no AM or PM. */
const ISO_TIME = / ?T ?N:N(?::N(?:[.,][NYL])?)?/y;
const OFFSET = /[+-](?:N:N|N|Y)/y;

const HALF_A_CENTURY = 50;

function fullYear({ kind, value }: DateToken): number {
  if (kind !== 'N') return value;
  return value < HALF_A_CENTURY ? 2000 + value : 1900 + value;
}

function valid(year: number, month: number, day: number): Parts['date'] {
  return ticksOf(year, month, day) === undefined ? undefined : { year, month, day };
}

/** Year, month and day of the tokens of a date; undefined where the calendar has no such day. */
function dateOf(tokens: readonly DateToken[]): Parts['date'] {
  const month = tokens.find(({ kind }) => kind === 'M')?.value;
  const long = tokens.find(({ kind }) => kind === 'Y');
  const numbers = tokens.filter(({ kind }) => kind === 'N');
  const [first, second, third] = numbers;
  const thisYear = (): number => calendarTime(currentTicks()).year;
  if (month === undefined) {
    const [monthNumber, day] = [first?.value ?? 0, second?.value ?? 1];
    if (long !== undefined) return valid(long.value, monthNumber, day);
    return valid(third === undefined ? thisYear() : fullYear(third), monthNumber, day);
  }
  if (long !== undefined) return valid(long.value, month, first?.value ?? 1);
  if (first !== undefined && second !== undefined) {
    return valid(fullYear(second), month, first.value) ?? valid(fullYear(first), month, second.value);
  }
  // A number before a month is a year, one after it a day.
  return tokens[0]?.kind === 'M' || first === undefined
    ? valid(thisYear(), month, first?.value ?? 1)
    : valid(fullYear(first), month, 1);
}

function timeOf(tokens: readonly DateToken[]): Parts['time'] {
  const [hours, minutes, seconds, fraction] = tokens.filter(({ kind }) => 'NYL'.includes(kind));
  const half = tokens.find(({ kind }) => kind === 'a')?.text.toUpperCase();
  let hour = hours?.value ?? 0;
  if (half === 'AM') {
    if (hour > 12) return undefined;
    hour %= 12;
  } else if (half === 'PM') {
    if (hour > 23) return undefined;
    if (hour < 12) hour += 12;
  }
  const part = fraction === undefined ? 0 : Math.round(Number(`0.${fraction.text}`) * 1e7);
  return { hour, minute: minutes?.value ?? 0, second: seconds?.value ?? 0, fraction: part };
}

/** Minutes of `+hh`, `+hhmm`, `+hh:mm`; undefined where there are sixty or more of them in an hour. */
function offsetOf(tokens: readonly DateToken[]): number | undefined {
  const [first, second] = tokens.filter(({ kind }) => kind === 'N' || kind === 'Y');
  const digits = first?.kind === 'Y' ? first.text : `${first?.text ?? ''}${(second?.text ?? '').padStart(2, '0')}`;
  const [hours, minutes] = [Number(digits.slice(0, -2)), Number(digits.slice(-2))];
  if (digits.length > 4 || minutes > 59) return undefined;
  return (tokens[0]?.kind === '-' ? -1 : 1) * (hours * 60 + minutes);
}

/** Reads one text from left to right. */
class DateReader {
  readonly parts: Parts = {};
  /** The time stood after T, where .NET does not look for words. */
  afterT = false;
  /** The date is written as year, month and day in numbers, which T may follow. */
  private isOrdered = false;
  private at = 0;
  private readonly kinds: string;

  constructor(private readonly tokens: readonly DateToken[]) {
    this.kinds = tokens.map(({ kind }) => kind).join('');
  }

  /** True when the whole text was understood. */
  read(): boolean {
    while (this.at < this.tokens.length) {
      if (!this.step()) return false;
    }
    return this.parts.date !== undefined || this.parts.time !== undefined;
  }

  private take(form: RegExp): readonly DateToken[] | undefined {
    form.lastIndex = this.at;
    const length = form.exec(this.kinds)?.[0].length;
    if (length === undefined) return undefined;
    const taken = this.tokens.slice(this.at, this.at + length);
    this.at += length;
    return taken;
  }

  private step(): boolean {
    const { parts } = this;
    if (parts.date !== undefined && parts.time === undefined && this.isOrdered) {
      const time = this.take(ISO_TIME);
      if (time !== undefined) {
        const numbers = time.filter(({ kind }) => kind === 'N').slice(0, 3);
        parts.time = timeOf(time);
        this.afterT = true;
        return numbers.every(({ text }) => text.length === 2) && this.tokens[this.at]?.text.toUpperCase() !== 'GMT';
      }
    }
    if (this.take(/[ ,]/y) !== undefined) return true;
    const weekday = this.take(/D/y)?.[0];
    if (weekday !== undefined) {
      const isFirst = parts.weekday === undefined;
      parts.weekday = weekday.value;
      return isFirst;
    }
    return this.zone() || this.time() || this.date();
  }

  private zone(): boolean {
    const { parts } = this;
    if ((parts.date === undefined && parts.time === undefined) || parts.offsetMinutes !== undefined) return false;
    if (this.take(/z/y) !== undefined) {
      parts.offsetMinutes = 0;
      return true;
    }
    const offset = this.take(OFFSET);
    if (offset === undefined) return false;
    parts.offsetMinutes = offsetOf(offset);
    return parts.offsetMinutes !== undefined;
  }

  private time(): boolean {
    const time = this.parts.time === undefined ? this.take(TIME) : undefined;
    if (time === undefined) return false;
    this.parts.time = timeOf(time);
    return this.parts.time !== undefined;
  }

  private date(): boolean {
    if (this.parts.date !== undefined) return false;
    for (const form of DATES) {
      const date = this.take(form);
      if (date === undefined) continue;
      this.parts.date = dateOf(date);
      this.isOrdered = form === DATES[0];
      return this.parts.date !== undefined;
    }
    return false;
  }
}

/** Where the first word stands that no date has, unless the text fails before it. */
function unknownWord(tokens: readonly DateToken[]): DateFailure {
  const stops = ({ kind }: DateToken, place: number): boolean =>
    'wL?+'.includes(kind) || ('-/:'.includes(kind) && place === 0) || kind === 'T';
  const place = tokens.findIndex(stops);
  const found = tokens[place];
  if (found === undefined || !'wT'.includes(found.kind)) return 'form';
  return found.kind === 'T' && 'NY'.includes(tokens[place - 1]?.kind ?? ' ') ? 'form' : { word: found.start };
}

function build({ date, time, weekday, offsetMinutes }: Parts): ParsedMoment | DateFailure {
  const { year, month, day } = date ?? calendarTime(currentTicks());
  const start = ticksOf(year, month, day) ?? 0n;
  if (weekday !== undefined && calendarTime(start).dayOfWeek !== weekday) return 'weekday';
  const { hour, minute, second, fraction } = time ?? { hour: 0, minute: 0, second: 0, fraction: 0 };
  const ticks = ticksOf(year, month, day, hour, minute, second, 0);
  if (ticks === undefined) return 'calendar';
  if (Math.abs(offsetMinutes ?? 0) > 14 * 60) return 'offset';
  return { ticks: ticks + BigInt(fraction), offsetMinutes: offsetMinutes ?? null };
}

/**
 * Reads a date as `DateTime.Parse` does under the invariant culture: year-month-day, month/day/year, names of months and
 * days, times with AM and PM, offsets; what a text leaves out is today's.
 */
export function readDateTime(text: string): ParsedMoment | DateFailure {
  const tokens = dateTokens(text.replace(/\0+$/, ''));
  const reader = new DateReader(tokens);
  if (reader.read()) return build(reader.parts);
  return reader.afterT ? 'form' : unknownWord(tokens);
}

/** The date of a text; undefined when it is none. */
export function parseDateTime(text: string): ParsedMoment | undefined {
  const read = readDateTime(text);
  return typeof read === 'object' && 'ticks' in read ? read : undefined;
}
