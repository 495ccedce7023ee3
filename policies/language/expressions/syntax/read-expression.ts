import type { SyntaxNode } from './syntax-node';
import { BOOLEAN, NULL } from '../clr-type';
import type { Literal } from './literals';
import { readChar, readInteger, readReal, readString } from './literals';
import { readNewExpression } from './read-creation';
import { genericCallArguments, readGenericCall } from './read-generic-call';
import { readInterpolated } from './read-interpolated';
import { elementOfParenthesised, isName, parenthesisedName, readElementOfParenthesised } from './read-parenthesised';
import { readPattern } from './read-pattern';
import { binaryOf, continued, isOf, prefixOf, withPrecedence } from './precedence';
import { readLambda } from './read-lambda';
import { identifierText, readType, readTypeArguments } from './read-type';
import type { Reader } from './reader';
import { Refused, childrenOf, fieldOf, firstOf, namedChildrenOf, refuse, spanOf } from './reader';
import { SYNTAX_ERROR, newer } from './refused';
import type { ArgumentSyntax, ExpressionSyntax } from './syntax';

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
      return readInterpolated(reader, node, (child) => readExpression(reader, child));
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
        return readGenericCall(reader, node, {
          expression: (child) => readExpression(reader, child),
          arguments: (list) => readArguments(reader, list),
          access: (child, target) => access(reader, child, target),
        });
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
        pattern: readPattern(reader, pattern, (child) => readExpression(reader, child)),
        span: { start: value.span.start, end: span.end },
      }));
    }
    case 'object_creation_expression':
    case 'array_creation_expression':
    case 'implicit_array_creation_expression':
    case 'anonymous_object_creation_expression':
      return readNewExpression(reader, node, {
        expression: (child) => readExpression(reader, child),
        arguments: (list) => readArguments(reader, list),
      });
    case 'default_expression': {
      const type = node.childForFieldName('type');
      if (type === null) {
        throw new Refused(span, newer('default literal', '7.1', 'default(T)'));
      }
      return { kind: 'default', type: readType(reader, type), span };
    }
    case 'typeof_expression':
      return { kind: 'typeof', type: readType(reader, fieldOf(reader, node, 'type')), span };
    case 'throw_expression':
      return { kind: 'throw', value: readFirst(reader, node), span };
    case 'checked_expression':
      return { kind: 'checked', checked: node.text.startsWith('checked'), value: readFirst(reader, node), span };
    case 'lambda_expression':
    case 'anonymous_method_expression':
      return readLambda(reader, node, (child) => readExpression(reader, child));
    case 'declaration_expression':
      return {
        kind: 'declaration',
        type: readType(reader, fieldOf(reader, node, 'type')),
        name: identifierText(fieldOf(reader, node, 'name')),
        span,
      };
    case 'initializer_expression':
      throw new Refused(span, { ...SYNTAX_ERROR, message: "Invalid expression term '{'" });
    default:
      throw refuse(reader, node);
  }
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

function memberAccess(reader: Reader, node: SyntaxNode, target: ExpressionSyntax): ExpressionSyntax {
  const name = fieldOf(reader, node, 'name');
  const identifier = name.type === 'generic_name' ? firstOf(reader, name, namedChildrenOf(name)) : name;
  return {
    kind: 'member',
    target,
    name: identifierText(identifier),
    nameSpan: spanOf(reader, name),
    args: readTypeArguments(reader, name),
    span: spanOf(reader, node),
  };
}

