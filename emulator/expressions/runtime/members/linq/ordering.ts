import type { ClrValue } from '../../../clr-value';
import { comparisonOf } from '../../compare-values';
import type { ClrDelegate } from '../../delegate';
import { argumentNull } from '../../errors';
import { withSite } from '../../member';
import type { Member, MemberTable, Site } from '../../member';
import type { Run } from '../../run';
import { failedComparison } from '../../collections/sort';
import type { Order } from '../../collections/sort';
import { KnownSequence, knownOf } from './known-sequence';
import { checked, KEY, MANY, method, typeAt, walk } from './shared';

/** One key of an order: each element's key is computed once, before anything is compared. */
interface SortKey {
  readonly select: { readonly invoke: (item: ClrValue) => ClrValue };
  readonly compare: Order;
}

/** What OrderBy answers: sorted when walked, and open to further keys by ThenBy. */
export class Ordered extends KnownSequence {
  constructor(
    elementType: string,
    readonly run: Run,
    readonly source: ClrValue,
    readonly keys: readonly SortKey[],
  ) {
    super(
      elementType,
      () => sortedBy(itemsIn(run, source), keys),
      () => {
        const known = knownOf(source);
        return known === undefined ? undefined : { length: known.length };
      },
    );
  }

  /** `Count()`, which sorts nothing. */
  count(): number {
    return itemsIn(this.run, this.source).length;
  }

  /** All elements at once, for which a single one needs no key. */
  all(): readonly ClrValue[] {
    const items = itemsIn(this.run, this.source);
    return items.length < 2 ? items : sortedBy(items, this.keys);
  }
}

/** What is to be sorted; another order gives it all at once. */
function itemsIn(run: Run, source: ClrValue): readonly ClrValue[] {
  return source instanceof Ordered ? source.all() : [...walk(run, source)];
}

function sortedBy(items: readonly ClrValue[], keys: readonly SortKey[]): ClrValue[] {
  const values = keys.map(({ select }) => items.map((item) => select.invoke(item)));
  const order = (left: number, right: number): number => {
    for (const [level, { compare }] of keys.entries()) {
      const difference = compare(values[level]?.[left] ?? null, values[level]?.[right] ?? null);
      if (difference !== 0) return difference;
    }
    return left - right;
  };
  try {
    return items
      .map((_item, index) => index)
      .sort(order)
      .map((index) => items[index] ?? null);
  } catch (error) {
    throw failedComparison(error);
  }
}

/** The elements are their own keys. */
function byItself(comparer: ClrValue, descending: boolean): SortKey {
  const compare = comparisonOf(comparer);
  return { select: { invoke: (item) => item }, compare: descending ? (left, right) => compare(right, left) : compare };
}

function sortKey(select: ClrDelegate | null, comparer: ClrValue, descending: boolean): SortKey {
  if (select === null) throw argumentNull('keySelector');
  const compare = comparisonOf(comparer);
  return { select, compare: descending ? (left, right) => compare(right, left) : compare };
}

function ordering(): Record<string, Member> {
  const members: Record<string, Member> = {};
  const ordered = 'System.Linq.IOrderedEnumerable{``0}';
  for (const [suffix, descending] of [
    ['', false],
    ['Descending', true],
  ] as const) {
    const first = withSite(
      (site: Site, run: Run, source: ClrValue, key: ClrDelegate, comparer: ClrValue = null) =>
        new Ordered(typeAt(site, 0), run, checked(source), [sortKey(key, comparer, descending)]),
    );
    const next = withSite(
      (site: Site, run: Run, source: Ordered | null, key: ClrDelegate, comparer: ClrValue = null) => {
        if (source === null) throw argumentNull('source');
        return new Ordered(typeAt(site, 0), run, source.source, [...source.keys, sortKey(key, comparer, descending)]);
      },
    );
    const plain = withSite(
      (site: Site, run: Run, source: ClrValue, comparer: ClrValue = null) =>
        new Ordered(typeAt(site, 0), run, checked(source), [byItself(comparer, descending)]),
    );
    members[method(`Order${suffix}`, 1, MANY)] = plain;
    members[method(`Order${suffix}`, 1, MANY, 'System.Collections.Generic.IComparer{``0}')] = plain;
    const by = 'System.Collections.Generic.IComparer{``1}';
    members[method(`OrderBy${suffix}`, 2, MANY, KEY)] = first;
    members[method(`OrderBy${suffix}`, 2, MANY, KEY, by)] = first;
    members[method(`ThenBy${suffix}`, 2, ordered, KEY)] = next;
    members[method(`ThenBy${suffix}`, 2, ordered, KEY, by)] = next;
  }
  return members;
}

/** OrderBy, ThenBy and Order. */
export const LINQ_ORDERING_MEMBERS: MemberTable = { ...ordering() };
