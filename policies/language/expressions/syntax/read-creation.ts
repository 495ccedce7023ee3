import type { SyntaxNode } from './syntax-node';
import { readArguments } from './read-access';
import { identifierText, readType } from './read-type';
import type { Reader } from './reader';
import { Refused, childrenOf, fieldOf, firstOf, namedChildrenOf, refuse, spanOf } from './reader';
import { unsupported } from './refused';
import type {
  ArrayElement,
  ArrayInitialiser,
  ExpressionSyntax,
  InitialiserSyntax,
  InitialiserValue,
  TypeSyntax,
} from './syntax';

/** Reads `new T(...) { ... }`, `new T[n] { ... }`, `new[] { ... }`, `new { ... }`. */
export function readNewExpression(reader: Reader, node: SyntaxNode): ExpressionSyntax {
  const span = spanOf(reader, node);
  const initialiser = childrenOf(node).find((child) => child.type === 'initializer_expression');
  switch (node.type) {
    case 'object_creation_expression': {
      const list = node.childForFieldName('arguments');
      if (list === null && initialiser === undefined) {
        throw new Refused(span, {
          rule: 'csharp-syntax',
          code: 'CS1526',
          message: 'A new expression requires an argument list or (), [], or {} after type',
        });
      }
      return {
        kind: 'new',
        type: readType(reader, fieldOf(reader, node, 'type')),
        arguments: list === null ? [] : readArguments(reader, list),
        initialiser: initialiser === undefined ? undefined : readInitialiser(reader, initialiser),
        span,
      };
    }
    case 'array_creation_expression':
      return newArray(reader, node, initialiser);
    case 'implicit_array_creation_expression':
      if (node.text.slice(0, node.text.indexOf('{')).includes(',')) {
        throw new Refused(span, unsupported('A rectangular array', 'an array of arrays'));
      }
      return { kind: 'newArray', items: readArrayItems(reader, initialiser ?? node), span };
    default:
      return { kind: 'newAnonymous', members: anonymousMembers(reader, node), span };
  }
}

function newArray(reader: Reader, node: SyntaxNode, initialiser: SyntaxNode | undefined): ExpressionSyntax {
  const span = spanOf(reader, node);
  // new int[2][] is an array of int[] whose length stands in the innermost rank.
  const ranks: SyntaxNode[] = [];
  let type = fieldOf(reader, node, 'type');
  while (type.type === 'array_type') {
    ranks.unshift(fieldOf(reader, type, 'rank'));
    type = fieldOf(reader, type, 'type');
  }
  const lengths = ranks.map((rank) => namedChildrenOf(rank));
  const first = firstOf(reader, node, ranks);
  if (ranks.some((rank) => rank.text.includes(','))) {
    throw new Refused(span, unsupported('A rectangular array', 'an array of arrays'));
  }
  if (lengths.slice(1).some((length) => length.length > 0)) {
    throw refuse(reader, first);
  }
  let element = readType(reader, type);
  for (const rank of ranks.slice(1)) {
    element = { kind: 'array', element, span: spanOf(reader, rank) } satisfies TypeSyntax;
  }
  const length = lengths[0]?.[0];
  return {
    kind: 'newArray',
    element,
    length: length === undefined ? undefined : reader.expression(length),
    items: initialiser === undefined ? undefined : readArrayItems(reader, initialiser),
    span,
  };
}

/** Reads `{ 1, 2 }` as the items of an array. */
export function readArrayItems(reader: Reader, node: SyntaxNode): ArrayInitialiser {
  const values = namedChildrenOf(node).map((child): ArrayElement =>
    child.type === 'initializer_expression'
      ? { kind: 'nestedArray', items: readArrayItems(reader, child) }
      : reader.expression(child),
  );
  return { values, span: spanOf(reader, node) };
}

/** Reads `{ a, { b, c }, [d] = e, F = g }` after a creation. */
export function readInitialiser(reader: Reader, node: SyntaxNode): InitialiserSyntax[] {
  return namedChildrenOf(node).map((child): InitialiserSyntax => {
    const span = spanOf(reader, child);
    if (child.type === 'initializer_expression') {
      return { kind: 'element', values: namedChildrenOf(child).map(reader.expression), span };
    }
    if (child.type !== 'assignment_expression' || fieldOf(reader, child, 'operator').text !== '=') {
      return { kind: 'element', values: [reader.expression(child)], span };
    }
    const target = fieldOf(reader, child, 'left');
    const right = fieldOf(reader, child, 'right');
    const value: InitialiserValue =
      right.type === 'initializer_expression'
        ? { kind: 'nested', items: readInitialiser(reader, right) }
        : { kind: 'value', value: reader.expression(right) };
    if (target.type === 'element_binding_expression') {
      return { kind: 'index', arguments: readArguments(reader, target), value, span };
    }
    if (target.type !== 'identifier') {
      throw refuse(reader, target);
    }
    return { kind: 'member', name: identifierText(target), value, span };
  });
}

/** The name an anonymous object takes from a value: `b` of `a.b` and `a?.b`. */
function impliedName(expression: ExpressionSyntax): string | undefined {
  switch (expression.kind) {
    case 'name':
    case 'member':
      return expression.name;
    case 'conditionalAccess':
      return impliedName(expression.continuation);
    default:
      return undefined;
  }
}

function anonymousMembers(reader: Reader, node: SyntaxNode): { name: string; value: ExpressionSyntax }[] {
  const children = childrenOf(node);
  const members: { name: string; value: ExpressionSyntax }[] = [];
  for (let index = 0; index < children.length; index++) {
    const child = children[index];
    if (child === undefined || !child.isNamed) {
      continue;
    }
    const value = children[index + 2];
    if (child.type === 'identifier' && children[index + 1]?.type === '=' && value !== undefined) {
      members.push({ name: identifierText(child), value: reader.expression(value) });
      index += 2;
      continue;
    }
    const expression = reader.expression(child);
    const name = impliedName(expression);
    if (name === undefined) {
      throw new Refused(spanOf(reader, child), {
        rule: 'csharp-compile',
        code: 'CS0746',
        message:
          'Invalid anonymous type member declarator. Anonymous type members must be declared with a member assignment, simple name or member access.',
      });
    }
    members.push({ name, value: expression });
  }
  return members;
}
