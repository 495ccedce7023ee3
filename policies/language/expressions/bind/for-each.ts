import type { BoundStatement } from '../bound-tree/statements';
import type { ClrType } from '../clr-type';
import { CHAR, OBJECT, displayType, isNamed } from '../clr-type';
import type { StatementSyntax } from '../syntax/syntax';
import type { Binding } from './binding';
import { cast } from './convert';
import { methodCandidates } from './candidates';
import { constructionsOf, interfacesOf, isInterface, substitute } from './type-relations';

/** Binds `foreach`. */
export function bindForEach(
  binding: Binding,
  syntax: Extract<StatementSyntax, { kind: 'forEach' }>,
  bindBody: (body: StatementSyntax) => BoundStatement,
): BoundStatement {
  const collection = binding.value(syntax.collection);
  const walk = walkOf(collection.type);
  if (walk === undefined) {
    throw binding.compileError(
      syntax.collection.span,
      'CS1579',
      `foreach statement cannot operate on variables of type '${displayType(collection.type)}' because '${displayType(collection.type)}' does not contain a public instance definition for 'GetEnumerator'`,
    );
  }
  const element = binding.newTemporary(walk.element);
  const type = syntax.type.kind === 'var' ? walk.element : binding.bind.type(binding, syntax.type);
  // The element is cast to the variable's type, an explicit conversion nobody has to write.
  const value = cast(binding, binding.readTemporary(element), type, syntax.type.span);
  return binding.inScope(() => {
    const local = binding.boundLocal(
      binding.declare(syntax.nameSpan, {
        kind: 'local',
        name: syntax.name,
        type,
        readOnly: 'foreach iteration variable',
      }),
    );
    return { kind: 'forEach', over: walk.over, collection, element, local, value, body: bindBody(syntax.body) };
  });
}

function walkOf(type: ClrType): { over: 'array' | 'string' | 'enumerable'; element: ClrType } | undefined {
  if (type.kind === 'array') {
    return { over: 'array', element: type.element };
  }
  if (isNamed(type, 'System.String')) {
    return { over: 'string', element: CHAR };
  }
  const own = isInterface(type)
    ? undefined
    : methodCandidates(type, 'GetEnumerator').find(({ method }) => method.parameters.length === 0);
  const declared =
    own === undefined ? undefined : enumeratorElement(substitute(own.method.returnType, own.declaringType.args));
  if (declared !== undefined) {
    return { over: 'enumerable', element: declared };
  }
  const [generic, other] = constructionsOf(type, 'System.Collections.Generic.IEnumerable`1');
  if (generic !== undefined) {
    return other === undefined ? { over: 'enumerable', element: generic.args[0] ?? OBJECT } : undefined;
  }
  const all = [type, ...interfacesOf(type)];
  return all.some((entry) => isNamed(entry, 'System.Collections.IEnumerable'))
    ? { over: 'enumerable', element: OBJECT }
    : undefined;
}

/** The type of `Current`, where the table knows it; nested struct enumerators have the generic arguments of their collection. */
function enumeratorElement(type: ClrType): ClrType | undefined {
  if (isNamed(type, 'System.Collections.Generic.IEnumerator`1')) {
    return type.args[0];
  }
  const [generic] = constructionsOf(type, 'System.Collections.Generic.IEnumerator`1');
  return generic?.args[0] ?? (isNamed(type, 'System.Collections.IEnumerator') ? OBJECT : undefined);
}
