import type { ClrValue } from '../../clr-value';
import { makeArray } from '../array';
import { comparisonOf, keyFunctionOf } from '../comparers';
import type { KeyFunction } from '../comparers';
import { asNumber } from '../convert-number';
import { defaultByName } from '../default-by-name';
import type { ClrDelegate } from '../delegate';
import { ClrDictionary, ClrKeyValuePair } from '../dictionary';
import { ClrSequence, iterate } from '../enumerable';
import { argumentNull, argumentOutOfRange, invalidOperation } from '../errors';
import { withSite } from '../member';
import type { Member, MemberTable, Site } from '../member';
import type { Run } from '../run';
import { clrEquals } from '../values';
import { Grouping } from '../grouping';

const G = 'System.Collections.Generic.';
const MANY = `${G}IEnumerable{\`\`0}`;
const BY = `${G}IEqualityComparer`;
const TEST = 'System.Func{``0,System.Boolean}';

function method(name: string, generics: number, ...parameters: string[]): string {
  return `M:System.Linq.Enumerable.${name}\`\`${generics}(${parameters.join(',')})`;
}

function func(...types: string[]): string {
  return `System.Func{${types.join(',')}}`;
}

function many(index: number): string {
  return `${G}IEnumerable{\`\`${index}}`;
}

function* walk(run: Run, source: ClrValue, parameter = 'source'): Iterable<ClrValue> {
  if (source === null) throw argumentNull(parameter);
  for (const item of iterate(source)) {
    run.tick();
    yield item;
  }
}

function typeAt(site: Site, index: number): string {
  return site.typeArguments[index] ?? 'System.Object';
}

/** Keys with their elements, in order of first appearance. */
function groups(
  run: Run,
  source: ClrValue,
  key: ClrDelegate,
  element: ClrDelegate | null,
  types: readonly [string, string],
  keyOf: KeyFunction,
): Map<unknown, Grouping> {
  const found = new Map<unknown, Grouping>();
  for (const item of walk(run, source)) {
    const value = key.invoke(item);
    const id = keyOf(value);
    const group = found.get(id) ?? new Grouping(value, types[0], types[1], []);
    found.set(id, group);
    group.items.push(element === null ? item : element.invoke(item));
  }
  return found;
}

/** An ILookup: groups by key; a missing key has no elements. */
class Lookup extends ClrSequence {
  constructor(
    readonly groups: ReadonlyMap<unknown, Grouping>,
    readonly keyOf: KeyFunction,
    readonly elements: string,
  ) {
    super('System.Linq.IGrouping`2', () => groups.values());
  }
}

/** Both variants of a method, without and with an equality comparer as last argument. */
function compared(id: (comparer: string[]) => string, comparer: string, member: Member): Record<string, Member> {
  return { [id([])]: member, [id([comparer])]: member };
}

