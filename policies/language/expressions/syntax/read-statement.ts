import type { SyntaxNode } from './syntax-node';
import { readDeclaration, readFunction, readVariables } from './read-declaration';
import { readSections } from './read-switch';
import { identifierText, readType } from './read-type';
import type { Reader } from './reader';
import { Refused, childrenOf, fieldOf, firstOf, namedChildrenOf, refuse, spanOf } from './reader';
import { IDENTIFIER_EXPECTED } from './refused';
import type { BlockSyntax, CatchSyntax, ExpressionSyntax, StatementSyntax } from './syntax';

/** Reads a block. */
export function readBlock(reader: Reader, node: SyntaxNode): BlockSyntax {
  return {
    kind: 'block',
    statements: namedChildrenOf(node).map((child) => readStatement(reader, child)),
    span: spanOf(reader, node),
  };
}

/** Reads a statement. */
export function readStatement(reader: Reader, node: SyntaxNode): StatementSyntax {
  const span = spanOf(reader, node);
  const expression = (name: string): ExpressionSyntax => reader.expression(fieldOf(reader, node, name));
  const statement = (name: string): StatementSyntax => readStatement(reader, fieldOf(reader, node, name));
  const optional = namedChildrenOf(node)[0];
  switch (node.type) {
    case 'block':
      return readBlock(reader, node);
    case 'empty_statement':
      return { kind: 'empty', span };
    case 'expression_statement':
      return { kind: 'expression', value: reader.expression(firstOf(reader, node, namedChildrenOf(node))), span };
    case 'local_declaration_statement':
      return readDeclaration(reader, node);
    case 'local_function_statement':
      return readFunction(reader, node);
    case 'if_statement': {
      const otherwise = node.childForFieldName('alternative');
      return {
        kind: 'if',
        condition: expression('condition'),
        then: statement('consequence'),
        else: otherwise === null ? undefined : readStatement(reader, otherwise),
        span,
      };
    }
    case 'while_statement':
      return { kind: 'while', condition: expression('condition'), body: statement('body'), span };
    case 'do_statement':
      return { kind: 'do', condition: expression('condition'), body: statement('body'), span };
    case 'for_statement':
      return readFor(reader, node);
    case 'foreach_statement':
      return readForEach(reader, node);
    case 'switch_statement':
      return {
        kind: 'switch',
        value: unwrapped(expression('value')),
        sections: readSections(reader, fieldOf(reader, node, 'body')),
        span,
      };
    case 'return_statement':
      return { kind: 'return', value: optional === undefined ? undefined : reader.expression(optional), span };
    case 'throw_statement':
      return { kind: 'throw', value: optional === undefined ? undefined : reader.expression(optional), span };
    case 'goto_statement':
      return readGoto(reader, node);
    case 'labeled_statement': {
      const [name, inner] = namedChildrenOf(node);
      if (name === undefined || inner === undefined) throw refuse(reader, node);
      const statement = readStatement(reader, inner);
      return { kind: 'labelled', name: identifierText(name), nameSpan: spanOf(reader, name), statement, span };
    }
    case 'break_statement':
      return { kind: 'break', span };
    case 'continue_statement':
      return { kind: 'continue', span };
    case 'try_statement':
      return readTry(reader, node);
    case 'using_statement': {
      const resource = namedChildrenOf(node).find((child) => child.type === 'variable_declaration');
      const body = fieldOf(reader, node, 'body');
      if (resource !== undefined) {
        return {
          kind: 'using',
          resource: readVariables(reader, resource, false),
          body: readStatement(reader, body),
          span,
        };
      }
      const value = firstOf(reader, node, namedChildrenOf(node));
      return { kind: 'using', resource: reader.expression(value), body: readStatement(reader, body), span };
    }
    case 'checked_statement': {
      const block = namedChildrenOf(node).find((child) => child.type === 'block');
      return {
        kind: 'checkedBlock',
        checked: node.text.startsWith('checked'),
        block: readBlock(reader, firstOf(reader, node, block === undefined ? [] : [block])),
        span,
      };
    }
    default:
      throw refuse(reader, node);
  }
}

