import { identifierText, readType, readTypeArguments } from './read-type';
import type { Reader } from './reader';
import { fieldOf, firstOf, namedChildrenOf, spanOf } from './reader';
import type { ExpressionSyntax } from './syntax';
import type { SyntaxNode } from './syntax-node';

/** Reads a name that the grammar took for a type as the expression it may be. */
export function nameOf(reader: Reader, node: SyntaxNode): ExpressionSyntax {
  const span = spanOf(reader, node);
  switch (node.type) {
    case 'identifier':
      return { kind: 'name', name: identifierText(node), args: [], span };
    case 'generic_name': {
      const name = firstOf(reader, node, namedChildrenOf(node));
      return { kind: 'name', name: identifierText(name), args: readTypeArguments(reader, node), span };
    }
    case 'qualified_name': {
      const last = fieldOf(reader, node, 'name');
      const target = nameOf(reader, fieldOf(reader, node, 'qualifier'));
      const member = nameOf(reader, last);
      return member.kind === 'name'
        ? { kind: 'member', target, name: member.name, nameSpan: member.span, args: member.args, span }
        : member;
    }
    default:
      return { kind: 'typeName', type: readType(reader, node), span };
  }
}
