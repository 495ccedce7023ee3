import { calendarTime, ticksOf } from './calendar';
import { currentTicks } from './current-clock';
import type { Separator } from './date-cursor';

/** Why a text is no date; `word` is where a word stands that no date has. */
export type DateFailure =
  'form' | 'calendar' | 'weekday' | 'offset' | 'range' | 'incomplete' | { readonly word: number };

/** Ends reading; `readDateTime` answers the reason. */
export class NoDate extends Error {
  constructor(readonly reason: DateFailure) {
    super();
  }
}

export function noDate(reason: DateFailure = 'form'): NoDate {
  return new NoDate(reason);
}

/** Parts of a date as they were found; undefined where the text has none. */
export interface FoundDate {
  year?: number;
  month?: number;
  day?: number;
  hour?: number;
  minute?: number;
  second?: number;
  /** Of a second. */
  fraction: number;
  weekday?: number;
  offsetMinutes?: number;
  /** The year is today's, because the text names only month and day. */
  isYearAssumed: boolean;
  /** Read after T, where nothing but an offset can follow. */
  isIso: boolean;
}

/** A mark after a number that says what it is. */
export type Suffix = Extract<Separator, 'year' | 'month' | 'day' | 'hour' | 'minute' | 'second'>;

/** Whether a separator says what the number before it is. */
export function isSuffix(separator: Separator): separator is Suffix {
  return ['year', 'month', 'day', 'hour', 'minute', 'second'].includes(separator);
}

const HALF_A_CENTURY = 50;

/** The year that two digits mean: 1950 to 2049. */
export function fullYear(year: number): number {
  if (year >= 100) return year;
  return year < HALF_A_CENTURY ? 2000 + year : 1900 + year;
}

/** What was read of a date, and what its numbers turn out to mean. */
export class DateParts {
  readonly found: FoundDate = { fraction: 0, isYearAssumed: false, isIso: false };
  /** Numbers whose meaning is not known yet. */
  numbers: number[] = [];
  year: number | undefined;
  month: number | undefined;
  half: 'am' | 'pm' | undefined;
  private hasDate = false;
  private hasTime = false;
  private readonly suffixes = new Set<Suffix>();

  /** Only one offset may stand in a text. */
  setOffset(minutes: number): void {
    if (this.found.offsetMinutes !== undefined) throw noDate();
    this.found.offsetMinutes = minutes;
  }

  setHalf(half: 'am' | 'pm'): void {
    if (this.half !== undefined) throw noDate();
    this.half = half;
  }

  private setDate(year: number, month = 1, day = 1): void {
    if (ticksOf(year, month, day) === undefined) throw noDate();
    Object.assign(this.found, { year, month, day });
  }

  /** What a terminal state makes of the numbers, under month/day/year order. */
  finish(state: string): void {
    const [first = 0, second = 0, third = 0] = this.numbers;
    const { year = 0, month = 0 } = this;
    if (state.endsWith(':')) this.finishTime(state, first, second, third);
    else if (!['!MN', '!NM', '!D', '!DN', '!ND', '!NND', '!T'].includes(state)) {
      if (this.hasDate) throw noDate();
      this.hasDate = true;
    } else if ((state === '!MN' || state === '!NM') && this.hasDate) throw noDate();
    switch (state) {
      case '!NN':
        this.setDate(this.thisYear(), first, second);
        break;
      case '!NNN':
        this.setDate(fullYear(third), first, second);
        break;
      case '!MN':
        this.setDate(this.thisYear(), month, first);
        break;
      case '!NM':
        this.setDate(fullYear(first), month);
        break;
      case '!MNN': {
        const isDayFirst = ticksOf(fullYear(second), month, first) !== undefined;
        this.setDate(fullYear(isDayFirst ? second : first), month, isDayFirst ? first : second);
        break;
      }
      case '!YNN':
      case '!NNY':
        this.setDate(year, first, second);
        break;
      case '!YMN':
        this.setDate(year, month, first);
        break;
      case '!YN':
        this.setDate(year, first);
        break;
      case '!YM':
        this.setDate(year, month);
        break;
      default:
        this.finishSuffixes(state, first, second);
    }
    this.numbers = [];
  }

  private finishTime(state: string, hour: number, minute: number, second: number): void {
    if (this.hasTime || (state === '!N:' && this.half === undefined)) throw noDate();
    this.hasTime = true;
    this.found.hour = hour;
    if (state !== '!N:') this.found.minute = minute;
    if (state === '!NNN:') this.found.second = second;
  }

  private finishSuffixes(state: string, first: number, second: number): void {
    const { found, suffixes } = this;
    if (state === '!DN') {
      if (this.numbers.length !== 1 || found.day !== undefined) throw noDate();
      found.day = first;
    } else if (state === '!ND') {
      if (found.month === undefined || found.year !== undefined) throw noDate();
      found.year = fullYear(first);
      found.day = 1;
    } else if (state === '!NND') {
      const [hasYear, hasMonth] = [suffixes.has('year'), suffixes.has('month')];
      if (hasYear === hasMonth || suffixes.has('day')) throw noDate();
      if (hasYear) this.setDate(fullYear(this.year ?? 0), first, second);
      else this.setDate(fullYear(second), found.month, first);
    }
  }

  private thisYear(): number {
    this.found.isYearAssumed = true;
    return calendarTime(currentTicks()).year;
  }

  /** Makes of the hour what AM or PM say. */
  adjustHour(): void {
    if (this.half === undefined) return;
    const hour = this.found.hour ?? 0;
    if (hour > (this.half === 'am' ? 12 : 23)) throw noDate();
    this.found.hour = this.half === 'am' ? hour % 12 : hour < 12 ? hour + 12 : hour;
  }

  /** A number with its suffix; each suffix stands once. */
  setSuffix(suffix: Suffix, value: number): void {
    if (this.suffixes.has(suffix)) throw noDate();
    this.suffixes.add(suffix);
    this.found[suffix] = value;
    if (suffix === 'year') this.year = value;
    if (suffix === 'month') this.month = value;
  }
}
