import type { ClrValue } from '../../clr-value';
import { argument } from '../errors';
import type { Order } from './sort';

/** Partitions up to this size are sorted by insertion. */
const SMALL = 16;

/**
 * Sorts as .NET's ArraySortHelper does, in the same steps, because the order it leaves equal elements in can be seen.
 *
 * @param keys sorted in place
 * @param items moved along with the keys, where there are any
 * @param comparer type of what compares, for the message about one that contradicts itself
 */
export function introSort(keys: ClrValue[], order: Order, items?: ClrValue[], comparer = ''): void {
  new IntroSort(keys, order, items, comparer).sort(0, keys.length, 2 * (Math.floor(Math.log2(keys.length || 1)) + 1));
}

class IntroSort {
  constructor(
    private readonly keys: ClrValue[],
    private readonly order: Order,
    private readonly items: ClrValue[] | undefined,
    private readonly comparer: string,
  ) {}

  /** Sorts from `start` to before `end`; what takes too many partitions is sorted by heap. */
  sort(start: number, end: number, depth: number): void {
    for (let size = end - start; size > SMALL; size = end - start) {
      if (depth === 0) {
        this.heapSort(start, size);
        return;
      }
      depth -= 1;
      const pivot = this.partition(start, end);
      this.sort(pivot + 1, end, depth);
      end = pivot;
    }
    if (end - start === 3) {
      this.swapIfGreater(start, start + 1);
      this.swapIfGreater(start, start + 2);
      this.swapIfGreater(start + 1, start + 2);
    } else this.insertionSort(start, end);
  }

  private compare(left: number, right: number): number {
    return this.order(this.keys[left] ?? null, this.keys[right] ?? null);
  }

  private swap(left: number, right: number): void {
    for (const values of [this.keys, this.items]) {
      if (values === undefined) continue;
      const kept = values[left] ?? null;
      values[left] = values[right] ?? null;
      values[right] = kept;
    }
  }

  private swapIfGreater(left: number, right: number): void {
    if (left !== right && this.compare(left, right) > 0) this.swap(left, right);
  }

  private insertionSort(start: number, end: number): void {
    for (let next = start + 1; next < end; next += 1) {
      for (let at = next; at > start && this.compare(at, at - 1) < 0; at -= 1) this.swap(at, at - 1);
    }
  }

  /** Puts what is less than a pivot before it and the rest behind; answers where the pivot is. */
  private partition(start: number, end: number): number {
    const last = end - 1;
    const middle = start + ((last - start) >> 1);
    this.swapIfGreater(start, middle);
    this.swapIfGreater(start, last);
    this.swapIfGreater(middle, last);
    const pivot = last - 1;
    this.swap(middle, pivot);
    let [left, right] = [start, pivot];
    for (;;) {
      do left += 1;
      while (this.within(left, end) && this.compare(left, pivot) < 0);
      do right -= 1;
      while (this.within(right, end) && this.compare(pivot, right) < 0);
      if (left >= right) break;
      this.swap(left, right);
    }
    if (left !== pivot) this.swap(left, pivot);
    return left;
  }

  /** A comparison that contradicts itself runs past the ends. */
  private within(index: number, end: number): true {
    if (index >= 0 && index < end) return true;
    throw argument(
      `Unable to sort because the IComparer.Compare() method returns inconsistent results. Either a value does not compare equal to itself, or one value repeatedly compared to another value yields different results. IComparer: '${this.comparer}'.`,
    );
  }

  private heapSort(start: number, size: number): void {
    for (let parent = size >> 1; parent >= 1; parent -= 1) this.sink(start, parent, size);
    for (let rest = size; rest > 1; rest -= 1) {
      this.swap(start, start + rest - 1);
      this.sink(start, 1, rest - 1);
    }
  }

  /** Moves an element of the heap, counted from 1, below its greater children. */
  private sink(start: number, parent: number, size: number): void {
    const at = (position: number): number => start + position - 1;
    while (parent <= size >> 1) {
      let child = 2 * parent;
      if (child < size && this.compare(at(child), at(child + 1)) < 0) child += 1;
      if (this.compare(at(parent), at(child)) >= 0) return;
      this.swap(at(parent), at(child));
      parent = child;
    }
  }
}
