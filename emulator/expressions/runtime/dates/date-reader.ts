import { DateCursor } from './date-cursor';
import type { Separator } from './date-cursor';
import { DateParts, fullYear, isSuffix, noDate } from './date-parts';
import type { FoundDate, Suffix } from './date-parts';
import { isTerminal, nextState, START } from './date-states';
import type { TokenClass } from './date-states';

/** How each separator makes a token of what stands before it. */
const AFTER_NUMBER: Partial<Record<Separator, TokenClass>> = {
  end: 'NumberEnd',
  am: 'NumberAmPm',
  pm: 'NumberAmPm',
  space: 'NumberSpace',
  date: 'NumberDate',
  time: 'NumberTime',
};
const AFTER_YEAR: Partial<Record<Separator, TokenClass>> = {
  end: 'YearEnd',
  am: 'YearSpace',
  pm: 'YearSpace',
  space: 'YearSpace',
  date: 'YearDate',
};
const AFTER_MONTH: Partial<Record<Separator, TokenClass>> = { end: 'MonthEnd', space: 'MonthSpace', date: 'MonthDate' };

const ISO_TIME = /\s*(\d\d)\s*:\s*(\d\d)\s*(?::\s*(\d\d)([.,]\d+)?\s*(?![.,]))?/y;

/** Digits after a point as .NET adds them up, in a double. */
function fractionOf(digits: string): number {
  let sum = 0;
  let unit = 0.1;
  for (const digit of digits) {
    sum += Number(digit) * unit;
    unit *= 0.1;
  }
  return sum;
}

/** Reads a text from left to right by the states of `date-states.ts`, as `DateTime.Parse` does. */
export class DateReader {
  private readonly parts = new DateParts();
  private readonly cursor: DateCursor;
  private state = START;

  constructor(private readonly text: string) {
    this.cursor = new DateCursor(text);
  }

  /** Throws NoDate where the text has no date or time. */
  read(): FoundDate {
    let isComplete = false;
    for (let token: TokenClass | undefined; token !== 'End' && token !== 'NumberEnd' && token !== 'MonthEnd';) {
      token = this.token();
      if (this.parts.found.isIso) return this.parts.found;
      if (token === undefined) continue;
      const state = nextState(this.state, token);
      if (state === undefined) throw noDate();
      this.state = state;
      if (!isTerminal(state)) continue;
      this.parts.finish(state);
      isComplete = true;
      this.state = START;
    }
    if (!isComplete) throw noDate();
    this.parts.adjustHour();
    return this.parts.found;
  }

  private token(): TokenClass | undefined {
    const { cursor } = this;
    cursor.skipWhiteSpace();
    if (cursor.atEnd) return 'End';
    const number = cursor.takeNumber();
    if (number !== undefined) {
      if (this.parts.numbers.length === 3 || number.value === undefined) throw noDate();
      return this.numberToken(number.value, number.length > 2);
    }
    const start = cursor.index;
    const word = cursor.takeWord();
    switch (word?.kind) {
      case 'day':
        if (this.parts.found.weekday !== undefined) throw noDate();
        this.parts.found.weekday = word.value;
        return 'DayOfWeek';
      case 'month':
        return this.monthToken(word.value);
      case 'zone':
        this.parts.setOffset(0);
        return 'Zone';
      case 'ampm':
        this.parts.setHalf(word.value === 0 ? 'am' : 'pm');
        return undefined;
      case 'era':
        return 'Era';
      case 'ignored':
        return undefined;
      default:
        return this.otherToken(start);
    }
  }

  private numberToken(value: number, isYear: boolean): TokenClass | undefined {
    const { cursor } = this;
    if (this.state === 'n:n:' && /[.,]/.test(cursor.character) && cursor.index < this.text.length - 1) {
      const [point = ''] = cursor.take(/[.,]\d*/y) ?? [];
      this.parts.found.fraction = fractionOf(point.slice(1));
    }
    if (this.isTime) this.takeOffset();
    if (isYear) return this.yearToken(value);
    const before = cursor.index;
    const separator = cursor.takeSeparator();
    if (isSuffix(separator)) return this.suffixed(separator, separator === 'year' ? fullYear(value) : value);
    if (separator === 'T') {
      if (this.state !== 'Yn/' && this.state !== 'Yn') throw noDate();
      this.parts.numbers.push(value);
      this.isoTime();
      return undefined;
    }
    const token =
      separator === 'dateOrOffset' ? this.dateOrOffset('NumberDate', 'NumberSpace', before) : AFTER_NUMBER[separator];
    if (separator === 'am' || separator === 'pm') {
      // A second AM or PM takes its number with it, and reading goes on.
      if (this.parts.half !== undefined) return undefined;
      this.parts.half = separator;
      if (this.state === 'n/n') this.parts.finish('!NN');
      this.parts.numbers.push(value);
      if (this.isTime) this.takeOffset();
      return token;
    }
    this.parts.numbers.push(value);
    return token;
  }

