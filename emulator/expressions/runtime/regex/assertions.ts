import { BOUNDARY_WORD, ECMASCRIPT_WORD } from './char-set';
import type { CharSet } from './char-set';
import type { Assertion } from './pattern-node';

const NEWLINE = 0x0a;

/** Says whether an assertion holds at a position of the input, in a search that began at `searchStart`. */
export function holds(assertion: Assertion, input: string, position: number, searchStart: number): boolean {
  switch (assertion) {
    case 'beginning':
      return position === 0;
    case 'searchStart':
      return position === searchStart;
    case 'end':
      return position === input.length;
    case 'lineStart':
      return position === 0 || input.charCodeAt(position - 1) === NEWLINE;
    case 'lineEnd':
      return position === input.length || input.charCodeAt(position) === NEWLINE;
    case 'endOrLastNewline':
      return position === input.length || (position === input.length - 1 && input.charCodeAt(position) === NEWLINE);
    case 'boundary':
      return isBoundary(input, position, BOUNDARY_WORD);
    case 'noBoundary':
      return !isBoundary(input, position, BOUNDARY_WORD);
    case 'ecmaBoundary':
      return isBoundary(input, position, ECMASCRIPT_WORD);
    case 'noEcmaBoundary':
      return !isBoundary(input, position, ECMASCRIPT_WORD);
  }
}

/** The input has no character at -1 and at its length. */
function isBoundary(input: string, position: number, word: CharSet): boolean {
  const isWord = (index: number): boolean => index >= 0 && index < input.length && word.has(input.charCodeAt(index));
  return isWord(position - 1) !== isWord(position);
}
