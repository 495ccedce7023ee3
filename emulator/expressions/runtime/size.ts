import type { ClrValue } from '../clr-value';
import { ClrArray } from './collections/array';
import { ClrDictionary, ClrHashSet } from './collections/dictionary';
import { JToken } from './json/token';
import { ClrList } from './collections/list';
import { TextBuffer } from './text/text-buffer';
import { XmlContainer } from './xml/element';
import { XmlNode } from './xml/node';

/** What an element of an array or a collection takes, in characters or bytes. */
export const ELEMENT_SIZE = 8;

/** What an entry of a dictionary or a set takes. */
const ENTRY_SIZE = 64;

/** How much a value holds itself, in characters or bytes; 0 for whatever has a fixed size. */
export function sizeOf(value: unknown): number {
  if (typeof value === 'string') return value.length;
  if (typeof value !== 'object' || value === null) return 0;
  if (value instanceof Uint8Array) return value.length;
  if (value instanceof ClrArray || value instanceof ClrList) return value.items.length * ELEMENT_SIZE;
  if (value instanceof TextBuffer) return value.text.length;
  if (value instanceof ClrDictionary || value instanceof ClrHashSet) return value.entries.size * ENTRY_SIZE;
  return 0;
}

function childrenOf(value: ClrValue): Iterable<ClrValue> {
  if (value instanceof JToken) return value.iterate();
  return value instanceof XmlContainer ? value.children : [];
}

/** Number of JSON tokens or XML nodes in a tree; 0 for another value. */
export function nodeCount(value: unknown): number {
  if (!(value instanceof JToken) && !(value instanceof XmlNode)) return 0;
  const open: ClrValue[] = [value];
  let count = 0;
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    count += 1;
    for (const child of childrenOf(node)) open.push(child);
  }
  return count;
}
