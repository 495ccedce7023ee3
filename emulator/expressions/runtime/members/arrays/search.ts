import type { ClrValue } from '../../../clr-value';
import { itemsOf, makeArray } from '../../collections/array';
import { countOf } from '../../collections/collection-access';
import { comparisonOf } from '../../compare-values';
import { defaultByName } from '../../default-by-name';
import type { ClrDelegate } from '../../delegate';
import { argumentNull, argumentOutOfRange } from '../../errors';
import { withSite } from '../../member';
import type { Member, MemberTable, Site } from '../../member';
import type { Run } from '../../run';
import { binarySearch } from '../../collections/sort';
import { clrEquals } from '../../values';
import { matches } from '../collections/shared';
import { ARRAY, given, INT, ITEMS, M, OBJECT, requireArrayRange } from './shared';
import type { AnyArray } from './shared';

const PREDICATE = 'System.Predicate{``0}';
const COMPARER = 'System.Collections.IComparer';
const COMPARER_OF = 'System.Collections.Generic.IComparer{``0}';

type Test = (item: ClrValue) => boolean;

function outside(rule: string): never {
  throw argumentOutOfRange(
    `Index was out of range. Must be non-negative and less than ${rule}the size of the collection.`,
    'startIndex',
  );
}

function badCount(): never {
  throw argumentOutOfRange(
    'Count must be positive and count must refer to a location within the string/array/collection.',
    'count',
  );
}

/** The first index from `start` on, within `count` elements, whose element passes; -1 where there is none. */
function first(array: AnyArray, test: Test, start = 0, count = countOf(array) - start): number {
  const size = countOf(array);
  if (start < 0 || start > size) outside('or equal to ');
  if (count < 0 || count > size - start) badCount();
  const index = itemsOf(array)
    .slice(start, start + count)
    .findIndex(test);
  return index < 0 ? index : start + index;
}

/** The last index from `start` back, within `count` elements, whose element passes; -1 where there is none. */
function last(array: AnyArray, test: Test, start: number, count = start + 1): number {
  if (start < 0 || start >= countOf(array)) outside('');
  if (count < 0 || start - count + 1 < 0) badCount();
  const from = start - count + 1;
  const index = itemsOf(array)
    .slice(from, start + 1)
    .findLastIndex(test);
  return index < 0 ? index : from + index;
}

/** In an empty array a search may begin at 0 and at -1. */
/** Of an array whatever its elements, which has words of its own for a count that leads before its start. */
function lastIndexOfAny(array: AnyArray | null, value: ClrValue, start?: number, count?: number): number {
  const size = countOf(given(array));
  if (start !== undefined && count !== undefined && start >= 0 && start < size && count > start + 1) {
    throw argumentOutOfRange('endIndex cannot be greater than startIndex.', 'endIndex');
  }
  return lastIndexOf(array, value, start, count);
}

function lastIndexOf(array: AnyArray | null, value: ClrValue, start?: number, count?: number): number {
  const size = countOf(given(array));
  if (size === 0) {
    if (start !== undefined && start !== 0 && start !== -1) outside('');
    if (count !== undefined && count !== 0) badCount();
    return -1;
  }
  return last(given(array), (item) => clrEquals(item, value), start ?? size - 1, count);
}

function findLastIndex(array: AnyArray | null, predicate: ClrDelegate | null, start?: number, count?: number): number {
  const size = countOf(given(array));
  const test = matches(predicate);
  if (size === 0) {
    if (start !== undefined && start !== -1) outside('');
    return -1;
  }
  return last(given(array), test, start ?? size - 1, count);
}

function search(
  array: AnyArray | null,
  start: number,
  count: number,
  value: ClrValue,
  comparer: ClrValue = null,
): number {
  requireArrayRange(given(array), start, count);
  return binarySearch(itemsOf(given(array)), start, count, value, comparisonOf(comparer));
}

function searchAll(array: AnyArray | null, value: ClrValue, comparer: ClrValue = null): number {
  return search(array, 0, countOf(given(array)), value, comparer);
}

