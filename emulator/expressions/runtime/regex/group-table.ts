import { Options } from './options';
import { skipCharClass } from './parse-char-class';
import { isDecimal, isNameCharacter, PatternReader } from './pattern-reader';
import { skipEscape } from './escape';

/** Numbers and names of the groups of a pattern; group 0 is the whole match. */
export class GroupTable {
  private readonly positions = new Map<number, number>([[0, 0]]);
  private readonly numberByName = new Map<string, number>();
  private sorted: readonly number[] | undefined;

  /** Group numbers in ascending order; numbers written in the pattern may leave gaps. */
  get numbers(): readonly number[] {
    // Every match asks.
    return (this.sorted ??= [...this.positions.keys()].sort((a, b) => a - b));
  }

  /** One more than the highest group number. */
  get top(): number {
    return Math.max(...this.positions.keys()) + 1;
  }

  has(number: number): boolean {
    return this.positions.has(number);
  }

  /** Offset of the group's parenthesis in the pattern. */
  position(number: number): number | undefined {
    return this.positions.get(number);
  }

  /** Number of a named group; once a pattern has names or gaps, digits name the numbered ones too. */
  numberOf(name: string): number | undefined {
    return this.numberByName.get(name);
  }

  /** Number of a group by its name or, unless the group has a name, its number in digits. */
  find(name: string): number | undefined {
    const named = this.numberByName.get(name);
    if (named !== undefined) return named;
    const number = Number(name);
    if (!/^\d{1,20}$/.test(name) || !this.has(number)) return undefined;
    // Where there are names or gaps, .NET has a table of names, in which numbers have no zeros before them.
    const isInTable = this.numberByName.size > 0 || this.top > this.positions.size;
    if (!isInTable) return number;
    return name === String(number) && ![...this.numberByName.values()].includes(number) ? number : undefined;
  }

  note(number: number, position: number): void {
    if (this.positions.has(number)) return;
    this.positions.set(number, position);
    this.sorted = undefined;
  }

  /** Numbers the named groups, in the order of the pattern, behind the unnamed ones. */
  assignNames(names: ReadonlyMap<string, number>, firstFree: number): void {
    let next = firstFree;
    for (const [name, position] of names) {
      while (this.has(next)) next += 1;
      this.numberByName.set(name, next);
      this.note(next, position);
      next += 1;
    }
  }
}

/** The first pass over a pattern: which groups it has, so that a reference may stand before its group. */
class GroupScan {
  private readonly table = new GroupTable();
  private readonly names = new Map<string, number>();
  private readonly outer: number[] = [];
  private nextNumber = 1;
  private isCondition = false;

  constructor(private readonly reader: PatternReader) {}

  scan(): GroupTable {
    const { reader } = this;
    while (!reader.done) {
      const start = reader.at;
      const character = reader.take();
      if (character === '\\') {
        if (!reader.done) skipEscape(reader, this.table);
      } else if (character === '#' && reader.has(Options.ignorePatternWhitespace)) {
        reader.at = start;
        reader.blank();
      } else if (character === '[') skipCharClass(reader);
      else if (character === ')') reader.options = this.outer.pop() ?? reader.options;
      else if (character === '(') this.open(start);
    }
    this.table.assignNames(this.names, this.nextNumber);
    return this.table;
  }

  private open(start: number): void {
    const { reader } = this;
    const condition = this.isCondition;
    this.isCondition = false;
    if (reader.peek() === '?' && reader.peek(1) === '#') {
      reader.at = start;
      reader.blank();
      return;
    }
    this.outer.push(reader.options);
    if (reader.peek() !== '?') {
      if (!reader.has(Options.explicitCapture) && !condition) this.table.note(this.nextNumber++, start);
      return;
    }
    reader.at += 1;
    if (/[<']/.test(reader.peek()) && reader.peek(1) !== '') {
      reader.at += 1;
      this.named(start);
      return;
    }
    reader.inlineOptions();
    if (reader.peek() === ')') {
      reader.at += 1;
      this.outer.pop();
    } else if (reader.peek() === '(') this.isCondition = true;
  }

  private named(start: number): void {
    const { reader } = this;
    const character = reader.peek();
    if (character === '0' || !isNameCharacter(character)) return;
    if (isDecimal(character)) {
      this.table.note(reader.decimal(), start);
      return;
    }
    const name = reader.name();
    if (!this.names.has(name)) this.names.set(name, start);
  }
}

/** Finds the groups of a pattern. Throws RegexParseException. */
export function findGroups(pattern: string, options: number): GroupTable {
  return new GroupScan(new PatternReader(pattern, options)).scan();
}
