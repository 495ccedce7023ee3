import type { ClrValue } from '../../clr-value';
import { ClrArray, itemsOf, makeArray } from '../array';
import { comparisonOf, keyFunctionOf } from '../comparers';
import { ReadOnlyMap } from '../context/read-only-map';
import { asNumber } from '../convert-number';
import { defaultByName } from '../default-by-name';
import type { ClrDelegate } from '../delegate';
import { ClrDictionary, ClrHashSet, ClrKeyValuePair } from '../dictionary';
import { ClrSequence, iterate } from '../enumerable';
import {
  argumentNull,
  argumentOutOfRange,
  indexOutOfRange,
  invalidOperation,
  notSupported,
  requireNonNegative,
} from '../errors';
import { JContainer } from '../json/container';
import { JArray, JObject } from '../json/containers';
import { JToken } from '../json/token';
import { JValue } from '../json/value';
import { ClrList } from '../list';
import { withSite } from '../member';
import type { Member, MemberTable, Ref, Site } from '../member';
import { typeArgumentsOf } from '../type-names';
import { byte } from '../numbers';
import type { Run } from '../run';
import { clrEquals } from '../values';

const G = 'System.Collections.Generic.';

function elementType(site: Site): string {
  return site.declaringTypeArguments[0] ?? 'System.Object';
}

function items(source: ClrValue): ClrValue[] {
  if (source === null) throw argumentNull('collection');
  return [...iterate(source)];
}

/** The items of anything that is an IList: lists, arrays, JSON arrays. */
function countOf(self: ClrValue): number {
  if (self instanceof ClrList) return self.items.length;
  if (self instanceof ClrArray) return self.items.length;
  if (self instanceof Uint8Array) return self.length;
  if (self instanceof ClrDictionary || self instanceof ClrHashSet) return self.entries.size;
  if (self instanceof ReadOnlyMap) return self.keys().length;
  if (self instanceof JContainer) return self.children().length;
  return items(self).length;
}

function at(self: ClrValue, index: number): ClrValue {
  if (self instanceof Uint8Array) {
    const value = self[index];
    if (value === undefined) throw indexOutOfRange();
    return byte(value);
  }
  const isList = self instanceof ClrList || self instanceof ClrArray || self instanceof JArray;
  const found = (isList ? self.items : items(self))[index];
  if (found === undefined) throw indexOutOfRange();
  return found;
}

function put(self: ClrValue, index: number, value: ClrValue): void {
  at(self, index);
  if (self instanceof ClrList) {
    self.touch();
    self.items[index] = value;
  } else if (self instanceof ClrArray) self.items[index] = value;
  else if (self instanceof Uint8Array) self[index] = asNumber(value);
  else if (self instanceof JArray) self.replaceAt(index, value instanceof JToken ? value : JValue.null());
}

function add(self: ClrValue, value: ClrValue): void {
  if (self instanceof ClrList) {
    self.touch();
    self.items.push(value);
  } else if (self instanceof ClrHashSet) self.add(value);
  else if (self instanceof JArray) self.add(value instanceof JToken ? value : JValue.null());
  else if (self instanceof ClrDictionary && value instanceof ClrKeyValuePair) self.add(value.key, value.value);
  else throw notSupported('Collection was of a fixed size.');
}

function indexOf(self: ClrValue, value: ClrValue): number {
  return items(self).findIndex((item) => clrEquals(item, value));
}

function removeAt(self: ClrValue, index: number): void {
  at(self, index);
  if (self instanceof ClrList) {
    self.touch();
    self.items.splice(index, 1);
  } else if (self instanceof JArray) self.removeAt(index);
  else throw notSupported('Collection was of a fixed size.');
}

function remove(self: ClrValue, value: ClrValue): boolean {
  if (self instanceof ClrHashSet) {
    if (self.has(value)) self.touch();
    return self.entries.delete(self.keyOf(value));
  }
  const index = indexOf(self, value);
  if (index !== -1) removeAt(self, index);
  return index !== -1;
}

