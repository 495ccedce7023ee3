import { binaryOf, continued } from './precedence';
import { access } from './read-access';
import { nameOf } from './read-name';
import { beginning, FIRST_FIELDS } from './read-generic-call';
import type { Reader } from './reader';
import { childrenOf, fieldOf, firstOf, namedChildrenOf, refuse, spanOf } from './reader';
import type { ArgumentSyntax, ExpressionSyntax } from './syntax';
import type { SyntaxNode } from './syntax-node';

/*
 * The grammar takes `(a) - 1`, `(a) * b`, `(a)[1]` and `(a["x"])[1]` for casts of -1 and of the collection expression `[1]`. C# sees
 * a name in parentheses there; what stands for a type in the tree is read as that expression.
 */

/** True where a type may as well be a name of something else. */
function isName(type: SyntaxNode): boolean {
  return type.type === 'identifier' || type.type === 'qualified_name' || type.type === 'generic_name';
}

/** The collection expression `[1]` of a cast that is none: `(a)[1]`, `(a)[1].b`. Undefined for any other node. */
export function elementOfParenthesised(node: SyntaxNode): SyntaxNode | undefined {
  if (node.type !== 'cast_expression') return undefined;
  const value = node.childForFieldName('value');
  const first = value === null ? undefined : beginning(value);
  return first?.type === 'collection_expression' ? first : undefined;
}

/** Operators that stand before one operand for the grammar, and between two for C# after a name in parentheses. */
const BINARY_TOO = ['-', '+', '*', '&', '^'];

function isElement(type: SyntaxNode): boolean {
  const rank = type.type === 'array_type' ? type.childForFieldName('rank') : null;
  return rank !== null && namedChildrenOf(rank).length > 0;
}

/** Reads `(a) - b`, `(a) && b` and `(a[0]) * b.c`, which come as casts of `-b`, `&&b` and `(*b).c`. Undefined for a real cast. */
export function readOperation(reader: Reader, cast: SyntaxNode): ExpressionSyntax | undefined {
  const type = fieldOf(reader, cast, 'type');
  if (!isName(type) && !isElement(type)) return undefined;
  const value = fieldOf(reader, cast, 'value');
  const first = beginning(value);
  const sign = first.type === 'prefix_unary_expression' ? childrenOf(first)[0]?.text : undefined;
  if (sign === undefined || !BINARY_TOO.includes(sign)) return undefined;
  const isAnd = first.text.startsWith('&&');
  const inner = firstOf(reader, first, namedChildrenOf(first));
  const operand = isAnd ? firstOf(reader, inner, namedChildrenOf(inner)) : inner;
  const name = expressionOf(reader, type);
  const { start } = spanOf(reader, cast);
  const left: ExpressionSyntax = { kind: 'parenthesised', value: name, span: { start, end: name.span.end + 1 } };
  return binaryOf(isAnd ? '&&' : sign, left, afterElement(reader, value, reader.expression(operand)));
}

/** Reads what `elementOfParenthesised` recognised, together with what follows it: `(a)[1].b`. */
export function readElementOfParenthesised(reader: Reader, cast: SyntaxNode, list: SyntaxNode): ExpressionSyntax {
  const inner = expressionOf(reader, fieldOf(reader, cast, 'type'));
  const span = { start: spanOf(reader, cast).start, end: spanOf(reader, list).end };
  const target: ExpressionSyntax = { kind: 'parenthesised', value: inner, span: { ...span, end: inner.span.end + 1 } };
  const element: ExpressionSyntax = { kind: 'index', target, arguments: elements(reader, list), span };
  return afterElement(reader, fieldOf(reader, cast, 'value'), element);
}

function afterElement(reader: Reader, node: SyntaxNode, element: ExpressionSyntax): ExpressionSyntax {
  const field = FIRST_FIELDS[node.type];
  if (field === undefined) return element;
  const before = afterElement(reader, fieldOf(reader, node, field), element);
  return continued(before, (target) => access(reader, node, target));
}

function elements(reader: Reader, list: SyntaxNode): ArgumentSyntax[] {
  return namedChildrenOf(list).map((item) => {
    const element = firstOf(reader, item, namedChildrenOf(item));
    if (element.type !== 'expression_element') throw refuse(reader, element);
    return argument(reader.expression(firstOf(reader, element, namedChildrenOf(element))));
  });
}

function argument(value: ExpressionSyntax): ArgumentSyntax {
  return { mode: 'value', value, span: value.span };
}

/** An expression that the grammar read as a type: `a["x"]` as an array of it, with a question mark as a nullable one. */
function expressionOf(reader: Reader, node: SyntaxNode): ExpressionSyntax {
  if (node.type !== 'array_type') return nameOf(reader, node);
  const span = spanOf(reader, node);
  const type = fieldOf(reader, node, 'type');
  const indexes = namedChildrenOf(fieldOf(reader, node, 'rank')).map((index) => argument(reader.expression(index)));
  if (indexes.length === 0) return nameOf(reader, node);
  if (type.type !== 'nullable_type') {
    return { kind: 'index', target: expressionOf(reader, type), arguments: indexes, span };
  }
  const target = expressionOf(reader, fieldOf(reader, type, 'type'));
  const receiver: ExpressionSyntax = { kind: 'receiver', span: target.span };
  const continuation: ExpressionSyntax = { kind: 'index', target: receiver, arguments: indexes, span };
  return { kind: 'conditionalAccess', target, continuation, span };
}
