import type { ClrValue } from '../../../clr-value';
import { makeArray } from '../../collections/array';
import { keyFunctionOf } from '../../comparers';
import { comparisonOf } from '../../compare-values';
import { asNumber } from '../../numbers/convert-number';
import { defaultByName } from '../../default-by-name';
import type { ClrDelegate } from '../../delegate';
import { ClrSequence } from '../../collections/enumerable';
import { argumentNull, argumentOutOfRange, invalidOperation } from '../../errors';
import { withSite } from '../../member';
import type { Member, MemberTable, Ref, Site } from '../../member';
import type { Run } from '../../run';
import { clrEquals } from '../../values';
import { countOf } from '../../collections/collection-access';
import { knownOf } from './known-sequence';
import { BY, G, MANY, TEST, filled, func, lazyUnlessEmpty, method, orDefault, typeAt, walk } from './shared';

/** The items but the last so many, each as soon as it is known to be none of them. */
function* withoutLast(items: Iterable<ClrValue>, count: number): Iterable<ClrValue> {
  const held: ClrValue[] = [];
  for (const item of items) {
    held.push(item);
    const [first] = held;
    if (held.length > count && first !== undefined) {
      held.shift();
      yield first;
    }
  }
}

function isLazy(source: ClrValue): boolean {
  return source instanceof ClrSequence && !/Collection\[/.test(source.clrType);
}

/** The items in random order. */
function shuffled(run: Run, items: ClrValue[]): ClrValue[] {
  for (let left = items.length; left > 1; left -= 1) {
    const [picked = null] = items.splice(Buffer.from(run.context.randomness.bytes(4)).readUInt32BE() % left, 1);
    items.push(picked);
  }
  return items;
}

function parts(): Record<string, Member> {
  const lazy = (body: (run: Run, source: ClrValue, argument: ClrValue, site: Site) => Iterable<ClrValue>): Member =>
    withSite((site: Site, run: Run, source: ClrValue, argument: ClrValue = null) => {
      if (source === null) throw argumentNull('source');
      return new ClrSequence(typeAt(site, 0), () => body(run, source, argument, site));
    });
  const cut = (body: (run: Run, source: ClrValue, argument: ClrValue) => Iterable<ClrValue>): Member =>
    withSite((site: Site, run: Run, source: ClrValue, argument: ClrValue) =>
      lazyUnlessEmpty(typeAt(site, 0), source, () => body(run, source, argument)),
    );
  const indexed = func('``0', 'System.Int32', 'System.Boolean');
  const order = `${G}IComparer{\`\`0}`;
  const extreme = (sign: number) =>
    withSite((site: Site, run: Run, source: ClrValue, comparer: ClrValue) => {
      const compare = comparisonOf(comparer);
      const items = [...walk(run, source)].filter((item) => item !== null);
      const [first, ...rest] = items;
      if (first !== undefined)
        return rest.reduce((best, item) => (compare(item, best) * sign > 0 ? item : best), first);
      if (defaultByName(typeAt(site, 0)) !== null) throw invalidOperation('Sequence contains no elements');
      return null;
    });
  return {
    [method('SkipLast', 1, MANY, 'System.Int32')]: cut((run, source, count) =>
      withoutLast(walk(run, source), Math.max(0, asNumber(count))),
    ),
    [method('TakeLast', 1, MANY, 'System.Int32')]: cut((run, source, count) => {
      const size = asNumber(count);
      return size <= 0 ? [] : [...walk(run, source)].slice(-size);
    }),
    [method('TakeWhile', 1, MANY, indexed)]: cut(function* (run, source, predicate) {
      let index = 0;
      for (const item of walk(run, source)) {
        if ((predicate as ClrDelegate).invoke(item, index++) !== true) return;
        yield item;
      }
    }),
    [method('SkipWhile', 1, MANY, indexed)]: cut(function* (run, source, predicate) {
      let index = 0;
      let skipping = true;
      for (const item of walk(run, source)) {
        skipping &&= (predicate as ClrDelegate).invoke(item, index++) === true;
        if (!skipping) yield item;
      }
    }),
    [method('DefaultIfEmpty', 1, MANY, '``0')]: withSite(
      (site: Site, run: Run, source: ClrValue, fallback: ClrValue) => {
        if (source === null) throw argumentNull('source');
        return filled(source, () => new ClrSequence(typeAt(site, 0), () => orDefault(walk(run, source), fallback)));
      },
    ),
    [method('Max', 1, MANY, order)]: extreme(1),
    [method('Min', 1, MANY, order)]: extreme(-1),
    [method('Shuffle', 1, MANY)]: lazy((run, source) => shuffled(run, [...walk(run, source)])),
    [method('TryGetNonEnumeratedCount', 1, MANY, 'System.Int32@')]: (source: ClrValue, result: Ref) => {
      if (source === null) throw argumentNull('source');
      const isCounted = knownOf(source) !== undefined || !(typeof source === 'string' || isLazy(source));
      result.value = isCounted ? (knownOf(source)?.length ?? countOf(source)) : 0;
      return isCounted;
    },
    [method('Chunk', 1, MANY, 'System.Int32')]: withSite((site: Site, run: Run, source: ClrValue, size: number) => {
      if (source === null) throw argumentNull('source');
      if (size < 1) throw argumentOutOfRange('Specified argument was out of the range of valid values.', 'size');
      return lazyUnlessEmpty(`${typeAt(site, 0)}[]`, source, function* () {
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
      (_site: Site, run: Run, source: ClrValue, predicate: ClrDelegate | null) => {
        if (source === null) throw argumentNull('source');
        if (predicate === null) throw argumentNull('predicate');
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

/** Members that cut from the end, by index or into chunks, and sort whole elements. */
export const LINQ_PART_MEMBERS: MemberTable = { ...parts() };
