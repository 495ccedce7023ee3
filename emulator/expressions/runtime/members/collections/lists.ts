import type { ClrValue } from '../../../clr-value';
import { makeArray } from '../../collections/array';
import type { ClrArray } from '../../collections/array';
import { add, at, copyItems, indexOf, insert, itemsIn, put, removeAt } from '../../collections/collection-access';
import {
  INVALID_RANGE,
  requireFromZero,
  requireListRange,
  requireNonNegativeNumber,
  roomFor,
} from '../../collections/collection-access';
import { comparisonOf } from '../../compare-values';
import { asNumber } from '../../numbers/convert-number';
import { defaultByName } from '../../default-by-name';
import type { ClrDelegate } from '../../delegate';
import { argument, argumentNull, argumentOutOfRange, requireNonNegative } from '../../errors';
import { ClrList } from '../../collections/list';
import { withSite } from '../../member';
import type { MemberTable, Site } from '../../member';
import type { Run } from '../../run';
import { binarySearch, sortInPlace } from '../../collections/sort';
import type { Order } from '../../collections/sort';
import { clrEquals } from '../../values';
import { collectionMembers, elementType, G, matches, trimExcess } from './shared';

const TYPE = `${G}List\`1`;
const L = `M:${TYPE}`;
const INT = 'System.Int32';
const MATCH = 'System.Predicate{`0}';
const COMPARER = `${G}IComparer{\`0}`;
const PAST_END = 'Index was out of range. Must be non-negative and less than or equal to the size of the collection.';
const BEYOND = 'Index was out of range. Must be non-negative and less than the size of the collection.';
const BAD_COUNT = 'Count must be positive and count must refer to a location within the string/array/collection.';

function requireWithin(index: number, size: number, parameter: string): void {
  if (index < 0 || index > size) throw argumentOutOfRange(PAST_END, parameter);
}

function range(self: ClrList, index: number, count: number): ClrValue[] {
  requireListRange(index, count, self.items.length);
  return self.items.slice(index, index + count);
}

function replaceAll(self: ClrList, items: readonly ClrValue[], start = 0): void {
  self.touch();
  items.forEach((item, index) => {
    self.items[start + index] = item;
  });
}

function sortRange(self: ClrList, start: number, count: number, order: Order, comparer?: string): void {
  const part = range(self, start, count);
  sortInPlace(part, order, { comparer });
  replaceAll(self, part, start);
}

function search(self: ClrList, start: number, count: number, wanted: ClrValue, comparer: ClrValue = null): number {
  requireListRange(start, count, self.items.length);
  return binarySearch(self.items, start, count, wanted, comparisonOf(comparer));
}

function findIndex(self: ClrList, start: number, count: number, predicate: ClrDelegate | null): number {
  const size = self.items.length;
  requireWithin(start, size, 'startIndex');
  if (count < 0 || start > size - count) throw argumentOutOfRange(BAD_COUNT, 'count');
  const passes = matches(predicate);
  for (let index = start; index < start + count; index += 1) if (passes(self.items[index] ?? null)) return index;
  return -1;
}

function findLastIndex(self: ClrList, start: number, count: number, predicate: ClrDelegate | null): number {
  const passes = matches(predicate);
  const size = self.items.length;
  if (size === 0 ? start !== -1 : start < 0 || start >= size) throw argumentOutOfRange(BEYOND, 'startIndex');
  if (count < 0 || start - count + 1 < 0) throw argumentOutOfRange(BAD_COUNT, 'count');
  for (let index = start; index > start - count; index -= 1) if (passes(self.items[index] ?? null)) return index;
  return -1;
}

function indexFrom(self: ClrList, value: ClrValue, start: number, count = self.items.length - start): number {
  if (start > self.items.length) requireWithin(start, self.items.length, 'index');
  if (count < 0 || start > self.items.length - count) throw argumentOutOfRange(BAD_COUNT, 'count');
  requireWithin(start, self.items.length, 'startIndex');
  return indexOf(self, value, start, start + count);
}

function lastIndexFrom(self: ClrList, value: ClrValue, start: number, count: number): number {
  const size = self.items.length;
  if (size === 0) return -1;
  requireNonNegativeNumber(start, 'index');
  requireNonNegativeNumber(count, 'count');
  if (start >= size) throw argumentOutOfRange('Larger than collection size.', 'index');
  if (count > start + 1) throw argumentOutOfRange('Larger than collection size.', 'count');
  for (let index = start; index > start - count; index -= 1)
    if (clrEquals(self.items[index] ?? null, value)) return index;
  return -1;
}

