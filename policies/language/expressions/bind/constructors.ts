import type { BoundValue } from '../bound-tree/values';
import type { NamedType } from '../clr-type';
import { displayType } from '../clr-type';
import type { Span } from '../finding';
import type { ArgumentSyntax } from '../syntax/syntax';
import type { Binding } from './binding';
import { constructorCandidates } from './candidates';
import { boundArguments, resolve } from './overloads';
import { definitionOf, isInterface } from './type-relations';
import { bindArguments } from './members';

/** Binds `new T(arguments)` without its initialiser. */
export function bindConstructor(
  binding: Binding,
  type: NamedType,
  syntaxes: readonly ArgumentSyntax[],
  span: Span,
): BoundValue {
  const definition = definitionOf(type);
  if (isInterface(type) || definition?.kind === 'abstract') {
    throw binding.compileError(
      span,
      'CS0144',
      `Cannot create an instance of the abstract type or interface '${displayType(type)}'`,
    );
  }
  if (definition?.kind === 'static') {
    throw binding.compileError(span, 'CS0712', `Cannot create an instance of the static class '${displayType(type)}'`);
  }
  if (definition?.kind === 'delegate') {
    throw binding.unsupported(span, 'A delegate creation expression', 'a lambda');
  }
  const args = bindArguments(binding, syntaxes);
  const candidates = constructorCandidates(type);
  if (
    args.length === 0 &&
    (definition?.kind === 'struct' || definition?.kind === 'enum') &&
    !candidates.some(({ method }) => method.parameters.length === 0)
  ) {
    return { kind: 'default', type };
  }
  if (candidates.length === 0 && definition !== undefined && definition.members.size === 0) {
    // Not in the table: the type was reported already.
    throw binding.error(span, {
      rule: 'expression-type',
      message: `Usage of type '${type.id.replace(/`\d+/g, '')}' is not supported within expressions`,
    });
  }
  const fit = resolve(binding, candidates, args, {
    span,
    name: displayType(type),
    typeArguments: [],
    constructorOf: type,
  });
  const { method } = fit.candidate;
  binding.checkMember(method.declaring, '#ctor', method.id, span);
  return {
    kind: 'new',
    type,
    member: method.id,
    parameterTypes: fit.parameterTypes,
    ...boundArguments(binding, fit, args),
  };
}
