import type { CaseAnswer } from '../../../emulator/expressions/cases/answer-case';
import { bindExpression } from '../../../policies/language/expressions/bind-expression';
import { implementedMembers } from '../member-coverage';
import { usesOf } from '../used-members';
import type { Difference } from './fuzz';

/** Kinds of types, which the bound tree holds beside kinds of nodes. */
const TYPE_KINDS = ['named', 'array', 'anonymous', 'parameter', 'null'];

/** What generated expressions reach: a generator that repeats itself proves little. */
export class Reach {
  private readonly members = new Set<string>();
  private readonly kinds = new Set<string>();
  private readonly errors = new Set<string>();
  private readonly types = new Set<string>();

  /** Takes an answered case in. */
  add({ item, theirs }: Difference): void {
    this.answer(theirs);
    if ('compileError' in theirs) return;
    const { members, kinds } = usesOf(bindExpression(item.expression).bound);
    members.forEach((member) => this.members.add(member));
    kinds.forEach((kind) => this.kinds.add(kind));
  }

  private answer(answer: CaseAnswer): void {
    if ('error' in answer) this.errors.add(answer.error);
    else if ('type' in answer && answer.type !== null) this.types.add(answer.type);
  }

  /** One line per count, and the implemented members that nothing reached. */
  lines(): readonly string[] {
    const all = implementedMembers();
    const missed = all.filter((id) => !this.members.has(id));
    const nodes = [...this.kinds].filter((kind) => !TYPE_KINDS.includes(kind));
    return [
      `  ${all.length - missed.length} of ${all.length} implemented members are used, ${nodes.length} kinds of nodes`,
      `  ${this.types.size} types of values and ${this.errors.size} types of exceptions are answered`,
      ...missed.map((id) => `    not used: ${id}`),
    ];
  }
}
