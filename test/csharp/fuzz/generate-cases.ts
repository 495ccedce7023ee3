import { generateContext } from './contexts';
import type { GeneratedContext } from './contexts';
import { ExpressionGenerator } from './generator';
import { mutateTokens } from './mutate-tokens';
import { leaf, render } from './node';
import type { Node } from './node';
import { SeededRandom } from './random';
import { StatementGenerator } from './statements';

/** A generated case in the recorder's format, with the tree it was written from. */
export interface GeneratedCase {
  readonly id: string;
  readonly expression: string;
  /** Undefined for the default context. */
  readonly context?: GeneratedContext;
  readonly node: Node;
}

const BLOCKS = 0.3;
const WRONG_TYPES = 0.15;
const RARE_RESULTS = 0.2;
const OTHER_CONTEXTS = 0.5;
const WRONG_TOKENS = 0.05;

/** What can be shown as the result of an expression; sequences are the business of string.Join, ToArray and JSON. */
const RESULTS = [
  ...['int', 'string', 'bool', 'double', 'decimal', 'long', 'char', 'byte', 'uint', 'ulong', 'float', 'short'],
  ...['sbyte', 'ushort', 'string', 'string', 'string', 'string', 'bool', 'bool', 'int', 'object', 'object'],
  ...['DateTime', 'DateTimeOffset', 'TimeSpan', 'Guid', 'int?', 'decimal?', 'string[]', 'int[]', 'byte[]', 'List<int>'],
  ...['JToken', 'JObject', 'JArray', 'JValue', 'Dictionary<string, int>', 'Dictionary<string, string>', 'char[]'],
  ...['IEnumerable<int>', 'IEnumerable<string>', 'double?', 'KeyValuePair<string, int>', 'Tuple<int, string>', 'Uri'],
];

/** The expression with its `@( )` or `@{ }`. */
export function sourceOf(node: Node): string {
  return render(node);
}

function resultType(expressions: ExpressionGenerator): string {
  return expressions.random.chance(RARE_RESULTS) ? expressions.anyResult() : expressions.random.pick(RESULTS);
}

function generateNode(random: SeededRandom): Node {
  const wrongType = random.chance(WRONG_TYPES) ? 0.08 : 0;
  const expressions = new ExpressionGenerator(random, wrongType);
  if (!random.chance(BLOCKS)) {
    const value = expressions.expression(resultType(expressions), 1 + random.below(4));
    return { type: 'case', parts: ['@(', value, ')'], primary: true };
  }
  const statements = new StatementGenerator(expressions);
  const body = statements.statements(1 + random.below(random.chance(0.2) ? 12 : 5));
  const result = random.chance(0.6) ? statements.summary() : expressions.expression(resultType(expressions), 2);
  return { type: 'case', parts: ['@{ ', ...body, 'return ', result, '; }'], primary: true };
}

function generateCase(seed: string, index: number): GeneratedCase {
  const id = `${seed}-${index}`;
  const random = new SeededRandom(id);
  const node = generateNode(random);
  const expression = sourceOf(node);
  const context = /\bcontext\b/.test(expression) && random.chance(OTHER_CONTEXTS) ? generateContext(random) : undefined;
  // A changed loop could be endless in .NET, where nothing stops it.
  if (/\b(for|while|goto)\b/.test(expression) || !random.chance(WRONG_TOKENS)) return { id, expression, context, node };
  const mutated = mutateTokens(expression, random);
  return { id, expression: mutated, context, node: leaf('case', mutated) };
}

/**
 * Writes random expressions and blocks: most of them compile, some are wrong by a type or by a token. Case `n` of a
 * seed is always the same one, whatever the count.
 */
export function generateCases(seed: string, from: number, count: number): GeneratedCase[] {
  return Array.from({ length: count }, (_, offset) => generateCase(seed, from + offset));
}
