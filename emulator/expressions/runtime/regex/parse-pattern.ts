import { ANY, CharSet, NO_NEWLINE } from './char-set';
import { parseEscape } from './escape';
import { findGroups } from './group-table';
import type { GroupTable } from './group-table';
import { Options } from './options';
import { parseCharClass } from './parse-char-class';
import { EMPTY } from './pattern-node';
import type { PatternNode, Repetition } from './pattern-node';
import { isDecimal, isNameCharacter, PatternReader } from './pattern-reader';

/** A parsed pattern and its groups. */
export interface ParsedPattern {
  readonly root: PatternNode;
  readonly groups: GroupTable;
}

/** What an opening parenthesis begins; undefined stands for options or a comment, which enclose nothing. */
type Opening =
  | { readonly kind: 'plain' | 'atomic' | 'look' | 'negativeLook' | 'ifMatches' }
  | { readonly kind: 'capture'; readonly group: number | undefined; readonly balances: number | undefined }
  | { readonly kind: 'ifGroup'; readonly group: number };

const BRACED_QUANTIFIER = /\{\d+(?:,\d*)?\}/y;

const NAME_RULE = 'Invalid group name: Group names must begin with a word character.';

function isSetNode(node: PatternNode): node is Extract<PatternNode, { kind: 'set' }> {
  return node.kind === 'set';
}

function repeat(node: PatternNode, times: Repetition): PatternNode {
  if (times.max === 0) return EMPTY;
  if (times.min === 1 && times.max === 1) return node;
  return isSetNode(node) ? { ...node, kind: 'repeatedSet', times } : { kind: 'loop', body: node, times };
}

/** Alternatives of one character each are a set, which needs no backtracking. */
function alternatives(branches: readonly PatternNode[]): PatternNode {
  const [first] = branches;
  if (first === undefined || branches.length === 1) return first ?? EMPTY;
  const sets = branches.filter(isSetNode).map(({ set }) => set);
  if (first.kind !== 'set' || sets.length < branches.length) return { kind: 'alternatives', branches };
  return { ...first, set: new CharSet((unit) => sets.some((set) => set.has(unit))) };
}

/** The second pass over a pattern. */
class Parser {
  private nextNumber = 1;
  /** The next parenthesis is the condition of `(?(condition)yes|no)`, which does not capture. */
  private opensCondition = false;

  constructor(
    private readonly reader: PatternReader,
    private readonly groups: GroupTable,
  ) {}

  parse(): PatternNode {
    const root = alternatives(this.branches(undefined));
    if (!this.reader.done) {
      this.reader.at += 1;
      throw this.reader.problem("Too many )'s.");
    }
    return root;
  }

  /** Branches up to the closing parenthesis or the end. */
  private branches(enclosing: Opening | undefined): PatternNode[] {
    const { reader } = this;
    const rightToLeft = reader.has(Options.rightToLeft);
    const branches: PatternNode[] = [];
    let parts: PatternNode[] = [];
    const endBranch = (): void => {
      const [only] = parts;
      branches.push(
        parts.length === 1 && only !== undefined
          ? only
          : { kind: 'sequence', parts: rightToLeft ? parts.reverse() : parts },
      );
      parts = [];
    };
    let afterQuantifier = false;
    for (;;) {
      reader.blank();
      const character = reader.peek();
      if (character === '' || character === ')') break;
      if (character === '|') {
        reader.at += 1;
        endBranch();
        afterQuantifier = false;
        continue;
      }
      const unit = this.unit(character, afterQuantifier, enclosing);
      afterQuantifier = false;
      if (unit === undefined) continue;
      reader.blank();
      afterQuantifier = this.atQuantifier();
      parts.push(afterQuantifier ? repeat(unit, this.quantifier()) : unit);
    }
    endBranch();
    return branches;
  }

