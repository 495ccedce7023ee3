import type { ClrValue } from '../../clr-value';
import { ClrArray } from './array';
import { ReadOnlyMap } from '../context/read-only-map';
import { asNumber } from '../numbers/convert-number';
import { ClrDictionary, ClrHashSet, ClrKeyValuePair } from './dictionary';
import { ClrSequence, iterate } from './enumerable';
import {
  argument,
  argumentNull,
  argumentOutOfRange,
  indexOutOfRange,
  notSupported,
  requireNonNegative,
} from '../errors';
import { JContainer } from '../json/container';
import { JArray, JObject } from '../json/containers';
import { JToken } from '../json/token';
import { ClrList } from './list';
import { byte } from '../numbers/numbers';
import { clrEquals } from '../values';

/** What .NET says where a range does not lie within a collection. */
export const INVALID_RANGE =
  'Offset and length were out of bounds for the array or count is greater than the number of elements from index to the end of the source collection.';

/** The elements of a source that may not be null. */
export function itemsIn(source: ClrValue, parameter = 'collection'): ClrValue[] {
  if (source === null) throw argumentNull(parameter);
  return [...iterate(source)];
}

/** The room .NET makes at once for the elements of a source: as much as they need where the source knows their number. */
export function roomFor(source: ClrValue): number {
  return typeof source === 'string' || source instanceof ClrSequence ? 0 : countOf(source);
}

/** `Count` or `Length` of any collection. */
export function countOf(self: ClrValue): number {
  if (self instanceof ClrList || self instanceof ClrArray) return self.items.length;
  if (self instanceof Uint8Array) return self.length;
  if (self instanceof ClrDictionary || self instanceof ClrHashSet) return self.entries.size;
  if (self instanceof ReadOnlyMap) return self.keys().length;
  if (self instanceof JContainer) return self.count;
  return itemsIn(self).length;
}

/** `list[index]` of anything that is an IList: lists, arrays, JSON arrays. */
export function at(self: ClrValue, index: number): ClrValue {
  if (self instanceof Uint8Array) {
    const value = self[index];
    if (value === undefined) throw indexOutOfRange();
    return byte(value);
  }
  const isList = self instanceof ClrList || self instanceof ClrArray || self instanceof JArray;
  const found = (isList ? self.items : itemsIn(self))[index];
  if (found === undefined) throw indexOutOfRange();
  return found;
}

/** `list[index] = value`. */
export function put(self: ClrValue, index: number, value: ClrValue): void {
  if (self instanceof JArray) {
    self.replaceAt(index, value instanceof JToken ? value : null);
    return;
  }
  at(self, index);
  if (self instanceof ClrList) {
    self.touch();
    self.items[index] = value;
  } else if (self instanceof ClrArray) self.items[index] = value;
  else if (self instanceof Uint8Array) self[index] = asNumber(value);
}

/** `ICollection.Add`. */
export function add(self: ClrValue, value: ClrValue): void {
  if (self instanceof ClrList) {
    self.touch();
    self.items.push(value);
  } else if (self instanceof ClrHashSet) self.add(value);
  else if (self instanceof JArray) self.add(value instanceof JToken ? value : null);
  else if (self instanceof ClrDictionary && value instanceof ClrKeyValuePair) self.add(value.key, value.value);
  else throw notSupported('Collection was of a fixed size.');
}

/** The index of the first equal element from `start` to before `end`, -1 where there is none. */
export function indexOf(self: ClrValue, value: ClrValue, start = 0, end = Infinity): number {
  const items = self instanceof ClrList || self instanceof ClrArray ? self.items : itemsIn(self);
  for (let index = start; index < Math.min(items.length, end); index += 1)
    if (clrEquals(items[index] ?? null, value)) return index;
  return -1;
}

export function insert(self: ClrValue, index: number, value: ClrValue): void {
  if (self instanceof JArray) self.insert(index, value instanceof JToken ? value : null);
  else if (self instanceof ClrList) {
    if (index < 0 || index > self.items.length)
      throw argumentOutOfRange('Index must be within the bounds of the List.', 'index');
    self.touch();
    self.items.splice(index, 0, value);
  } else throw notSupported('Collection was of a fixed size.');
}

