import type { ClrType } from '../clr-type';
import { displayType } from '../clr-type';
import type { Span } from '../finding';
import type { Binding } from './binding';
import { definitionOf } from './type-relations';

/** The error about a type that signatures mention and the allow-list does not: its members are not in the table. */
export function refusedType(binding: Binding, type: ClrType, span: Span): Error | undefined {
  const definition = definitionOf(type);
  if (definition === undefined || definition.members.size > 0 || type.kind !== 'named') {
    return undefined;
  }
  const before = binding.findings.length;
  binding.checkType(type.id, span);
  const finding = binding.findings.at(-1);
  if (binding.findings.length === before || finding === undefined) {
    return undefined;
  }
  binding.findings.pop();
  return binding.error(span, {
    rule: 'expression-type',
    message: finding.message,
    alternative: finding.alternative,
  });
}

export function noMember(binding: Binding, type: ClrType, name: string, span: Span, isStatic: boolean): Error {
  const refused = refusedType(binding, type, span);
  if (refused !== undefined) {
    return refused;
  }
  return isStatic
    ? binding.compileError(span, 'CS0117', `'${displayType(type)}' does not contain a definition for '${name}'`)
    : binding.compileError(
        span,
        'CS1061',
        `'${displayType(type)}' does not contain a definition for '${name}' and no accessible extension method '${name}' accepting a first argument of type '${displayType(type)}' could be found`,
      );
}
