import type { ClrValue } from '../../../clr-value';
import { makeArray } from '../../collections/array';
import { defaultByName } from '../../default-by-name';
import type { ClrDelegate } from '../../delegate';
import type { ClrSequence } from '../../collections/enumerable';
import { withSite } from '../../member';
import type { Member, MemberTable, Site } from '../../member';
import type { Run } from '../../run';
import { KnownSequence, elementsOf, knownOf, projected, sliced } from './known-sequence';
import type { Known } from './known-sequence';
import {
  KEY,
  MANY,
  SECOND,
  TEST,
  checked,
  concat,
  func,
  isEmptyArray,
  lazyPair,
  lazyUnlessEmpty,
  mapped,
  method,
  filled,
  orDefault,
  passes,
  requirePair,
  taking,
  typeAt,
  walk,
} from './shared';

/** A sequence of as many elements as `lengthOf` makes of the source's number, where that is known. */
function knownLength(
  type: string,
  source: ClrValue,
  body: () => Iterable<ClrValue>,
  lengthOf: (length: number) => number,
): ClrSequence {
  checked(source);
  return new KnownSequence(type, body, () => {
    const known = knownOf(source);
    return known === undefined ? undefined : { length: lengthOf(known.length) };
  });
}

function bothKnown(first: ClrValue, second: ClrValue): Known | undefined {
  const [left, right] = [knownOf(first), knownOf(second)];
  return left === undefined || right === undefined ? undefined : { length: left.length + right.length };
}

function reversed(type: string, run: Run, source: ClrValue): ClrValue {
  if (isEmptyArray(source)) return makeArray(type, []);
  return knownLength(
    type,
    source,
    () => [...walk(run, source)].reverse(),
    (length) => length,
  );
}

/** `Skip` and `Take`: where the elements can be had by themselves, none outside of the part is computed. */
function part(
  type: string,
  run: Run,
  source: ClrValue,
  start: number,
  count: number | undefined,
  body: () => Iterable<ClrValue>,
): ClrValue {
  if (isEmptyArray(checked(source))) return makeArray(type, []);
  return new KnownSequence(
    type,
    () => {
      const known = sliced(source, start, count);
      return known?.at === undefined ? body() : elementsOf(run, known, known.at);
    },
    () => sliced(source, start, count),
  );
}

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
      isEmptyArray(checked(source))
        ? makeArray(typeAt(site, 1), [])
        : new KnownSequence(
            typeAt(site, 1),
            () => mapped(run, source, selector),
            () => projected(source, selector),
          ),
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
      if (isEmptyArray(second)) return first;
      return new KnownSequence(
        typeAt(site, 0),
        () => concat(run, first, second),
        () => bothKnown(first, second),
      );
    }),
    [method('Append', 1, MANY, '``0')]: withSite((site: Site, run: Run, source: ClrValue, item: ClrValue) =>
      knownLength(
        typeAt(site, 0),
        source,
        function* () {
          yield* walk(run, source);
          yield item;
        },
        (length) => length + 1,
      ),
    ),
    [method('Prepend', 1, MANY, '``0')]: withSite((site: Site, run: Run, source: ClrValue, item: ClrValue) =>
      knownLength(
        typeAt(site, 0),
        source,
        function* () {
          yield item;
          yield* walk(run, source);
        },
        (length) => length + 1,
      ),
    ),
    [method('Reverse', 1, MANY)]: withSite((site: Site, run: Run, source: ClrValue) =>
      reversed(typeAt(site, 0), run, source),
    ),
    'M:System.Linq.Enumerable.Reverse``1(``0[])': withSite((site: Site, run: Run, source: ClrValue) =>
      reversed(typeAt(site, 0), run, source),
    ),
    [method('Take', 1, MANY, 'System.Int32')]: withSite((site: Site, run: Run, source: ClrValue, count: number) =>
      count <= 0 && source !== null
        ? makeArray(typeAt(site, 0), [])
        : part(typeAt(site, 0), run, source, 0, count, () => taking(walk(run, source), count)),
    ),
    [method('Skip', 1, MANY, 'System.Int32')]: withSite((site: Site, run: Run, source: ClrValue, count: number) =>
      part(typeAt(site, 0), run, source, count, undefined, function* () {
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
      filled(source, () =>
        knownLength(
          typeAt(site, 0),
          source,
          () => orDefault(walk(run, source), defaultByName(typeAt(site, 0))),
          (length) => Math.max(1, length),
        ),
      ),
    ),
  };
}

/** Members that filter, map and cut. */
export const LINQ_PROJECTION_MEMBERS: MemberTable = { ...projections() };
