import type { CharSet } from './char-set';
import { Options } from './options';
import { parsePattern } from './parse-pattern';
import type { PatternNode, Repetition } from './pattern-node';
import type { Instruction, Program, Step } from './program';

type NodeOf<K extends PatternNode['kind']> = Extract<PatternNode, { kind: K }>;

/** Writes the instructions for a tree. */
class Compiler {
  readonly instructions: Instruction[] = [];
  registers = 0;

  emit(node: PatternNode): void {
    switch (node.kind) {
      case 'set':
        this.add({ op: 'set', set: node.set, step: stepOf(node) });
        return;
      case 'repeatedSet':
        this.add({ op: 'repeat', set: node.set, step: stepOf(node), ...node.times });
        return;
      case 'assertion':
        this.add({ op: 'assert', assertion: node.assertion });
        return;
      case 'backreference':
        this.add({ ...node, op: 'backreference', step: stepOf(node) });
        return;
      case 'sequence':
        for (const part of node.parts) this.emit(part);
        return;
      case 'alternatives':
        this.alternatives(node.branches);
        return;
      case 'loop':
        this.loop(node.body, node.times);
        return;
      case 'capture':
        this.capture(node);
        return;
      case 'atomic':
        this.fenced(node.body, false);
        return;
      case 'look':
        this.look(node);
        return;
      case 'ifGroup':
        this.choose(this.hole(), (otherwise) => ({ op: 'ifGroup', group: node.group, otherwise }), node);
        return;
      case 'ifMatches':
        this.ifMatches(node);
        return;
    }
  }

  private add(instruction: Instruction): number {
    return this.instructions.push(instruction) - 1;
  }

  /** A place for an instruction whose target is not known yet. */
  private hole(): number {
    return this.add({ op: 'succeed' });
  }

  private get next(): number {
    return this.instructions.length;
  }

  private alternatives(branches: readonly PatternNode[]): void {
    const exits: number[] = [];
    branches.forEach((branch, index) => {
      const fork = index < branches.length - 1 ? this.hole() : undefined;
      this.emit(branch);
      if (fork === undefined) return;
      exits.push(this.hole());
      this.instructions[fork] = { op: 'fork', otherwise: this.next };
    });
    for (const exit of exits) this.instructions[exit] = { op: 'jump', target: this.next };
  }

  /** The body runs `min` times without a choice; its count starts below zero for that. */
  private loop(node: PatternNode, { min, max, lazy }: Repetition): void {
    const register = this.registers;
    this.registers += 2;
    this.add({ op: 'enterLoop', register, count: min === 0 ? 0 : 1 - min, entersBody: min > 0 });
    const jump = min === 0 ? this.hole() : undefined;
    const body = this.next;
    this.emit(node);
    if (jump !== undefined) this.instructions[jump] = { op: 'jump', target: this.next };
    this.add({ op: 'loop', register, limit: max - min, body, lazy });
  }

  private capture({ group, balances, body }: NodeOf<'capture'>): void {
    const register = this.registers;
    this.registers += 1;
    this.add({ op: 'mark', register });
    this.emit(body);
    this.add({ op: 'capture', register, group, balances });
  }

  private fenced(body: PatternNode, returns: boolean): void {
    const register = this.registers;
    this.registers += 2;
    this.add({ op: 'fence', register, otherwise: undefined });
    this.emit(body);
    this.add({ op: 'commit', register, returns });
  }

  private look({ negative, body }: NodeOf<'look'>): void {
    if (!negative) {
      this.fenced(body, true);
      return;
    }
    const register = this.registers;
    this.registers += 2;
    const fence = this.hole();
    this.emit(body);
    this.add({ op: 'refuse', register });
    this.instructions[fence] = { op: 'fence', register, otherwise: this.next };
  }

  private choose(
    hole: number,
    test: (otherwise: number) => Instruction,
    { then, otherwise }: { then: PatternNode; otherwise: PatternNode },
  ): void {
    this.emit(then);
    const exit = this.hole();
    this.instructions[hole] = test(this.next);
    this.emit(otherwise);
    this.instructions[exit] = { op: 'jump', target: this.next };
  }

  private ifMatches(node: NodeOf<'ifMatches'>): void {
    const register = this.registers;
    this.registers += 2;
    const fence = this.hole();
    this.emit(node.condition);
    this.add({ op: 'commit', register, returns: true });
    this.choose(fence, (otherwise) => ({ op: 'fence', register, otherwise }), node);
  }
}

function stepOf({ rightToLeft }: { rightToLeft: boolean }): Step {
  return rightToLeft ? -1 : 1;
}

/** The characters the first read of a tree accepts, when every match begins by reading one from left to right. */
function firstSet(node: PatternNode): CharSet | undefined {
  switch (node.kind) {
    case 'set':
      return node.rightToLeft ? undefined : node.set;
    case 'repeatedSet':
      return node.rightToLeft || node.times.min === 0 ? undefined : node.set;
    case 'sequence':
      return node.parts[0] === undefined ? undefined : firstSet(node.parts[0]);
    case 'loop':
      return node.times.min === 0 ? undefined : firstSet(node.body);
    case 'capture':
    case 'atomic':
      return firstSet(node.body);
    default:
      return undefined;
  }
}

function isAnchored(node: PatternNode): boolean {
  if (node.kind === 'assertion') return node.assertion === 'beginning';
  if (node.kind === 'sequence') return node.parts[0] !== undefined && isAnchored(node.parts[0]);
  return node.kind === 'capture' && isAnchored(node.body);
}

/** Compiles a .NET pattern. Throws RegexParseException for what .NET refuses. */
export function compilePattern(pattern: string, options: number): Program {
  const { root, groups } = parsePattern(pattern, options);
  const compiler = new Compiler();
  compiler.emit({ kind: 'capture', group: 0, balances: undefined, body: root });
  const rightToLeft = (options & Options.rightToLeft) !== 0;
  return {
    instructions: [...compiler.instructions, { op: 'succeed' }],
    registers: compiler.registers,
    groups,
    first: rightToLeft ? undefined : firstSet(root),
    anchored: !rightToLeft && isAnchored(root),
    rightToLeft,
  };
}
