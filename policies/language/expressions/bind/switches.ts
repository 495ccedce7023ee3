import type { BoundPattern } from '../bound-tree/conversions';
import type { BoundStatement, BoundSwitchLabel, BoundSwitchSection } from '../bound-tree/statements';
import type { ClrType } from '../clr-type';
import { sameType } from '../clr-type';
import type { StatementSyntax } from '../syntax/syntax';
import type { Binding } from './binding';
import type { SwitchTargets } from './jump-targets';
import { standardImplicit } from './conversions';
import { allComplete } from './flow';
import { declareLabels, keyOf, linkSections } from './goto';
import { bindFunctions, declareFunctions } from './local-functions';
import { bindCondition, bindStatements } from './blocks';
import { bindPattern } from './patterns';
import { isReferenceConvertible, isReferenceType, isValueType } from './type-relations';

/** Binds a `switch` statement. */
export function bindSwitch(binding: Binding, syntax: Extract<StatementSyntax, { kind: 'switch' }>): BoundStatement {
  const value = binding.value(syntax.value);
  if (value.type.kind === 'null') {
    throw binding.compileError(syntax.value.span, 'CS8119', "The switch expression must be a value; found '<null>'.");
  }
  return binding.inScope((scope) => {
    const all = syntax.sections.flatMap((section) => section.statements);
    declareFunctions(binding, all);
    const seen = new Set<string>();
    const taken: BoundPattern[] = [];
    const targets: SwitchTargets = { type: value.type, jumps: [] };
    const sections = syntax.sections.map((section): BoundSwitchSection =>
      binding.inScope((inner) => {
        const labels = section.labels.map((label): BoundSwitchLabel => {
          const pattern = label.pattern === undefined ? undefined : bindPattern(binding, label.pattern, value.type);
          const key = label.when === undefined ? keyOf(pattern) : undefined;
          if (key !== undefined && seen.has(key)) {
            throw binding.compileError(
              label.span,
              'CS0152',
              `The switch statement contains multiple cases with the label value '${key.replace(/^case \w+ /, '')}'`,
            );
          }
          seen.add(key ?? '');
          if (pattern !== undefined && isTaken(pattern, taken)) {
            throw binding.compileError(
              label.span,
              'CS8120',
              'The switch case is unreachable. It has already been handled by a previous case or it is impossible to match.',
            );
          }
          const when = label.when === undefined ? undefined : bindCondition(binding, label.when);
          const isAlways = when === undefined || (when.kind === 'literal' && when.value === true);
          if (pattern !== undefined && isAlways) {
            taken.push(pattern);
          }
          return pattern === undefined
            ? { kind: 'default' }
            : {
                kind: 'case',
                pattern,
                when,
              };
        });
        // Locals of all sections share the scope of the whole switch; names of patterns are the section's own.
        inner.locals.forEach((local) => scope.locals.push(local));
        const patternLocals = inner.locals.length;
        declareLabels(binding, section.statements);
        const statements = binding.withJumps({ break: true, switch: targets }, () =>
          bindStatements(binding, section.statements),
        );
        scope.locals.push(...inner.locals.slice(patternLocals));
        for (const declaration of section.statements) {
          if (declaration.kind === 'declare') {
            declaration.declarators.forEach(({ name }) => share(inner.symbols, scope.symbols, name));
          }
        }
        if (section.statements.length === 0 || (allComplete(statements) && binding.findings.length === 0)) {
          throw binding.compileError(
            section.span,
            'CS0163',
            'Control cannot fall through from one case label to another',
          );
        }
        return { labels, statements, entry: { name: 'case', isUsed: false } };
      }),
    );
    linkSections(binding, targets, sections);
    return { kind: 'switch', locals: scope.locals, functions: bindFunctions(binding, all), value, sections };
  });
}

/** Moves a name to the scope of the whole switch, where later sections see it. */
function share<T>(from: Map<string, T>, to: Map<string, T>, name: string): void {
  const symbol = from.get(name);
  if (symbol !== undefined) {
    to.set(name, symbol);
  }
}

/** True when an earlier label without `when` takes everything that this one matches. */
function isTaken(pattern: BoundPattern, earlier: readonly BoundPattern[]): boolean {
  const type = pattern.kind === 'type' ? pattern.target : pattern.kind === 'constant' ? pattern.value.type : undefined;
  const isNull = pattern.kind === 'constant' && pattern.value.value === null;
  return earlier.some(
    (other) =>
      other.kind === 'var' ||
      (other.kind === 'type' &&
        type !== undefined &&
        !isNull &&
        (sameType(type, other.target) || isReferenceConvertible(type, other.target) || isBoxedBy(type, other.target))),
  );
}

function isBoxedBy(type: ClrType, target: ClrType): boolean {
  return isValueType(type) && isReferenceType(target) && standardImplicit({ type }, target) !== undefined;
}
