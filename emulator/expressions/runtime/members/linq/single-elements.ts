import type { ClrValue } from '../../../clr-value';
import { ClrArray } from '../../collections/array';
import { keyFunctionOf } from '../../comparers';
import { defaultByName } from '../../default-by-name';
import type { ClrDelegate } from '../../delegate';
import { argumentNull, argumentOutOfRange, indexOutOfRange, invalidOperation } from '../../errors';
import { JArray } from '../../json/containers';
import { ClrList } from '../../collections/list';
import { withSite } from '../../member';
import type { Member, MemberTable, Site } from '../../member';
import type { Run } from '../../run';
import { clrEquals } from '../../values';
import { KnownSequence, knownOf } from './known-sequence';
import type { Known } from './known-sequence';
import { Ordered } from './ordering';
import {
  COMPARER,
  CountedSequence,
  MANY,
  TEST,
  checked,
  method,
  passes,
  requirePair,
  taking,
  typeAt,
  walk,
} from './shared';

function noElements(predicate: ClrDelegate | undefined): Error {
  return invalidOperation(
    predicate === undefined ? 'Sequence contains no elements' : 'Sequence contains no matching element',
  );
}

/** The elements that pass; all of them without a predicate. */
function* matching(run: Run, source: ClrValue, predicate?: ClrDelegate | null): Iterable<ClrValue> {
  checked(source);
  if (predicate === null) throw argumentNull('predicate');
  for (const item of walk(run, source)) if (passes(predicate, item)) yield item;
}

/** What is known of a source whose elements can be had one by one. */
function elementsKnown(source: ClrValue): Required<Known> | undefined {
  const known = source instanceof KnownSequence ? source.known() : undefined;
  return known?.at === undefined ? undefined : { length: known.length, at: known.at };
}

/** The element at an index, undefined when there is none. */
function elementAt(run: Run, source: ClrValue, index: number): ClrValue | undefined {
  checked(source);
  if (index < 0) return undefined;
  const known = elementsKnown(source);
  if (known === undefined) return [...taking(walk(run, source), index + 1)][index];
  return index < known.length ? known.at(index) : undefined;
}

function firstOf(run: Run, source: ClrValue, predicate?: ClrDelegate): ClrValue | undefined {
  for (const item of matching(run, source, predicate)) return item;
  return undefined;
}

function lastOf(run: Run, source: ClrValue, predicate?: ClrDelegate): ClrValue | undefined {
  const known = predicate === undefined ? elementsKnown(source) : undefined;
  if (known !== undefined) return known.length === 0 ? undefined : known.at(known.length - 1);
  let found: ClrValue | undefined;
  for (const item of matching(run, source, predicate)) found = item;
  return found;
}

function singleOf(run: Run, source: ClrValue, predicate?: ClrDelegate): ClrValue | undefined {
  let found: ClrValue | undefined;
  for (const item of matching(run, source, predicate)) {
    if (found !== undefined) {
      throw invalidOperation(
        predicate === undefined
          ? 'Sequence contains more than one element'
          : 'Sequence contains more than one matching element',
      );
    }
    found = item;
  }
  return found;
}

type Finder = (run: Run, source: ClrValue, predicate?: ClrDelegate) => ClrValue | undefined;

function finders(name: string, find: Finder): Record<string, Member> {
  const orThrow = withSite((_site: Site, run: Run, source: ClrValue, predicate?: ClrDelegate) => {
    const found = find(run, source, predicate);
    if (found === undefined) throw noElements(predicate);
    return found;
  });
  const orDefault = withSite(
    (site: Site, run: Run, source: ClrValue, predicate?: ClrDelegate) =>
      find(run, source, predicate) ?? defaultByName(typeAt(site, 0)),
  );
  return {
    [method(name, 1, MANY)]: orThrow,
    [method(name, 1, MANY, TEST)]: orThrow,
    [method(`${name}OrDefault`, 1, MANY)]: orDefault,
    [method(`${name}OrDefault`, 1, MANY, TEST)]: orDefault,
    [method(`${name}OrDefault`, 1, MANY, '``0')]: withSite(
      (_site: Site, run: Run, source: ClrValue, fallback: ClrValue) => {
        const found = find(run, source);
        return found === undefined ? fallback : found;
      },
    ),
  };
}

