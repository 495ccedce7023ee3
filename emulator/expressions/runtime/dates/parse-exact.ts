import { quotedText, unclosedQuote } from './quoted-text';
import { calendarTime, DAYS, MONTHS, ticksOf } from './calendar';
import type { ClrException } from '../../clr-exception';
import { formatError } from '../errors';
import type { ParsedMoment } from './parse-date-time';
import { STANDARD_DATE_FORMATS } from './standard-date-formats';

/** A moment, or why .NET refuses the text or the format. */
export type ExactMoment = ParsedMoment | { readonly failure: ClrException };

/** What a field of a format found, by the letter .NET names in its messages. */
type Fields = Map<string, number>;

/** Thrown inside to leave a field early; `parseExact` turns it into an answer. */
class Refused extends Error {
  constructor(readonly failure: ClrException) {
    super(failure.message);
  }
}

class Scanner {
  private at = 0;

  constructor(readonly text: string) {}

  get done(): boolean {
    return this.at === this.text.length;
  }

  /** Moves past what the pattern matches here. */
  take(pattern: RegExp): string | undefined {
    const match = new RegExp(pattern.source, 'iy');
    match.lastIndex = this.at;
    const found = match.exec(this.text)?.[0];
    this.at += found?.length ?? 0;
    return found;
  }

  takeText(text: string): boolean {
    if (!this.text.startsWith(text, this.at)) return false;
    this.at += text.length;
    return true;
  }
}

class ExactParser {
  private readonly fields: Fields = new Map();
  private readonly scanner: Scanner;
  private offset: number | null = null;

  constructor(
    private readonly text: string,
    private readonly format: string,
  ) {
    this.scanner = new Scanner(text);
  }

  /** @param today ticks of the current day, which stands in for a date the format does not name */
  parse(today: bigint): ParsedMoment {
    this.readAll();
    if (!this.scanner.done) throw this.bad();
    const { fields } = this;
    const now = calendarTime(today);
    const noDate = !fields.has('y') && !fields.has('M') && !fields.has('d');
    const year = fields.get('y') ?? now.year;
    const month = fields.get('M') ?? (noDate ? now.month : 1);
    const day = fields.get('d') ?? (noDate ? now.day : 1);
    const ticks = ticksOf(year, month, day, this.hour(), fields.get('m') ?? 0, fields.get('s') ?? 0);
    if (ticks === undefined) {
      throw new Refused(
        formatError(
          `The DateTime represented by the string '${this.text}' is not supported in calendar 'System.Globalization.GregorianCalendar'.`,
        ),
      );
    }
    const weekday = fields.get('dddd');
    if (weekday !== undefined && weekday !== calendarTime(ticks).dayOfWeek) {
      throw new Refused(
        formatError(
          `String '${this.text}' was not recognized as a valid DateTime because the day of week was incorrect.`,
        ),
      );
    }
    return { ticks: ticks + BigInt(fields.get('f') ?? 0), offsetMinutes: this.offset };
  }

  private hour(): number {
    const hour = this.fields.get('H') ?? 0;
    const half = this.fields.get('t');
    if (this.fields.has('h') && hour > 12) throw this.bad();
    return half === undefined ? hour : (hour % 12) + 12 * half;
  }

  private bad(): Refused {
    return new Refused(formatError(`String '${this.text}' was not recognized as a valid DateTime.`));
  }

  private badFormat(): Refused {
    return new Refused(formatError('Input string was not in a correct format.'));
  }

  private readAll(): void {
    const { format } = this;
    for (let index = 0; index < format.length;) {
      const letter = format.charAt(index);
      if (/[yMdHhmsfFtzK]/.test(letter)) {
        let count = 1;
        while (format[index + count] === letter) count += 1;
        this.readField(letter, letter === 'K' ? 1 : count);
        index += letter === 'K' ? 1 : count;
      } else index = this.readLiteral(letter, index);
    }
  }

  /** Reads what is no field and answers where the format goes on. */
  private readLiteral(letter: string, index: number): number {
    const { format, scanner } = this;
    if (letter === '%') {
      if (index + 1 >= format.length || format[index + 1] === '%') throw this.badFormat();
      return index + 1;
    }
    if (letter === "'" || letter === '"') {
      const quoted = quotedText(format, index);
      if (quoted === undefined) throw new Refused(unclosedQuote(letter));
      if (!scanner.takeText(quoted.text)) throw this.bad();
      return quoted.end;
    }
    if (letter === '\\') {
      if (index + 1 >= format.length) throw this.badFormat();
      if (!scanner.takeText(format.charAt(index + 1))) throw this.bad();
      return index + 2;
    }
    if (letter === 'Z') this.offset = 0;
    if (scanner.takeText(letter)) return index + 1;
    const fraction = /^F+/.exec(format.slice(index + 1))?.[0];
    if (letter !== '.' || fraction === undefined) throw this.bad();
    return index + 1 + fraction.length;
  }

