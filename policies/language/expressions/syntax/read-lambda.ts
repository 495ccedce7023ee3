import type { SyntaxNode } from './syntax-node';
import { identifierText, readType } from './read-type';
import type { Reader } from './reader';
import { Refused, childrenOf, fieldOf, namedChildrenOf, refuse, refuseModifier, spanOf } from './reader';
import { ASYNC, IDENTIFIER_EXPECTED, newer } from './refused';
import type { LambdaSyntax, ParameterSyntax } from './syntax';

/** Reads `x => ...`, `(a, b) => { ... }`, `delegate(int x) { ... }`. */
export function readLambda(reader: Reader, node: SyntaxNode): LambdaSyntax {
  const span = spanOf(reader, node);
  const modifier = childrenOf(node).find((child) => child.type === 'modifier' || child.type === 'async');
  if (modifier !== undefined) {
    throw modifier.text === 'async' ? new Refused(span, ASYNC) : refuseModifier(reader, modifier);
  }
  if (node.childForFieldName('type') !== null) {
    throw new Refused(span, newer('lambda return type', '10.0'));
  }
  const list = node.childForFieldName('parameters');
  const body = node.childForFieldName('body') ?? namedChildrenOf(node).find((child) => child.type === 'block');
  if (body === undefined || body === null) {
    throw refuse(reader, node);
  }
  const parameters = list === null ? undefined : readParameters(reader, list);
  const optional = parameters?.find((parameter) => parameter.default !== undefined || parameter.params === true);
  if (optional !== undefined) {
    throw new Refused(optional.span, newer('lambda optional parameters', '12.0'));
  }
  return {
    kind: 'lambda',
    parameters,
    body: body.type === 'block' ? reader.block(body) : reader.expression(body),
    span,
  };
}

/** Reads the parameters of a lambda or local function. */
export function readParameters(reader: Reader, list: SyntaxNode): ParameterSyntax[] {
  if (list.type === 'implicit_parameter' || list.type === 'identifier') {
    if (list.text === '') throw new Refused(spanOf(reader, list), IDENTIFIER_EXPECTED);
    return [{ name: identifierText(list), mode: 'value', span: spanOf(reader, list) }];
  }
  const all = childrenOf(list);
  const rest = all.findIndex((child) => child.type === 'params');
  const named = namedChildrenOf(list).filter((child) => rest < 0 || all.indexOf(child) < rest);
  const parameters = named.map((node): ParameterSyntax => {
    if (node.type !== 'parameter') {
      throw refuse(reader, node);
    }
    const children = childrenOf(node);
    const modifier = children.find((child) => child.type === 'modifier' || child.type === 'parameter_modifier');
    const mode = modifier?.text ?? 'value';
    if (mode !== 'value' && mode !== 'out' && mode !== 'ref') {
      throw refuseModifier(reader, modifier ?? node);
    }
    const type = node.childForFieldName('type');
    const equals = children.findIndex((child) => child.type === '=');
    const value = equals < 0 ? undefined : children[equals + 1];
    return {
      name: identifierText(fieldOf(reader, node, 'name')),
      type: type === null ? undefined : readType(reader, type),
      mode,
      default: value === undefined ? undefined : reader.expression(value),
      span: spanOf(reader, node),
    };
  });
  return rest < 0 ? parameters : [...parameters, paramsOf(reader, list, all.slice(rest + 1))];
}

/** `params T[] name`, which the grammar leaves in pieces. */
function paramsOf(reader: Reader, list: SyntaxNode, parts: readonly SyntaxNode[]): ParameterSyntax {
  const [type, name, close] = parts;
  if (type === undefined || name?.type !== 'identifier') throw refuse(reader, list);
  if (close?.type !== ')') {
    throw new Refused(spanOf(reader, list), {
      rule: 'csharp-compile',
      code: 'CS0231',
      message: 'A params parameter must be the last parameter in a parameter list',
    });
  }
  const span = { start: spanOf(reader, type).start, end: spanOf(reader, name).end };
  return { name: identifierText(name), type: readType(reader, type), mode: 'value', params: true, span };
}
