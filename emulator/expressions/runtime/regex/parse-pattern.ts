import { ANY, CharSet, NO_NEWLINE } from './char-set';
import { parseEscape } from './escape';
import { findGroups } from './group-table';
import type { GroupTable } from './group-table';
import { Options } from './options';
import { parseCharClass } from './parse-char-class';
import { EMPTY } from './pattern-node';
import type { PatternNode, Repetition } from './pattern-node';
import { OpeningParser } from './parse-opening';
import type { Opening } from './parse-opening';
import { PatternReader } from './pattern-reader';

/** A parsed pattern and its groups. */
export interface ParsedPattern {
  readonly root: PatternNode;
  readonly groups: GroupTable;
}

const BRACED_QUANTIFIER = /\{\d+(?:,\d*)?\}/y;

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
  private readonly openings: OpeningParser;

  constructor(
    private readonly reader: PatternReader,
    private readonly groups: GroupTable,
  ) {
    this.openings = new OpeningParser(reader, groups);
  }

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
    const opening = this.openings.parse(enclosing);
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
}

/** Parses a .NET pattern. Throws RegexParseException for what .NET refuses. */
export function parsePattern(pattern: string, options: number): ParsedPattern {
  const groups = findGroups(pattern, options);
  return { root: new Parser(new PatternReader(pattern, options), groups).parse(), groups };
}
