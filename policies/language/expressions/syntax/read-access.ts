import { binaryOf, continued } from './precedence';
import { nameOf } from './read-name';
import { identifierText, readTypeArguments } from './read-type';
import type { Reader } from './reader';
import { Refused, childrenOf, fieldOf, firstOf, namedChildrenOf, refuse, spanOf } from './reader';
import { newer } from './refused';
import type { ArgumentSyntax, ExpressionSyntax } from './syntax';
import type { SyntaxNode } from './syntax-node';

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
export function access(reader: Reader, node: SyntaxNode, target: ExpressionSyntax): ExpressionSyntax {
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
export function refuseElementOfSize(reader: Reader, node: SyntaxNode): void {
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

/** Reads `(a, out b, name: c)` or `[a]`. */
export function readArguments(reader: Reader, list: SyntaxNode): ArgumentSyntax[] {
  return namedChildrenOf(list).flatMap((node): ArgumentSyntax[] => {
    if (node.type !== 'argument') {
      throw refuse(reader, node);
    }
    const comparisons = comparisonsOf(reader, node);
    if (comparisons !== undefined) return comparisons;
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
    const argument: ArgumentSyntax = {
      span: spanOf(reader, node),
      name: name === null ? undefined : identifierText(name),
      mode: modifier === 'out' || modifier === 'ref' ? modifier : 'value',
      value: reader.expression(value),
    };
    return [argument];
  });
}

/** The arguments `a < b, c > d`, which the grammar takes for the declaration of `d` with the type `a<b, c>`. */
function comparisonsOf(reader: Reader, node: SyntaxNode): ArgumentSyntax[] | undefined {
  const [declared, ...others] = childrenOf(node);
  if (declared?.type !== 'declaration_expression' || others.length > 0) return undefined;
  const type = fieldOf(reader, declared, 'type');
  if (type.type !== 'generic_name') return undefined;
  const [generic, list] = namedChildrenOf(type);
  const [first, ...rest] = list === undefined ? [] : namedChildrenOf(list);
  const last = rest.pop();
  if (generic === undefined || first === undefined || last === undefined) return undefined;
  const name = (part: SyntaxNode): ExpressionSyntax => nameOf(reader, part);
  return [
    binaryOf('<', name(generic), name(first)),
    ...rest.map(name),
    binaryOf('>', name(last), name(fieldOf(reader, declared, 'name'))),
  ].map((value) => ({ mode: 'value', value, span: value.span }));
}
