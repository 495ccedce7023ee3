import { XmlDeclaration } from '../document';
import { XmlDocumentType } from '../leaf';
import type { XmlCursor } from './cursor';
import { Entities } from './entities';

const DECLARATION = 'Syntax for an XML declaration is invalid.';

/** Whether the text begins with an XML declaration. */
export function hasDeclaration(cursor: XmlCursor): boolean {
  return cursor.startsWith('<?xml') && !/[\w:.-]/.test(cursor.peek(5));
}

function readLiteral(cursor: XmlCursor): string {
  cursor.skipSpace();
  if (cursor.peek() !== '=') throw cursor.unexpected('=');
  cursor.at += 1;
  cursor.skipSpace();
  const quote = cursor.peek();
  if (quote !== '"' && quote !== "'") throw cursor.unexpected('"', cursor.at, "'");
  cursor.at += 1;
  const end = cursor.text.slice(cursor.at).search(/["'<&]/);
  if (end === -1) throw cursor.error('There is an unclosed literal string.', cursor.text.length);
  if (cursor.peek(end) !== quote) throw cursor.error(DECLARATION);
  return cursor.text.slice(cursor.at, cursor.at + end);
}

/** Reads the XML declaration: version, then encoding and standalone where they are. */
export function readDeclaration(cursor: XmlCursor): XmlDeclaration {
  const found: Record<string, string> = {};
  const order = ['version', 'encoding', 'standalone'];
  let next = 0;
  cursor.at += '<?xml'.length;
  for (;;) {
    const spaces = cursor.skipSpace();
    if (cursor.peek() === '?') {
      if (cursor.peek(1) !== '>') throw cursor.unexpected("'>'");
      if (next === 0) throw cursor.error(DECLARATION);
      cursor.at += 2;
      return new XmlDeclaration(found['version'] ?? null, found['encoding'] ?? null, found['standalone'] ?? null);
    }
    if (cursor.isAtEnd) throw cursor.error('Unexpected end of file has occurred.');
    if (spaces === 0 && next !== 0) throw cursor.unexpected('?>');
    const start = cursor.at;
    const { whole } = cursor.readName(false);
    const place = order.indexOf(whole);
    const fits = place !== -1 && (next === 0 ? place === 0 : place >= next);
    if (!fits) throw cursor.error(DECLARATION, start);
    const value = readLiteral(cursor);
    if (whole === 'version' && value !== '1.0') throw cursor.error(`Version number '${value}' is invalid.`);
    if (whole === 'standalone' && value !== 'yes' && value !== 'no') throw cursor.error(DECLARATION, cursor.at - 1);
    cursor.at += value.length + 1;
    found[whole] = value;
    next = place + 1;
  }
}

/** A document type and the entities that it declares. */
export interface Prologue {
  readonly type: XmlDocumentType;
  readonly entities: Entities;
}

/** The end of a document type, past what stands in quotes, comments and its brackets; undefined where there is none. */
function endOfDocumentType(text: string, from: number): number | undefined {
  const parts = /"[^"]*"|'[^']*'|<!--[\s\S]*?-->|[[\]>]/g;
  parts.lastIndex = from;
  let isInside = false;
  for (let match = parts.exec(text); match !== null; match = parts.exec(text)) {
    if (match[0] === '[') isInside = true;
    else if (match[0] === ']') isInside = false;
    else if (match[0] === '>' && !isInside) return match.index;
  }
  return undefined;
}

/** Reads a document type from its keyword on. What stands in its brackets is taken for right. */
export function readDocumentType(cursor: XmlCursor, isFirst: boolean, isAfterRoot: boolean): Prologue {
  const start = cursor.at;
  if (!cursor.startsWith('DOCTYPE')) throw cursor.unexpected(isFirst && !isAfterRoot ? 'DOCTYPE' : '<!--');
  if (!cursor.isSpace(start + 7)) throw cursor.expectingSpace(start + 7);
  if (!isFirst) throw cursor.error('Cannot have multiple DTDs.', start - 2);
  if (isAfterRoot) throw cursor.error('DTD must be defined before the document root element.', start - 2);
  const end = endOfDocumentType(cursor.text, start + 7);
  if (end === undefined) throw cursor.endWithin('DOCTYPE');
  const content = cursor.text.slice(start + 7, end);
  const match =
    /^\s*([^\s[]+)\s*(?:PUBLIC\s+["']([^"']*)["']\s+["']([^"']*)["']|SYSTEM\s+["']([^"']*)["'])?\s*(?:\[([\s\S]*)\])?/.exec(
      content,
    );
  const [, name = '', publicId, publicSystem, system, subset] = match ?? [];
  cursor.at = end + 1;
  return {
    type: new XmlDocumentType(name, publicId ?? null, publicSystem ?? system ?? null, subset ?? ''),
    entities: Entities.of(cursor, start, end),
  };
}