  private yearToken(value: number): TokenClass | undefined {
    if (this.parts.year !== undefined) throw noDate();
    this.parts.year = value;
    const before = this.cursor.index;
    const separator = this.cursor.takeSeparator();
    if (isSuffix(separator)) return this.suffixed(separator, value);
    if (separator === 'am' || separator === 'pm') {
      if (this.parts.half !== undefined) return undefined;
      this.parts.half = separator;
    }
    const token =
      separator === 'dateOrOffset' ? this.dateOrOffset('YearDate', 'YearSpace', before) : AFTER_YEAR[separator];
    if (token === undefined) throw noDate();
    return token;
  }

  private monthToken(value: number): TokenClass {
    if (this.parts.month !== undefined) throw noDate();
    const before = this.cursor.index;
    const separator = this.cursor.takeSeparator();
    const token =
      separator === 'dateOrOffset' ? this.dateOrOffset('MonthDate', 'MonthSpace', before) : AFTER_MONTH[separator];
    if (token === undefined) throw noDate();
    this.parts.month = value;
    return token;
  }

  /** A hyphen goes with the date, unless the date ends before it: then an offset may begin there. */
  private dateOrOffset(withDate: TokenClass, withSpace: TokenClass, before: number): TokenClass {
    if (nextState(this.state, withDate) !== undefined || !isTerminal(nextState(this.state, withSpace))) return withDate;
    this.cursor.index = before;
    return withSpace;
  }

  private suffixed(suffix: Suffix, value: number): TokenClass {
    this.parts.setSuffix(suffix, value);
    return suffix === 'year' || suffix === 'month' || suffix === 'day' ? 'DateSuffix' : 'TimeSuffix';
  }

  private otherToken(start: number): undefined {
    const { cursor } = this;
    if (/\p{L}/u.test(cursor.character)) throw noDate({ word: start });
    if (this.parts.found.offsetMinutes === undefined) {
      this.parts.found.offsetMinutes = cursor.takeOffset();
      if (this.parts.found.offsetMinutes !== undefined) return undefined;
    }
    this.takePunctuation();
    return undefined;
  }

  /** Zeros may end a text, and hashes stand around it. */
  private takePunctuation(): void {
    const { cursor, text } = this;
    if (cursor.take(/\0+$/y) !== undefined) return;
    if (cursor.character !== '#' || !/^\s*#[^#\0]*#[\s\0]*$/.test(text)) throw noDate();
    cursor.index += 1;
  }

  private get isTime(): boolean {
    return this.state === 'n:' || this.state === 'n:n:';
  }

  /** An offset right after a time; blanks before it are no part of what follows. */
  private takeOffset(): void {
    const { cursor } = this;
    const start = cursor.index;
    cursor.skipWhiteSpace();
    if (cursor.index < this.text.length && '+-'.includes(cursor.character)) {
      const minutes = this.parts.found.offsetMinutes === undefined ? cursor.takeOffset() : undefined;
      if (minutes === undefined) throw noDate();
      this.parts.found.offsetMinutes = minutes;
    } else cursor.index = start;
  }

  /** What follows T: hours, minutes and maybe seconds of two digits, and an offset. */
  private isoTime(): void {
    const { cursor } = this;
    const { found } = this.parts;
    const [all, hour, minute, second = '0', fraction = ''] = cursor.take(ISO_TIME) ?? [];
    if (all === undefined || (cursor.character === ':' && second === '0')) throw noDate();
    const [month = 0, day = 0] = this.parts.numbers;
    Object.assign(found, { year: this.parts.year, month, day, isIso: true });
    Object.assign(found, { hour: Number(hour), minute: Number(minute), second: Number(second) });
    found.fraction = fractionOf(fraction.slice(1));
    // After T nobody compares the day of the week.
    delete found.weekday;
    if ('+-'.includes(cursor.character) && !cursor.atEnd) {
      found.offsetMinutes = cursor.takeOffset();
      if (found.offsetMinutes === undefined) throw noDate();
    } else if (/^z$/i.test(cursor.character)) {
      cursor.index += 1;
      found.offsetMinutes = 0;
    }
    cursor.skipWhiteSpace();
    if (cursor.character === '#') {
      this.takePunctuation();
      cursor.skipWhiteSpace();
    }
    if (!cursor.atEnd) this.takePunctuation();
  }
}