/** Whether a source has an indexer of its own, which ElementAt uses. */
function isIndexed(source: ClrValue): boolean {
  return (
    source instanceof Uint8Array ||
    source instanceof ClrArray ||
    (source instanceof ClrList && source.shape === 'List') ||
    source instanceof JArray
  );
}

function count(run: Run, source: ClrValue, predicate?: ClrDelegate): number {
  let total = 0;
  const items = matching(run, source, predicate)[Symbol.iterator]();
  while (items.next().done !== true) total += 1;
  return total;
}

function contains(run: Run, source: ClrValue, value: ClrValue, comparer: ClrValue): boolean {
  const keyOf = keyFunctionOf(comparer);
  const wanted = keyOf(value);
  for (const item of walk(run, source))
    if (comparer === null ? clrEquals(item, value) : keyOf(item) === wanted) return true;
  return false;
}

function tests(): Record<string, Member> {
  const counted = withSite((_site: Site, run: Run, source: ClrValue, predicate?: ClrDelegate) =>
    count(run, source, predicate),
  );
  const any = withSite(
    (_site: Site, run: Run, source: ClrValue, predicate?: ClrDelegate) => firstOf(run, source, predicate) !== undefined,
  );
  return {
    [method('Any', 1, MANY)]: withSite((_site: Site, run: Run, source: ClrValue) => {
      const known = knownOf(checked(source));
      return known === undefined ? firstOf(run, source) !== undefined : known.length > 0;
    }),
    [method('Any', 1, MANY, TEST)]: any,
    [method('All', 1, MANY, TEST)]: withSite(
      (_site: Site, run: Run, source: ClrValue, predicate: ClrDelegate | null) => {
        checked(source);
        if (predicate === null) throw argumentNull('predicate');
        for (const item of walk(run, source)) if (!passes(predicate, item)) return false;
        return true;
      },
    ),
    [method('Count', 1, MANY)]: withSite((_site: Site, run: Run, source: ClrValue) =>
      source instanceof CountedSequence || source instanceof Ordered ? source.count() : count(run, source),
    ),
    [method('Count', 1, MANY, TEST)]: counted,
    [method('LongCount', 1, MANY)]: withSite((_site: Site, run: Run, source: ClrValue) => BigInt(count(run, source))),
    [method('Contains', 1, MANY, '``0')]: withSite((_site: Site, run: Run, source: ClrValue, value: ClrValue) =>
      source instanceof CountedSequence ? source.contains(value) : contains(run, source, value, null),
    ),
    [method('Contains', 1, MANY, '``0', `${COMPARER}{\`\`0}`)]: withSite(
      (_site: Site, run: Run, source: ClrValue, value: ClrValue, comparer: ClrValue) =>
        contains(run, source, value, comparer),
    ),
    [method('SequenceEqual', 1, MANY, MANY)]: withSite((_site: Site, run: Run, first: ClrValue, second: ClrValue) => {
      requirePair(first, second);
      const right = walk(run, second)[Symbol.iterator]();
      for (const item of walk(run, first)) {
        const other = right.next();
        if (other.done === true || !clrEquals(item, other.value)) return false;
      }
      return right.next().done === true;
    }),
    [method('ElementAt', 1, MANY, 'System.Int32')]: withSite(
      (_site: Site, run: Run, source: ClrValue, index: number) => {
        const found = elementAt(run, source, index);
        if (found === undefined) {
          throw isIndexed(source)
            ? indexOutOfRange()
            : argumentOutOfRange('Specified argument was out of the range of valid values.', 'index');
        }
        return found;
      },
    ),
    [method('ElementAtOrDefault', 1, MANY, 'System.Int32')]: withSite(
      (site: Site, run: Run, source: ClrValue, index: number) =>
        elementAt(run, source, index) ?? defaultByName(typeAt(site, 0)),
    ),
  };
}

/** Members that answer one element, or something about elements. */
export const LINQ_ELEMENT_MEMBERS: MemberTable = {
  ...finders('First', firstOf),
  ...finders('Last', lastOf),
  ...finders('Single', singleOf),
  ...tests(),
};
