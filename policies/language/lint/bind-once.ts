import { bindExpression } from '../expressions/bind-expression';
import type { Bound } from './check-expressions';

/** More different expressions than any service has; past it everything is forgotten, so memory stays flat. */
const MOST_REMEMBERED = 20_000;

const remembered = new Map<string, Bound>();

/**
 * Binds an expression, remembering by its text: the documents of a service repeat the same few. Throws when loadCSharp
 * was not awaited.
 */
export function bindOnce(source: string): Bound {
  const known = remembered.get(source);
  if (known) return known;
  const { bound, findings } = bindExpression(source);
  // The tree itself is large and nobody here looks at it.
  const result: Bound = { bound: bound && { type: bound.type }, findings };
  if (remembered.size >= MOST_REMEMBERED) remembered.clear();
  remembered.set(source, result);
  return result;
}
