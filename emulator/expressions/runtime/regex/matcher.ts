import { holds } from './assertions';
import { equalIgnoringCase } from './char-set';
import { MatchState } from './match-state';
import type { Captures } from './match-state';
import type { Instruction, Program } from './program';
import { ExpressionLimitError } from '../run';
import type { Run } from '../run';

/** Instructions and characters of a search that count as one step of the expression. */
const WORK_PER_STEP = 8;

/** How much work is done between two looks at the budget. */
const WORK_BATCH = 64 * WORK_PER_STEP;

/** Numbers that the alternatives and changes to take back may hold. */
const MAXIMUM_MEMORY = 16_000_000;

type OpOf<O extends Instruction['op']> = Extract<Instruction, { op: O }>;

/** No instruction: what was tried failed. */
const FAILED = -1;

/** The mark of a loop that has not begun a round. */
const NOWHERE = -1;

/** How many numbers an alternative is: instruction, position, height of the changes, and what kind it is. */
const ALTERNATIVE = 4;

/**
 * Kinds of alternatives: one that goes on at its instruction, and one that runs the body of a lazy loop again. Any other
 * is the number of characters that a `repeat` may give back or, when lazy, read on.
 */
const PLAIN = -1;
const NEXT_ROUND = -2;

/**
 * A search of one pattern in one input by backtracking, with .NET's semantics. It keeps its own stacks, so that a long
 * input cannot exhaust JavaScript's, and counts its work as steps of the expression.
 */
export class Matcher {
  /** Alternatives to try when something fails, four numbers each: instruction, position, height of `changes`, rest. */
  private readonly alternatives: number[] = [];
  private readonly state: MatchState;
  private readonly instructions: readonly Instruction[];
  private searchStart = 0;
  private work = 0;

  constructor(
    private readonly program: Program,
    private readonly input: string,
    private readonly run: Run,
  ) {
    this.instructions = program.instructions;
    this.state = new MatchState(program.registers, program.groups.numbers);
  }

  /** The captures by group number of the first match from a position on, or undefined. */
  find(start: number): ReadonlyMap<number, Captures> | undefined {
    const { input, program } = this;
    this.searchStart = start;
    const step = program.rightToLeft ? -1 : 1;
    for (let at = start; at >= 0 && at <= input.length; at += step) {
      if (program.anchored && at > 0) break;
      this.spend(1);
      if (program.first !== undefined && (at === input.length || !program.first.has(input.charCodeAt(at)))) continue;
      if (this.matchAt(at)) {
        this.settle();
        return this.state.copyCaptures();
      }
    }
    this.settle();
    return undefined;
  }

  private spend(work: number): void {
    this.work += work;
    if (this.work >= WORK_BATCH) this.settle();
  }

  private settle(): void {
    this.run.tick(Math.ceil(this.work / WORK_PER_STEP));
    this.work = 0;
    if (this.alternatives.length + this.state.height > MAXIMUM_MEMORY) {
      throw new ExpressionLimitError(
        "A regular expression keeps more alternatives open than the local gateway's limit: it backtracks too much on this input.",
      );
    }
  }

  private matchAt(start: number): boolean {
    this.alternatives.length = 0;
    this.state.clear();
    let at = 0;
    let position = start;
    for (;;) {
      this.spend(1);
      const instruction = this.instructions[at];
      if (instruction === undefined || instruction.op === 'succeed') return true;
      const next = this.perform(instruction, at, position);
      if (next !== FAILED) {
        at = next;
        position = this.position;
        continue;
      }
      const resumed = this.backtrack();
      if (resumed === FAILED) return false;
      at = resumed;
      position = this.position;
    }
  }

  /** Where the last instruction left off. */
  private position = 0;

  /** Performs one instruction: answers the next one, or FAILED. */
  private perform(instruction: Instruction, at: number, position: number): number {
    this.position = position;
    switch (instruction.op) {
      case 'set': {
        const unit = this.unit(position, instruction.step);
        if (unit < 0 || !instruction.set.has(unit)) return FAILED;
        this.position = position + instruction.step;
        return at + 1;
      }
      case 'repeat':
        return this.repeat(instruction, at, position);
      case 'assert':
        return holds(instruction.assertion, this.input, position, this.searchStart) ? at + 1 : FAILED;
      case 'backreference':
        return this.matchGroup(instruction, position) ? at + 1 : FAILED;
      case 'jump':
        return instruction.target;
      case 'fork':
        this.alternatives.push(instruction.otherwise, position, this.state.height, PLAIN);
        return at + 1;
      case 'mark':
        this.state.setRegister(instruction.register, position);
        return at + 1;
      case 'capture':
        return this.capture(instruction, position) ? at + 1 : FAILED;
      case 'enterLoop':
        this.state.setRegister(instruction.register, instruction.entersBody ? position : NOWHERE);
        this.state.setRegister(instruction.register + 1, instruction.count);
        return at + 1;
      case 'loop':
        return this.loop(instruction, at, position);
      case 'fence':
        this.state.setRegister(instruction.register, this.alternatives.length);
        this.state.setRegister(instruction.register + 1, position);
        if (instruction.otherwise !== undefined) {
          this.alternatives.push(instruction.otherwise, position, this.state.height, PLAIN);
        }
        return at + 1;
      case 'commit':
        this.alternatives.length = this.state.register(instruction.register);
        if (instruction.returns) this.position = this.state.register(instruction.register + 1);
        return at + 1;
      case 'refuse':
        this.alternatives.length = this.state.register(instruction.register);
        return FAILED;
      case 'ifGroup':
        return this.state.latest(instruction.group) !== undefined ? at + 1 : instruction.otherwise;
      case 'succeed':
        return at;
    }
  }

