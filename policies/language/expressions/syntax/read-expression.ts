import type { SyntaxNode } from './syntax-node';
import { BOOLEAN, NULL } from '../clr-type';
import type { Literal } from './literals';
import { readChar, readInteger, readReal, readString } from './literals';
import { access, refuseElementOfSize } from './read-access';
import { readNewExpression } from './read-creation';
import { genericCallArguments, readGenericCall } from './read-generic-call';
import { readInterpolated } from './read-interpolated';
import { elementOfParenthesised, readElementOfParenthesised, readOperation } from './read-parenthesised';
import { readPattern } from './read-pattern';
import { binaryOf, continued, isOf, prefixOf, withPrecedence } from './precedence';
import { readLambda } from './read-lambda';
import { readQuery } from './read-query';
import { identifierText, readType, readTypeArguments } from './read-type';
import type { Reader } from './reader';
import { Refused, childrenOf, fieldOf, firstOf, namedChildrenOf, refuse, spanOf } from './reader';
import { SYNTAX_ERROR, newer } from './refused';
import type { ExpressionSyntax } from './syntax';

/** Operators that may begin an expression too. */
const SIGNS: readonly string[] = ['+', '-', '*', '&'];

/** Reads an expression. */
export function readExpression(reader: Reader, node: SyntaxNode): ExpressionSyntax {
  const span = spanOf(reader, node);
  switch (node.type) {
    case 'identifier':
      return { kind: 'name', name: identifierText(node), args: [], span };
    case 'generic_name': {
      const name = firstOf(reader, node, namedChildrenOf(node));
      return { kind: 'name', name: identifierText(name), args: readTypeArguments(reader, node), span };
    }
    case 'alias_qualified_name':
      return readField(reader, node, 'name');
    case 'predefined_type':
    case 'nullable_type':
    case 'array_type':
    case 'qualified_name':
      return { kind: 'typeName', type: readType(reader, node), span };
    case 'integer_literal':
      return literal(reader, node, readInteger(node.text));
    case 'real_literal':
      return literal(reader, node, readReal(node.text));
    case 'string_literal':
    case 'verbatim_string_literal':
      return literal(reader, node, readString(node.text));
    case 'character_literal':
      return literal(reader, node, readChar(node.text));
    case 'boolean_literal':
      return { kind: 'literal', type: BOOLEAN, value: node.text === 'true', span };
    case 'null_literal':
      return { kind: 'literal', type: NULL, value: null, span };
    case 'interpolated_string_expression':
      return readInterpolated(reader, node);
    case 'parenthesized_expression':
      return { kind: 'parenthesised', value: readFirst(reader, node), span };
    case 'member_access_expression':
    case 'element_access_expression':
      return continued(readField(reader, node, 'expression'), (target) => access(reader, node, target));
    case 'invocation_expression':
      return continued(readField(reader, node, 'function'), (target) => access(reader, node, target));
    case 'conditional_access_expression':
      refuseElementOfSize(reader, node);
      return continued(readField(reader, node, 'condition'), (target) => access(reader, node, target));
    case 'prefix_unary_expression':
      return prefix(reader, node, readFirst(reader, node));
    case 'postfix_unary_expression': {
      const operator = childrenOf(node).at(-1)?.text;
      if (operator === '!') {
        throw new Refused(span, newer('nullable reference types', '8.0'));
      }
      if (operator !== '++' && operator !== '--') {
        throw refuse(reader, node);
      }
      return { kind: 'step', operator, prefix: false, operand: readFirst(reader, node), span };
    }
    case 'binary_expression': {
      const operator = fieldOf(reader, node, 'operator').text;
      if (operator === '>>>') {
        throw new Refused(span, newer('unsigned right shift', '11.0'));
      }
      if (genericCallArguments(node) !== undefined) {
        return readGenericCall(reader, node);
      }
      if (SIGNS.includes(operator) && endsWithNullable(fieldOf(reader, node, 'left'))) {
        throw new Refused(span, { rule: 'csharp-compile', code: 'CS1003', message: "Syntax error, ':' expected" });
      }
      return binaryOf(operator, readField(reader, node, 'left'), readField(reader, node, 'right'));
    }
    case 'assignment_expression': {
      const operator = fieldOf(reader, node, 'operator').text;
      if (operator === '??=') {
        throw new Refused(span, newer('coalescing assignment', '8.0', 'x = x ?? y'));
      }
      if (operator === '>>>=') {
        throw new Refused(span, newer('unsigned right shift', '11.0'));
      }
      return {
        kind: 'assign',
        operator,
        left: readField(reader, node, 'left'),
        right: readField(reader, node, 'right'),
        span,
      };
    }
    case 'conditional_expression':
      return {
        kind: 'conditional',
        condition: readField(reader, node, 'condition'),
        whenTrue: readField(reader, node, 'consequence'),
        whenFalse: readField(reader, node, 'alternative'),
        span,
      };
    case 'cast_expression':
      return cast(reader, node);
    case 'as_expression':
      return withPrecedence('as', readField(reader, node, 'left'), (value) => ({
        kind: 'as',
        value,
        type: readType(reader, fieldOf(reader, node, 'right')),
        span: { start: value.span.start, end: span.end },
      }));
    case 'is_expression': {
      const type = fieldOf(reader, node, 'right');
      return withPrecedence('is', readField(reader, node, 'left'), (value) => ({
        kind: 'is',
        value,
        pattern: { kind: 'type', type: readType(reader, type), span: spanOf(reader, type) },
        span: { start: value.span.start, end: span.end },
      }));
    }
    case 'is_pattern_expression': {
      const pattern = fieldOf(reader, node, 'pattern');
      const left = readField(reader, node, 'expression');
      if (pattern.type === 'constant_pattern') return isOf(left, readFirst(reader, pattern));
      return withPrecedence('is', left, (value) => ({
        kind: 'is',
        value,
        pattern: readPattern(reader, pattern),
        span: { start: value.span.start, end: span.end },
      }));
    }
    case 'object_creation_expression':
    case 'array_creation_expression':
    case 'implicit_array_creation_expression':
    case 'anonymous_object_creation_expression':
      return readNewExpression(reader, node);
    case 'default_expression': {
      const type = node.childForFieldName('type');
      if (type === null) {
        throw new Refused(span, newer('default literal', '7.1', 'default(T)'));
      }
      return { kind: 'default', type: readType(reader, type), span };
    }
    case 'typeof_expression':
      return { kind: 'typeof', type: readType(reader, fieldOf(reader, node, 'type')), span };
    case 'sizeof_expression':
      return { kind: 'sizeof', type: readType(reader, fieldOf(reader, node, 'type')), span };
    case 'throw_expression':
      return { kind: 'throw', value: readFirst(reader, node), span };
    case 'checked_expression':
      return { kind: 'checked', checked: node.text.startsWith('checked'), value: readFirst(reader, node), span };
    case 'lambda_expression':
    case 'anonymous_method_expression':
      return readLambda(reader, node);
    case 'query_expression':
      return readQuery(reader, node);
    case 'declaration_expression':
      return {
        kind: 'declaration',
        type: readType(reader, fieldOf(reader, node, 'type')),
        name: identifierText(fieldOf(reader, node, 'name')),
        span,
      };
    case 'ref_expression':
      throw new Refused(span, { ...SYNTAX_ERROR, message: "Invalid expression term 'ref'" });
    case 'initializer_expression':
      throw new Refused(span, { ...SYNTAX_ERROR, message: "Invalid expression term '{'" });
    default:
      throw refuse(reader, node);
  }
}

