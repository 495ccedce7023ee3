import type { Position } from './node';

/** Turns offsets of one text into lines and columns, which count from 1. */
export interface LineIndex {
  /** Position of an offset; an offset past the end gives the end. */
  at(offset: number): Position;
}

/** Indexes the lines of a text once, so that each position costs a binary search. */
export function indexLines(text: string): LineIndex {
  const starts = [0];
  for (const match of text.matchAll(/\r\n|\n|\r/g)) starts.push(match.index + match[0].length);
  return {
    at(requested) {
      const offset = Math.min(requested, text.length);
      let low = 0;
      let high = starts.length - 1;
      while (low < high) {
        const middle = (low + high + 1) >> 1;
        if ((starts[middle] ?? 0) <= offset) low = middle;
        else high = middle - 1;
      }
      return { line: low + 1, column: offset - (starts[low] ?? 0) + 1, offset };
    },
  };
}
