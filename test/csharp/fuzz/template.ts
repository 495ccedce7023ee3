import { displayType } from '../../../policies/language/expressions/clr-type';
import type { ClrType } from '../../../policies/language/expressions/clr-type';

/**
 * How to write an expression of one type: C# text with holes. A hole is
 *
 * - `«T»` an expression of type T as an argument; `«.T»` as a receiver; `«-T»` as an operand;
 * - `«#name»` one of the texts listed under that name in literals.ts;
 * - `«x:T=>U»` a lambda from T to U, `«xy:A,B=>U»` one from A and B; U is `void` for a delegate without a result.
 */
export interface Template {
  readonly parts: readonly (string | Hole)[];
  readonly primary: boolean;
}

export type Hole =
  | { readonly kind: 'argument' | 'receiver' | 'operand'; readonly type: string }
  | { readonly kind: 'place'; readonly name: string }
  | { readonly kind: 'lambda'; readonly parameters: readonly string[]; readonly type: string };

/** Splits at commas outside of angle brackets. */
function splitTypes(text: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (let index = 0; index <= text.length; index++) {
    const character = text[index];
    if (character === undefined || (character === ',' && depth === 0)) {
      parts.push(text.slice(start, index).trim());
      start = index + 1;
    }
    depth += character === '<' ? 1 : character === '>' ? -1 : 0;
  }
  return parts;
}

function parseHole(text: string): Hole {
  const [lambda, types = '', result = ''] = /^xy?:(.*)=>(.+)$/.exec(text) ?? [];
  if (lambda !== undefined) return { kind: 'lambda', parameters: types === '' ? [] : splitTypes(types), type: result };
  switch (text.charAt(0)) {
    case '#':
      return { kind: 'place', name: text.slice(1) };
    case '.':
      return { kind: 'receiver', type: text.slice(1) };
    case '-':
      return { kind: 'operand', type: text.slice(1) };
    default:
      return { kind: 'argument', type: text };
  }
}

/** Reads a template; one that begins with `=` is an operator and stands in brackets where one is needed. */
export function parseTemplate(text: string): Template {
  const primary = !text.startsWith('=');
  const parts = (primary ? text : text.slice(1))
    .split(/«([^»]*)»/)
    .map((part, index) => (index % 2 === 1 ? parseHole(part) : part));
  return { parts, primary };
}

/** The name of a type as templates and literals write it. */
export function typeName(type: ClrType): string {
  return displayType(type);
}