function grouping(): Record<string, Member> {
  const key = func('``0', '``1');
  const keyed = `${BY}{\`\`1}`;
  const make =
    (shape: 'plain' | 'element' | 'result' | 'both') =>
    (
      site: Site,
      run: Run,
      source: ClrValue,
      keySelector: ClrDelegate,
      ...rest: (ClrDelegate | ClrValue)[]
    ): ClrValue => {
      if (source === null) throw argumentNull('source');
      const element = shape === 'element' || shape === 'both' ? (rest.shift() as ClrDelegate) : null;
      const result = shape === 'result' || shape === 'both' ? (rest.shift() as ClrDelegate) : null;
      const keyOf = keyFunctionOf((rest[0] ?? null) as ClrValue);
      const types = [typeAt(site, 1), element === null ? typeAt(site, 0) : typeAt(site, 2)] as const;
      const type = `System.Linq.IGrouping\`2[${types.join(',')}]`;
      return new ClrSequence(result === null ? type : typeAt(site, shape === 'both' ? 3 : 2), function* () {
        for (const group of groups(run, source, keySelector, element, types, keyOf).values())
          yield result === null ? group : result.invoke(group.key, group);
      });
    };
  const define = (
    generics: number,
    shape: 'plain' | 'element' | 'result' | 'both',
    ...more: string[]
  ): Record<string, Member> =>
    compared((by) => method('GroupBy', generics, MANY, key, ...more, ...by), keyed, withSite(make(shape)));
  const lookup =
    (withElement: boolean) =>
    (site: Site, run: Run, source: ClrValue, keySelector: ClrDelegate, ...rest: ClrValue[]): ClrValue => {
      const element = withElement ? (rest.shift() as ClrDelegate) : null;
      const keyOf = keyFunctionOf(rest[0] ?? null);
      const types = [typeAt(site, 1), typeAt(site, withElement ? 2 : 0)] as const;
      return new Lookup(groups(run, source, keySelector, element, types, keyOf), keyOf, types[1]);
    };
  const L = 'System.Linq.ILookup`2';
  return {
    ...define(2, 'plain'),
    ...define(3, 'element', func('``0', '``2')),
    ...define(3, 'result', func('``1', many(0), '``2')),
    ...define(4, 'both', func('``0', '``2'), func('``1', many(2), '``3')),
    ...compared((by) => method('ToLookup', 2, MANY, key, ...by), keyed, withSite(lookup(false))),
    ...compared((by) => method('ToLookup', 3, MANY, key, func('``0', '``2'), ...by), keyed, withSite(lookup(true))),
    [`P:${L}.Count`]: (self: Lookup) => self.groups.size,
    [`M:${L}.Contains(\`0)`]: (self: Lookup, wanted: ClrValue) => self.groups.has(self.keyOf(wanted)),
    [`P:${L}.Item(\`0)`]: (self: Lookup, wanted: ClrValue) =>
      self.groups.get(self.keyOf(wanted)) ?? new ClrSequence(self.elements, () => []),
    'P:System.Linq.IGrouping`2.Key': (self: Grouping) => self.key,
  };
}

