import type { ClrValue } from '../../../clr-value';
import { itemsOf } from '../../collections/array';
import { countOf, INVALID_RANGE, put } from '../../collections/collection-access';
import { comparisonOf } from '../../compare-values';
import { asNumber } from '../../numbers/convert-number';
import type { ClrDelegate } from '../../delegate';
import { argument, argumentNull } from '../../errors';
import type { Member, MemberTable } from '../../member';
import { sortInPlace } from '../../collections/sort';
import type { Order } from '../../collections/sort';
import { ARRAY, given, INT, ITEMS, M, requireArrayRange } from './shared';
import type { AnyArray } from './shared';

const COMPARER = 'System.Collections.IComparer';

function write(array: AnyArray, start: number, items: readonly ClrValue[]): void {
  items.forEach((item, index) => {
    put(array, start + index, item);
  });
}

function sortRange(array: AnyArray | null, start: number, length: number, order: Order, comparer?: string): void {
  const target = given(array);
  requireArrayRange(target, start, length);
  const part = itemsOf(target).slice(start, start + length);
  sortInPlace(part, order, { comparer });
  write(target, start, part);
}

function sort(array: AnyArray | null, comparer: ClrValue = null): void {
  sortRange(array, 0, countOf(given(array)), comparisonOf(comparer));
}

function sortPart(array: AnyArray | null, start: number, length: number, comparer: ClrValue = null): void {
  sortRange(array, start, length, comparisonOf(comparer));
}

function sortBy(array: AnyArray | null, comparison: ClrDelegate | null): void {
  const size = countOf(given(array));
  if (comparison === null) throw argumentNull('comparison');
  sortRange(array, 0, size, (left, right) => asNumber(comparison.invoke(left, right)), comparison.clrType);
}

function sortPairsPart(
  keys: AnyArray | null,
  items: AnyArray | null,
  start: number,
  length: number,
  comparer: ClrValue = null,
): void {
  const target = given(keys, 'keys');
  requireArrayRange(target, start, length);
  if (items !== null && countOf(items) - start < length) throw argument(INVALID_RANGE);
  const sortedKeys = itemsOf(target).slice(start, start + length);
  const sortedItems = items === null ? undefined : itemsOf(items).slice(start, start + length);
  sortInPlace(sortedKeys, comparisonOf(comparer), { items: sortedItems });
  write(target, start, sortedKeys);
  if (items !== null && sortedItems !== undefined) write(items, start, sortedItems);
}

function sortPairs(keys: AnyArray | null, items: AnyArray | null, comparer: ClrValue = null): void {
  sortPairsPart(keys, items, 0, countOf(given(keys, 'keys')), comparer);
}

function reverse(array: AnyArray | null, start = 0, length = countOf(given(array))): void {
  const target = given(array);
  requireArrayRange(target, start, length);
  write(
    target,
    start,
    itemsOf(target)
      .slice(start, start + length)
      .reverse(),
  );
}

/** Sorting and reversing, of `Array` and of `T[]`. */
function orderings(array: string, arity: string, comparer: string): Record<string, Member> {
  return {
    [`${M}Sort${arity}(${array})`]: sort,
    [`${M}Sort${arity}(${array},${comparer})`]: sort,
    [`${M}Sort${arity}(${array},${INT},${INT})`]: sortPart,
    [`${M}Sort${arity}(${array},${INT},${INT},${comparer})`]: sortPart,
    [`${M}Reverse${arity}(${array})`]: reverse,
    [`${M}Reverse${arity}(${array},${INT},${INT})`]: reverse,
  };
}

/** Sorting keys together with their items. */
function pairOrderings(keys: string, items: string, arity: string, comparer: string): Record<string, Member> {
  return {
    [`${M}Sort${arity}(${keys},${items})`]: sortPairs,
    [`${M}Sort${arity}(${keys},${items},${comparer})`]: sortPairs,
    [`${M}Sort${arity}(${keys},${items},${INT},${INT})`]: sortPairsPart,
    [`${M}Sort${arity}(${keys},${items},${INT},${INT},${comparer})`]: sortPairsPart,
  };
}

const COMPARER_OF = 'System.Collections.Generic.IComparer{``0}';

/** Members of System.Array that change the order of elements. */
export const ARRAY_ORDER_MEMBERS: MemberTable = {
  ...orderings(ARRAY, '', COMPARER),
  ...orderings(ITEMS, '``1', COMPARER_OF),
  ...pairOrderings(ARRAY, ARRAY, '', COMPARER),
  ...pairOrderings(ITEMS, '``1[]', '``2', COMPARER_OF),
  [`${M}Sort\`\`1(${ITEMS},System.Comparison{\`\`0})`]: sortBy,
};
