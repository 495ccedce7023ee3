import type { ClrValue } from '../../../clr-value';
import { makeArray } from '../../collections/array';
import { roomFor } from '../../collections/collection-access';
import type { ClrDelegate } from '../../delegate';
import { defaultByName } from '../../default-by-name';
import { ClrDictionary, ClrHashSet } from '../../collections/dictionary';
import { argumentNull, invalidCast } from '../../errors';
import { isInstance } from '../../hierarchy';
import { JObject, PAIR } from '../../json/containers';
import { ClrList } from '../../collections/list';
import { withSite } from '../../member';
import type { Member, MemberTable, Site } from '../../member';
import type { Run } from '../../run';
import { typeNameOf } from '../../values';
import { unbox } from '../../unbox';
import { knownOf } from './known-sequence';
import { Ordered } from './ordering';
import { COMPARER, G, KEY, MANY, func, lazy, method, typeAt, walk } from './shared';

function toDictionary(
  keyType: string,
  valueType: string,
  run: Run,
  source: ClrValue,
  key: ClrDelegate,
  element: ClrDelegate | null,
  comparer: ClrValue,
): ClrDictionary {
  if (source === null) throw argumentNull('source');
  const dictionary = new ClrDictionary(keyType, valueType, comparer);
  dictionary.entries.reserve(knownOf(source)?.length ?? roomFor(source));
  for (const item of walk(run, source))
    dictionary.add(key.invoke(item), element === null ? item : element.invoke(item));
  return dictionary;
}

function sequenceOf(type: string): string {
  return `${G}IEnumerable\`1[${type}]`;
}

/** What is an `IEnumerable<T>` already, as that: a JObject is more than one. */
function asSequenceOf(type: string, source: ClrValue): ClrValue {
  return type === PAIR && source instanceof JObject ? source.pairs() : source;
}

/** All elements of a source, for a collection of them. */
function all(run: Run, source: ClrValue): Iterable<ClrValue> {
  return source instanceof Ordered ? source.all() : walk(run, source);
}

function conversions(): Record<string, Member> {
  const element = func('``0', '``2');
  const keyComparer = `${COMPARER}{\`\`1}`;
  const plainDictionary = withSite(
    (site: Site, run: Run, source: ClrValue, key: ClrDelegate, comparer: ClrValue = null) =>
      toDictionary(typeAt(site, 1), typeAt(site, 0), run, source, key, null, comparer),
  );
  const mappedDictionary = withSite(
    (site: Site, run: Run, source: ClrValue, key: ClrDelegate, value: ClrDelegate, comparer: ClrValue = null) =>
      toDictionary(typeAt(site, 1), typeAt(site, 2), run, source, key, value, comparer),
  );
  const hashSet = withSite((site: Site, run: Run, source: ClrValue, comparer: ClrValue = null) => {
    const set = new ClrHashSet(typeAt(site, 0), comparer);
    for (const item of walk(run, source)) set.add(item);
    return set;
  });
  return {
    [method('ToList', 1, MANY)]: withSite((site: Site, run: Run, source: ClrValue) => {
      const items = [...all(run, source)];
      return new ClrList(typeAt(site, 0), items, 'List', typeof source === 'string' ? 0 : items.length);
    }),
    [method('ToArray', 1, MANY)]: withSite((site: Site, run: Run, source: ClrValue) =>
      makeArray(typeAt(site, 0), [...all(run, source)]),
    ),
    [method('ToHashSet', 1, MANY)]: hashSet,
    [method('ToHashSet', 1, MANY, `${COMPARER}{\`\`0}`)]: hashSet,
    [method('ToDictionary', 2, MANY, KEY)]: plainDictionary,
    [method('ToDictionary', 2, MANY, KEY, keyComparer)]: plainDictionary,
    [method('ToDictionary', 3, MANY, KEY, element)]: mappedDictionary,
    [method('ToDictionary', 3, MANY, KEY, element, keyComparer)]: mappedDictionary,
    [method('AsEnumerable', 1, MANY)]: (source: ClrValue) => source,
    'M:System.Linq.Enumerable.Cast``1(System.Collections.IEnumerable)': withSite(
      (site: Site, run: Run, source: ClrValue) =>
        isInstance(source, sequenceOf(typeAt(site, 0)))
          ? asSequenceOf(typeAt(site, 0), source)
          : lazy(typeAt(site, 0), source, function* () {
              for (const item of walk(run, source)) {
                const isOne = item === null || isInstance(item, typeAt(site, 0));
                const found = isOne ? item : unbox(item, typeAt(site, 0));
                if (found === undefined) throw invalidCast(typeNameOf(item) ?? 'null', typeAt(site, 0));
                yield found;
              }
            }),
    ),
    'M:System.Linq.Enumerable.OfType``1(System.Collections.IEnumerable)': withSite(
      (site: Site, run: Run, source: ClrValue) =>
        // A sequence of values holds nothing else.
        defaultByName(typeAt(site, 0)) !== null && isInstance(source, sequenceOf(typeAt(site, 0)))
          ? asSequenceOf(typeAt(site, 0), source)
          : lazy(typeAt(site, 0), source, function* () {
              for (const item of walk(run, source)) if (isInstance(item, typeAt(site, 0))) yield item;
            }),
    ),
  };
}

/** Sequences as collections, and as sequences of another type. */
export const LINQ_CONVERSION_MEMBERS: MemberTable = { ...conversions() };
