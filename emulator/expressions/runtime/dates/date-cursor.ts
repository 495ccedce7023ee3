import { DAYS, MONTHS } from './calendar';

/** A word or a mark that stands by itself: what it is, and its number where it has one. */
export interface DateWord {
  readonly kind: 'month' | 'day' | 'ampm' | 'zone' | 'era' | 'ignored';
  readonly value: number;
}

/** What can follow a number or a month. */
export type Separator =
  | 'end'
  | 'space'
  | 'am'
  | 'pm'
  | 'date'
  | 'dateOrOffset'
  | 'time'
  | 'T'
  | 'year'
  | 'month'
  | 'day'
  | 'hour'
  | 'minute'
  | 'second';

/** A run of digits; `value` is undefined past eight of them. */
export interface DateNumber {
  readonly length: number;
  readonly value: number | undefined;
}

const WORDS: ReadonlyMap<string, DateWord> = new Map<string, DateWord>([
  ...MONTHS.flatMap((name, index) => named(name, { kind: 'month', value: index + 1 })),
  ...DAYS.flatMap((name, index) => named(name, { kind: 'day', value: index })),
  ['am', { kind: 'ampm', value: 0 }],
  ['pm', { kind: 'ampm', value: 1 }],
  ['gmt', { kind: 'zone', value: 0 }],
  ['z', { kind: 'zone', value: 0 }],
  ['ad', { kind: 'era', value: 1 }],
]);

function named(name: string, word: DateWord): [string, DateWord][] {
  return [name, name.slice(0, 3)].map((form) => [form.toLowerCase(), word]);
}

const SEPARATORS: Readonly<Record<string, Separator>> = {
  am: 'am',
  pm: 'pm',
  t: 'T',
  '/': 'date',
  '-': 'dateOrOffset',
  ':': 'time',
  年: 'year',
  년: 'year',
  月: 'month',
  월: 'month',
  日: 'day',
  일: 'day',
  時: 'hour',
  时: 'hour',
  分: 'minute',
  秒: 'second',
};

const LETTERS = /\p{L}+/uy;
const WHITE_SPACE = /[\t-\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]*/y;
const WHITE_SPACE_OR_MARK = new RegExp(WHITE_SPACE.source.replace('[', '[\u200f'), 'y');
const DIGITS = /[0-9]+/y;
const MAXIMUM_DIGITS = 8;
/** `+8`, `+08`, `+8:30`, `+830`, `+0830`; no digit may follow. */
const OFFSET = /([+-])(?:(\d{1,2})(?::(\d{1,2})(?!\d)|(?![\d:]))|(\d{1,2})(\d\d)(?!\d))/y;
const MAXIMUM_MINUTES = 60;

/** A place in a text that is read as a date. */
export class DateCursor {
  index = 0;

  constructor(readonly text: string) {}

  get atEnd(): boolean {
    return this.index >= this.text.length;
  }

  get character(): string {
    return this.text[this.index] ?? '';
  }

  skipWhiteSpace(): void {
    this.take(WHITE_SPACE);
  }

  /** Takes what the form, a sticky one, finds here. */
  take(form: RegExp): RegExpExecArray | undefined {
    form.lastIndex = this.index;
    const found = form.exec(this.text);
    if (found === null) return undefined;
    this.index += found[0].length;
    return found;
  }

  takeNumber(): DateNumber | undefined {
    const [digits] = this.take(DIGITS) ?? [];
    if (digits === undefined) return undefined;
    return { length: digits.length, value: digits.length > MAXIMUM_DIGITS ? undefined : Number(digits) };
  }

  takeWord(): DateWord | undefined {
    if (this.character === ',' || this.character === '.') {
      this.index += 1;
      return { kind: 'ignored', value: 0 };
    }
    const era = this.take(/A\.D\.(?!\p{L})/iuy);
    if (era !== undefined) return { kind: 'era', value: 1 };
    return this.takeNamed((name) => WORDS.get(name));
  }

  /** What follows a number or a month, with the white space before it; a separator of no kind stays where it is. */
  takeSeparator(): Separator {
    this.take(WHITE_SPACE_OR_MARK);
    if (this.atEnd) return 'end';
    const mark = SEPARATORS[this.character];
    if (mark !== undefined && '/-:'.includes(this.character)) {
      this.index += 1;
      return mark;
    }
    return this.takeNamed((name) => SEPARATORS[name]) ?? 'space';
  }

  /** Minutes of an offset; undefined where there is none, and the place is the same then. */
  takeOffset(): number | undefined {
    const start = this.index;
    const [, sign, hours, minutes, leading, trailing = ''] = this.take(OFFSET) ?? [];
    if (sign === undefined) return undefined;
    const [hour, minute] = [Number(hours ?? leading), Number(minutes ?? trailing)];
    if (minute >= MAXIMUM_MINUTES) {
      this.index = start;
      return undefined;
    }
    return (sign === '-' ? -1 : 1) * (hour * MAXIMUM_MINUTES + minute);
  }

  private takeNamed<T>(find: (name: string) => T | undefined): T | undefined {
    LETTERS.lastIndex = this.index;
    const [letters = ''] = LETTERS.exec(this.text) ?? [];
    const found = letters === '' ? undefined : find(letters.toLowerCase());
    if (found !== undefined) this.index += letters.length;
    return found;
  }
}
