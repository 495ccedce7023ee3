import { CharSet, CharSetBuilder, shorthand } from './char-set';
import { Options } from './options';
import type { PatternReader } from './pattern-reader';
import { propertyTest } from './unicode-categories';

/** The set of `\p{...}` or `\P{...}`, behind its letter. */
export function parseProperty(reader: PatternReader, letter: string): CharSet {
  const name = reader.property();
  const test = propertyTest(name, reader.has(Options.ignoreCase));
  if (test === undefined) throw reader.problem(`Unknown property '${name}'.`);
  const set = new CharSet(test);
  return letter === 'p' ? set : set.complement();
}

/** Reads a class of characters from behind its `[` to behind its `]`. */
class ClassParser {
  private readonly builder = new CharSetBuilder();
  /** First character of a range whose end is still to come. */
  private rangeFrom: number | undefined;

  constructor(
    private readonly reader: PatternReader,
    /** False in the first pass, which looks for groups alone and leaves mistakes inside a class to the second. */
    private readonly checks: boolean,
  ) {}

  parse(): CharSet {
    const { reader, builder } = this;
    let first = true;
    if (reader.peek() === '^') {
      reader.at += 1;
      builder.negated = true;
      if (reader.has(Options.ecmaScript) && reader.peek() === ']') first = false;
    }
    for (; !reader.done; first = false) {
      const character = reader.take();
      if (character === ']' && !first) return builder.build(reader.has(Options.ignoreCase));
      if (character !== '\\' || reader.done) this.addUnit(character.charCodeAt(0), false, first);
      else if (!this.addEscapedSet()) this.addUnit(reader.characterEscape(), true, first);
    }
    throw reader.problem('Unterminated [] set.');
  }

  /** `\d`, `\p{L}` and their like; also `\-`, which never begins a range. */
  private addEscapedSet(): boolean {
    const { reader, builder } = this;
    const letter = reader.peek();
    if (letter === '-') {
      reader.at += 1;
      if (this.rangeFrom === undefined) builder.addRange(0x2d, 0x2d);
      else this.closeRange(this.rangeFrom, 0x2d);
      return true;
    }
    if (!/[dswp]/i.test(letter)) return false;
    reader.at += 1;
    if (this.checks && this.rangeFrom !== undefined) {
      throw reader.problem(`Cannot include class \\${letter} in character range.`);
    }
    if (letter.toLowerCase() !== 'p') builder.addSet(shorthand(letter, reader.has(Options.ecmaScript)));
    else if (this.checks) builder.addSet(parseProperty(reader, letter));
    else reader.property();
    return true;
  }

  private addUnit(unit: number, escaped: boolean, first: boolean): void {
    const { reader, builder } = this;
    const from = this.rangeFrom;
    const opens = unit === 0x5b && !escaped && !first;
    if (from !== undefined) {
      this.rangeFrom = undefined;
      // `[a-[b]]`: what looked like a range is a subtraction. The first pass reads it as a range, as .NET does.
      if (opens && this.checks) {
        builder.addRange(from, from);
        this.subtract();
      } else this.closeRange(from, unit);
    } else if (reader.peek() === '-' && reader.peek(1) !== '' && reader.peek(1) !== ']') {
      this.rangeFrom = unit;
      reader.at += 1;
    } else if (unit === 0x2d && !escaped && !first && reader.peek() === '[') {
      reader.at += 1;
      this.subtract();
    } else builder.addRange(unit, unit);
  }

  private closeRange(from: number, to: number): void {
    this.rangeFrom = undefined;
    if (this.checks && from > to) throw this.reader.problem('[x-y] range in reverse order.');
    this.builder.addRange(from, to);
  }

  private subtract(): void {
    this.builder.subtract(new ClassParser(this.reader, this.checks).parse());
    if (this.checks && !this.reader.done && this.reader.peek() !== ']') {
      throw this.reader.problem('A subtraction must be the last element in a character class.');
    }
  }
}

/** The set a class of characters stands for; the reader stands behind its `[`. */
export function parseCharClass(reader: PatternReader): CharSet {
  return new ClassParser(reader, true).parse();
}

/** Moves the reader behind a class of characters. */
export function skipCharClass(reader: PatternReader): void {
  new ClassParser(reader, false).parse();
}
