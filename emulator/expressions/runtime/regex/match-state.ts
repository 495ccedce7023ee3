/** Start and end of everything a group captured, one after the other. */
export type Captures = readonly number[];

/** Kinds of changes: a register, a capture added to group n (n + 1), a capture taken from group n (-n - 1). */
const REGISTER = 0;

/** One capture of a group. */
interface Capture {
  readonly start: number;
  readonly end: number;
}

/** Registers and captures of a search, with every change to them, so that they can be taken back. */
export class MatchState {
  /** What to take back when something fails, three numbers each, the last of which is its kind. */
  private readonly changes: number[] = [];
  private readonly registers: number[];
  private readonly captures = new Map<number, number[]>();

  constructor(registers: number, groups: Iterable<number>) {
    this.registers = new Array<number>(registers).fill(0);
    for (const group of groups) this.captures.set(group, []);
  }

  /** How many changes there are, for `takeBack`. */
  get height(): number {
    return this.changes.length;
  }

  /** Forgets captures and changes. */
  clear(): void {
    this.changes.length = 0;
    for (const captured of this.captures.values()) captured.length = 0;
  }

  register(index: number): number {
    return this.registers[index] ?? 0;
  }

  setRegister(index: number, value: number): void {
    this.changes.push(index, this.register(index), REGISTER);
    this.registers[index] = value;
  }

  /** The latest capture of a group. */
  latest(group: number): Capture | undefined {
    const captured = this.captures.get(group) ?? [];
    const [start, end] = [captured[captured.length - 2], captured[captured.length - 1]];
    return start === undefined || end === undefined ? undefined : { start, end };
  }

  add(group: number, start: number, end: number): void {
    this.captures.get(group)?.push(start, end);
    this.changes.push(0, 0, group + 1);
  }

  /** Takes the latest capture from a group, or answers undefined when it has none. */
  take(group: number): Capture | undefined {
    const taken = this.latest(group);
    if (taken === undefined) return undefined;
    this.drop(group);
    this.changes.push(taken.start, taken.end, -group - 1);
    return taken;
  }

  /** Undoes the changes above a height. */
  takeBack(height: number): void {
    const { changes } = this;
    while (changes.length > height) {
      const code = changes.pop() ?? 0;
      const second = changes.pop() ?? 0;
      const first = changes.pop() ?? 0;
      if (code === REGISTER) this.registers[first] = second;
      else if (code > 0) this.drop(code - 1);
      else this.captures.get(-code - 1)?.push(first, second);
    }
  }

  copyCaptures(): ReadonlyMap<number, Captures> {
    return new Map([...this.captures].map(([group, captured]) => [group, [...captured]]));
  }

  private drop(group: number): void {
    const captured = this.captures.get(group);
    if (captured !== undefined) captured.length -= 2;
  }
}
