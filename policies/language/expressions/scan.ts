import { ExpressionScanError, pieces } from './lexical';

const PARTNERS: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };

/**
 * Finds the end of a policy expression in raw text: the offset after the bracket that closes the one at `offset + 1`.
 * Brackets inside C# strings (plain, verbatim, interpolated, nested), chars and comments do not count.
 *
 * @param offset where `@(` or `@{` stands.
 * @throws ExpressionScanError with line and column when a bracket, literal or comment is never closed.
 */
export function scanExpression(text: string, offset: number): number {
  const opening = text.slice(offset, offset + 2);
  if (opening !== '@(' && opening !== '@{') {
    throw new ExpressionScanError(text, offset, `A policy expression starts with "@(" or "@{", not with "${opening}"`);
  }
  const open: { offset: number; partner: string }[] = [];
  for (const piece of pieces(text, offset + 1)) {
    if (piece.kind !== 'code') {
      continue;
    }
    for (let index = piece.start; index < piece.end; index++) {
      const character = text.charAt(index);
      const partner = PARTNERS[character];
      if (partner !== undefined) {
        open.push({ offset: index, partner });
      } else if (character === ')' || character === ']' || character === '}') {
        const innermost = open.pop();
        if (innermost?.partner !== character) {
          throw new ExpressionScanError(text, index, `${innermost?.partner ?? 'Nothing'} expected, found ${character}`);
        }
        if (open.length === 0) {
          return index + 1;
        }
      }
    }
  }
  const innermost = open.at(-1);
  throw new ExpressionScanError(
    text,
    innermost?.offset ?? offset,
    `${innermost?.partner ?? ')'} expected: the bracket is never closed`,
  );
}
