import type { BoundPattern } from '../bound-tree/conversions';
import type { BoundGoto, BoundStatement, BoundSwitchSection, Label } from '../bound-tree/statements';
import type { ConstantValue } from '../bound-tree/values';
import type { StatementSyntax } from '../syntax/syntax';
import type { Binding } from './binding';
import type { SwitchTargets } from './jump-targets';
import { convert } from './convert';
import { withoutNullable } from './type-relations';

/** Declares the labels of a list of statements, so that statements before them can jump to them. */
export function declareLabels(binding: Binding, statements: readonly StatementSyntax[]): void {
  const { scope, frame, jumps } = binding;
  for (const statement of statements) {
    for (let next = statement; next.kind === 'labelled'; next = next.statement) {
      const { name, nameSpan } = next;
      if (scope.labels.has(name)) {
        throw binding.compileError(nameSpan, 'CS0140', `The label '${name}' is a duplicate`);
      }
      if (scope.findLabel(name)?.frame === frame) {
        throw binding.compileError(
          nameSpan,
          'CS0158',
          `The label '${name}' shadows another label by the same name in a contained scope`,
        );
      }
      scope.labels.set(name, { label: { name, isUsed: false }, frame, finally: jumps.finally });
    }
  }
}

/** Binds `goto`. */
export function bindGoto(binding: Binding, syntax: Extract<StatementSyntax, { kind: 'goto' }>): BoundStatement {
  const { to, span } = syntax;
  if ('label' in to) {
    const found = binding.scope.findLabel(to.label);
    if (found?.frame !== binding.frame) {
      throw binding.compileError(span, 'CS0159', `No such label '${to.label}' within the scope of the goto statement`);
    }
    if (found.finally !== binding.jumps.finally) {
      throw binding.compileError(span, 'CS0157', 'Control cannot leave the body of a finally clause');
    }
    found.label.isUsed = true;
    return { kind: 'goto', label: found.label };
  }
  const targets = binding.jumps.switch;
  if (targets === undefined) {
    throw binding.compileError(span, 'CS0153', 'A goto case is only valid inside a switch statement');
  }
  const statement: { kind: 'goto'; label: Label } = { kind: 'goto', label: { name: '', isUsed: false } };
  targets.jumps.push({ statement, key: sectionKey(binding, to.section, targets), span });
  return statement satisfies BoundGoto;
}

function sectionKey(
  binding: Binding,
  section: Extract<Extract<StatementSyntax, { kind: 'goto' }>['to'], { section: unknown }>['section'],
  { type }: SwitchTargets,
): string {
  if (section === undefined) return DEFAULT_KEY;
  const value = binding.value(section);
  if (value.kind !== 'literal') throw binding.compileError(section.span, 'CS0150', 'A constant value is expected');
  const converted = value.value === null ? value : convert(binding, value, withoutNullable(type), section.span);
  return constantKey(converted.kind === 'literal' ? converted.value : value.value);
}

/** The key of `default:`. */
const DEFAULT_KEY = 'default';

/** Stands for a constant label of a switch: the same for equal constants. */
function constantKey(value: ConstantValue): string {
  const shown = typeof value === 'bigint' ? String(value) : value;
  return `case ${typeof value} ${JSON.stringify(shown)}`;
}

/** The key of a label, undefined where `goto case` cannot name it. */
export function keyOf(pattern: BoundPattern | undefined): string | undefined {
  if (pattern === undefined) return DEFAULT_KEY;
  return pattern.kind === 'constant' ? constantKey(pattern.value.value) : undefined;
}

/** Leads each `goto case` of a switch to its section. */
export function linkSections(
  binding: Binding,
  { jumps }: SwitchTargets,
  sections: readonly BoundSwitchSection[],
): void {
  for (const { statement, key, span } of jumps) {
    const section = sections.find(({ labels }) =>
      labels.some((label) => keyOf(label.kind === 'case' ? label.pattern : undefined) === key),
    );
    if (section === undefined) {
      const shown = key.replace(/^case \w+ /, 'case ');
      throw binding.compileError(span, 'CS0159', `No such label '${shown}:' within the scope of the goto statement`);
    }
    statement.label = section.entry;
    section.entry.isUsed = true;
  }
}
