import type { Span } from '../finding';
import { pieces } from '../lexical';

/** How an interpolated string begins, or the end of a hole with its format. */
const HEAD = /^(?:\$@?"|@\$"|:?[^}]*\})/;

/**
 * The text as the grammar is shown it. It stumbles over much that may stand in interpolated strings: three braces, quotes
 * in verbatim ones, slashes and quotes in formats, nothing at all. All of that is shown as other characters; the syntax
 * is read from the text as it is.
 */
export function forGrammar(text: string): string {
  if (!text.includes('$')) return text;
  let shown = text;
  for (const piece of pieces(text, 0)) {
    if (piece.interpolated === true) {
      shown = shown.slice(0, piece.start) + masked(text.slice(piece.start, piece.end)) + shown.slice(piece.end);
    }
  }
  return shown;
}

/** A stretch of an interpolated string, from its beginning or a hole to the next hole or the end. */
function masked(part: string): string {
  if (part === '$""') return ' ""';
  const head = HEAD.exec(part)?.[0] ?? '';
  const shownHead = head.startsWith(':') && head.length > 2 ? `:${'_'.repeat(head.length - 2)}}` : head;
  return `${shownHead}${'_'.repeat(Math.max(part.length - head.length - 1, 0))}${part.slice(-1)}`;
}

/** The literal that follows an interpolated string at once, which the grammar takes for a part of it. */
export function literalAfterString(text: string): Span | undefined {
  if (!text.includes('$')) return undefined;
  let end = -1;
  for (const piece of pieces(text, text.search(/\S/) + 1)) {
    if (piece.start === end && piece.kind === 'text' && piece.interpolated !== true) return piece;
    end = piece.interpolated === true && text.charAt(piece.end - 1) === '"' ? piece.end : -1;
  }
  return undefined;
}
