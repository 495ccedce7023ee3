import { continued } from './precedence';
import { access, readArguments } from './read-access';
import { readInitialiser } from './read-creation';
import { readType } from './read-type';
import type { Reader } from './reader';
import { fieldOf, firstOf, namedChildrenOf, refuse, spanOf } from './reader';
import type { ExpressionSyntax, TypeSyntax } from './syntax';
import type { SyntaxNode } from './syntax-node';

/** Fields that lead to the beginning of an expression. */
export const FIRST_FIELDS: Readonly<Record<string, string>> = {
  member_access_expression: 'expression',
  invocation_expression: 'function',
  element_access_expression: 'expression',
  conditional_access_expression: 'condition',
};

/** What an expression of continuations begins with: `a` of `a.b(c)[d]`. */
export function beginning(node: SyntaxNode): SyntaxNode {
  const field = FIRST_FIELDS[node.type];
  const first = field === undefined ? null : node.childForFieldName(field);
  return first === null ? node : beginning(first);
}

/**
 * The arguments of `(T)a < B > (c)`, which is how the grammar reads `(T)a<B>(c)`; C# sees type arguments wherever `(`
 * follows the `>`. Likewise the initialiser of `new A < B > { c }`. Undefined for any other node.
 */
export function genericCallArguments(node: SyntaxNode): SyntaxNode | undefined {
  if (node.type !== 'binary_expression' || node.childForFieldName('operator')?.text !== '>') return undefined;
  const left = node.childForFieldName('left');
  if (left?.type !== 'binary_expression' || left.childForFieldName('operator')?.text !== '<') return undefined;
  const right = node.childForFieldName('right');
  const list = right === null ? undefined : beginning(right);
  if (list?.type === 'initializer_expression')
    return left.childForFieldName('left')?.type === 'object_creation_expression' ? list : undefined;
  return list?.type === 'parenthesized_expression' || list?.type === 'tuple_expression' ? list : undefined;
}

function withTypeArgument(target: ExpressionSyntax, argument: TypeSyntax): ExpressionSyntax | undefined {
  return target.kind === 'name' || target.kind === 'member' ? { ...target, args: [argument] } : undefined;
}

/** Reads what `genericCallArguments` recognised, together with what follows the call: `(T)a.b<C>(d).e[f]`. */
export function readGenericCall(reader: Reader, node: SyntaxNode): ExpressionSyntax {
  const left = fieldOf(reader, node, 'left');
  const argument = readType(reader, fieldOf(reader, left, 'right'));
  const creation = fieldOf(reader, left, 'left');
  if (creation.type === 'object_creation_expression') {
    const right = fieldOf(reader, node, 'right');
    return afterTypeArguments(reader, right, newGeneric(reader, creation, argument, beginning(right)));
  }
  const callee = continued(reader.expression(fieldOf(reader, left, 'left')), (target) => {
    const generic = withTypeArgument(target, argument);
    if (generic === undefined) throw refuse(reader, node);
    return generic;
  });
  return afterTypeArguments(reader, fieldOf(reader, node, 'right'), callee);
}

/** `new A<B> { c }`; the creation holds `new A` alone. */
function newGeneric(
  reader: Reader,
  creation: SyntaxNode,
  argument: TypeSyntax,
  initialiser: SyntaxNode,
): ExpressionSyntax {
  const type = readType(reader, fieldOf(reader, creation, 'type'));
  const last = type.kind === 'named' ? type.parts.at(-1) : undefined;
  if (type.kind !== 'named' || last === undefined) throw refuse(reader, creation);
  return {
    kind: 'new',
    type: { ...type, parts: [...type.parts.slice(0, -1), { ...last, args: [argument] }] },
    arguments: [],
    initialiser: readInitialiser(reader, initialiser),
    span: { start: spanOf(reader, creation).start, end: spanOf(reader, initialiser).end },
  };
}

function afterTypeArguments(reader: Reader, node: SyntaxNode, callee: ExpressionSyntax): ExpressionSyntax {
  const span = spanOf(reader, node);
  const spanFrom = (target: ExpressionSyntax): ExpressionSyntax['span'] => ({
    start: target.span.start,
    end: span.end,
  });
  const field = FIRST_FIELDS[node.type];
  if (field !== undefined) {
    const before = afterTypeArguments(reader, fieldOf(reader, node, field), callee);
    return continued(before, (target) => access(reader, node, target));
  }
  if (node.type === 'initializer_expression') return callee;
  if (node.type === 'tuple_expression') {
    const list = readArguments(reader, node);
    return continued(callee, (target) => ({ kind: 'invoke', target, arguments: list, span: spanFrom(target) }));
  }
  if (node.type !== 'parenthesized_expression') throw refuse(reader, node);
  const value = reader.expression(firstOf(reader, node, namedChildrenOf(node)));
  return continued(callee, (target) => ({
    kind: 'invoke',
    target,
    arguments: [{ mode: 'value', value, span: value.span }],
    span: spanFrom(target),
  }));
}
