import type { BoundLocal } from '../bound-tree/expression';
import type { BoundDeclare, BoundStatement } from '../bound-tree/statements';
import type { BoundValue } from '../bound-tree/values';
import type { ClrType } from '../clr-type';
import { EXCEPTION, displayType, sameType } from '../clr-type';
import type { StatementSyntax } from '../syntax/syntax';
import type { Binding } from './binding';
import { NO_JUMPS } from './jump-targets';
import { classChain, isReferenceConvertible } from './type-relations';
import { bindBlock, bindEmbedded, bindCondition } from './blocks';
import { bindDeclaration } from './declarations';

export function bindTry(binding: Binding, syntax: Extract<StatementSyntax, { kind: 'try' }>): BoundStatement {
  const block = bindBlock(binding, syntax.block).bound;
  const caught: ClrType[] = [];
  const catches = syntax.catches.map((clause) => {
    const type = clause.type === undefined ? EXCEPTION : binding.bind.type(binding, clause.type);
    if (type.kind !== 'named' || !classChain(type).some((base) => sameType(base, EXCEPTION))) {
      throw binding.compileError(
        clause.type?.span ?? clause.span,
        'CS0155',
        'The type caught or thrown must be derived from System.Exception',
      );
    }
    if (caught.some((earlier) => isReferenceConvertible(type, earlier))) {
      throw binding.compileError(
        clause.span,
        'CS0160',
        `A previous catch clause already catches all exceptions of this or of a super type ('${displayType(type)}')`,
      );
    }
    if (clause.filter === undefined) {
      caught.push(type);
    }
    return binding.inScope((scope) => {
      const local: BoundLocal | undefined =
        clause.name === undefined
          ? undefined
          : binding.declareLocal(clause.span, { kind: 'local', name: clause.name, type }).local;
      const filter = clause.filter === undefined ? undefined : bindCondition(binding, clause.filter);
      const body = binding.withJumps({ inCatch: true }, () => bindBlock(binding, clause.block).bound);
      return { exceptionType: type, locals: scope.locals, local, filter, block: body };
    });
  });
  const finallyBlock = syntax.finally;
  const last =
    finallyBlock === undefined
      ? undefined
      : binding.withJumps({ ...NO_JUMPS, finally: finallyBlock }, () => bindBlock(binding, finallyBlock).bound);
  return { kind: 'try', block, catches, finally: last };
}

export function bindUsing(binding: Binding, syntax: Extract<StatementSyntax, { kind: 'using' }>): BoundStatement {
  const { resource } = syntax;
  return binding.inScope((scope) => {
    const resources: (BoundDeclare | { readonly kind: 'expression'; readonly value: BoundValue })[] =
      resource.kind === 'declare'
        ? bindDeclaration(binding, resource, 'using variable')
        : [{ kind: 'expression', value: binding.value(resource) }];
    for (const entry of resources) {
      const type = entry.kind === 'declare' ? entry.local.type : entry.value.type;
      const disposable = { kind: 'named' as const, id: 'System.IDisposable', args: [] };
      if (type.kind !== 'null' && !isReferenceConvertible(type, disposable)) {
        throw binding.compileError(
          resource.span,
          'CS1674',
          `'${displayType(type)}': type used in a using statement must be implicitly convertible to 'System.IDisposable'`,
        );
      }
      if (entry.kind === 'declare' && entry.value === undefined) {
        throw binding.compileError(
          resource.span,
          'CS0210',
          'You must provide an initializer in a fixed or using statement declaration',
        );
      }
    }
    return { kind: 'using', locals: scope.locals, resources, body: bindEmbedded(binding, syntax.body) };
  });
}
