import { readArrayItems } from './read-creation';
import { readParameters } from './read-lambda';
import { identifierText, readType } from './read-type';
import type { Reader } from './reader';
import { Refused, childrenOf, fieldOf, firstOf, namedChildrenOf, refuse, refuseModifier, spanOf } from './reader';
import { ASYNC, newer } from './refused';
import type { DeclarationSyntax, DeclaratorSyntax, StatementSyntax } from './syntax';
import type { SyntaxNode } from './syntax-node';

/** Reads a statement that declares variables or constants. */
export function readDeclaration(reader: Reader, node: SyntaxNode): DeclarationSyntax {
  const children = childrenOf(node);
  const using = children.find((child) => child.type === 'using');
  if (using !== undefined) {
    throw new Refused(spanOf(reader, node), newer('using declarations', '8.0', 'using (...) { }'));
  }
  const modifiers = children.filter((child) => child.type === 'modifier');
  const other = modifiers.find((child) => child.text !== 'const');
  if (other !== undefined) {
    throw refuseModifier(reader, other);
  }
  const second = modifiers[1];
  if (second !== undefined) {
    throw new Refused(spanOf(reader, second), {
      rule: 'csharp-compile',
      code: 'CS1004',
      message: "Duplicate 'const' modifier",
    });
  }
  const declaration = children.find((child) => child.type === 'variable_declaration');
  return { ...readVariables(reader, declaration ?? node, modifiers.length > 0), span: spanOf(reader, node) };
}

/** Reads `T a = 1, b`. */
export function readVariables(reader: Reader, node: SyntaxNode, constant: boolean): DeclarationSyntax {
  const declarators = namedChildrenOf(node).filter((child) => child.type === 'variable_declarator');
  const type = fieldOf(reader, node, 'type');
  const byReference = type.type === 'ref_type';
  const modifier = byReference ? childrenOf(type).find((child) => child.text === 'readonly') : undefined;
  if (modifier !== undefined) throw refuseModifier(reader, modifier);
  return {
    kind: 'declare',
    constant,
    byReference,
    type: readType(reader, byReference ? fieldOf(reader, type, 'type') : type),
    declarators: declarators.map((declarator): DeclaratorSyntax => {
      const children = childrenOf(declarator);
      const equals = children.findIndex((child) => child.type === '=');
      const right = equals < 0 ? undefined : children[equals + 1];
      const isReference = right?.type === 'ref_expression';
      const value = isReference ? firstOf(reader, right, namedChildrenOf(right)) : right;
      const name = declarator.childForFieldName('name') ?? firstOf(reader, declarator, namedChildrenOf(declarator));
      if (name.type !== 'identifier' || (equals < 0 && namedChildrenOf(declarator).length > 1)) {
        throw refuse(reader, declarator);
      }
      return {
        name: identifierText(name),
        value:
          value === undefined
            ? undefined
            : value.type === 'initializer_expression'
              ? { kind: 'nestedArray', items: readArrayItems(reader, value) }
              : reader.expression(value),
        isReference,
        span: spanOf(reader, declarator),
      };
    }),
    span: spanOf(reader, node),
  };
}

/** Reads a local function. */
export function readFunction(reader: Reader, node: SyntaxNode): StatementSyntax {
  const modifier = childrenOf(node).find((child) => child.type === 'modifier');
  if (modifier !== undefined) {
    throw modifier.text === 'async' ? new Refused(spanOf(reader, modifier), ASYNC) : refuseModifier(reader, modifier);
  }
  if (node.childForFieldName('type_parameters') !== null) {
    throw refuse(reader, fieldOf(reader, node, 'type_parameters'));
  }
  const name = fieldOf(reader, node, 'name');
  const body = node.childForFieldName('body');
  if (body === null) {
    throw new Refused(spanOf(reader, name), {
      rule: 'csharp-compile',
      code: 'CS8112',
      message: `Local function '${identifierText(name)}' must declare a body because it is not marked 'static extern'.`,
    });
  }
  return {
    kind: 'function',
    name: identifierText(name),
    nameSpan: spanOf(reader, name),
    returnType: readType(reader, fieldOf(reader, node, 'type')),
    parameters: readParameters(reader, fieldOf(reader, node, 'parameters')),
    body: body.type === 'block' ? reader.block(body) : reader.expression(firstOf(reader, body, namedChildrenOf(body))),
    span: spanOf(reader, node),
  };
}
