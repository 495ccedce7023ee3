import type { ClrValue } from '../../../clr-value';
import { makeArray } from '../../array';
import { defaultByName } from '../../default-by-name';
import type { ClrDelegate } from '../../delegate';
import { ClrSequence } from '../../enumerable';
import { withSite } from '../../member';
import type { Member, MemberTable, Site } from '../../member';
import type { Run } from '../../run';
import {
  KEY,
  MANY,
  SECOND,
  TEST,
  concat,
  func,
  lazy,
  isEmptyArray,
  lazyPair,
  lazyUnlessEmpty,
  mapped,
  method,
  passes,
  requirePair,
  taking,
  typeAt,
  walk,
} from './shared';

function projections(): Record<string, Member> {
  return {
    [method('Where', 1, MANY, TEST)]: withSite((site: Site, run: Run, source: ClrValue, predicate: ClrDelegate) =>
      lazyUnlessEmpty(typeAt(site, 0), source, function* () {
        for (const item of walk(run, source)) if (passes(predicate, item)) yield item;
      }),
    ),
    [method('Where', 1, MANY, func('``0', 'System.Int32', 'System.Boolean'))]: withSite(
      (site: Site, run: Run, source: ClrValue, predicate: ClrDelegate) =>
        lazyUnlessEmpty(typeAt(site, 0), source, function* () {
          let index = 0;
          for (const item of walk(run, source)) if (predicate.invoke(item, index++) === true) yield item;
        }),
    ),
    [method('Select', 2, MANY, KEY)]: withSite((site: Site, run: Run, source: ClrValue, selector: ClrDelegate) =>
      lazyUnlessEmpty(typeAt(site, 1), source, () => mapped(run, source, selector)),
    ),
    [method('Select', 2, MANY, func('``0', 'System.Int32', '``1'))]: withSite(
      (site: Site, run: Run, source: ClrValue, selector: ClrDelegate) =>
        lazyUnlessEmpty(typeAt(site, 1), source, function* () {
          let index = 0;
          for (const item of walk(run, source)) yield selector.invoke(item, index++);
        }),
    ),
    [method('Zip', 3, MANY, SECOND, func('``0', '``1', '``2'))]: withSite(
      (site: Site, run: Run, source: ClrValue, other: ClrValue, selector: ClrDelegate) =>
        lazyPair(typeAt(site, 2), source, other, function* () {
          const second = walk(run, other)[Symbol.iterator]();
          for (const item of walk(run, source)) {
            const next = second.next();
            if (next.done === true) return;
            yield selector.invoke(item, next.value);
          }
        }),
    ),
    [method('Concat', 1, MANY, MANY)]: withSite((site: Site, run: Run, first: ClrValue, second: ClrValue) => {
      requirePair(first, second);
      if (isEmptyArray(first)) return second;
      return isEmptyArray(second) ? first : new ClrSequence(typeAt(site, 0), () => concat(run, first, second));
    }),
    [method('Append', 1, MANY, '``0')]: withSite((site: Site, run: Run, source: ClrValue, item: ClrValue) =>
      lazy(typeAt(site, 0), source, () => [...walk(run, source), item]),
    ),
    [method('Prepend', 1, MANY, '``0')]: withSite((site: Site, run: Run, source: ClrValue, item: ClrValue) =>
      lazy(typeAt(site, 0), source, () => [item, ...walk(run, source)]),
    ),
    [method('Reverse', 1, MANY)]: withSite((site: Site, run: Run, source: ClrValue) =>
      lazyUnlessEmpty(typeAt(site, 0), source, () => [...walk(run, source)].reverse()),
    ),
    'M:System.Linq.Enumerable.Reverse``1(``0[])': withSite((site: Site, run: Run, source: ClrValue) =>
      lazyUnlessEmpty(typeAt(site, 0), source, () => [...walk(run, source)].reverse()),
    ),
    [method('Take', 1, MANY, 'System.Int32')]: withSite((site: Site, run: Run, source: ClrValue, count: number) =>
      count <= 0 && source !== null
        ? makeArray(typeAt(site, 0), [])
        : lazyUnlessEmpty(typeAt(site, 0), source, () => taking(walk(run, source), count)),
    ),
    [method('Skip', 1, MANY, 'System.Int32')]: withSite((site: Site, run: Run, source: ClrValue, count: number) =>
      lazyUnlessEmpty(typeAt(site, 0), source, function* () {
        let index = 0;
        for (const item of walk(run, source)) if (index++ >= count) yield item;
      }),
    ),
    [method('TakeWhile', 1, MANY, TEST)]: withSite((site: Site, run: Run, source: ClrValue, predicate: ClrDelegate) =>
      lazyUnlessEmpty(typeAt(site, 0), source, function* () {
        for (const item of walk(run, source)) {
          if (!passes(predicate, item)) return;
          yield item;
        }
      }),
    ),
    [method('SkipWhile', 1, MANY, TEST)]: withSite((site: Site, run: Run, source: ClrValue, predicate: ClrDelegate) =>
      lazyUnlessEmpty(typeAt(site, 0), source, function* () {
        let skipping = true;
        for (const item of walk(run, source)) {
          skipping &&= passes(predicate, item);
          if (!skipping) yield item;
        }
      }),
    ),
    [method('DefaultIfEmpty', 1, MANY)]: withSite((site: Site, run: Run, source: ClrValue) =>
      lazy(typeAt(site, 0), source, () => {
        const items = [...walk(run, source)];
        return items.length > 0 ? items : [defaultByName(typeAt(site, 0))];
      }),
    ),
  };
}

/** Members that filter, map and cut. */
export const LINQ_PROJECTION_MEMBERS: MemberTable = { ...projections() };