function clear(self: ClrValue): void {
  if (self instanceof ClrList) {
    self.touch();
    self.items.length = 0;
  } else if (self instanceof ClrDictionary || self instanceof ClrHashSet) {
    self.touch();
    self.entries.clear();
  } else if (self instanceof JArray) self.removeAll();
}

function contains(self: ClrValue, value: ClrValue): boolean {
  return self instanceof ClrHashSet ? self.has(value) : indexOf(self, value) !== -1;
}

function insert(self: ClrList, index: number, value: ClrValue): void {
  if (index < 0 || index > self.items.length)
    throw argumentOutOfRange('Index must be within the bounds of the List.', 'index');
  self.touch();
  self.items.splice(index, 0, value);
}

function range(self: ClrList, index: number, count: number): ClrValue[] {
  requireNonNegativeNumber(index, 'index');
  requireNonNegativeNumber(count, 'count');
  if (index > self.items.length - count) {
    throw argumentException(
      'Offset and length were out of bounds for the array or count is greater than the number of elements from index to the end of the source collection.',
    );
  }
  return self.items.slice(index, index + count);
}

/** As `requireNonNegative`, in the words of List. */
function requireNonNegativeNumber(value: number, parameter: string): void {
  if (value < 0) throw argumentOutOfRange('Non-negative number required.', parameter);
}

function argumentException(message: string): Error {
  return Object.assign(argumentNull('x'), { typeName: 'System.ArgumentException', message });
}

function copyTo(self: ClrValue, target: ClrArray | Uint8Array, start = 0): void {
  items(self).forEach((item, index) => {
    put(target, start + index, item);
  });
}

function sort(self: ClrList, compare: (left: ClrValue, right: ClrValue) => number): void {
  self.touch();
  self.items.sort(compare);
}

function matches(predicate: ClrDelegate): (item: ClrValue) => boolean {
  return (item) => predicate.invoke(item) === true;
}

