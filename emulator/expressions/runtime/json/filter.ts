import { compareValues } from '../comparers';
import { ClrException } from '../../clr-exception';
import { double } from '../numbers';
import { JValue } from './token';
import type { JToken } from './token';

/** Tokens a path inside a filter leads to: `@` starts at the candidate, `$` at the root. */
export type Follow = (from: '@' | '$', path: string, candidate: JToken) => readonly JToken[];

/** Says whether a candidate passes. */
export type Filter = (candidate: JToken) => boolean;

const TOKEN =
  /\s*(?:(&&|\|\||===|!==|==|!=|<>|<=|>=|=~|<|>|=|[()!])|('(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*")|(-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)|(true|false|null)\b|([@$](?:\.\.?(?:\*|[^.[\]\s=!<>&|()]+)|\[[^\]]*\])*)|\/((?:\\.|[^/\\])+)\/([imsx]*))/y;

type Side =
  | { readonly kind: 'value'; readonly value: JValue }
  | { readonly kind: 'path'; readonly from: '@' | '$'; readonly path: string }
  | { readonly kind: 'regex'; readonly regex: RegExp };

function problem(text: string): ClrException {
  return new ClrException('Newtonsoft.Json.JsonException', text);
}

function values(side: Side, candidate: JToken, follow: Follow): readonly JToken[] {
  if (side.kind === 'value') return [side.value];
  return side.kind === 'path' ? follow(side.from, side.path, candidate) : [];
}

const NUMERIC = new Set(['Integer', 'Float']);

function order(left: JValue, right: JValue): number | undefined {
  // Null comes before everything.
  if (left.value === null || right.value === null) return Number(left.value !== null) - Number(right.value !== null);
  const comparable = left.type === right.type || (NUMERIC.has(left.type) && NUMERIC.has(right.type));
  return comparable ? compareValues(left.value, right.value) : undefined;
}

function holds(operator: string, left: JToken, right: JToken): boolean {
  const difference = left instanceof JValue && right instanceof JValue ? order(left, right) : undefined;
  switch (operator) {
    case '=':
    case '==':
    case '===':
      return difference === 0;
    case '!=':
    case '<>':
    case '!==':
      return difference !== 0;
    case '<':
      return difference !== undefined && difference < 0;
    case '<=':
      return difference !== undefined && difference <= 0;
    case '>':
      return difference !== undefined && difference > 0;
    default:
      return difference !== undefined && difference >= 0;
  }
}

/** Reads the text of a filter, without `?(` and `)`: comparisons of paths and values, joined by `&&` and `||`. */
export function parseFilter(text: string, follow: Follow): Filter {
  let at = 0;
  const next = (): RegExpExecArray | null => {
    TOKEN.lastIndex = at;
    return TOKEN.exec(text);
  };
  const peekOperator = (): string | undefined => next()?.[1];
  const take = (): RegExpExecArray => {
    const match = next();
    if (match === null) throw problem('Path ended with an open query.');
    at = TOKEN.lastIndex;
    return match;
  };
  const side = (): Side => {
    const [, operator, quoted, number, word, path, regex, flags = ''] = take();
    if (quoted?.startsWith('"') === true) throw problem('Unexpected character while parsing path query: "');
    if (quoted !== undefined)
      return { kind: 'value', value: new JValue('String', quoted.slice(1, -1).replace(/\\(.)/g, '$1')) };
    if (number !== undefined)
      return {
        kind: 'value',
        value: /[.eE]/.test(number)
          ? new JValue('Float', double(Number(number)))
          : new JValue('Integer', BigInt(number)),
      };
    if (word !== undefined)
      return { kind: 'value', value: word === 'null' ? JValue.null() : new JValue('Boolean', word === 'true') };
    if (path !== undefined) return { kind: 'path', from: path.startsWith('$') ? '$' : '@', path: path.slice(1) };
    if (regex !== undefined) return { kind: 'regex', regex: new RegExp(regex, flags.replace('x', '')) };
    throw problem(`Unexpected character while parsing path query: ${operator ?? ''}`);
  };
  const term = (): Filter => {
    if (peekOperator() === '(') throw problem('Unexpected character while parsing path query: (');
    const left = side();
    const operator = peekOperator();
    if (operator === undefined || operator === '&&' || operator === '||' || operator === ')')
      return (candidate) => values(left, candidate, follow).length > 0;
    take();
    const right = side();
    if (right.kind === 'regex')
      return (candidate) =>
        values(left, candidate, follow).some(
          (token) => token instanceof JValue && typeof token.value === 'string' && right.regex.test(token.value),
        );
    return (candidate) =>
      values(left, candidate, follow).some((one) =>
        values(right, candidate, follow).some((other) => holds(operator, one, other)),
      );
  };
  const both = (): Filter => {
    let filter = term();
    while (peekOperator() === '&&') {
      take();
      const [left, right] = [filter, term()];
      filter = (candidate) => left(candidate) && right(candidate);
    }
    return filter;
  };
  const either = (): Filter => {
    let filter = both();
    while (peekOperator() === '||') {
      take();
      const [left, right] = [filter, both()];
      filter = (candidate) => left(candidate) || right(candidate);
    }
    return filter;
  };
  const filter = either();
  if (text.slice(at).trim() !== '')
    throw problem(`Unexpected character while parsing path query: ${text.slice(at).trim().charAt(0)}`);
  return filter;
}