/** Members that look for a value, of `Array` and of `T[]`. */
function valueSearches(array: string, value: string, arity: string, comparer: string): Record<string, Member> {
  const id = (name: string, ...more: string[]): string => `${M}${name}${arity}(${[array, ...more].join(',')})`;
  const equal =
    (value: ClrValue): Test =>
    (item) =>
      clrEquals(item, value);
  return {
    [id('IndexOf', value)]: (self: AnyArray | null, wanted: ClrValue) => first(given(self), equal(wanted)),
    [id('IndexOf', value, INT)]: (self: AnyArray | null, wanted: ClrValue, start: number) =>
      first(given(self), equal(wanted), start),
    [id('IndexOf', value, INT, INT)]: (self: AnyArray | null, wanted: ClrValue, start: number, count: number) =>
      first(given(self), equal(wanted), start, count),
    [id('LastIndexOf', value)]: lastIndexOf,
    [id('LastIndexOf', value, INT)]: lastIndexOf,
    [id('LastIndexOf', value, INT, INT)]: arity === '' ? lastIndexOfAny : lastIndexOf,
    [id('BinarySearch', value)]: searchAll,
    [id('BinarySearch', value, comparer)]: searchAll,
    [id('BinarySearch', INT, INT, value)]: search,
    [id('BinarySearch', INT, INT, value, comparer)]: search,
  };
}

function typeOf(site: Site): string {
  return site.typeArguments[0] ?? OBJECT;
}

function each(array: AnyArray | null, action: ClrDelegate | null): void {
  const items = itemsOf(given(array));
  if (action === null) throw argumentNull('action');
  for (const item of items) action.invoke(item);
}

/** Members of System.Array that look for elements. */
export const ARRAY_SEARCH_MEMBERS: MemberTable = {
  ...valueSearches(ARRAY, OBJECT, '', COMPARER),
  ...valueSearches(ITEMS, '``0', '``1', COMPARER_OF),
  [`${M}Exists\`\`1(${ITEMS},${PREDICATE})`]: (self: AnyArray | null, predicate: ClrDelegate | null) =>
    itemsOf(given(self)).some(matches(predicate)),
  [`${M}TrueForAll\`\`1(${ITEMS},${PREDICATE})`]: (self: AnyArray | null, predicate: ClrDelegate | null) =>
    itemsOf(given(self)).every(matches(predicate)),
  [`${M}Find\`\`1(${ITEMS},${PREDICATE})`]: withSite(
    (site: Site, _run: Run, self: AnyArray | null, predicate: ClrDelegate | null) =>
      itemsOf(given(self)).find(matches(predicate)) ?? defaultByName(typeOf(site)),
  ),
  [`${M}FindLast\`\`1(${ITEMS},${PREDICATE})`]: withSite(
    (site: Site, _run: Run, self: AnyArray | null, predicate: ClrDelegate | null) =>
      itemsOf(given(self)).findLast(matches(predicate)) ?? defaultByName(typeOf(site)),
  ),
  [`${M}FindAll\`\`1(${ITEMS},${PREDICATE})`]: withSite(
    (site: Site, _run: Run, self: AnyArray | null, predicate: ClrDelegate | null) =>
      makeArray(typeOf(site), itemsOf(given(self)).filter(matches(predicate))),
  ),
  [`${M}FindIndex\`\`1(${ITEMS},${PREDICATE})`]: (self: AnyArray | null, predicate: ClrDelegate | null) =>
    first(given(self), matches(predicate)),
  [`${M}FindIndex\`\`1(${ITEMS},${INT},${PREDICATE})`]: (
    self: AnyArray | null,
    start: number,
    predicate: ClrDelegate | null,
  ) => first(given(self), matches(predicate), start),
  [`${M}FindIndex\`\`1(${ITEMS},${INT},${INT},${PREDICATE})`]: (
    self: AnyArray | null,
    start: number,
    count: number,
    predicate: ClrDelegate | null,
  ) => first(given(self), matches(predicate), start, count),
  [`${M}FindLastIndex\`\`1(${ITEMS},${PREDICATE})`]: findLastIndex,
  [`${M}FindLastIndex\`\`1(${ITEMS},${INT},${PREDICATE})`]: (
    self: AnyArray | null,
    start: number,
    predicate: ClrDelegate | null,
  ) => findLastIndex(self, predicate, start),
  [`${M}FindLastIndex\`\`1(${ITEMS},${INT},${INT},${PREDICATE})`]: (
    self: AnyArray | null,
    start: number,
    count: number,
    predicate: ClrDelegate | null,
  ) => findLastIndex(self, predicate, start, count),
  [`${M}ForEach\`\`1(${ITEMS},System.Action{\`\`0})`]: each,
};