/** One continuation of an expression: `.name`, `(arguments)`, `[arguments]` or `?.name`, whatever stands before it. */
function access(reader: Reader, node: SyntaxNode, target: ExpressionSyntax): ExpressionSyntax {
  const span = { start: target.span.start, end: spanOf(reader, node).end };
  switch (node.type) {
    case 'member_access_expression':
      return memberAccess(reader, node, target);
    case 'invocation_expression':
      return { kind: 'invoke', target, arguments: readArguments(reader, fieldOf(reader, node, 'arguments')), span };
    case 'element_access_expression':
      if (target.kind === 'newArray' && target.items === undefined) {
        // After new T[n] a bracket can only begin another rank.
        throw new Refused(span, {
          rule: 'csharp-compile',
          code: 'CS0178',
          message: "Invalid rank specifier: expected ',' or ']'",
          alternative: 'the array in parentheses',
        });
      }
      return { kind: 'index', target, arguments: readArguments(reader, fieldOf(reader, node, 'subscript')), span };
    default: {
      const binding = firstOf(reader, node, namedChildrenOf(node).slice(-1));
      const receiver: ExpressionSyntax = { kind: 'receiver', span: target.span };
      return { kind: 'conditionalAccess', target, continuation: afterQuestionMark(reader, binding, receiver), span };
    }
  }
}

/** The part after `?`, whose innermost piece is a binding (`.name` or `[index]`). */
function afterQuestionMark(reader: Reader, node: SyntaxNode, receiver: ExpressionSyntax): ExpressionSyntax {
  const span = spanOf(reader, node);
  const inner = (field: string): ExpressionSyntax => afterQuestionMark(reader, fieldOf(reader, node, field), receiver);
  switch (node.type) {
    case 'member_binding_expression':
      return memberAccess(reader, node, receiver);
    case 'element_binding_expression':
      return { kind: 'index', target: receiver, arguments: readArguments(reader, node), span };
    case 'member_access_expression':
    case 'element_access_expression':
      return continued(inner('expression'), (target) => access(reader, node, target));
    case 'invocation_expression':
      return continued(inner('function'), (target) => access(reader, node, target));
    case 'conditional_access_expression':
      return continued(inner('condition'), (target) => access(reader, node, target));
    default:
      throw refuse(reader, node);
  }
}

/** C# takes the question mark of `new int[1]?[0]` for a part of the type. */
function refuseElementOfSize(reader: Reader, node: SyntaxNode): void {
  const target = fieldOf(reader, node, 'condition');
  if (target.type === 'array_creation_expression' && /\]\s*\?\s*\[/.test(node.text.slice(target.text.length - 1))) {
    throw new Refused(spanOf(reader, node), {
      rule: 'csharp-compile',
      code: 'CS0270',
      message: 'Array size cannot be specified in a variable declaration',
      alternative: 'the array in parentheses',
    });
  }
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
    return readElementOfParenthesised(reader, node, list, {
      expression: (child) => readExpression(reader, child),
      access: (child, target) => access(reader, child, target),
    });
  }
  const operator = value.type === 'prefix_unary_expression' ? childrenOf(value)[0]?.text : undefined;
  if ((operator === '-' || operator === '+') && isName(type)) {
    return binaryOf(operator, parenthesisedName(reader, node, type), readFirst(reader, value));
  }
  return prefixOf(readExpression(reader, value), (operand) => ({
    kind: 'cast',
    type: readType(reader, type),
    value: operand,
    span: { start: span.start, end: operand.span.end },
  }));
}

/** Reads `(a, out b, name: c)` or `[a]`. */
export function readArguments(reader: Reader, list: SyntaxNode): ArgumentSyntax[] {
  return namedChildrenOf(list).map((node) => {
    if (node.type !== 'argument') {
      throw refuse(reader, node);
    }
    const children = childrenOf(node);
    const name = node.childForFieldName('name');
    const value = children.at(-1);
    if (value === undefined) {
      throw refuse(reader, node);
    }
    const modifier = children.find((child) => !child.isNamed && /^(?:out|ref|in)$/.test(child.type))?.type;
    if (modifier === 'in') {
      throw new Refused(spanOf(reader, node), newer('readonly references', '7.2'));
    }
    return {
      span: spanOf(reader, node),
      name: name === null ? undefined : identifierText(name),
      mode: modifier === 'out' || modifier === 'ref' ? modifier : 'value',
      value: readExpression(reader, value),
    };
  });
}