function listMembers(): Record<string, Member> {
  const type = `${G}List\`1`;
  const L = `M:${type}`;
  const list = (site: Site, values: ClrValue[]): ClrList => new ClrList(elementType(site), values);
  const make = withSite((site: Site) => list(site, []));
  return {
    [`${L}.#ctor`]: make,
    [`${L}.#ctor(System.Int32)`]: withSite((site: Site, _run: Run, capacity: number) => {
      requireNonNegativeNumber(capacity, 'capacity');
      return list(site, []);
    }),
    [`${L}.#ctor(${G}IEnumerable{\`0})`]: withSite((site: Site, _run: Run, source: ClrValue) =>
      list(site, items(source)),
    ),
    ...collectionMembers(type),
    [`P:${type}.Item(System.Int32)`]: at,
    [`set:P:${type}.Item(System.Int32)`]: put,
    [`${L}.AddRange(${G}IEnumerable{\`0})`]: (self: ClrList, source: ClrValue) => {
      for (const item of items(source)) add(self, item);
    },
    [`${L}.Insert(System.Int32,\`0)`]: insert,
    [`${L}.InsertRange(System.Int32,${G}IEnumerable{\`0})`]: (self: ClrList, index: number, source: ClrValue) => {
      self.touch();
      self.items.splice(index, 0, ...items(source));
    },
    [`${L}.IndexOf(\`0)`]: indexOf,
    [`${L}.LastIndexOf(\`0)`]: (self: ClrList, value: ClrValue) =>
      self.items.findLastIndex((item) => clrEquals(item, value)),
    [`${L}.RemoveAt(System.Int32)`]: removeAt,
    [`${L}.RemoveRange(System.Int32,System.Int32)`]: (self: ClrList, index: number, count: number) => {
      range(self, index, count);
      self.touch();
      self.items.splice(index, count);
    },
    [`${L}.RemoveAll(System.Predicate{\`0})`]: (self: ClrList, predicate: ClrDelegate) => {
      const kept = self.items.filter((item) => !matches(predicate)(item));
      const removed = self.items.length - kept.length;
      self.touch();
      self.items.splice(0, self.items.length, ...kept);
      return removed;
    },
    [`${L}.GetRange(System.Int32,System.Int32)`]: (self: ClrList, index: number, count: number) =>
      new ClrList(self.elementType, range(self, index, count)),
    [`${L}.ToArray`]: (self: ClrList) => makeArray(self.elementType, [...self.items]),
    [`${L}.AsReadOnly`]: (self: ClrList) => self,
    [`${L}.Reverse`]: (self: ClrList) => {
      self.touch();
      self.items.reverse();
    },
    [`${L}.Sort`]: (self: ClrList) => sort(self, comparisonOf(null)),
    [`${L}.Sort(${G}IComparer{\`0})`]: (self: ClrList, comparer: ClrValue) => sort(self, comparisonOf(comparer)),
    [`${L}.Sort(System.Comparison{\`0})`]: (self: ClrList, comparison: ClrDelegate) =>
      sort(self, (left, right) => asNumber(comparison.invoke(left, right))),
    [`${L}.Exists(System.Predicate{\`0})`]: (self: ClrList, predicate: ClrDelegate) =>
      self.items.some(matches(predicate)),
    [`${L}.TrueForAll(System.Predicate{\`0})`]: (self: ClrList, predicate: ClrDelegate) =>
      self.items.every(matches(predicate)),
    [`${L}.Find(System.Predicate{\`0})`]: (self: ClrList, predicate: ClrDelegate) =>
      self.items.find(matches(predicate)) ?? defaultByName(self.elementType),
    [`${L}.FindLast(System.Predicate{\`0})`]: (self: ClrList, predicate: ClrDelegate) =>
      self.items.findLast(matches(predicate)) ?? defaultByName(self.elementType),
    [`${L}.FindAll(System.Predicate{\`0})`]: (self: ClrList, predicate: ClrDelegate) =>
      new ClrList(self.elementType, self.items.filter(matches(predicate))),
    [`${L}.FindIndex(System.Predicate{\`0})`]: (self: ClrList, predicate: ClrDelegate) =>
      self.items.findIndex(matches(predicate)),
    [`${L}.ForEach(System.Action{\`0})`]: (self: ClrList, action: ClrDelegate) => {
      for (const item of self.iterate()) action.invoke(item);
    },
    [`${L}.ConvertAll\`\`1(System.Converter{\`0,\`\`0})`]: withSite(
      (site: Site, _run: Run, self: ClrList, converter: ClrDelegate) =>
        new ClrList(
          site.typeArguments[0] ?? 'System.Object',
          self.items.map((item) => converter.invoke(item)),
        ),
    ),
    [`${L}.CopyTo(\`0[])`]: copyTo,
    [`${L}.CopyTo(\`0[],System.Int32)`]: copyTo,
  };
}

/** What every ICollection has. */
function collectionMembers(type: string): Record<string, Member> {
  return {
    [`P:${type}.Count`]: countOf,
    [`P:${type}.IsReadOnly`]: (self: ClrValue) =>
      self instanceof ClrArray || self instanceof Uint8Array || self instanceof ReadOnlyMap,
    [`M:${type}.Add(\`0)`]: add,
    [`M:${type}.Clear`]: clear,
    [`M:${type}.Contains(\`0)`]: contains,
    [`M:${type}.Remove(\`0)`]: remove,
    [`M:${type}.CopyTo(\`0[],System.Int32)`]: copyTo,
  };
}

type Map = ClrDictionary | ReadOnlyMap | JObject;

function lookUp(self: Map, key: ClrValue): ClrValue | undefined {
  if (self instanceof ReadOnlyMap) return self.find(key);
  if (self instanceof ClrDictionary) return self.find(key)?.value;
  return typeof key === 'string' ? (self.get(key) ?? undefined) : undefined;
}

