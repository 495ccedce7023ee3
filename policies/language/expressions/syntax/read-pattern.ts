import type { SyntaxNode } from './syntax-node';
import { patternOf } from './pattern-of';
import { identifierText, readType } from './read-type';
import type { Reader } from './reader';
import { Refused, fieldOf, firstOf, namedChildrenOf, refuse, spanOf } from './reader';
import { newer } from './refused';
import type { PatternSyntax } from './syntax';

/** Reads the pattern of `is` or `case`. */
export function readPattern(reader: Reader, node: SyntaxNode): PatternSyntax {
  const span = spanOf(reader, node);
  switch (node.type) {
    case 'constant_pattern':
      return patternOf(reader.expression(firstOf(reader, node, namedChildrenOf(node))));
    case 'declaration_pattern': {
      const name = node.childForFieldName('name');
      return {
        kind: 'declaration',
        type: readType(reader, fieldOf(reader, node, 'type')),
        name: name === null ? undefined : identifierText(name),
        span,
      };
    }
    case 'var_pattern': {
      const name = node.childForFieldName('name');
      return {
        kind: 'declaration',
        type: { kind: 'var', span },
        name: name === null ? undefined : identifierText(name),
        span,
      };
    }
    case 'discard':
      throw new Refused(span, newer('recursive patterns', '8.0'));
    default:
      throw refuse(reader, node);
  }
}
