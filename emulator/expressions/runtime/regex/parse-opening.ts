import type { GroupTable } from './group-table';
import { Options } from './options';
import { isDecimal, isNameCharacter } from './pattern-reader';
import type { PatternReader } from './pattern-reader';

/** What an opening parenthesis begins; undefined stands for options or a comment, which enclose nothing. */
export type Opening =
  | { readonly kind: 'plain' | 'atomic' | 'look' | 'negativeLook' | 'ifMatches' }
  | { readonly kind: 'capture'; readonly group: number | undefined; readonly balances: number | undefined }
  | { readonly kind: 'ifGroup'; readonly group: number };

const NAME_RULE = 'Invalid group name: Group names must begin with a word character.';

/** Reads what stands behind the parentheses of a pattern and says what they begin. */
export class OpeningParser {
  private nextNumber = 1;
  /** The next parenthesis is the condition of `(?(condition)yes|no)`, which does not capture. */
  private opensCondition = false;

  constructor(
    private readonly reader: PatternReader,
    private readonly groups: GroupTable,
  ) {}

  /** Reads on from behind the parenthesis, in a group or a conditional. */
  parse(enclosing: Opening | undefined): Opening | undefined {
    const { reader } = this;
    if (reader.peek() !== '?' || reader.peek(1) === ')') return this.unnamed();
    reader.at += 1;
    const character = reader.take();
    switch (character) {
      case ':':
        return { kind: 'plain' };
      case '>':
        return { kind: 'atomic' };
      case '=':
      case '!':
        reader.options &= ~Options.rightToLeft;
        return { kind: character === '=' ? 'look' : 'negativeLook' };
      case '<':
      case "'":
        return this.named(character);
      case '(':
        return this.condition();
      default:
        reader.at -= 1;
        return this.withOptions(enclosing);
    }
  }

  private unnamed(): Opening {
    const captures = !this.reader.has(Options.explicitCapture) && !this.opensCondition;
    this.opensCondition = false;
    return captures ? { kind: 'capture', group: this.nextNumber++, balances: undefined } : { kind: 'plain' };
  }

  private unrecognized(): never {
    throw this.reader.problem('Unrecognized grouping construct.');
  }

  private withOptions(enclosing: Opening | undefined): Opening | undefined {
    const { reader } = this;
    // Options may not stand directly in a conditional that has an expression as its condition.
    if (enclosing?.kind !== 'ifMatches') reader.inlineOptions();
    if (reader.done) this.unrecognized();
    const character = reader.take();
    if (character === ')') return undefined;
    return character === ':' ? { kind: 'plain' } : this.unrecognized();
  }

  private named(quote: '<' | "'"): Opening {
    const { reader } = this;
    const close = quote === '<' ? '>' : quote;
    if (reader.done) this.unrecognized();
    const character = reader.peek();
    if (character === '=' || character === '!') {
      reader.at += 1;
      if (quote === "'") this.unrecognized();
      reader.options |= Options.rightToLeft;
      return { kind: character === '=' ? 'look' : 'negativeLook' };
    }
    const group = character === '-' ? undefined : this.ownGroup(character, close);
    const balances =
      (group !== undefined || character === '-') && reader.peek() === '-' && reader.peek(1) !== ''
        ? this.balancedGroup(close)
        : undefined;
    if ((group === undefined && balances === undefined) || reader.done || reader.take() !== close) this.unrecognized();
    return { kind: 'capture', group, balances };
  }

  /** The name or number before `-` or the end of the name. */
  private ownGroup(character: string, close: string): number | undefined {
    const { reader } = this;
    if (!isNameCharacter(character)) throw reader.problem(NAME_RULE);
    const numbered = isDecimal(character);
    const number = numbered ? reader.decimal() : this.groups.numberOf(reader.name());
    if (!reader.done && reader.peek() !== close && reader.peek() !== '-') throw reader.problem(NAME_RULE);
    if (number === 0) throw reader.problem('Capture number cannot be zero.');
    return number !== undefined && this.groups.has(number) ? number : undefined;
  }

  /** The name or number behind `-`. */
  private balancedGroup(close: string): number {
    const { reader } = this;
    reader.at += 1;
    if (!isNameCharacter(reader.peek())) throw reader.problem(NAME_RULE);
    let number: number | undefined;
    if (isDecimal(reader.peek())) {
      number = reader.decimal();
      if (!this.groups.has(number)) throw reader.problem(`Reference to undefined group number ${number}.`);
    } else {
      const name = reader.name();
      number = this.groups.numberOf(name);
      if (number === undefined) throw reader.problem(`Reference to undefined group name '${name}'.`);
    }
    if (!reader.done && reader.peek() !== close) throw reader.problem(NAME_RULE);
    return number;
  }

  /** What stands in the parentheses of `(?(...)yes|no)`: a group, or an expression that the reader is put before. */
  private condition(): Opening {
    const { reader } = this;
    const start = reader.at;
    if (isDecimal(reader.peek())) {
      const number = reader.decimal();
      if (reader.done || reader.take() !== ')') {
        throw reader.problem(
          `Conditional alternation is missing a closing parenthesis after the group number ${number}.`,
        );
      }
      if (this.groups.has(number)) return { kind: 'ifGroup', group: number };
      throw reader.problem(`Conditional alternation refers to an undefined group number ${number}.`);
    }
    if (isNameCharacter(reader.peek())) {
      const number = this.groups.numberOf(reader.name());
      if (number !== undefined && reader.take() === ')') return { kind: 'ifGroup', group: number };
    }
    reader.at = start - 1;
    this.opensCondition = true;
    if (reader.peek(1) === '?') {
      if (reader.peek(2) === '#') throw reader.problem('Alternation conditions cannot be comments.');
      if (reader.peek(2) === "'" || (reader.peek(2) === '<' && !/[!=]/.test(reader.peek(3) || '!'))) {
        throw reader.problem('Alternation conditions do not capture and cannot be named.');
      }
    }
    return { kind: 'ifMatches' };
  }
}