function dictionaryMembers(type: string): Record<string, Member> {
  return {
    [`P:${type}.Count`]: countOf,
    [`P:${type}.Item(\`0)`]: (self: Map, key: ClrValue) =>
      self instanceof JObject ? self.get(String(key)) : self.get(key),
    [`set:P:${type}.Item(\`0)`]: (self: ClrDictionary | JObject, key: ClrValue, value: ClrValue) => {
      if (self instanceof ClrDictionary) self.set(key, value);
      else self.set(String(key), value instanceof JToken ? value : null);
    },
    [`M:${type}.ContainsKey(\`0)`]: (self: Map, key: ClrValue) => lookUp(self, key) !== undefined,
    [`M:${type}.TryGetValue(\`0,\`1@)`]: (self: Map, key: ClrValue, result: Ref) => {
      const found = lookUp(self, key);
      result.value = found ?? defaultByName(self instanceof JObject ? 'Newtonsoft.Json.Linq.JToken' : self.valueType);
      return found !== undefined;
    },
    [`P:${type}.Keys`]: (self: ClrDictionary | ReadOnlyMap) =>
      self instanceof ReadOnlyMap
        ? new ClrSequence('System.String', () => self.keys())
        : new ClrSequence(self.keyType, () => [...self.entries.values()].map((entry) => entry.key)),
    [`P:${type}.Values`]: (self: ClrDictionary | ReadOnlyMap) =>
      new ClrSequence(self.valueType, () =>
        self instanceof ReadOnlyMap
          ? self.keys().map((key) => self.get(key))
          : [...self.entries.values()].map((entry) => entry.value),
      ),
    [`M:${type}.Add(\`0,\`1)`]: (self: ClrDictionary | JObject, key: ClrValue, value: ClrValue) => {
      if (self instanceof ClrDictionary) self.add(key, value);
      else self.set(String(key), value instanceof JToken ? value : null);
    },
    [`M:${type}.Remove(\`0)`]: (self: ClrDictionary, key: ClrValue) => self.remove(key),
    [`M:${type}.Clear`]: clear,
  };
}

function concreteDictionary(): Record<string, Member> {
  const type = `${G}Dictionary\`2`;
  const D = `M:${type}`;
  const make = (site: Site, comparer: ClrValue = null, source: ClrValue = null): ClrDictionary => {
    const [key = 'System.Object', value = 'System.Object'] = site.declaringTypeArguments;
    const dictionary = new ClrDictionary(key, value, keyFunctionOf(comparer));
    if (source !== null) {
      for (const pair of iterate(source)) if (pair instanceof ClrKeyValuePair) dictionary.add(pair.key, pair.value);
    }
    return dictionary;
  };
  const comparer = `${G}IEqualityComparer{\`0}`;
  return {
    ...dictionaryMembers(type),
    [`${D}.#ctor`]: withSite((site: Site) => make(site)),
    [`${D}.#ctor(System.Int32)`]: withSite((site: Site, _run: Run, capacity: number) => {
      if (capacity < 0)
        throw argumentOutOfRange('Specified argument was out of the range of valid values.', 'capacity');
      return make(site);
    }),
    [`${D}.#ctor(${comparer})`]: withSite((site: Site, _run: Run, by: ClrValue) => make(site, by)),
    [`${D}.#ctor(System.Int32,${comparer})`]: withSite((site: Site, _run: Run, _size: number, by: ClrValue) =>
      make(site, by),
    ),
    ...Object.fromEntries(
      [`${G}IDictionary{\`0,\`1}`, `${G}IEnumerable{${G}KeyValuePair{\`0,\`1}}`].flatMap(
        (source): [string, Member][] => [
          [
            `${D}.#ctor(${source})`,
            withSite((site: Site, _run: Run, from: ClrValue) => make(site, null, required(from, source))),
          ],
          [
            `${D}.#ctor(${source},${comparer})`,
            withSite((site: Site, _run: Run, from: ClrValue, by: ClrValue) => make(site, by, required(from, source))),
          ],
        ],
      ),
    ),
    [`${D}.TryAdd(\`0,\`1)`]: (self: ClrDictionary, key: ClrValue, value: ClrValue) => {
      const absent = self.find(key) === undefined;
      if (absent) self.set(key, value);
      return absent;
    },
    [`${D}.ContainsValue(\`1)`]: (self: ClrDictionary, value: ClrValue) =>
      [...self.entries.values()].some((entry) => clrEquals(entry.value, value)),
    [`P:${G}KeyValuePair\`2.Key`]: (self: ClrKeyValuePair) => self.key,
    [`P:${G}KeyValuePair\`2.Value`]: (self: ClrKeyValuePair) => self.value,
    [`M:${G}KeyValuePair\`2.#ctor(\`0,\`1)`]: withSite((site: Site, _run: Run, key: ClrValue, value: ClrValue) => {
      const [keyType = 'System.Object', valueType = 'System.Object'] = site.declaringTypeArguments;
      return new ClrKeyValuePair(keyType, valueType, key, value);
    }),
  };
}