  private readField(letter: string, count: number): void {
    switch (letter) {
      case 'y': {
        const year = this.digits(count);
        this.set('y', count > 2 || year > 99 ? year : year + (year < 50 ? 2000 : 1900));
        break;
      }
      case 'M':
        this.set('M', count > 2 ? this.name(MONTHS, count) + 1 : this.digits(count));
        break;
      case 'd':
        if (count > 2) this.set('dddd', this.name(DAYS, count));
        else this.set('d', this.digits(count));
        break;
      case 'h':
      case 'H':
        this.set('H', this.digits(Math.min(count, 2)));
        if (letter === 'h') this.fields.set('h', 1);
        break;
      case 'm':
      case 's':
        this.set(letter, this.digits(Math.min(count, 2)));
        break;
      case 'f':
      case 'F':
        this.fraction(letter, count);
        break;
      case 't':
        this.half(count);
        break;
      default:
        this.zone(letter, count);
    }
  }

  /** One letter reads one or two digits, more letters exactly so many. */
  private digits(count: number): number {
    const found = this.scanner.take(count === 1 ? /\d{1,2}/ : new RegExp(`\\d{${count}}`));
    if (found === undefined) throw this.bad();
    return Number(found);
  }

  private name(names: readonly string[], count: number): number {
    const choices = count === 3 ? names.map((name) => name.slice(0, 3)) : names;
    const found = this.scanner.take(new RegExp(choices.join('|')))?.toLowerCase();
    if (found === undefined) throw this.bad();
    return choices.findIndex((name) => name.toLowerCase() === found);
  }

  private fraction(letter: string, count: number): void {
    if (count > 7) throw this.badFormat();
    const found = this.scanner.take(new RegExp(letter === 'f' ? `\\d{${count}}` : `\\d{0,${count}}`));
    if (found === undefined) throw this.bad();
    this.set('f', Number(found.padEnd(7, '0')));
  }

  private half(count: number): void {
    const found = this.scanner.take(count === 1 ? /[AP]/ : /AM|PM/);
    if (found === undefined) throw this.bad();
    this.set('t', /^p/i.test(found) ? 1 : 0);
  }

  private zone(letter: string, count: number): void {
    if (letter === 'K' && this.scanner.takeText('Z')) {
      this.offset = 0;
      return;
    }
    const pattern = letter === 'K' || count > 2 ? /[+-]\d{1,2}:?\d{2}/ : count === 2 ? /[+-]\d{2}/ : /[+-]\d{1,2}/;
    const found = this.scanner.take(pattern);
    if (found === undefined) {
      if (letter === 'K') return;
      throw this.bad();
    }
    const [, sign = '+', hours = '0', minutes = '0'] = /^([+-])(\d{1,2}):?(\d{2})?$/.exec(found) ?? [];
    if (Number(minutes) > 59) throw this.bad();
    this.offset = (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
  }

  private set(letter: string, value: number): void {
    const before = this.fields.get(letter);
    if (before !== undefined && before !== value)
      throw new Refused(
        formatError(`DateTime pattern '${letter.charAt(0)}' appears more than once with different values.`),
      );
    this.fields.set(letter, value);
  }
}

/** The custom format that is meant, or why there is none. */
function expand(format: string): string | { readonly failure: ClrException } {
  // A DateTimeOffset does not read what is in UTC without saying so.
  if (format === '' || format === 'U') return { failure: formatError(`Format specifier '${format}' was invalid.`) };
  if (format.length > 1) return format;
  return STANDARD_DATE_FORMATS[format] ?? { failure: formatError('Input string was not in a correct format.') };
}

/**
 * Reads a date that must have exactly this .NET format, standard or custom.
 *
 * @param today ticks of the current day: a format without a date means it
 */
export function parseExact(text: string, format: string, today: bigint): ExactMoment {
  const custom = expand(format);
  if (typeof custom !== 'string') return custom;
  try {
    const moment = new ExactParser(text, custom).parse(today);
    // The standard formats that end with a quoted GMT or Z mean it.
    return custom !== format && custom.endsWith("'") ? { ...moment, offsetMinutes: 0 } : moment;
  } catch (error) {
    if (error instanceof Refused) return { failure: error.failure };
    throw error;
  }
}
