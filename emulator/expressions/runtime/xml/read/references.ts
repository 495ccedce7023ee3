import { ClrException } from '../../../clr-exception';
import { invalidCharacter, isPlainUnit } from '../characters';
import type { XmlCursor } from './cursor';
import type { Entities } from './entities';

const LARGEST_INT32 = 0x7fff_ffff;

/** What a reference stands for. */
export interface Reference {
  readonly value: string;
  /** White space by a character reference, which alone does not make text of white space. */
  readonly isBlank: boolean;
}

/** Reads a reference at `&`: to a character, one of the five names, or an entity that the document declares. */
export function readReference(cursor: XmlCursor, entities: Entities, isInAttribute: boolean): Reference {
  if (cursor.at + 1 >= cursor.text.length) throw cursor.error('Unexpected end of file has occurred.');
  const value = cursor.peek(1) === '#' ? readNumber(cursor) : readNamed(cursor, entities, isInAttribute);
  return { value, isBlank: /^[ \t\r\n]*$/.test(value) };
}

function readNumber(cursor: XmlCursor): string {
  const isHex = cursor.peek(2) === 'x';
  const start = cursor.at + (isHex ? 3 : 2);
  const [digits = ''] = (isHex ? /^[\da-fA-F]*/ : /^\d*/).exec(cursor.text.slice(start, start + 40)) ?? [];
  const end = start + digits.length;
  const code = Number.parseInt(digits, isHex ? 16 : 10);
  if (code > LARGEST_INT32) throw cursor.error('Invalid value of a character entity reference.', end);
  if (digits === '' || cursor.text.charAt(end) !== ';') {
    if (end >= cursor.text.length) throw cursor.endWithin('', cursor.at);
    const kind = isHex ? 'hexadecimal' : 'decimal';
    throw cursor.error(`Invalid syntax for a ${kind} numeric entity reference.`, end);
  }
  const value = characterOf(code);
  if (value === undefined) throw cursor.error(badCode(code), start);
  cursor.at = end + 1;
  return value;
}

function characterOf(code: number): string | undefined {
  if (code > 0x10_ffff) return undefined;
  const text = String.fromCodePoint(code);
  return text.length === 2 || isPlainUnit(text) ? text : undefined;
}

function badCode(code: number): string {
  if (code <= 0xffff) return invalidCharacter(String.fromCharCode(code));
  // .NET names the units that the number would be split into.
  const rest = code - 0x1_0000;
  return invalidCharacter(
    String.fromCharCode(0xd800 + Math.trunc(rest / 1024)),
    String.fromCharCode(0xdc00 + (rest % 1024)),
  );
}

function readNamed(cursor: XmlCursor, entities: Entities, isInAttribute: boolean): string {
  cursor.at += 1;
  const start = cursor.at;
  const name = entityName(cursor, start);
  if (cursor.peek() !== ';') throw cursor.unexpected(';');
  cursor.at += 1;
  const value = entities.textOf(name, start, isInAttribute);
  if (value === undefined) throw cursor.error(`Reference to undeclared entity '${name}'.`, start);
  return value;
}

function entityName(cursor: XmlCursor, start: number): string {
  try {
    return cursor.readName(false).whole;
  } catch (error) {
    if (!(error instanceof ClrException)) throw error;
    throw cursor.error('An error occurred while parsing EntityName.', start);
  }
}
