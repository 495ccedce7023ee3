import { ExpressionScanError, pieces } from './lexical';
import { quoteNumber, quoteString } from './quote';

/** C# text that may stand as code: made by `csharp` only. */
export class CSharpCode {
  /** The text, without comments. */
  readonly text: string;

  /** Use the `csharp` template; this takes text as it is. */
  constructor(text: string) {
    this.text = text;
  }

  toString(): string {
    return this.text;
  }
}

/** What a `csharp` template takes: values become C# literals, code is inserted as it stands. */
export type CSharpValue = string | number | bigint | boolean | null | CSharpCode;

/** Private-use characters stand for the holes of a template while its text is looked at. */
const HOLE = '\uf8ff';

/**
 * Writes C#. `${value}` becomes a literal (a string is quoted, so it cannot break out into code); `${code}` of another
 * `csharp` template is inserted. Comments are stripped: in an attribute a line comment would swallow the rest.
 * The text is taken raw: a backslash means what it means in C#.
 *
 * @throws Error when a hole stands inside a C# string, char or comment, where a literal would change its meaning.
 */
export function csharp(template: TemplateStringsArray, ...values: readonly CSharpValue[]): CSharpCode {
  const text = template.raw.map((part) => part.replace(/\\`/g, '`').replace(/\\\$\{/g, '${')).join(HOLE);
  let hole = 0;
  let written = '';
  for (const piece of pieces(text, 0)) {
    const part = text.slice(piece.start, piece.end);
    if (piece.kind === 'code') {
      written += part.replaceAll(HOLE, () => literal(values[hole++] ?? null));
    } else if (part.includes(HOLE)) {
      throw new ExpressionScanError(
        text.replaceAll(HOLE, '$'),
        piece.start + part.indexOf(HOLE),
        `A value stands inside a C# ${piece.kind === 'comment' ? 'comment' : 'literal'}; end the literal and join the value with +`,
      );
    } else {
      written += piece.kind === 'comment' ? ' ' : part;
    }
  }
  return new CSharpCode(written);
}

function literal(value: CSharpValue): string {
  if (value instanceof CSharpCode) {
    return value.text;
  }
  switch (typeof value) {
    case 'string':
      return quoteString(value);
    case 'number':
    case 'bigint':
      return quoteNumber(value);
    default:
      return String(value);
  }
}

/** A single-form policy expression: `@(code)`. */
export function expression(code: CSharpCode): string {
  return `@(${code.text.trim()})`;
}

/** A block-form policy expression: `@{code}`. The code must return on every path. */
export function block(code: CSharpCode): string {
  return `@{${code.text.trimEnd()}\n}`;
}
