import { bindExpression, type BindResult } from './bind-expression';

/** Twenty times the expressions of a gateway; a tree takes some 4 KB. */
const MOST_REMEMBERED = 5000;

/** By text, the one asked for longest ago first. */
const remembered = new Map<string, BindResult>();

/**
 * As bindExpression, remembering by text what the source means: the documents of a service repeat expressions, and what
 * synthesis has checked the local gateway compiles. The least recently used are forgotten, so memory stays flat.
 *
 * @throws Error when `loadCSharp` was not awaited.
 */
export function bindOnce(source: string): BindResult {
  const result = remembered.get(source) ?? bindExpression(source);
  remembered.delete(source);
  remembered.set(source, result);
  if (remembered.size > MOST_REMEMBERED) {
    const [oldest = source] = remembered.keys();
    remembered.delete(oldest);
  }
  return result;
}
