/** A piece of generated C#: its text, with the pieces it is made of. */
export interface Node {
  /** C# type of an expression; `void` for a statement, `case` for the whole. */
  readonly type: string;
  readonly parts: readonly (string | Node)[];
  /** True when nothing around it can take it apart: `x`, `f(x)`, `x.y`. */
  readonly primary: boolean;
}

/** The C# text. */
export function render(node: Node): string {
  return node.parts.map((part) => (typeof part === 'string' ? part : render(part))).join('');
}

/** A piece without smaller pieces. */
export function leaf(type: string, text: string, primary = true): Node {
  return { type, parts: [text], primary };
}

/** The same text in brackets, unless it needs none. */
export function bracketed(node: Node): Node {
  return node.primary ? node : { type: node.type, parts: ['(', node, ')'], primary: true };
}

/** All pieces inside a piece, the nearest first. */
function descendants(node: Node): Node[] {
  const children = node.parts.filter((part): part is Node => typeof part !== 'string');
  return [...children, ...children.flatMap(descendants)];
}

/**
 * Every text that is one step simpler: a piece replaced by a piece of its own type inside it, by the simplest value of
 * its type, or, a statement, by nothing.
 *
 * @param simplest the simplest value of a type, undefined when there is none
 */
export function reductions(node: Node, simplest: (type: string) => string | undefined): Node[] {
  const own: Node[] = [];
  const text = render(node);
  if (node.type === 'void' && text !== '') own.push(leaf('void', ''));
  for (const inner of descendants(node)) {
    if (inner.type === node.type && inner.type !== 'void') own.push(bracketed(inner));
  }
  const simple = simplest(node.type);
  if (simple !== undefined && simple.length < text.length) own.push(leaf(node.type, simple));
  const nested = node.parts.flatMap((part, index) =>
    typeof part === 'string'
      ? []
      : reductions(part, simplest).map((smaller): Node => ({
          ...node,
          parts: [...node.parts.slice(0, index), smaller, ...node.parts.slice(index + 1)],
        })),
  );
  return [...own, ...nested].filter((smaller) => render(smaller).length < text.length);
}
