import { positionOf } from './finding';

/** A stretch of C#: code, text inside a string or char literal (with its quotes), or a comment. */
export interface Piece {
  readonly kind: 'code' | 'text' | 'comment';
  readonly start: number;
  readonly end: number;
  /** Text of an interpolated string, where doubled braces mean one. */
  readonly interpolated?: boolean;
}

/** C# that ends too early, with the place where the open thing begins. */
export class ExpressionScanError extends Error {
  readonly offset: number;
  readonly line: number;
  readonly column: number;

  constructor(text: string, offset: number, problem: string) {
    const { line, column } = positionOf(text, offset);
    super(`${problem} (line ${line}, column ${column})`);
    this.name = 'ExpressionScanError';
    this.offset = offset;
    this.line = line;
    this.column = column;
  }
}

/** How a literal or a comment begins. */
const MAY_OPEN = '"$@\'/';
const OPENING = '([{';
const CLOSING = ')]}';
/** Interpolated strings inside holes of interpolated strings: more than anyone writes. */
const DEEPEST_NESTING = 50;

/**
 * Cuts C# into code, text and comments. Lazy: text after the last piece asked for is not looked at, so the end of the
 * C# needs not be known.
 *
 * @throws ExpressionScanError for a literal or comment without end.
 */
export function* pieces(text: string, start: number): Generator<Piece, void> {
  yield* code(text, start, false, 0);
}

function* code(text: string, start: number, inHole: boolean, nesting: number): Generator<Piece, number> {
  let runStart = start;
  let depth = 0;
  let index = start;
  while (index < text.length) {
    const character = text.charAt(index);
    const opening = MAY_OPEN.includes(character)
      ? /^(?:\$@|@\$|\$|@)?"|^'|^\/\/|^\/\*/.exec(text.slice(index, index + 3))?.[0]
      : undefined;
    if (opening !== undefined) {
      if (index > runStart) {
        yield { kind: 'code', start: runStart, end: index };
      }
      index = yield* literalOrComment(text, index, opening, nesting);
      runStart = index;
      continue;
    }
    if (inHole) {
      if (OPENING.includes(character)) {
        depth++;
      } else if (depth > 0 && CLOSING.includes(character)) {
        depth--;
      } else if (depth === 0 && (character === '}' || (character === ':' && text[index + 1] !== ':'))) {
        break;
      } else if (character === ':') {
        // `::` is one token.
        index++;
      }
    }
    index++;
  }
  if (index > runStart) {
    yield { kind: 'code', start: runStart, end: index };
  }
  return index;
}

function* literalOrComment(text: string, start: number, opening: string, nesting: number): Generator<Piece, number> {
  if (opening === '//' || opening === '/*') {
    const end = opening === '//' ? endOfLine(text, start) : text.indexOf('*/', start + 2) + 2;
    if (end === 1) {
      throw new ExpressionScanError(text, start, 'End-of-file found, */ expected: the comment is never closed');
    }
    yield { kind: 'comment', start, end };
    return end;
  }
  if (opening.includes('$')) {
    return yield* interpolated(text, start, opening, nesting);
  }
  const end = opening === '@"' ? endOfVerbatim(text, start) : endOfPlain(text, start, opening);
  yield { kind: 'text', start, end };
  return end;
}

function endOfLine(text: string, start: number): number {
  const match = /[\r\n]/.exec(text.slice(start));
  return match === null ? text.length : start + match.index;
}

function endOfPlain(text: string, start: number, quote: string): number {
  for (let index = start + 1; index < text.length; index++) {
    const character = text.charAt(index);
    if (character === '\\') {
      index++;
    } else if (character === quote) {
      return index + 1;
    } else if (character === '\n' || character === '\r') {
      break;
    }
  }
  throw new ExpressionScanError(
    text,
    start,
    quote === '"' ? 'Newline in constant: the string is never closed' : 'The character literal is never closed',
  );
}

function endOfVerbatim(text: string, start: number): number {
  for (let index = start + 2; index < text.length; index++) {
    if (text[index] === '"') {
      if (text[index + 1] !== '"') {
        return index + 1;
      }
      index++;
    }
  }
  throw new ExpressionScanError(text, start, 'Unterminated string literal');
}

function* interpolated(text: string, start: number, opening: string, nesting: number): Generator<Piece, number> {
  if (nesting >= DEEPEST_NESTING) {
    throw new ExpressionScanError(text, start, 'Interpolated strings are nested too deeply');
  }
  const verbatim = opening.includes('@');
  let runStart = start;
  let index = start + opening.length;
  while (index < text.length) {
    const character = text.charAt(index);
    const doubled = text[index + 1] === character;
    if (character === '"' && !(verbatim && doubled)) {
      yield { kind: 'text', start: runStart, end: index + 1, interpolated: true };
      return index + 1;
    }
    if (character === '{' && !doubled) {
      yield { kind: 'text', start: runStart, end: index + 1, interpolated: true };
      runStart = yield* code(text, index + 1, true, nesting + 1);
      index = text.indexOf('}', runStart);
      if (index < 0) {
        throw new ExpressionScanError(text, start, 'The interpolation hole is never closed');
      }
      index++;
      continue;
    }
    if (!verbatim && (character === '\n' || character === '\r')) {
      break;
    }
    const pair = (character === '\\' && !verbatim) || ('{}"'.includes(character) && doubled);
    index += pair ? 2 : 1;
  }
  throw new ExpressionScanError(text, start, 'Unterminated string literal');
}