/** The value of `switch (x)` may come with its parentheses. */
function unwrapped(value: ExpressionSyntax): ExpressionSyntax {
  return value.kind === 'parenthesised' ? value.value : value;
}

function readGoto(reader: Reader, node: SyntaxNode): StatementSyntax {
  const span = spanOf(reader, node);
  const target = namedChildrenOf(node)[0];
  const kind = childrenOf(node)[1]?.type;
  if (kind === 'default') return { kind: 'goto', to: { section: undefined }, span };
  if (target === undefined) {
    throw new Refused(span, IDENTIFIER_EXPECTED);
  }
  return kind === 'case'
    ? { kind: 'goto', to: { section: reader.expression(target) }, span }
    : { kind: 'goto', to: { label: identifierText(target) }, span };
}

function readFor(reader: Reader, node: SyntaxNode): StatementSyntax {
  const initialiser = node.childForFieldName('initializer');
  const declared = initialiser?.type === 'variable_declaration' ? initialiser : undefined;
  const condition = node.childForFieldName('condition');
  const list = (field: string): ExpressionSyntax[] =>
    node
      .childrenForFieldName(field)
      .filter((child) => child.isNamed && child.type !== 'comment' && child.type !== 'variable_declaration')
      .map((child) => reader.expression(child));
  return {
    kind: 'for',
    declaration: declared === undefined ? undefined : readVariables(reader, declared, false),
    initialisers: list('initializer'),
    condition: condition === null ? undefined : reader.expression(condition),
    increments: list('update'),
    body: readStatement(reader, fieldOf(reader, node, 'body')),
    span: spanOf(reader, node),
  };
}

function readForEach(reader: Reader, node: SyntaxNode): StatementSyntax {
  const name = fieldOf(reader, node, 'left');
  if (name.type !== 'identifier' || childrenOf(node).some((child) => child.type === 'await')) {
    throw refuse(reader, name.type === 'identifier' ? node : name);
  }
  return {
    kind: 'forEach',
    type: readType(reader, fieldOf(reader, node, 'type')),
    name: identifierText(name),
    nameSpan: spanOf(reader, name),
    collection: reader.expression(fieldOf(reader, node, 'right')),
    body: readStatement(reader, fieldOf(reader, node, 'body')),
    span: spanOf(reader, node),
  };
}

function readTry(reader: Reader, node: SyntaxNode): StatementSyntax {
  const children = namedChildrenOf(node);
  const finallyClause = children.find((child) => child.type === 'finally_clause');
  if (finallyClause === undefined && !children.some((child) => child.type === 'catch_clause')) {
    throw new Refused(spanOf(reader, node), {
      rule: 'csharp-syntax',
      code: 'CS1524',
      message: 'Expected catch or finally',
    });
  }
  return {
    kind: 'try',
    block: readBlock(reader, fieldOf(reader, node, 'body')),
    catches: children.filter((child) => child.type === 'catch_clause').map((child) => readCatch(reader, child)),
    finally:
      finallyClause === undefined
        ? undefined
        : readBlock(reader, firstOf(reader, finallyClause, namedChildrenOf(finallyClause))),
    span: spanOf(reader, node),
  };
}

function readCatch(reader: Reader, node: SyntaxNode): CatchSyntax {
  const children = namedChildrenOf(node);
  const declaration = children.find((child) => child.type === 'catch_declaration');
  const filter = children.find((child) => child.type === 'catch_filter_clause');
  const name = declaration?.childForFieldName('name');
  return {
    type: declaration === undefined ? undefined : readType(reader, fieldOf(reader, declaration, 'type')),
    name: name === undefined || name === null ? undefined : identifierText(name),
    filter: filter === undefined ? undefined : reader.expression(firstOf(reader, filter, namedChildrenOf(filter))),
    block: readBlock(reader, fieldOf(reader, node, 'body')),
    span: spanOf(reader, node),
  };
}
