import type { ClrValue } from '../../../clr-value';
import { Options } from '../../regex/options';
import { ClrRegex } from '../../regex/regex';
import { ClrDateTime, ClrDateTimeOffset } from '../../dates/date-time';
import type { Run } from '../../run';
import { ClrUri } from '../../uri/uri-value';
import { display } from '../../values';
import { compareJson } from '../compare';
import type { JToken } from '../token';
import { JValue } from '../value';
import { isoDate } from '../writer';
import type { JsonPath } from './json-path';

/** Operators of a comparison in a query. */
export type QueryOperator = '===' | '!==' | '==' | '!=' | '=~' | '<' | '<=' | '>' | '>=';

/** What stands beside an operator: a path, or a value. */
export type Side = { readonly path: JsonPath } | { readonly value: JValue };

/** A query, the text within `?( )`. */
export type Query =
  | { readonly kind: 'exists'; readonly side: Side }
  | { readonly kind: 'comparison'; readonly operator: QueryOperator; readonly left: Side; readonly right: Side }
  | { readonly kind: 'and' | 'or'; readonly parts: Query[] };

/** The tokens a path within a query leads to, for the candidate at hand. */
export type FollowPath = (path: JsonPath) => Iterable<JToken>;

const REGEX_OPTIONS: Readonly<Record<string, number>> = {
  i: Options.ignoreCase,
  m: Options.multiline,
  s: Options.singleline,
  x: Options.explicitCapture,
};

function matchesRegex(value: JValue, pattern: JValue, run: Run): boolean {
  if (value.type !== 'String' || pattern.type !== 'String') return false;
  const literal = display(pattern.value);
  const end = literal.lastIndexOf('/');
  let options = 0;
  for (const letter of literal.slice(end + 1)) options |= REGEX_OPTIONS[letter] ?? 0;
  return new ClrRegex(literal.slice(1, end), options).isMatch(run, display(value.value));
}

function isIntegerAndFloat(left: JValue, right: JValue): boolean {
  const types = `${left.type} ${right.type}`;
  return types === 'Integer Float' || types === 'Float Integer';
}

function textOf(value: ClrValue): string {
  if (value instanceof ClrDateTime || value instanceof ClrDateTimeOffset) return isoDate(value);
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  return value instanceof ClrUri ? value.originalString : display(value);
}

/** Equality where a text may also stand for a date, bytes, a GUID, a time span or a URI. */
function isEqual(left: JValue, right: JValue): boolean {
  if (left.equals(right)) return true;
  if (isIntegerAndFloat(left, right)) return compareJson(left.type, left.value, right.value) === 0;
  const isText = right.type === 'String' && ['Date', 'Bytes', 'Guid', 'TimeSpan', 'Uri'].includes(left.type);
  return isText && textOf(left.value) === display(right.value);
}

function isStrictlyEqual(left: JValue, right: JValue): boolean {
  return isIntegerAndFloat(left, right)
    ? compareJson(left.type, left.value, right.value) === 0
    : left.type === right.type && left.equals(right);
}

function holds(operator: QueryOperator, left: JToken, right: JToken, run: Run): boolean {
  // Objects and arrays compare with nothing, so they are different from everything.
  if (!(left instanceof JValue && right instanceof JValue)) return operator === '!=';
  switch (operator) {
    case '=~':
      return matchesRegex(left, right, run);
    case '==':
      return isEqual(left, right);
    case '!=':
      return !isEqual(left, right);
    case '===':
      return isStrictlyEqual(left, right);
    case '!==':
      return !isStrictlyEqual(left, right);
    case '<':
      return left.compareTo(right) < 0;
    case '<=':
      return left.compareTo(right) <= 0;
    case '>':
      return left.compareTo(right) > 0;
    case '>=':
      return left.compareTo(right) >= 0;
  }
}

function tokensOf(side: Side, follow: FollowPath): Iterable<JToken> {
  return 'path' in side ? follow(side.path) : [side.value];
}

/** Says whether a candidate passes a query. */
export function passesQuery(query: Query, follow: FollowPath, run: Run): boolean {
  switch (query.kind) {
    case 'and':
      return query.parts.every((part) => passesQuery(part, follow, run));
    case 'or':
      return query.parts.some((part) => passesQuery(part, follow, run));
    case 'exists':
      for (const _found of tokensOf(query.side, follow)) return true;
      return false;
    case 'comparison': {
      let others: readonly JToken[] | undefined;
      for (const left of tokensOf(query.left, follow)) {
        others ??= [...tokensOf(query.right, follow)];
        if (others.some((right) => holds(query.operator, left, right, run))) return true;
      }
      return false;
    }
  }
}