  private unit(character: string, afterQuantifier: boolean, enclosing: Opening | undefined): PatternNode | undefined {
    const { reader } = this;
    const rightToLeft = reader.has(Options.rightToLeft);
    if (this.atQuantifier()) {
      reader.at += 1;
      throw reader.problem(
        afterQuantifier ? `Nested quantifier '${character}'.` : `Quantifier '${character}' following nothing.`,
      );
    }
    reader.at += 1;
    switch (character) {
      case '(':
        return this.group(enclosing);
      case '[':
        return { kind: 'set', set: parseCharClass(reader), rightToLeft };
      case '\\':
        if (reader.done) throw reader.problem('Illegal \\ at end of pattern.');
        return parseEscape(reader, this.groups);
      case '^':
        return { kind: 'assertion', assertion: reader.has(Options.multiline) ? 'lineStart' : 'beginning' };
      case '$':
        return { kind: 'assertion', assertion: reader.has(Options.multiline) ? 'lineEnd' : 'endOrLastNewline' };
      case '.':
        return { kind: 'set', set: reader.has(Options.singleline) ? ANY : NO_NEWLINE, rightToLeft };
      default: {
        const set = CharSet.one(character.charCodeAt(0), reader.has(Options.ignoreCase));
        return { kind: 'set', set, rightToLeft };
      }
    }
  }

  /** A brace that begins no quantifier is an ordinary character. */
  private atQuantifier(): boolean {
    const { reader } = this;
    if (reader.peek() === '{') {
      BRACED_QUANTIFIER.lastIndex = reader.at;
      return BRACED_QUANTIFIER.test(reader.text);
    }
    return reader.peek() !== '' && '*+?'.includes(reader.peek());
  }

  private quantifier(): Repetition {
    const { reader } = this;
    const sign = reader.take();
    let min = sign === '+' ? 1 : 0;
    let max = sign === '?' ? 1 : Number.POSITIVE_INFINITY;
    if (sign === '{') {
      min = reader.decimal();
      max = min;
      if (reader.peek() === ',') {
        reader.at += 1;
        max = reader.peek() === '}' ? Number.POSITIVE_INFINITY : reader.decimal();
      }
      reader.at += 1;
    }
    reader.blank();
    const lazy = reader.peek() === '?';
    if (lazy) reader.at += 1;
    if (min > max) throw reader.problem('Illegal {x,y} with x > y.');
    return { min, max, lazy };
  }

  private group(enclosing: Opening | undefined): PatternNode | undefined {
    const { reader } = this;
    const outer = reader.options;
    const opening = this.opening(enclosing);
    if (opening === undefined) return undefined;
    if (opening.kind === 'ifMatches') return this.conditional(opening, outer);
    const branches = this.branches(opening);
    this.close(outer);
    if (opening.kind === 'ifGroup') {
      const [then = EMPTY, otherwise = EMPTY] = this.twoBranches(branches);
      return { kind: 'ifGroup', group: opening.group, then, otherwise };
    }
    const body = alternatives(branches);
    switch (opening.kind) {
      case 'capture':
        return { kind: 'capture', group: opening.group, balances: opening.balances, body };
      case 'atomic':
        return { kind: 'atomic', body };
      case 'look':
      case 'negativeLook':
        return { kind: 'look', negative: opening.kind === 'negativeLook', body };
      case 'plain':
        return body;
    }
  }

  private close(outer: number): void {
    const { reader } = this;
    if (reader.done) throw reader.problem("Not enough )'s.");
    reader.at += 1;
    reader.options = outer;
  }

  private twoBranches(branches: readonly PatternNode[]): readonly PatternNode[] {
    if (branches.length > 2) throw this.reader.problem('Too many | in (?()|).');
    return branches;
  }

  /** `(?(condition)yes|no)`, from the parenthesis of the condition on. */
  private conditional(opening: Opening, outer: number): PatternNode {
    const { reader } = this;
    reader.blank();
    reader.at += 1;
    const condition = this.group(opening);
    if (condition === undefined) throw reader.problem('Illegal conditional (?(...)) expression.');
    const branches = this.branches(opening);
    this.close(outer);
    const [then = EMPTY, otherwise = EMPTY] = this.twoBranches(branches);
    return { kind: 'ifMatches', condition, then, otherwise };
  }

  private opening(enclosing: Opening | undefined): Opening | undefined {
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

/** Parses a .NET pattern. Throws RegexParseException for what .NET refuses. */
export function parsePattern(pattern: string, options: number): ParsedPattern {
  const groups = findGroups(pattern, options);
  return { root: new Parser(new PatternReader(pattern, options), groups).parse(), groups };
}
