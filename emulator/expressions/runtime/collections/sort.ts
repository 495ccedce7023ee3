import { ClrException } from '../../clr-exception';
import type { ClrValue } from '../../clr-value';
import { introSort } from './intro-sort';
import { ExpressionLimitError } from '../run';

/** The order of two values: negative, zero or positive. */
export type Order = (left: ClrValue, right: ClrValue) => number;

/** `InvalidOperationException` of sorting and searching when the comparison itself fails. */
export function failedComparison(error: unknown): unknown {
  if (!(error instanceof ClrException) || error instanceof ExpressionLimitError) return error;
  return new ClrException('System.InvalidOperationException', 'Failed to compare two elements in the array.', error);
}

/** The items in order, equal ones as they came; a comparison that throws fails the sort. */
export function sorted(items: Iterable<ClrValue>, order: Order): ClrValue[] {
  try {
    return [...items].sort(order);
  } catch (error) {
    throw failedComparison(error);
  }
}

/** What else a sort has: items that move along with the keys, and the type of what compares, for messages. */
export interface SortOptions {
  readonly items?: ClrValue[] | undefined;
  readonly comparer?: string | undefined;
}

/** Sorts as Array.Sort does, equal items included; a comparison that throws fails the sort. */
export function sortInPlace(keys: ClrValue[], order: Order, { items, comparer }: SortOptions = {}): void {
  const guarded: Order = (left, right) => {
    try {
      return order(left, right);
    } catch (error) {
      throw failedComparison(error);
    }
  };
  introSort(keys, guarded, items, comparer);
}

/** `Array.BinarySearch` in a range: the index of an equal item, else the complement of where it belongs. */
export function binarySearch(
  items: readonly ClrValue[],
  start: number,
  count: number,
  wanted: ClrValue,
  order: Order,
): number {
  let [low, high] = [start, start + count - 1];
  try {
    while (low <= high) {
      const middle = low + ((high - low) >> 1);
      const difference = order(items[middle] ?? null, wanted);
      if (difference === 0) return middle;
      if (difference < 0) low = middle + 1;
      else high = middle - 1;
    }
  } catch (error) {
    throw failedComparison(error);
  }
  return ~low;
}
