/** Where an expression may open. `@{{name}}` is an at-sign before a named value, not a block. */
const OPENING = /@(?:\(|\{(?!\{[\w.-]+\}\}))/g;

const LEADING = /^\s*@(?:\(|\{(?!\{[\w.-]+\}\}))/;

const ENTITY = /&(?:amp|lt|gt|quot|apos|#\d+|#x[\da-f]+);/i;

/**
 * Tells a policy expression from literal text: white space, then `@(` or `@{`. A literal at-sign before a named value
 * (`@{{domain}}`) is text.
 */
export function isExpression(value: string): boolean {
  return LEADING.test(value);
}

/** Offset of the next `@(` or `@{` at or after `from`, or -1. Does not ask whether the brackets close. */
export function indexOfExpression(text: string, from = 0): number {
  OPENING.lastIndex = from;
  return OPENING.exec(text)?.index ?? -1;
}

/**
 * The first XML entity in the C# of an expression, such as `&quot;`. In rawxml C# stands unescaped, and whether API
 * Management decodes an entity there is not documented, so none may stand there.
 */
export function findEntity(code: string): { readonly entity: string; readonly index: number } | undefined {
  const match = ENTITY.exec(code);
  return match ? { entity: match[0], index: match.index } : undefined;
}