function required(from: ClrValue, parameterType = 'IEnumerable'): ClrValue {
  if (from === null) throw argumentNull(parameterType.includes('IDictionary') ? 'dictionary' : 'collection');
  return from;
}

function setMembers(type: string): Record<string, Member> {
  const other = `(${G}IEnumerable{\`0})`;
  const setOf = (self: ClrHashSet, source: ClrValue): ClrHashSet => {
    const set = new ClrHashSet(self.elementType, self.keyOf);
    for (const item of items(source)) set.add(item);
    return set;
  };
  const inside = (inner: ClrHashSet, outer: ClrHashSet): boolean =>
    [...inner.elements()].every((item) => outer.has(item));
  return {
    [`M:${type}.Add(\`0)`]: (self: ClrHashSet, value: ClrValue) => self.add(value),
    [`M:${type}.UnionWith${other}`]: (self: ClrHashSet, source: ClrValue) => {
      for (const item of items(source)) self.add(item);
    },
    [`M:${type}.ExceptWith${other}`]: (self: ClrHashSet, source: ClrValue) => {
      for (const item of items(source)) remove(self, item);
    },
    [`M:${type}.IntersectWith${other}`]: (self: ClrHashSet, source: ClrValue) => {
      const kept = setOf(self, source);
      for (const item of [...self.elements()]) if (!kept.has(item)) remove(self, item);
    },
    [`M:${type}.SetEquals${other}`]: (self: ClrHashSet, source: ClrValue) =>
      inside(self, setOf(self, source)) && inside(setOf(self, source), self),
    [`M:${type}.IsSubsetOf${other}`]: (self: ClrHashSet, source: ClrValue) => inside(self, setOf(self, source)),
    [`M:${type}.IsSupersetOf${other}`]: (self: ClrHashSet, source: ClrValue) => inside(setOf(self, source), self),
    [`M:${type}.Overlaps${other}`]: (self: ClrHashSet, source: ClrValue) =>
      items(source).some((item) => self.has(item)),
  };
}

function concreteSet(): Record<string, Member> {
  const type = `${G}HashSet\`1`;
  const make = (site: Site, comparer: ClrValue, source: ClrValue): ClrHashSet => {
    const set = new ClrHashSet(elementType(site), keyFunctionOf(comparer));
    if (source !== null) for (const item of iterate(source)) set.add(item);
    return set;
  };
  const comparer = `${G}IEqualityComparer{\`0}`;
  return {
    ...collectionMembers(type),
    ...setMembers(type),
    [`M:${type}.#ctor`]: withSite((site: Site) => make(site, null, null)),
    [`M:${type}.#ctor(${comparer})`]: withSite((site: Site, _run: Run, by: ClrValue) => make(site, by, null)),
    [`M:${type}.#ctor(${G}IEnumerable{\`0})`]: withSite((site: Site, _run: Run, source: ClrValue) =>
      make(site, null, required(source)),
    ),
    [`M:${type}.#ctor(${G}IEnumerable{\`0},${comparer})`]: withSite(
      (site: Site, _run: Run, source: ClrValue, by: ClrValue) => make(site, by, required(source)),
    ),
  };
}

function take(self: ClrList, remove: boolean): ClrValue {
  const index = self.shape === 'Queue' ? 0 : self.items.length - 1;
  const value = self.items[index];
  if (value === undefined) throw invalidOperation(`${self.shape} empty.`);
  if (remove) removeAt(self, index);
  return value;
}