const CHANGES: MemberTable = {
  [`${L}.AddRange(${G}IEnumerable{\`0})`]: (self: ClrList, source: ClrValue) => {
    const items = itemsIn(source);
    self.reserve(self.items.length + roomFor(source));
    for (const item of items) add(self, item);
  },
  [`${L}.Insert(${INT},\`0)`]: insert,
  [`${L}.InsertRange(${INT},${G}IEnumerable{\`0})`]: (self: ClrList, index: number, source: ClrValue) => {
    if (source === null) throw argumentNull('collection');
    requireWithin(index, self.items.length, 'index');
    const items = itemsIn(source);
    self.touch();
    self.reserve(self.items.length + roomFor(source));
    self.items.splice(index, 0, ...items);
  },
  [`${L}.RemoveAt(${INT})`]: removeAt,
  [`${L}.RemoveRange(${INT},${INT})`]: (self: ClrList, index: number, count: number) => {
    requireListRange(index, count, self.items.length);
    if (count === 0) return;
    self.touch();
    self.items.splice(index, count);
  },
  [`${L}.RemoveAll(${MATCH})`]: (self: ClrList, predicate: ClrDelegate | null) => {
    const passes = matches(predicate);
    const kept = self.items.filter((item) => !passes(item));
    const removed = self.items.length - kept.length;
    self.touch();
    self.items.splice(0, self.items.length, ...kept);
    return removed;
  },
  [`${L}.Reverse`]: (self: ClrList) => replaceAll(self, [...self.items].reverse()),
  [`${L}.Reverse(${INT},${INT})`]: (self: ClrList, index: number, count: number) =>
    replaceAll(self, range(self, index, count).reverse(), index),
  [`${L}.Sort`]: (self: ClrList) => sortRange(self, 0, self.items.length, comparisonOf(null)),
  [`${L}.Sort(${COMPARER})`]: (self: ClrList, comparer: ClrValue) =>
    sortRange(self, 0, self.items.length, comparisonOf(comparer)),
  [`${L}.Sort(${INT},${INT},${COMPARER})`]: (self: ClrList, index: number, count: number, comparer: ClrValue) =>
    sortRange(self, index, count, comparisonOf(comparer)),
  [`${L}.Sort(System.Comparison{\`0})`]: (self: ClrList, comparison: ClrDelegate | null) => {
    if (comparison === null) throw argumentNull('comparison');
    sortRange(
      self,
      0,
      self.items.length,
      (left, right) => asNumber(comparison.invoke(left, right)),
      comparison.clrType,
    );
  },
};

const CAPACITY: MemberTable = {
  [`P:${TYPE}.Capacity`]: (self: ClrList) => self.capacity,
  [`set:P:${TYPE}.Capacity`]: (self: ClrList, capacity: number) => {
    if (capacity < self.items.length) throw argumentOutOfRange('capacity was less than the current size.', 'value');
    self.capacity = capacity;
  },
  [`${L}.EnsureCapacity(${INT})`]: (self: ClrList, capacity: number) => {
    requireNonNegativeNumber(capacity, 'capacity');
    self.reserve(capacity);
    return self.capacity;
  },
  [`${L}.TrimExcess`]: trimExcess,
};

