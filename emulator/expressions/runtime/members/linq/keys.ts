import type { ClrValue } from '../../../clr-value';
import { keyFunctionOf } from '../../comparers';
import { comparisonOf } from '../../compare-values';
import type { KeyFunction } from '../../comparers';
import { defaultByName } from '../../default-by-name';
import type { ClrDelegate } from '../../delegate';
import { ClrKeyValuePair } from '../../collections/dictionary';
import { ClrSequence } from '../../collections/enumerable';
import { argumentNull, invalidOperation } from '../../errors';
import { withSite } from '../../member';
import type { Member, MemberTable, Site } from '../../member';
import type { Run } from '../../run';
import { compared, groups } from './groups';
import { BY, G, MANY, func, lazyUnlessEmpty, many, method, typeAt, walk } from './shared';

function* distinctBy(
  items: Iterable<ClrValue>,
  key: ClrDelegate,
  keyOf: KeyFunction,
  seen: Set<unknown>,
): Iterable<ClrValue> {
  for (const item of items) {
    const id = keyOf(key.invoke(item));
    if (seen.has(id)) continue;
    seen.add(id);
    yield item;
  }
}

/** The keys of a dictionary, in which these members count, are not null. */
function requiredKey(key: ClrValue): ClrValue {
  if (key === null) throw argumentNull('key');
  return key;
}

function byKey(): Record<string, Member> {
  const key = func('``0', '``1');
  const keyed = `${BY}{\`\`1}`;
  const lazy =
    (body: (run: Run, source: ClrValue, rest: ClrValue[]) => Iterable<ClrValue>) =>
    (site: Site, run: Run, source: ClrValue, ...rest: ClrValue[]): ClrValue => {
      if (source === null) throw argumentNull('source');
      return new ClrSequence(typeAt(site, 0), () => body(run, source, rest));
    };
  const idsOf = (run: Run, keys: ClrValue, keyOf: KeyFunction): Set<unknown> =>
    new Set(Array.from(walk(run, keys, 'second'), keyOf));
  const extreme = (sign: number) =>
    withSite((site: Site, run: Run, source: ClrValue, selector: ClrDelegate, comparer: ClrValue = null) => {
      const compare = comparisonOf(comparer);
      let best: { item: ClrValue; key: ClrValue } | undefined;
      for (const item of walk(run, source)) {
        const value = selector.invoke(item);
        if (best === undefined || (value !== null && (best.key === null || compare(value, best.key) * sign > 0)))
          best = { item, key: value };
      }
      if (best !== undefined) return best.item;
      const fallback = defaultByName(typeAt(site, 0));
      if (fallback !== null) throw invalidOperation('Sequence contains no elements');
      return null;
    });
  const aggregateBy =
    (seedOf: (key: ClrValue, seed: ClrValue) => ClrValue) =>
    (
      site: Site,
      run: Run,
      source: ClrValue,
      selector: ClrDelegate,
      seed: ClrValue,
      step: ClrDelegate,
      comparer: ClrValue = null,
    ): ClrValue => {
      const types = [typeAt(site, 1), typeAt(site, 2)] as const;
      return lazyUnlessEmpty(`${G}KeyValuePair\`2[${types.join(',')}]`, source, function* () {
        const totals = new Map<unknown, { readonly key: ClrValue; total: ClrValue }>();
        const keyOf = keyFunctionOf(comparer);
        for (const item of walk(run, source)) {
          const value = requiredKey(selector.invoke(item));
          const entry = totals.get(keyOf(value)) ?? { key: value, total: seedOf(value, seed) };
          entry.total = step.invoke(entry.total, item);
          totals.set(keyOf(value), entry);
        }
        for (const { key: value, total } of totals.values()) yield new ClrKeyValuePair(...types, value, total);
      });
    };
  const order = `${G}IComparer{\`\`1}`;
  return {
    ...compared(
      (by) => method('DistinctBy', 2, MANY, key, ...by),
      keyed,
      withSite((site: Site, run: Run, source: ClrValue, selector: ClrDelegate, comparer: ClrValue = null) =>
        lazyUnlessEmpty(typeAt(site, 0), source, () =>
          distinctBy(walk(run, source), selector, keyFunctionOf(comparer), new Set()),
        ),
      ),
    ),
    ...compared(
      (by) => method('ExceptBy', 2, MANY, many(1), key, ...by),
      keyed,
      withSite(
        lazy((run, source, [keys = null, selector, comparer]) => {
          const keyOf = keyFunctionOf(comparer ?? null);
          return distinctBy(walk(run, source), selector as ClrDelegate, keyOf, idsOf(run, keys, keyOf));
        }),
      ),
    ),
    ...compared(
      (by) => method('IntersectBy', 2, MANY, many(1), key, ...by),
      keyed,
      withSite(
        lazy(function* (run, source, [keys = null, selector, comparer]) {
          const keyOf = keyFunctionOf(comparer ?? null);
          const wanted = idsOf(run, keys, keyOf);
          for (const item of walk(run, source))
            if (wanted.delete(keyOf((selector as ClrDelegate).invoke(item)))) yield item;
        }),
      ),
    ),
    ...compared(
      (by) => method('UnionBy', 2, MANY, MANY, key, ...by),
      keyed,
      withSite(
        lazy(function* (run, source, [second = null, selector, comparer]) {
          const keyOf = keyFunctionOf(comparer ?? null);
          const seen = new Set<unknown>();
          yield* distinctBy(walk(run, source), selector as ClrDelegate, keyOf, seen);
          yield* distinctBy(walk(run, second, 'second'), selector as ClrDelegate, keyOf, seen);
        }),
      ),
    ),
    [method('MaxBy', 2, MANY, key)]: extreme(1),
    [method('MaxBy', 2, MANY, key, order)]: extreme(1),
    [method('MinBy', 2, MANY, key)]: extreme(-1),
    [method('MinBy', 2, MANY, key, order)]: extreme(-1),
    [method('AggregateBy', 3, MANY, key, '``2', func('``2', '``0', '``2'), keyed)]: withSite(
      aggregateBy((_key, seed) => seed),
    ),
    [method('AggregateBy', 3, MANY, key, func('``1', '``2'), func('``2', '``0', '``2'), keyed)]: withSite(
      aggregateBy((value, seed) => (seed as ClrDelegate).invoke(value)),
    ),
    [method('CountBy', 2, MANY, key, keyed)]: withSite(
      (site: Site, run: Run, source: ClrValue, selector: ClrDelegate, comparer: ClrValue = null) => {
        const types = [typeAt(site, 1), 'System.Int32'] as const;
        return lazyUnlessEmpty(`${G}KeyValuePair\`2[${types.join(',')}]`, source, function* () {
          for (const group of groups(run, source, selector, null, types, keyFunctionOf(comparer)).values())
            yield new ClrKeyValuePair(...types, requiredKey(group.key), group.items.length);
        });
      },
    ),
  };
}

/** Members that go by a key of each element. */
export const LINQ_KEY_MEMBERS: MemberTable = { ...byKey() };
