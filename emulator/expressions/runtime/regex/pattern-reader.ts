import { ClrException } from '../../clr-exception';
import { INLINE_OPTIONS, Options } from './options';
import { isBoundaryWordUnit } from './unicode-categories';

const MAXIMUM_INT = 2147483647;

/** What a backslash and a letter stand for. */
const CONTROLS: Readonly<Record<string, number>> = { a: 7, b: 8, e: 27, f: 12, n: 10, r: 13, t: 9, v: 11 };

/** `RegexParseException` with .NET's text. */
export function patternProblem(pattern: string, offset: number, message: string): ClrException {
  return new ClrException(
    'System.Text.RegularExpressions.RegexParseException',
    `Invalid pattern '${pattern}' at offset ${offset}. ${message}`,
  );
}

/** Says whether a character may stand in the name of a group. */
export function isNameCharacter(character: string): boolean {
  return character !== '' && isBoundaryWordUnit(character.charCodeAt(0));
}

/** Says whether a character is one of the ten ASCII digits. */
export function isDecimal(character: string): boolean {
  return character >= '0' && character <= '9' && character.length === 1;
}

/** A position in a pattern, the options that hold there, and the small things that both passes over it read. */
export class PatternReader {
  at = 0;

  constructor(
    readonly text: string,
    public options: number,
  ) {}

  get done(): boolean {
    return this.at >= this.text.length;
  }

  has(option: number): boolean {
    return (this.options & option) !== 0;
  }

  /** The character so many places further on, empty past the end. */
  peek(offset = 0): string {
    return this.text[this.at + offset] ?? '';
  }

  /** Reads one character. */
  take(): string {
    const character = this.peek();
    this.at += 1;
    return character;
  }

  problem(message: string): ClrException {
    return patternProblem(this.text, Math.min(this.at, this.text.length), message);
  }

  /** A decimal number; 0 when there is none. */
  decimal(): number {
    let value = 0;
    while (isDecimal(this.peek())) {
      value = value * 10 + Number(this.take());
      if (value > MAXIMUM_INT) {
        throw this.problem('Quantifier and capture group numbers must be less than or equal to Int32.MaxValue.');
      }
    }
    return value;
  }

  /** The name of a group. */
  name(): string {
    const start = this.at;
    while (isNameCharacter(this.peek())) this.at += 1;
    return this.text.slice(start, this.at);
  }

  /** The name in `\p{name}`, behind the letter. */
  property(): string {
    if (this.at + 2 >= this.text.length) throw this.problem('Incomplete \\p{X} character escape.');
    if (this.take() !== '{') throw this.problem('Malformed \\p{X} character escape.');
    const start = this.at;
    while (isNameCharacter(this.peek()) || this.peek() === '-') this.at += 1;
    const name = this.text.slice(start, this.at);
    const ended = this.done;
    if (ended || this.take() !== '}') throw this.problem('Incomplete \\p{X} character escape.');
    return name;
  }

  /** White space and comments, where they mean nothing. */
  blank(): void {
    for (;;) {
      const spaced = this.has(Options.ignorePatternWhitespace);
      while (spaced && /[\t\n\f\r ]/.test(this.peek())) this.at += 1;
      if (spaced && this.peek() === '#') this.skipTo('\n');
      else if (this.text.startsWith('(?#', this.at)) {
        if (!this.skipTo(')')) throw this.problem('Unterminated (?#...) comment.');
        this.at += 1;
      } else return;
    }
  }

  /** Options as `imnsx-imnsx`, up to the first other character. */
  inlineOptions(): void {
    for (let off = false; !this.done; this.at += 1) {
      const character = this.peek();
      if (character === '-' || character === '+') {
        off = character === '-';
        continue;
      }
      const option = INLINE_OPTIONS[character.toLowerCase()];
      if (option === undefined) return;
      this.options = off ? this.options & ~option : this.options | option;
    }
  }

  /** The UTF-16 unit that an escape stands for, behind the backslash. */
  characterEscape(): number {
    if (/[0-7]/.test(this.peek())) return this.octal();
    const character = this.take();
    if (character === 'x') return this.hexadecimal(2);
    if (character === 'u') return this.hexadecimal(4);
    if (character === 'c') return this.control();
    const control = CONTROLS[character];
    if (control !== undefined) return control;
    if (!this.has(Options.ecmaScript) && isNameCharacter(character)) {
      throw this.problem(`Unrecognized escape sequence \\${character}.`);
    }
    return character.charCodeAt(0);
  }

  private skipTo(character: string): boolean {
    const found = this.text.indexOf(character, this.at);
    this.at = found < 0 ? this.text.length : found;
    return found >= 0;
  }

  /** At most three digits; under ECMAScript none follows once the value is 32 or more. */
  private octal(): number {
    let value = 0;
    for (let digits = 0; digits < 3 && /[0-7]/.test(this.peek()); digits += 1) {
      value = value * 8 + Number(this.take());
      if (this.has(Options.ecmaScript) && value >= 0x20) break;
    }
    return value & 0xff;
  }

  private hexadecimal(digits: number): number {
    const end = this.at + digits;
    if (end > this.text.length) throw this.problem('Insufficient or invalid hexadecimal digits.');
    let value = 0;
    while (this.at < end) {
      const digit = this.take();
      if (!/[0-9a-f]/i.test(digit)) throw this.problem('Insufficient or invalid hexadecimal digits.');
      value = value * 16 + Number.parseInt(digit, 16);
    }
    return value;
  }

  private control(): number {
    if (this.done) throw this.problem('Missing control character.');
    const value = this.take().toUpperCase().charCodeAt(0) - 0x40;
    if (value >= 0 && value < 0x20) return value;
    throw this.problem('Unrecognized control character.');
  }
}