const SEARCHES: MemberTable = {
  [`${L}.BinarySearch(\`0)`]: (self: ClrList, wanted: ClrValue) => search(self, 0, self.items.length, wanted),
  [`${L}.BinarySearch(\`0,${COMPARER})`]: (self: ClrList, wanted: ClrValue, comparer: ClrValue) =>
    search(self, 0, self.items.length, wanted, comparer),
  [`${L}.BinarySearch(${INT},${INT},\`0,${COMPARER})`]: search,
  [`${L}.IndexOf(\`0)`]: (self: ClrList, value: ClrValue) => indexOf(self, value),
  [`${L}.IndexOf(\`0,${INT})`]: indexFrom,
  [`${L}.IndexOf(\`0,${INT},${INT})`]: indexFrom,
  [`${L}.LastIndexOf(\`0)`]: (self: ClrList, value: ClrValue) =>
    lastIndexFrom(self, value, self.items.length - 1, self.items.length),
  [`${L}.LastIndexOf(\`0,${INT})`]: (self: ClrList, value: ClrValue, start: number) => {
    if (start >= self.items.length) throw argumentOutOfRange(BEYOND, 'index');
    return lastIndexFrom(self, value, start, start + 1);
  },
  [`${L}.LastIndexOf(\`0,${INT},${INT})`]: lastIndexFrom,
  [`${L}.Exists(${MATCH})`]: (self: ClrList, predicate: ClrDelegate | null) => self.items.some(matches(predicate)),
  [`${L}.TrueForAll(${MATCH})`]: (self: ClrList, predicate: ClrDelegate | null) => self.items.every(matches(predicate)),
  [`${L}.Find(${MATCH})`]: (self: ClrList, predicate: ClrDelegate | null) =>
    self.items.find(matches(predicate)) ?? defaultByName(self.elementType),
  [`${L}.FindLast(${MATCH})`]: (self: ClrList, predicate: ClrDelegate | null) =>
    self.items.findLast(matches(predicate)) ?? defaultByName(self.elementType),
  [`${L}.FindAll(${MATCH})`]: (self: ClrList, predicate: ClrDelegate | null) =>
    new ClrList(self.elementType, self.items.filter(matches(predicate)), 'List', 0),
  [`${L}.FindIndex(${MATCH})`]: (self: ClrList, predicate: ClrDelegate | null) =>
    findIndex(self, 0, self.items.length, predicate),
  [`${L}.FindIndex(${INT},${MATCH})`]: (self: ClrList, start: number, predicate: ClrDelegate | null) =>
    findIndex(self, start, self.items.length - start, predicate),
  [`${L}.FindIndex(${INT},${INT},${MATCH})`]: findIndex,
  [`${L}.FindLastIndex(${MATCH})`]: (self: ClrList, predicate: ClrDelegate | null) =>
    findLastIndex(self, self.items.length - 1, self.items.length, predicate),
  [`${L}.FindLastIndex(${INT},${MATCH})`]: (self: ClrList, start: number, predicate: ClrDelegate | null) =>
    findLastIndex(self, start, start + 1, predicate),
  [`${L}.FindLastIndex(${INT},${INT},${MATCH})`]: findLastIndex,
};

function copyRange(
  self: ClrList,
  index: number,
  target: ClrArray | Uint8Array | null,
  arrayIndex: number,
  count: number,
): void {
  if (self.items.length - index < count) throw argument(INVALID_RANGE);
  requireNonNegative(count, 'length');
  requireFromZero(index, 'sourceIndex');
  copyItems(self.items.slice(index, index + count), target, arrayIndex);
}

const RESULTS: MemberTable = {
  [`${L}.GetRange(${INT},${INT})`]: (self: ClrList, index: number, count: number) =>
    new ClrList(self.elementType, range(self, index, count)),
  [`${L}.Slice(${INT},${INT})`]: (self: ClrList, index: number, count: number) =>
    new ClrList(self.elementType, range(self, index, count)),
  [`${L}.ToArray`]: (self: ClrList) => makeArray(self.elementType, [...self.items]),
  [`${L}.AsReadOnly`]: (self: ClrList) => new ClrList(self.elementType, self.items, 'ReadOnlyCollection'),
  [`${L}.ForEach(System.Action{\`0})`]: (self: ClrList, action: ClrDelegate | null) => {
    if (action === null) throw argumentNull('action');
    for (const item of self.iterate()) action.invoke(item);
  },
  [`${L}.ConvertAll\`\`1(System.Converter{\`0,\`\`0})`]: withSite(
    (site: Site, _run: Run, self: ClrList, converter: ClrDelegate | null) => {
      if (converter === null) throw argumentNull('converter');
      return new ClrList(
        site.typeArguments[0] ?? 'System.Object',
        self.items.map((item) => converter.invoke(item)),
      );
    },
  ),
  [`${L}.CopyTo(\`0[])`]: (self: ClrList, target: ClrArray | Uint8Array | null) => copyItems(self.items, target, 0),
  [`${L}.CopyTo(${INT},\`0[],${INT},${INT})`]: copyRange,
};

/** Members of List<T>. */
export const LIST_MEMBERS: MemberTable = {
  [`${L}.#ctor`]: withSite((site: Site) => new ClrList(elementType(site), [])),
  [`${L}.#ctor(${INT})`]: withSite((site: Site, _run: Run, capacity: number) => {
    requireNonNegativeNumber(capacity, 'capacity');
    return new ClrList(elementType(site), [], 'List', capacity);
  }),
  [`${L}.#ctor(${G}IEnumerable{\`0})`]: withSite(
    (site: Site, _run: Run, source: ClrValue) =>
      new ClrList(elementType(site), itemsIn(source), 'List', roomFor(source)),
  ),
  ...collectionMembers(TYPE),
  [`P:${TYPE}.Item(${INT})`]: at,
  [`set:P:${TYPE}.Item(${INT})`]: put,
  ...CHANGES,
  ...CAPACITY,
  ...SEARCHES,
  ...RESULTS,
};
