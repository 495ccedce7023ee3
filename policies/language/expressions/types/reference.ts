import type { ClrType } from '../clr-type';
import { arrayOf, named } from '../clr-type';

const parsed = new Map<string, ClrType>();

/**
 * Reads a type as it stands in a documentation comment id: `System.Collections.Generic.List{System.Byte[]}`,
 * `` `0 `` and ``` ``0 ``` for generic parameters of the type and of the method.
 */
export function parseTypeReference(text: string): ClrType {
  let type = parsed.get(text);
  if (type === undefined) {
    type = parseReference(text);
    parsed.set(text, type);
  }
  return type;
}

function parseReference(text: string): ClrType {
  if (text.endsWith('[]')) {
    return arrayOf(parseTypeReference(text.slice(0, -2)));
  }
  const parameter = /^(`{1,2})(\d+)$/.exec(text);
  if (parameter !== null) {
    return { kind: 'parameter', owner: parameter[1] === '`' ? 'type' : 'method', index: Number(parameter[2]) };
  }
  let id = '';
  const args: ClrType[] = [];
  for (let index = 0; index < text.length;) {
    const open = text.indexOf('{', index);
    if (open < 0) {
      id += text.slice(index);
      break;
    }
    const close = closingBrace(text, open);
    const own = splitTopLevel(text.slice(open + 1, close)).map(parseTypeReference);
    id += `${text.slice(index, open)}\`${own.length}`;
    args.push(...own);
    index = close + 1;
  }
  return named(id, ...args);
}

function closingBrace(text: string, open: number): number {
  let depth = 0;
  for (let index = open; index < text.length; index++) {
    depth += text[index] === '{' ? 1 : text[index] === '}' ? -1 : 0;
    if (depth === 0) {
      return index;
    }
  }
  throw new Error(`The type reference "${text}" has an open brace.`);
}

/** Splits at commas that stand outside of braces and brackets. */
export function splitTopLevel(text: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (let index = 0; index < text.length; index++) {
    const character = text[index];
    if (character === '{') {
      depth++;
    } else if (character === '}') {
      depth--;
    } else if (character === ',' && depth === 0) {
      parts.push(text.slice(start, index));
      start = index + 1;
    }
  }
  return text === '' ? [] : [...parts, text.slice(start)];
}