function lineMembers(shape: 'Queue' | 'Stack', put: string, get: string): Record<string, Member> {
  const type = `${G}${shape}\`1`;
  const make = withSite((site: Site) => new ClrList(elementType(site), [], shape));
  return {
    ...collectionMembers(type),
    [`M:${type}.#ctor`]: make,
    [`M:${type}.#ctor(System.Int32)`]: make,
    [`M:${type}.#ctor(${G}IEnumerable{\`0})`]: withSite(
      (site: Site, _run: Run, source: ClrValue) => new ClrList(elementType(site), items(source), shape),
    ),
    [`M:${type}.${put}(\`0)`]: add,
    [`M:${type}.${get}`]: (self: ClrList) => take(self, true),
    [`M:${type}.Peek`]: (self: ClrList) => take(self, false),
    [`M:${type}.ToArray`]: (self: ClrList) => makeArray(self.elementType, [...self.elements()]),
  };
}

function reverse(array: ClrArray | Uint8Array | null, start = 0, length = array === null ? 0 : countOf(array)): void {
  if (array === null) throw argumentNull('array');
  const part = itemsOf(array)
    .slice(start, start + length)
    .reverse();
  part.forEach((item, index) => {
    put(array, start + index, item);
  });
}

function copy(
  source: ClrArray | Uint8Array | null,
  from: number,
  target: ClrArray | Uint8Array | null,
  to: number,
  length: number,
): void {
  if (source === null) throw argumentNull('sourceArray');
  if (target === null) throw argumentNull('destinationArray');
  requireNonNegative(length, 'length');
  if (from < 0) throw argumentOutOfRange('Value has to be >= 0.', 'sourceIndex');
  if (to < 0) throw argumentOutOfRange('Value has to be >= 0.', 'destinationIndex');
  if (from + length > countOf(source))
    throw argumentException(
      "Source array was not long enough. Check the source index, length, and the array's lower bounds. (Parameter 'sourceArray')",
    );
  if (to + length > countOf(target))
    throw argumentException(
      "Destination array was not long enough. Check the destination index, length, and the array's lower bounds. (Parameter 'destinationArray')",
    );
  if (source instanceof Uint8Array && target instanceof Uint8Array) {
    target.set(source.subarray(from, from + length), to);
    return;
  }
  itemsOf(source)
    .slice(from, from + length)
    .forEach((item, index) => {
      put(target, to + index, item);
    });
}

function long(value: bigint | number): number {
  return Number(value);
}

const ARRAY = 'System.Array';

