import type { ClrException } from '../../../clr-exception';
import { XmlElement } from '../element';
import { ClrXName, XML_NAMESPACE, XMLNS_NAMESPACE } from '../name';
import { XmlAttribute } from '../node';
import type { QualifiedName, XmlCursor } from './cursor';
import type { Entities } from './entities';
import { readReference } from './references';

/** Namespaces in force by prefix; the empty prefix has the default one. */
export type Namespaces = ReadonlyMap<string, string>;

/** A start tag that was read. */
export interface StartTag {
  readonly element: XmlElement;
  readonly name: QualifiedName;
  /** Where the name stands. */
  readonly at: number;
  readonly isEmpty: boolean;
  readonly namespaces: Namespaces;
  /** What the tag's own xml:space says. */
  readonly space: 'preserve' | 'default' | undefined;
}

/** What a start tag is read within. */
export interface TagContext {
  readonly namespaces: Namespaces;
  readonly entities: Entities;
  /** The error of a text that ends within the tag. */
  readonly unclosed: () => ClrException;
}

interface RawAttribute {
  readonly name: QualifiedName;
  readonly value: string;
  readonly at: number;
}

function readValue(cursor: XmlCursor, quote: string, entities: TagContext['entities']): string {
  let value = '';
  while (cursor.peek() !== quote) {
    if (cursor.isAtEnd) throw cursor.error('There is an unclosed literal string.');
    if (cursor.peek() === '<') throw cursor.error("'<', hexadecimal value 0x3C, is an invalid attribute character.");
    if (cursor.peek() === '&') value += readReference(cursor, entities, true).value;
    else {
      const isPair = cursor.startsWith('\r\n');
      const character = cursor.takeCharacter();
      if (isPair) cursor.at += 1;
      value += /[\t\r\n]/.test(character) ? ' ' : character;
    }
  }
  cursor.at += 1;
  return value;
}

function readAttribute(
  cursor: XmlCursor,
  entities: TagContext['entities'],
): RawAttribute & { readonly valueAt: number } {
  const at = cursor.at;
  const name = cursor.readName(true);
  cursor.skipSpace();
  if (cursor.peek() !== '=') throw cursor.unexpected('=');
  cursor.at += 1;
  cursor.skipSpace();
  const quote = cursor.peek();
  if (quote !== '"' && quote !== "'") throw cursor.unexpected('"', cursor.at, "'");
  cursor.at += 1;
  const valueAt = cursor.at;
  return { name, at, valueAt, value: readValue(cursor, quote, entities) };
}

/** Puts a declaration into force; throws for prefixes and URIs that stand for themselves. */
function declare(
  cursor: XmlCursor,
  namespaces: Map<string, string>,
  prefix: string,
  { value, at, valueAt }: { readonly value: string; readonly at: number; readonly valueAt: number },
): void {
  if (prefix !== '' && value === '') throw cursor.error('Invalid namespace declaration.', valueAt - 1);
  const reserved = 'Prefix "xmlns" is reserved for use by XML.';
  if (value === XMLNS_NAMESPACE && prefix === 'xmlns') throw cursor.error(reserved, valueAt);
  if (value === XMLNS_NAMESPACE || (value === XML_NAMESPACE && prefix !== 'xml')) {
    throw cursor.error(`Prefix '${prefix}' cannot be mapped to namespace name reserved for "xml" or "xmlns".`, valueAt);
  }
  if (prefix === 'xmlns') throw cursor.error(reserved, at);
  if (prefix === 'xml' && value !== XML_NAMESPACE) {
    throw cursor.error(
      `Prefix "xml" is reserved for use by XML and can be mapped only to namespace name "${XML_NAMESPACE}".`,
      at,
    );
  }
  namespaces.set(prefix, value);
}

function namespaceOf(cursor: XmlCursor, namespaces: Namespaces, { prefix }: QualifiedName, at: number): string {
  const found = prefix === 'xml' ? XML_NAMESPACE : prefix === 'xmlns' ? XMLNS_NAMESPACE : namespaces.get(prefix);
  if (found === undefined) throw cursor.error(`'${prefix}' is an undeclared prefix.`, at);
  return found;
}

function addAttributes(
  cursor: XmlCursor,
  element: XmlElement,
  namespaces: Namespaces,
  attributes: readonly RawAttribute[],
): void {
  const named = attributes.map((attribute) => {
    const { name, at } = attribute;
    const isPlain = name.prefix === '';
    const uri = isPlain ? '' : namespaceOf(cursor, namespaces, name, at);
    return { ...attribute, key: name.whole === 'xmlns' ? 'xmlns' : `{${uri}}${name.local}`, uri };
  });
  for (const [index, first] of named.entries()) {
    const second = named.slice(index + 1).find(({ key }) => key === first.key);
    if (second !== undefined) throw cursor.error(`'${second.name.whole}' is a duplicate attribute name.`, second.at);
    element.addAttribute(new XmlAttribute(new ClrXName(first.uri, first.name.local), first.value));
  }
}

function spaceOf(cursor: XmlCursor, { value, at }: RawAttribute): 'preserve' | 'default' {
  const trimmed = value.trim();
  if (trimmed === 'preserve' || trimmed === 'default') return trimmed;
  throw cursor.error(`'${value}' is an invalid xml:space value.`, at);
}

/** Reads a start tag from its name on. */
export function readStartTag(cursor: XmlCursor, context: TagContext): StartTag {
  const at = cursor.at;
  const name = cursor.readName(true);
  const attributes: RawAttribute[] = [];
  const namespaces = new Map(context.namespaces);
  let space: StartTag['space'];
  let isEmpty = false;
  if (!cursor.isSpace() && cursor.peek() !== '>' && cursor.peek() !== '/') throw cursor.badName(false, cursor.at);
  for (let isFirst = !cursor.isSpace(); ; isFirst = false) {
    const spaces = cursor.skipSpace();
    if (cursor.isAtEnd) throw context.unclosed();
    if (cursor.peek() === '>') break;
    if (cursor.peek() === '/') {
      if (cursor.at + 1 >= cursor.text.length) throw isFirst ? cursor.endWithin('>', cursor.at) : context.unclosed();
      if (cursor.peek(1) !== '>') throw cursor.unexpected('>', isFirst ? cursor.at : cursor.at + 1);
      isEmpty = true;
      cursor.at += 1;
      break;
    }
    if (!cursor.startsNameHere()) throw cursor.badName(true, cursor.at);
    if (spaces === 0) throw cursor.expectingSpace();
    const attribute = readAttribute(cursor, context.entities);
    attributes.push(attribute);
    if (attribute.name.whole === 'xmlns') declare(cursor, namespaces, '', attribute);
    else if (attribute.name.prefix === 'xmlns') declare(cursor, namespaces, attribute.name.local, attribute);
    else if (attribute.name.whole === 'xml:space') space = spaceOf(cursor, attribute);
  }
  cursor.at += 1;
  const uri = name.prefix === '' ? (namespaces.get('') ?? '') : namespaceOf(cursor, namespaces, name, at);
  const element = new XmlElement(new ClrXName(uri, name.local));
  addAttributes(cursor, element, namespaces, attributes);
  element.hasEmptyText = !isEmpty;
  return { element, name, at, isEmpty, namespaces, space };
}
