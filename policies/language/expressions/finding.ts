/** A range of offsets in the source of an expression, `end` exclusive, in UTF-16 code units. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** The rule an expression breaks. */
export type ExpressionRule =
  /** Not C#. */
  | 'csharp-syntax'
  /** C#, but newer than version 7. */
  | 'csharp-version'
  /** C# that policy expressions may not use: dynamic, async, unsafe, type declarations, using directives. */
  | 'csharp-forbidden'
  /** C# 7 that Azure accepts and this front end does not know; never a wrong tree. */
  | 'csharp-unsupported'
  /** The C# compiler would refuse it: names, types, conversions, overloads, assignment, return paths. */
  | 'csharp-compile'
  /** A type outside the documented list. */
  | 'expression-type'
  /** A member outside the documented list. */
  | 'expression-member'
  /** Compiles, and compares references where text is meant: the compiler warns of it. */
  | 'reference-comparison'
  /** `{{name}}` outside a string literal, or inside an interpolated string. */
  | 'named-value-place'
  /** Too long or too deeply nested to look at. */
  | 'expression-size';

/** One thing wrong with an expression. */
export interface ExpressionFinding {
  readonly rule: ExpressionRule;
  /** In the words of the C# compiler or of API Management where they have some. */
  readonly message: string;
  /** Compiler code such as `CS1061`, where there is one. */
  readonly code?: string;
  /** From 1, relative to the source given. */
  readonly line: number;
  readonly column: number;
  readonly offset: number;
  /** The offending text, shortened when long. */
  readonly text: string;
  /** What to write instead, where something legal does the same. */
  readonly alternative?: string;
}

const LONGEST_TEXT = 80;

/** Line and column, both from 1, of an offset. */
export function positionOf(source: string, offset: number): { line: number; column: number } {
  const before = source.slice(0, offset);
  const line = before.split('\n').length;
  return { line, column: offset - (before.lastIndexOf('\n') + 1) + 1 };
}

/** Makes a finding about `span` of `source`. */
export function findingAt(
  source: string,
  span: Span,
  about: { rule: ExpressionRule; message: string; code?: string; alternative?: string },
): ExpressionFinding {
  const text = source.slice(span.start, span.end);
  return {
    ...about,
    ...positionOf(source, span.start),
    offset: span.start,
    text: text.length > LONGEST_TEXT ? `${text.slice(0, LONGEST_TEXT - 1)}…` : text,
  };
}