const ARRAYS: MemberTable = {
  'P:System.Array.Length': countOf,
  'P:System.Array.LongLength': (self: ClrValue) => BigInt(countOf(self)),
  'P:System.Array.Rank': () => 1,
  'M:System.Array.GetLength(System.Int32)': (self: ClrValue) => countOf(self),
  'M:System.Array.Clone': (self: ClrArray | Uint8Array) =>
    self instanceof Uint8Array ? Uint8Array.from(self) : new ClrArray(self.elementType, [...self.items]),
  [`M:System.Array.Reverse(${ARRAY})`]: reverse,
  [`M:System.Array.Reverse(${ARRAY},System.Int32,System.Int32)`]: reverse,
  'M:System.Array.Reverse``1(``0[])': reverse,
  'M:System.Array.Reverse``1(``0[],System.Int32,System.Int32)': reverse,
  [`M:System.Array.Copy(${ARRAY},${ARRAY},System.Int32)`]: (source: ClrArray, target: ClrArray, length: number) =>
    copy(source, 0, target, 0, length),
  [`M:System.Array.Copy(${ARRAY},${ARRAY},System.Int64)`]: (source: ClrArray, target: ClrArray, length: bigint) =>
    copy(source, 0, target, 0, long(length)),
  [`M:System.Array.Copy(${ARRAY},System.Int32,${ARRAY},System.Int32,System.Int32)`]: copy,
  [`M:System.Array.CopyTo(${ARRAY},System.Int32)`]: (
    self: ClrArray | Uint8Array,
    target: ClrArray | Uint8Array,
    index: number,
  ) => copy(self, 0, target, index, countOf(self)),
  [`M:System.Array.IndexOf(${ARRAY},System.Object)`]: indexOf,
  'M:System.Array.IndexOf``1(``0[],``0)': indexOf,
  'M:System.Array.Exists``1(``0[],System.Predicate{``0})': (self: ClrArray | Uint8Array, predicate: ClrDelegate) =>
    itemsOf(self).some(matches(predicate)),
  'M:System.Array.TrueForAll``1(``0[],System.Predicate{``0})': (self: ClrArray | Uint8Array, predicate: ClrDelegate) =>
    itemsOf(self).every(matches(predicate)),
  'M:System.Array.Find``1(``0[],System.Predicate{``0})': withSite(
    (site: Site, _run: Run, self: ClrArray | Uint8Array, predicate: ClrDelegate) =>
      itemsOf(self).find(matches(predicate)) ?? defaultByName(site.typeArguments[0] ?? 'System.Object'),
  ),
  'M:System.Array.FindIndex``1(``0[],System.Predicate{``0})': (self: ClrArray | Uint8Array, predicate: ClrDelegate) =>
    itemsOf(self).findIndex(matches(predicate)),
  'M:System.Array.FindAll``1(``0[],System.Predicate{``0})': withSite(
    (site: Site, _run: Run, self: ClrArray | Uint8Array, predicate: ClrDelegate) =>
      makeArray(site.typeArguments[0] ?? 'System.Object', itemsOf(self).filter(matches(predicate))),
  ),
  'M:System.Array.ConvertAll``2(``0[],System.Converter{``0,``1})': withSite(
    (site: Site, _run: Run, self: ClrArray | Uint8Array, converter: ClrDelegate) =>
      makeArray(
        site.typeArguments[1] ?? 'System.Object',
        itemsOf(self).map((item) => converter.invoke(item)),
      ),
  ),
  'M:System.Array.Empty``1': withSite((site: Site) => makeArray(site.typeArguments[0] ?? 'System.Object', [])),
  'M:System.Array.Sort``1(``0[])': (self: ClrArray | Uint8Array) => {
    const sorted = [...itemsOf(self)].sort(comparisonOf(null));
    sorted.forEach((item, index) => put(self, index, item));
  },
  [`M:System.Array.Sort(${ARRAY})`]: (self: ClrArray | Uint8Array) => {
    const sorted = [...itemsOf(self)].sort(comparisonOf(null));
    sorted.forEach((item, index) => put(self, index, item));
  },
  [`M:System.Array.Clear(${ARRAY},System.Int32,System.Int32)`]: (
    self: ClrArray | Uint8Array,
    start: number,
    length: number,
  ) => {
    const empty =
      self instanceof Uint8Array
        ? defaultByName('System.Byte')
        : defaultByName(typeArgumentsOf(self.clrType)[0] ?? 'System.Object');
    for (let index = start; index < start + length; index += 1) put(self, index, empty);
  },
};

/** Lists, dictionaries, sets, queues, stacks, arrays, and the interfaces they are used through. */
export const COLLECTION_MEMBERS: MemberTable = {
  ...listMembers(),
  ...concreteDictionary(),
  ...concreteSet(),
  ...lineMembers('Queue', 'Enqueue', 'Dequeue'),
  ...lineMembers('Stack', 'Push', 'Pop'),
  ...ARRAYS,
  ...collectionMembers(`${G}ICollection\`1`),
  ...dictionaryMembers(`${G}IDictionary\`2`),
  ...dictionaryMembers(`${G}IReadOnlyDictionary\`2`),
  ...setMembers(`${G}ISet\`1`),
  [`P:${G}IReadOnlyCollection\`1.Count`]: countOf,
  [`P:${G}IList\`1.Item(System.Int32)`]: at,
  [`set:P:${G}IList\`1.Item(System.Int32)`]: put,
  [`M:${G}IList\`1.IndexOf(\`0)`]: indexOf,
  [`M:${G}IList\`1.Insert(System.Int32,\`0)`]: insert,
  [`M:${G}IList\`1.RemoveAt(System.Int32)`]: removeAt,
};