export function removeAt(self: ClrValue, index: number): void {
  if (self instanceof JArray) {
    self.removeAt(index);
    return;
  }
  at(self, index);
  if (!(self instanceof ClrList)) throw notSupported('Collection was of a fixed size.');
  self.touch();
  self.items.splice(index, 1);
}

/** Removes the first equal element; answers whether there was one. */
export function remove(self: ClrValue, value: ClrValue): boolean {
  if (self instanceof ClrHashSet) return self.remove(value);
  if (self instanceof JArray) return self.removeChild(value instanceof JToken ? value : null);
  if (self instanceof ClrDictionary) {
    const isSame = value instanceof ClrKeyValuePair && contains(self, value);
    return isSame && self.remove(value.key);
  }
  const index = indexOf(self, value);
  if (index !== -1) removeAt(self, index);
  return index !== -1;
}

export function clear(self: ClrValue): void {
  if (self instanceof ClrList) {
    self.touch();
    self.items.length = 0;
  } else if (self instanceof ClrDictionary || self instanceof ClrHashSet) self.entries.clear();
  else if (self instanceof JArray || self instanceof JObject) self.removeAll();
  else throw notSupported('Collection is read-only.');
}

export function contains(self: ClrValue, value: ClrValue): boolean {
  if (self instanceof ClrHashSet) return self.has(value);
  if (self instanceof JArray) return self.indexOf(value instanceof JToken ? value : null) !== -1;
  return indexOf(self, value) !== -1;
}

/** As `requireNonNegative`, in the words of List. */
export function requireNonNegativeNumber(value: number, parameter: string): void {
  if (value < 0) throw argumentOutOfRange('Non-negative number required.', parameter);
}

/** Fails as List's methods do for a range that does not lie within `size` elements. */
export function requireListRange(index: number, count: number, size: number): void {
  requireNonNegativeNumber(index, 'index');
  requireNonNegativeNumber(count, 'count');
  if (size - index < count) throw argument(INVALID_RANGE);
}

/** How a collection's CopyTo checks its arguments: lists by Array.Copy, the others by themselves. */
export type CopyRules = 'array' | 'dictionary' | 'set' | 'queue' | 'stack';

/** Fails as Array.Copy does for an index below zero. */
export function requireFromZero(index: number, parameter: string): void {
  if (index >= 0) return;
  throw argumentOutOfRange(`${parameter} ('${index}') must be greater than or equal to '0'.`, parameter, String(index));
}

function checkTarget(size: number, index: number, length: number, rules: CopyRules): void {
  if (rules === 'array') {
    requireFromZero(index, 'destinationIndex');
    if (index + size > length) {
      throw argument(
        "Destination array was not long enough. Check the destination index, length, and the array's lower bounds.",
        'destinationArray',
      );
    }
  } else if (rules === 'set' || rules === 'dictionary') {
    if (rules === 'set') requireNonNegative(index, 'arrayIndex');
    else if (index < 0 || index > length) throw argumentOutOfRange('Non-negative number required.', 'index');
    if (index > length || size > length - index) {
      throw argument(
        'Destination array is not long enough to copy all the items in the collection. Check array index and length.',
      );
    }
  } else {
    if (index < 0 || index > length) {
      throw argumentOutOfRange(
        'Index was out of range. Must be non-negative and less than or equal to the size of the collection.',
        'arrayIndex',
        rules === 'stack' ? String(index) : undefined,
      );
    }
    if (length - index < size) throw argument(INVALID_RANGE);
  }
}

/** Copies items into an array from an index on. */
export function copyItems(
  items: readonly ClrValue[],
  target: ClrArray | Uint8Array | null,
  index: number,
  rules: CopyRules = 'array',
): void {
  if (target === null) throw argumentNull(rules === 'array' ? 'destinationArray' : 'array');
  checkTarget(items.length, index, countOf(target), rules);
  items.forEach((item, offset) => {
    put(target, index + offset, item);
  });
}