/** `x as int?` and `x is int?`: before what may begin an expression, C# takes the question mark for that of a condition. */
function endsWithNullable(node: SyntaxNode): boolean {
  const isTypeTest = node.type === 'as_expression' || node.type === 'is_expression';
  return isTypeTest && node.childForFieldName('right')?.type === 'nullable_type';
}

function readField(reader: Reader, node: SyntaxNode, field: string): ExpressionSyntax {
  return readExpression(reader, fieldOf(reader, node, field));
}

function readFirst(reader: Reader, node: SyntaxNode): ExpressionSyntax {
  return readExpression(reader, firstOf(reader, node, namedChildrenOf(node)));
}

function literal(reader: Reader, node: SyntaxNode, value: Literal): ExpressionSyntax {
  const span = spanOf(reader, node);
  if ('refusal' in value) {
    throw new Refused(span, value.refusal);
  }
  return { kind: 'literal', ...value, span };
}

function prefix(reader: Reader, node: SyntaxNode, operand: ExpressionSyntax): ExpressionSyntax {
  const span = spanOf(reader, node);
  const operator = childrenOf(node)[0]?.text;
  switch (operator) {
    case '+':
    case '-':
    case '~':
    case '!':
      return prefixOf(operand, (value) => ({
        kind: 'unary',
        operator,
        operand: value,
        span: { start: span.start, end: value.span.end },
      }));
    case '++':
    case '--':
      return { kind: 'step', operator, prefix: true, operand, span };
    case '^':
      throw new Refused(span, newer('index operator', '8.0', 'array.Length - n'));
    default:
      throw refuse(reader, node);
  }
}

/** Reads `(T)value`, and what only looks like it: `(a) - 1` and `(a)[1]`. */
function cast(reader: Reader, node: SyntaxNode): ExpressionSyntax {
  const span = spanOf(reader, node);
  const type = fieldOf(reader, node, 'type');
  const value = fieldOf(reader, node, 'value');
  const list = elementOfParenthesised(node);
  if (list !== undefined) {
    return readElementOfParenthesised(reader, node, list);
  }
  const operation = readOperation(reader, node);
  if (operation !== undefined) {
    return operation;
  }
  return prefixOf(readExpression(reader, value), (operand) => ({
    kind: 'cast',
    type: readType(reader, type),
    value: operand,
    span: { start: span.start, end: operand.span.end },
  }));
}