function joins(): Record<string, Member> {
  const keyed = `${BY}{\`\`2}`;
  const base = [MANY, many(1), func('``0', '``2'), func('``1', '``2')];
  type Pairing = (outer: ClrValue, inner: readonly ClrValue[], result: ClrDelegate, site: Site) => Iterable<ClrValue>;
  const join = (pair: Pairing): Member =>
    withSite(
      (
        site: Site,
        run: Run,
        outer: ClrValue,
        inner: ClrValue,
        outerKey: ClrDelegate,
        innerKey: ClrDelegate,
        result: ClrDelegate,
        comparer: ClrValue = null,
      ) => {
        if (outer === null) throw argumentNull('outer');
        if (inner === null) throw argumentNull('inner');
        const keyOf = keyFunctionOf(comparer);
        return new ClrSequence(typeAt(site, 3), function* () {
          const found = groups(run, inner, innerKey, null, [typeAt(site, 2), typeAt(site, 1)], keyOf);
          for (const item of walk(run, outer)) {
            const key = outerKey.invoke(item);
            // A null key joins nothing.
            yield* pair(item, key === null ? [] : (found.get(keyOf(key))?.items ?? []), result, site);
          }
        });
      },
    );
  return {
    ...compared(
      (by) => method('Join', 4, ...base, func('``0', '``1', '``3'), ...by),
      keyed,
      join((outer, inner, result) => inner.map((item) => result.invoke(outer, item))),
    ),
    ...compared(
      (by) => method('LeftJoin', 4, ...base, func('``0', '``1', '``3'), ...by),
      keyed,
      join((outer, inner, result, site) =>
        (inner.length === 0 ? [defaultByName(typeAt(site, 1))] : inner).map((item) => result.invoke(outer, item)),
      ),
    ),
    ...compared(
      (by) => method('GroupJoin', 4, ...base, func('``0', many(1), '``3'), ...by),
      keyed,
      join((outer, inner, result, site) => [result.invoke(outer, new ClrSequence(typeAt(site, 1), () => inner))]),
    ),
  };
}

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
  const order = `${G}IComparer{\`\`1}`;
  return {
    ...compared(
      (by) => method('DistinctBy', 2, MANY, key, ...by),
      keyed,
      withSite(
        lazy((run, source, [selector, comparer]) =>
          distinctBy(walk(run, source), selector as ClrDelegate, keyFunctionOf(comparer ?? null), new Set()),
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
    [method('CountBy', 2, MANY, key, keyed)]: withSite(
      (site: Site, run: Run, source: ClrValue, selector: ClrDelegate, comparer: ClrValue = null) => {
        const types = [typeAt(site, 1), 'System.Int32'] as const;
        return new ClrSequence(`${G}KeyValuePair\`2[${types.join(',')}]`, function* () {
          for (const group of groups(run, source, selector, null, types, keyFunctionOf(comparer)).values())
            yield new ClrKeyValuePair(...types, group.key, group.items.length);
        });
      },
    ),
  };
}

function parts(): Record<string, Member> {
  const lazy = (body: (run: Run, source: ClrValue, argument: ClrValue, site: Site) => Iterable<ClrValue>): Member =>
    withSite((site: Site, run: Run, source: ClrValue, argument: ClrValue = null) => {
      if (source === null) throw argumentNull('source');
      return new ClrSequence(typeAt(site, 0), () => body(run, source, argument, site));
    });
  const indexed = func('``0', 'System.Int32', 'System.Boolean');
  const order = `${G}IComparer{\`\`0}`;
  const sorted = (sign: number): Member =>
    lazy((run, source, comparer) => {
      const compare = comparisonOf(comparer);
      return [...walk(run, source)].sort((left, right) => compare(left, right) * sign);
    });
  const extreme = (sign: number) =>
    withSite((_site: Site, run: Run, source: ClrValue, comparer: ClrValue) => {
      const compare = comparisonOf(comparer);
      const [first, ...rest] = walk(run, source);
      if (first === undefined) throw invalidOperation('Sequence contains no elements');
      return rest.reduce((best, item) => (compare(item, best) * sign > 0 ? item : best), first);
    });
  return {
    [method('SkipLast', 1, MANY, 'System.Int32')]: lazy((run, source, count) => {
      const items = [...walk(run, source)];
      return items.slice(0, Math.max(0, items.length - Math.max(0, asNumber(count))));
    }),
    [method('TakeLast', 1, MANY, 'System.Int32')]: lazy((run, source, count) => {
      const size = asNumber(count);
      return size <= 0 ? [] : [...walk(run, source)].slice(-size);
    }),
    [method('TakeWhile', 1, MANY, indexed)]: lazy(function* (run, source, predicate) {
      let index = 0;
      for (const item of walk(run, source)) {
        if ((predicate as ClrDelegate).invoke(item, index++) !== true) return;
        yield item;
      }
    }),
    [method('SkipWhile', 1, MANY, indexed)]: lazy(function* (run, source, predicate) {
      let index = 0;
      let skipping = true;
      for (const item of walk(run, source)) {
        skipping &&= (predicate as ClrDelegate).invoke(item, index++) === true;
        if (!skipping) yield item;
      }
    }),
    [method('DefaultIfEmpty', 1, MANY, '``0')]: lazy((run, source, fallback) => {
      const items = [...walk(run, source)];
      return items.length > 0 ? items : [fallback];
    }),
    [method('Order', 1, MANY)]: sorted(1),
    [method('Order', 1, MANY, order)]: sorted(1),
    [method('OrderDescending', 1, MANY)]: sorted(-1),
    [method('OrderDescending', 1, MANY, order)]: sorted(-1),
    [method('Max', 1, MANY, order)]: extreme(1),
    [method('Min', 1, MANY, order)]: extreme(-1),
    [method('Chunk', 1, MANY, 'System.Int32')]: withSite((site: Site, run: Run, source: ClrValue, size: number) => {
      if (source === null) throw argumentNull('source');
      if (size < 1) throw argumentOutOfRange('Specified argument was out of the range of valid values.', 'size');
      return new ClrSequence(`${typeAt(site, 0)}[]`, function* () {
        let chunk: ClrValue[] = [];
        for (const item of walk(run, source)) {
          chunk.push(item);
          if (chunk.length < size) continue;
          yield makeArray(typeAt(site, 0), chunk);
          chunk = [];
        }
        if (chunk.length > 0) yield makeArray(typeAt(site, 0), chunk);
      });
    }),
    [method('LongCount', 1, MANY, TEST)]: withSite(
      (_site: Site, run: Run, source: ClrValue, predicate: ClrDelegate) => {
        let count = 0n;
        for (const item of walk(run, source)) if (predicate.invoke(item) === true) count += 1n;
        return count;
      },
    ),
    [method('SequenceEqual', 1, MANY, MANY, `${BY}{\`\`0}`)]: withSite(
      (_site: Site, run: Run, first: ClrValue, second: ClrValue, comparer: ClrValue) => {
        const keyOf = keyFunctionOf(comparer);
        const [left, right] = [[...walk(run, first, 'first')], [...walk(run, second, 'second')]];
        return (
          left.length === right.length &&
          left.every((item, index) => {
            const other = right[index] ?? null;
            return comparer === null ? clrEquals(item, other) : keyOf(item) === keyOf(other);
          })
        );
      },
    ),
  };
}

function projections(): Record<string, Member> {
  const flat = (withIndex: boolean, withResult: boolean) =>
    withSite((site: Site, run: Run, source: ClrValue, selector: ClrDelegate, result?: ClrDelegate) => {
      if (source === null) throw argumentNull('source');
      return new ClrSequence(typeAt(site, withResult ? 2 : 1), function* () {
        let index = 0;
        for (const item of walk(run, source)) {
          const inner = withIndex ? selector.invoke(item, index++) : selector.invoke(item);
          for (const part of walk(run, inner)) yield result === undefined ? part : result.invoke(item, part);
        }
      });
    });
  const pairs = `${G}IEnumerable{${G}KeyValuePair{\`\`0,\`\`1}}`;
  const dictionary = withSite((site: Site, run: Run, source: ClrValue, comparer: ClrValue = null) => {
    const made = new ClrDictionary(typeAt(site, 0), typeAt(site, 1), keyFunctionOf(comparer));
    for (const pair of walk(run, source)) if (pair instanceof ClrKeyValuePair) made.add(pair.key, pair.value);
    return made;
  });
  const orDefault = (pick: 'first' | 'last' | 'single') =>
    withSite((_site: Site, run: Run, source: ClrValue, predicate: ClrDelegate, fallback: ClrValue) => {
      const found: ClrValue[] = [];
      for (const item of walk(run, source)) {
        if (predicate.invoke(item) !== true) continue;
        if (pick === 'first') return item;
        if (pick === 'single' && found.length > 0)
          throw invalidOperation('Sequence contains more than one matching element');
        found[0] = item;
      }
      return found.length === 0 ? fallback : (found[0] ?? null);
    });
  return {
    [method('SelectMany', 2, MANY, func('``0', 'System.Int32', many(1)))]: flat(true, false),
    [method('SelectMany', 3, MANY, func('``0', many(1)), func('``0', '``1', '``2'))]: flat(false, true),
    [method('SelectMany', 3, MANY, func('``0', 'System.Int32', many(1)), func('``0', '``1', '``2'))]: flat(true, true),
    [method('ToDictionary', 2, pairs)]: dictionary,
    [method('ToDictionary', 2, pairs, `${BY}{\`\`0}`)]: dictionary,
    [method('FirstOrDefault', 1, MANY, TEST, '``0')]: orDefault('first'),
    [method('LastOrDefault', 1, MANY, TEST, '``0')]: orDefault('last'),
    [method('SingleOrDefault', 1, MANY, TEST, '``0')]: orDefault('single'),
  };
}

/** Members of Enumerable that group, join, compare by key, cut and flatten. */
export const LINQ_JOIN_MEMBERS: MemberTable = {
  ...grouping(),
  ...joins(),
  ...byKey(),
  ...parts(),
  ...projections(),
};
