import type { SyntaxNode } from './syntax-node';
import { readArrayItems } from './read-creation';
import { readExpression } from './read-expression';
import { readParameters } from './read-lambda';
import { readPattern } from './read-pattern';
import { identifierText, readType } from './read-type';
import type { Reader } from './reader';
import { Refused, childrenOf, fieldOf, firstOf, namedChildrenOf, refuse, refuseModifier, spanOf } from './reader';
import { ASYNC, newer } from './refused';
import type {
  BlockSyntax,
  CatchSyntax,
  DeclarationSyntax,
  DeclaratorSyntax,
  ExpressionSyntax,
  StatementSyntax,
  SwitchLabelSyntax,
} from './syntax';

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
  const expression = (name: string): ExpressionSyntax => readExpression(reader, fieldOf(reader, node, name));
  const statement = (name: string): StatementSyntax => readStatement(reader, fieldOf(reader, node, name));
  const optional = namedChildrenOf(node)[0];
  switch (node.type) {
    case 'block':
      return readBlock(reader, node);
    case 'empty_statement':
      return { kind: 'empty', span };
    case 'expression_statement':
      return { kind: 'expression', value: readExpression(reader, firstOf(reader, node, namedChildrenOf(node))), span };
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
      return { kind: 'return', value: optional === undefined ? undefined : readExpression(reader, optional), span };
    case 'throw_statement':
      return { kind: 'throw', value: optional === undefined ? undefined : readExpression(reader, optional), span };
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
      return { kind: 'using', resource: readExpression(reader, value), body: readStatement(reader, body), span };
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

function readDeclaration(reader: Reader, node: SyntaxNode): DeclarationSyntax {
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
  const declaration = children.find((child) => child.type === 'variable_declaration');
  return { ...readVariables(reader, declaration ?? node, modifiers.length > 0), span: spanOf(reader, node) };
}

function readVariables(reader: Reader, node: SyntaxNode, constant: boolean): DeclarationSyntax {
  const declarators = namedChildrenOf(node).filter((child) => child.type === 'variable_declarator');
  return {
    kind: 'declare',
    constant,
    type: readType(reader, fieldOf(reader, node, 'type')),
    declarators: declarators.map((declarator): DeclaratorSyntax => {
      const children = childrenOf(declarator);
      const equals = children.findIndex((child) => child.type === '=');
      const value = equals < 0 ? undefined : children[equals + 1];
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
              ? { kind: 'nestedArray', items: readArrayItems(reader, value, (child) => readExpression(reader, child)) }
              : readExpression(reader, value),
        span: spanOf(reader, declarator),
      };
    }),
    span: spanOf(reader, node),
  };
}

function readFunction(reader: Reader, node: SyntaxNode): StatementSyntax {
  const modifier = childrenOf(node).find((child) => child.type === 'modifier');
  if (modifier !== undefined) {
    throw modifier.text === 'async' ? new Refused(spanOf(reader, modifier), ASYNC) : refuseModifier(reader, modifier);
  }
  if (node.childForFieldName('type_parameters') !== null) {
    throw refuse(reader, fieldOf(reader, node, 'type_parameters'));
  }
  const name = fieldOf(reader, node, 'name');
  const body = fieldOf(reader, node, 'body');
  const read = (child: SyntaxNode): ExpressionSyntax => readExpression(reader, child);
  return {
    kind: 'function',
    name: identifierText(name),
    nameSpan: spanOf(reader, name),
    returnType: readType(reader, fieldOf(reader, node, 'type')),
    parameters: readParameters(reader, fieldOf(reader, node, 'parameters'), read),
    body: body.type === 'block' ? readBlock(reader, body) : read(firstOf(reader, body, namedChildrenOf(body))),
    span: spanOf(reader, node),
  };
}

function readFor(reader: Reader, node: SyntaxNode): StatementSyntax {
  const initialiser = node.childForFieldName('initializer');
  const declared = initialiser?.type === 'variable_declaration' ? initialiser : undefined;
  const condition = node.childForFieldName('condition');
  const list = (field: string): ExpressionSyntax[] =>
    node
      .childrenForFieldName(field)
      .filter((child) => child.isNamed && child.type !== 'comment' && child.type !== 'variable_declaration')
      .map((child) => readExpression(reader, child));
  return {
    kind: 'for',
    declaration: declared === undefined ? undefined : readVariables(reader, declared, false),
    initialisers: list('initializer'),
    condition: condition === null ? undefined : readExpression(reader, condition),
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
    collection: readExpression(reader, fieldOf(reader, node, 'right')),
    body: readStatement(reader, fieldOf(reader, node, 'body')),
    span: spanOf(reader, node),
  };
}

interface Section {
  span: { start: number; end: number };
  labels: SwitchLabelSyntax[];
  statements: StatementSyntax[];
}

/** The grammar makes a section of every label; those without statements belong to the next. */
function readSections(reader: Reader, body: SyntaxNode): Section[] {
  const sections: Section[] = [];
  let labels: SwitchLabelSyntax[] = [];
  for (const section of namedChildrenOf(body)) {
    const span = spanOf(reader, section);
    const children = childrenOf(section);
    const colon = children.findIndex((child) => child.type === ':');
    const head = children.slice(0, colon);
    const pattern = head.find((child) => child.isNamed && child.type !== 'when_clause');
    const when = head.find((child) => child.type === 'when_clause');
    labels.push({
      pattern: head[0]?.type === 'default' || pattern === undefined ? undefined : readCasePattern(reader, pattern),
      when: when === undefined ? undefined : readExpression(reader, firstOf(reader, when, namedChildrenOf(when))),
      span: { start: span.start, end: spanOf(reader, children[colon] ?? section).end },
    });
    const statements = children.slice(colon + 1).map((child) => readStatement(reader, child));
    if (statements.length > 0) {
      sections.push({ labels, statements, span });
      labels = [];
    }
  }
  if (labels.length > 0) {
    sections.push({ labels, statements: [], span: labels[0]?.span ?? spanOf(reader, body) });
  }
  return sections;
}

function readCasePattern(reader: Reader, node: SyntaxNode): ReturnType<typeof readPattern> {
  if (/_pattern$|^discard$/.test(node.type)) {
    return readPattern(reader, node, (child) => readExpression(reader, child));
  }
  return { kind: 'constant', value: readExpression(reader, node), span: spanOf(reader, node) };
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
    filter: filter === undefined ? undefined : readExpression(reader, firstOf(reader, filter, namedChildrenOf(filter))),
    block: readBlock(reader, fieldOf(reader, node, 'body')),
    span: spanOf(reader, node),
  };
}