  /** Takes up the latest alternative: answers its instruction, or FAILED when none is left. */
  private backtrack(): number {
    const { alternatives } = this;
    for (let top = alternatives.length - ALTERNATIVE; top >= 0; top = alternatives.length - ALTERNATIVE) {
      const at = alternatives[top] ?? 0;
      const kind = alternatives[top + 3] ?? PLAIN;
      this.position = alternatives[top + 1] ?? 0;
      this.state.takeBack(alternatives[top + 2] ?? 0);
      this.spend(1);
      const instruction = this.instructions[at];
      if (kind >= 0 && instruction?.op === 'repeat') {
        if (this.repeatAgain(instruction, top, kind)) return at + 1;
        continue;
      }
      alternatives.length = top;
      if (kind === NEXT_ROUND && instruction?.op === 'loop') return this.nextRound(instruction, this.position);
      return at;
    }
    return FAILED;
  }

  private unit(position: number, step: number): number {
    const index = step === 1 ? position : position - 1;
    return index >= 0 && index < this.input.length ? this.input.charCodeAt(index) : -1;
  }

  private repeat(instruction: OpOf<'repeat'>, at: number, position: number): number {
    const { set, step, min, max, lazy } = instruction;
    const room = step === 1 ? this.input.length - position : position;
    const most = Math.min(lazy ? min : max, room);
    if (room < min) return FAILED;
    let count = 0;
    while (count < most && set.has(this.unit(position + count * step, step))) count += 1;
    this.spend(count);
    if (count < min) return FAILED;
    this.position = position + count * step;
    const spare = lazy ? Math.min(max, room) - count : count - min;
    if (spare > 0) this.alternatives.push(at, this.position, this.state.height, spare);
    return at + 1;
  }

  /** Gives one character back, or reads one more where lazy: says whether it could. */
  private repeatAgain({ set, step, lazy }: OpOf<'repeat'>, top: number, spare: number): boolean {
    const { alternatives } = this;
    const possible = !lazy || set.has(this.unit(this.position, step));
    if (possible) this.position += lazy ? step : -step;
    if (!possible || spare === 1) alternatives.length = top;
    else {
      alternatives[top + 1] = this.position;
      alternatives[top + 3] = spare - 1;
    }
    return possible;
  }

  /** The end of a loop's body: an empty round ends it, else it goes round again or on, the other way being open. */
  private loop(instruction: OpOf<'loop'>, at: number, position: number): number {
    const { register, limit, lazy } = instruction;
    const count = this.state.register(register + 1);
    if (count < 0) return this.nextRound(instruction, position);
    if (count >= limit || position === this.state.register(register)) return at + 1;
    if (lazy) {
      this.alternatives.push(at, position, this.state.height, NEXT_ROUND);
      return at + 1;
    }
    this.alternatives.push(at + 1, position, this.state.height, PLAIN);
    return this.nextRound(instruction, position);
  }

  private nextRound({ register, body, limit }: OpOf<'loop'>, position: number): number {
    const count = this.state.register(register + 1);
    if (count < 0 || limit !== Number.POSITIVE_INFINITY) this.state.setRegister(register + 1, count + 1);
    this.state.setRegister(register, position);
    return body;
  }

  private capture({ register, group, balances }: OpOf<'capture'>, position: number): boolean {
    const from = this.state.register(register);
    let start = Math.min(from, position);
    let end = Math.max(from, position);
    if (balances !== undefined) {
      const other = this.state.take(balances);
      if (other === undefined) return false;
      // What is captured is the part between the two.
      if (start >= other.end) [start, end] = [other.end, start];
      else if (end <= other.start) start = other.start;
      else [start, end] = [Math.max(start, other.start), Math.min(end, other.end)];
    }
    if (group !== undefined) this.state.add(group, start, end);
    return true;
  }

  private matchGroup({ group, ignoreCase, step, emptyWhenUnset }: OpOf<'backreference'>, position: number): boolean {
    const captured = this.state.latest(group);
    if (captured === undefined) return emptyWhenUnset;
    const { start, end } = captured;
    const length = end - start;
    const from = step === 1 ? position : position - length;
    if (from < 0 || from + length > this.input.length) return false;
    this.spend(length);
    for (let index = 0; index < length; index += 1) {
      const wanted = this.input.charCodeAt(start + index);
      const unit = this.input.charCodeAt(from + index);
      if (wanted !== unit && !(ignoreCase && equalIgnoringCase(wanted, unit))) return false;
    }
    this.position = position + length * step;
    return true;
  }
}
