import type { ClrValue } from '../../clr-value';
import { ClrArray, makeArray } from '../array';
import { decimalOperator, intOperator } from '../arithmetic';
import { compareValues, comparisonOf, keyFunctionOf } from '../comparers';
import type { KeyFunction } from '../comparers';
import { asNumber, convertNumber } from '../convert-number';
import { ClrDecimal } from '../decimal';
import { defaultByName } from '../default-by-name';
import type { ClrDelegate } from '../delegate';
import { ClrDictionary, ClrHashSet } from '../dictionary';
import { ClrSequence, iterate } from '../enumerable';
import { argumentNull, argumentOutOfRange, indexOutOfRange, invalidCast, invalidOperation } from '../errors';
import { JArray } from '../json/containers';
import { isInstance } from '../hierarchy';
import { ClrList } from '../list';
import { withRun, withSite } from '../member';
import type { Member, MemberTable, Site } from '../member';
import { double } from '../numbers';
import type { Run } from '../run';
import { clrEquals, typeNameOf } from '../values';

const MANY = 'System.Collections.Generic.IEnumerable{``0}';
const SECOND = 'System.Collections.Generic.IEnumerable{``1}';
const COMPARER = 'System.Collections.Generic.IEqualityComparer';

function func(...types: string[]): string {
  return `System.Func{${types.join(',')}}`;
}

const TEST = func('``0', 'System.Boolean');
const KEY = func('``0', '``1');

function method(name: string, generics: number, ...parameters: string[]): string {
  return `M:System.Linq.Enumerable.${name}\`\`${generics}(${parameters.join(',')})`;
}

function* walk(run: Run, source: ClrValue): Iterable<ClrValue> {
  if (source === null) throw argumentNull('source');
  for (const item of iterate(source)) {
    run.tick();
    yield item;
  }
}

function checked(source: ClrValue): ClrValue {
  if (source === null) throw argumentNull('source');
  return source;
}

function lazy(type: string, source: ClrValue, body: () => Iterable<ClrValue>): ClrSequence {
  checked(source);
  return new ClrSequence(type, body);
}

/** A sequence made of two, neither of which may be null. */
function lazyPair(type: string, first: ClrValue, second: ClrValue, body: () => Iterable<ClrValue>): ClrSequence {
  requirePair(first, second);
  return new ClrSequence(type, body);
}

function requirePair(first: ClrValue, second: ClrValue): void {
  if (first === null) throw argumentNull('first');
  if (second === null) throw argumentNull('second');
}

function typeAt(site: Site, index: number): string {
  return site.typeArguments[index] ?? 'System.Object';
}

function passes(predicate: ClrDelegate | undefined, item: ClrValue): boolean {
  return predicate === undefined || predicate.invoke(item) === true;
}

function noElements(predicate: ClrDelegate | undefined): Error {
  return invalidOperation(
    predicate === undefined ? 'Sequence contains no elements' : 'Sequence contains no matching element',
  );
}

function firstOf(run: Run, source: ClrValue, predicate?: ClrDelegate): ClrValue | undefined {
  for (const item of walk(run, source)) if (passes(predicate, item)) return item;
  return undefined;
}

function lastOf(run: Run, source: ClrValue, predicate?: ClrDelegate): ClrValue | undefined {
  let found: ClrValue | undefined;
  for (const item of walk(run, source)) if (passes(predicate, item)) found = item;
  return found;
}

function singleOf(run: Run, source: ClrValue, predicate?: ClrDelegate): ClrValue | undefined {
  let found: ClrValue | undefined;
  for (const item of walk(run, source)) {
    if (!passes(predicate, item)) continue;
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
      (_site: Site, run: Run, source: ClrValue, fallback: ClrValue) => find(run, source) ?? fallback,
    ),
  };
}

type Order = (left: ClrValue, right: ClrValue) => number;

/** What OrderBy answers: sorted when walked, and open to further keys by ThenBy. */
class Ordered extends ClrSequence {
  constructor(
    elementType: string,
    readonly run: Run,
    readonly source: ClrValue,
    readonly order: Order,
  ) {
    super(elementType, () => [...walk(run, source)].sort(order));
  }
}

function orderBy(key: ClrDelegate, comparer: ClrValue, descending: boolean): Order {
  const compare = comparisonOf(comparer);
  return (left, right) =>
    descending ? compare(key.invoke(right), key.invoke(left)) : compare(key.invoke(left), key.invoke(right));
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
        new Ordered(typeAt(site, 0), run, checked(source), orderBy(key, comparer, descending)),
    );
    const next = withSite((site: Site, run: Run, source: Ordered, key: ClrDelegate, comparer: ClrValue = null) => {
      const further = orderBy(key, comparer, descending);
      return new Ordered(
        typeAt(site, 0),
        run,
        source.source,
        (left, right) => source.order(left, right) || further(left, right),
      );
    });
    const by = 'System.Collections.Generic.IComparer{``1}';
    members[method(`OrderBy${suffix}`, 2, MANY, KEY)] = first;
    members[method(`OrderBy${suffix}`, 2, MANY, KEY, by)] = first;
    members[method(`ThenBy${suffix}`, 2, ordered, KEY)] = next;
    members[method(`ThenBy${suffix}`, 2, ordered, KEY, by)] = next;
  }
  return members;
}

const NUMBERS = ['Int32', 'Int64', 'Double', 'Single', 'Decimal'].map((name) => `System.${name}`);

function addUp(type: string, values: Iterable<ClrValue>): { sum: ClrValue; count: number } {
  let sum: ClrValue = convertNumber(0, type, false);
  let count = 0;
  const plus = decimalOperator('+');
  const addInt = intOperator('+', true);
  for (const value of values) {
    if (value === null) continue;
    count += 1;
    if (typeof sum === 'number') sum = addInt(sum, asNumber(value));
    else if (sum instanceof ClrDecimal && value instanceof ClrDecimal) sum = plus(sum, value);
    else if (typeof sum === 'bigint' && typeof value === 'bigint')
      sum = convertNumber(sum + value, 'System.Int64', true);
    else sum = convertNumber(double(asNumber(sum) + asNumber(value)), type, false);
  }
  return { sum, count };
}

function average(type: string, values: Iterable<ClrValue>, nullable: boolean): ClrValue {
  const { sum, count } = addUp(
    type === 'System.Int32' ? 'System.Int64' : type,
    type === 'System.Int32' ? longs(values) : values,
  );
  if (count === 0) {
    if (nullable) return null;
    throw invalidOperation('Sequence contains no elements');
  }
  if (sum instanceof ClrDecimal) return sum.divide(ClrDecimal.of(BigInt(count), 0));
  return convertNumber(double(asNumber(sum) / count), type === 'System.Single' ? type : 'System.Double', false);
}

function* longs(values: Iterable<ClrValue>): Iterable<ClrValue> {
  for (const value of values) yield value === null ? null : BigInt(asNumber(value));
}

function extreme(values: Iterable<ClrValue>, sign: number): ClrValue {
  let best: ClrValue = null;
  for (const value of values) {
    if (value === null) continue;
    if (best === null || compareValues(value, best) * sign > 0) best = value;
  }
  return best;
}

function* mapped(run: Run, source: ClrValue, selector: ClrDelegate): Iterable<ClrValue> {
  for (const item of walk(run, source)) yield selector.invoke(item);
}

function aggregates(): Record<string, Member> {
  const members: Record<string, Member> = {};
  const extremeOf = (sign: number, nullable: boolean) => (values: Iterable<ClrValue>) => {
    const best = extreme(values, sign);
    if (best === null && !nullable) throw invalidOperation('Sequence contains no elements');
    return best;
  };
  for (const number of NUMBERS) {
    for (const nullable of [false, true]) {
      const type = nullable ? `System.Nullable{${number}}` : number;
      const operations: Readonly<Record<string, (values: Iterable<ClrValue>) => ClrValue>> = {
        Sum: (values) => addUp(number, values).sum,
        Average: (values) => average(number, values, nullable),
        Max: extremeOf(1, nullable),
        Min: extremeOf(-1, nullable),
      };
      for (const [name, calculate] of Object.entries(operations)) {
        members[`M:System.Linq.Enumerable.${name}(System.Collections.Generic.IEnumerable{${type}})`] = withSite(
          (_site: Site, run: Run, source: ClrValue) => calculate(walk(run, source)),
        );
        members[method(name, 1, MANY, func('``0', type))] = withSite(
          (_site: Site, run: Run, source: ClrValue, selector: ClrDelegate) =>
            calculate(mapped(run, checked(source), selector)),
        );
      }
    }
  }
  for (const [name, sign] of [
    ['Max', 1],
    ['Min', -1],
  ] as const) {
    const nullable = (type: string): boolean => defaultByName(type) === null;
    members[method(name, 1, MANY)] = withSite((site: Site, run: Run, source: ClrValue) =>
      extremeOf(sign, nullable(typeAt(site, 0)))(walk(run, source)),
    );
    members[method(name, 2, MANY, KEY)] = withSite((site: Site, run: Run, source: ClrValue, selector: ClrDelegate) =>
      extremeOf(sign, nullable(typeAt(site, 1)))(mapped(run, checked(source), selector)),
    );
  }
  return members;
}

function* distinct(values: Iterable<ClrValue>, keyOf: KeyFunction): Iterable<ClrValue> {
  const seen = new Set<unknown>();
  for (const value of values) {
    const key = keyOf(value);
    if (seen.has(key)) continue;
    seen.add(key);
    yield value;
  }
}

function keysOf(run: Run, source: ClrValue, keyOf: KeyFunction): Set<unknown> {
  return new Set(Array.from(walk(run, source), keyOf));
}

function sets(): Record<string, Member> {
  const members: Record<string, Member> = {};
  const define = (
    name: string,
    body: (run: Run, first: ClrValue, second: ClrValue, keyOf: KeyFunction) => Iterable<ClrValue>,
  ): void => {
    const member = withSite((site: Site, run: Run, first: ClrValue, second: ClrValue, comparer: ClrValue = null) =>
      lazyPair(typeAt(site, 0), first, second, () => body(run, first, second, keyFunctionOf(comparer))),
    );
    members[method(name, 1, MANY, MANY)] = member;
    members[method(name, 1, MANY, MANY, `${COMPARER}{\`\`0}`)] = member;
  };
  define('Union', function* (run, first, second, keyOf) {
    yield* distinct(concat(run, first, second), keyOf);
  });
  define('Intersect', function* (run, first, second, keyOf) {
    const wanted = keysOf(run, second, keyOf);
    yield* distinct(
      [...walk(run, first)].filter((item) => wanted.has(keyOf(item))),
      keyOf,
    );
  });
  define('Except', function* (run, first, second, keyOf) {
    const unwanted = keysOf(run, second, keyOf);
    yield* distinct(
      [...walk(run, first)].filter((item) => !unwanted.has(keyOf(item))),
      keyOf,
    );
  });
  const unique = withSite((site: Site, run: Run, source: ClrValue, comparer: ClrValue = null) =>
    lazy(typeAt(site, 0), source, () => distinct(walk(run, source), keyFunctionOf(comparer))),
  );
  members[method('Distinct', 1, MANY)] = unique;
  members[method('Distinct', 1, MANY, `${COMPARER}{\`\`0}`)] = unique;
  return members;
}

function* concat(run: Run, first: ClrValue, second: ClrValue): Iterable<ClrValue> {
  yield* walk(run, first);
  yield* walk(run, second);
}

function toDictionary(
  keyType: string,
  valueType: string,
  run: Run,
  source: ClrValue,
  key: ClrDelegate,
  element: ClrDelegate | null,
  comparer: ClrValue,
): ClrDictionary {
  const dictionary = new ClrDictionary(keyType, valueType, keyFunctionOf(comparer));
  for (const item of walk(run, source))
    dictionary.add(key.invoke(item), element === null ? item : element.invoke(item));
  return dictionary;
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
    const set = new ClrHashSet(typeAt(site, 0), keyFunctionOf(comparer));
    for (const item of walk(run, source)) set.add(item);
    return set;
  });
  return {
    [method('ToList', 1, MANY)]: withSite(
      (site: Site, run: Run, source: ClrValue) => new ClrList(typeAt(site, 0), [...walk(run, source)]),
    ),
    [method('ToArray', 1, MANY)]: withSite((site: Site, run: Run, source: ClrValue) =>
      makeArray(typeAt(site, 0), [...walk(run, source)]),
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
        lazy(typeAt(site, 0), source, function* () {
          for (const item of walk(run, source)) {
            if (item !== null && !isInstance(item, typeAt(site, 0)))
              throw invalidCast(typeNameOf(item) ?? 'null', typeAt(site, 0));
            yield item;
          }
        }),
    ),
    'M:System.Linq.Enumerable.OfType``1(System.Collections.IEnumerable)': withSite(
      (site: Site, run: Run, source: ClrValue) =>
        lazy(typeAt(site, 0), source, function* () {
          for (const item of walk(run, source)) if (isInstance(item, typeAt(site, 0))) yield item;
        }),
    ),
  };
}

function projections(): Record<string, Member> {
  return {
    [method('Where', 1, MANY, TEST)]: withSite((site: Site, run: Run, source: ClrValue, predicate: ClrDelegate) =>
      lazy(typeAt(site, 0), source, function* () {
        for (const item of walk(run, source)) if (passes(predicate, item)) yield item;
      }),
    ),
    [method('Where', 1, MANY, func('``0', 'System.Int32', 'System.Boolean'))]: withSite(
      (site: Site, run: Run, source: ClrValue, predicate: ClrDelegate) =>
        lazy(typeAt(site, 0), source, function* () {
          let index = 0;
          for (const item of walk(run, source)) if (predicate.invoke(item, index++) === true) yield item;
        }),
    ),
    [method('Select', 2, MANY, KEY)]: withSite((site: Site, run: Run, source: ClrValue, selector: ClrDelegate) =>
      lazy(typeAt(site, 1), source, () => mapped(run, source, selector)),
    ),
    [method('Select', 2, MANY, func('``0', 'System.Int32', '``1'))]: withSite(
      (site: Site, run: Run, source: ClrValue, selector: ClrDelegate) =>
        lazy(typeAt(site, 1), source, function* () {
          let index = 0;
          for (const item of walk(run, source)) yield selector.invoke(item, index++);
        }),
    ),
    [method('SelectMany', 2, MANY, func('``0', SECOND))]: withSite(
      (site: Site, run: Run, source: ClrValue, selector: ClrDelegate) =>
        lazy(typeAt(site, 1), source, function* () {
          for (const item of walk(run, source)) yield* walk(run, selector.invoke(item));
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
    [method('Concat', 1, MANY, MANY)]: withSite((site: Site, run: Run, first: ClrValue, second: ClrValue) =>
      lazyPair(typeAt(site, 0), first, second, () => concat(run, first, second)),
    ),
    [method('Append', 1, MANY, '``0')]: withSite((site: Site, run: Run, source: ClrValue, item: ClrValue) =>
      lazy(typeAt(site, 0), source, () => [...walk(run, source), item]),
    ),
    [method('Prepend', 1, MANY, '``0')]: withSite((site: Site, run: Run, source: ClrValue, item: ClrValue) =>
      lazy(typeAt(site, 0), source, () => [item, ...walk(run, source)]),
    ),
    [method('Reverse', 1, MANY)]: withSite((site: Site, run: Run, source: ClrValue) =>
      lazy(typeAt(site, 0), source, () => [...walk(run, source)].reverse()),
    ),
    'M:System.Linq.Enumerable.Reverse``1(``0[])': withSite((site: Site, run: Run, source: ClrValue) =>
      lazy(typeAt(site, 0), source, () => [...walk(run, source)].reverse()),
    ),
    [method('Take', 1, MANY, 'System.Int32')]: withSite((site: Site, run: Run, source: ClrValue, count: number) =>
      lazy(typeAt(site, 0), source, () => taking(walk(run, source), count)),
    ),
    [method('Skip', 1, MANY, 'System.Int32')]: withSite((site: Site, run: Run, source: ClrValue, count: number) =>
      lazy(typeAt(site, 0), source, function* () {
        let index = 0;
        for (const item of walk(run, source)) if (index++ >= count) yield item;
      }),
    ),
    [method('TakeWhile', 1, MANY, TEST)]: withSite((site: Site, run: Run, source: ClrValue, predicate: ClrDelegate) =>
      lazy(typeAt(site, 0), source, function* () {
        for (const item of walk(run, source)) {
          if (!passes(predicate, item)) return;
          yield item;
        }
      }),
    ),
    [method('SkipWhile', 1, MANY, TEST)]: withSite((site: Site, run: Run, source: ClrValue, predicate: ClrDelegate) =>
      lazy(typeAt(site, 0), source, function* () {
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

/** Whether a source has an indexer of its own, which ElementAt uses. */
function isIndexed(source: ClrValue): boolean {
  return (
    source instanceof Uint8Array ||
    source instanceof ClrArray ||
    (source instanceof ClrList && source.shape === 'List') ||
    source instanceof JArray
  );
}

function* taking(values: Iterable<ClrValue>, count: number): Iterable<ClrValue> {
  let left = count;
  if (left <= 0) return;
  for (const value of values) {
    yield value;
    left -= 1;
    if (left <= 0) return;
  }
}

function count(run: Run, source: ClrValue, predicate?: ClrDelegate): number {
  let total = 0;
  for (const item of walk(run, source)) if (passes(predicate, item)) total += 1;
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
    [method('Any', 1, MANY)]: any,
    [method('Any', 1, MANY, TEST)]: any,
    [method('All', 1, MANY, TEST)]: withSite((_site: Site, run: Run, source: ClrValue, predicate: ClrDelegate) => {
      for (const item of walk(run, source)) if (!passes(predicate, item)) return false;
      return true;
    }),
    [method('Count', 1, MANY)]: counted,
    [method('Count', 1, MANY, TEST)]: counted,
    [method('LongCount', 1, MANY)]: withSite((_site: Site, run: Run, source: ClrValue) => BigInt(count(run, source))),
    [method('Contains', 1, MANY, '``0')]: withSite((_site: Site, run: Run, source: ClrValue, value: ClrValue) =>
      contains(run, source, value, null),
    ),
    [method('Contains', 1, MANY, '``0', `${COMPARER}{\`\`0}`)]: withSite(
      (_site: Site, run: Run, source: ClrValue, value: ClrValue, comparer: ClrValue) =>
        contains(run, source, value, comparer),
    ),
    [method('SequenceEqual', 1, MANY, MANY)]: withSite((_site: Site, run: Run, first: ClrValue, second: ClrValue) => {
      requirePair(first, second);
      const [left, right] = [[...walk(run, first)], [...walk(run, second)]];
      return left.length === right.length && left.every((item, index) => clrEquals(item, right[index] ?? null));
    }),
    [method('ElementAt', 1, MANY, 'System.Int32')]: withSite(
      (_site: Site, run: Run, source: ClrValue, index: number) => {
        checked(source);
        const found = index < 0 ? undefined : [...taking(walk(run, source), index + 1)][index];
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
        (index < 0 ? undefined : [...taking(walk(run, checked(source)), index + 1)][index]) ??
        defaultByName(typeAt(site, 0)),
    ),
  };
}

function folds(): Record<string, Member> {
  return {
    [method('Aggregate', 1, MANY, func('``0', '``0', '``0'))]: withSite(
      (_site: Site, run: Run, source: ClrValue, step: ClrDelegate) => {
        let result: ClrValue | undefined;
        for (const item of walk(run, source)) result = result === undefined ? item : step.invoke(result, item);
        if (result === undefined) throw invalidOperation('Sequence contains no elements');
        return result;
      },
    ),
    [method('Aggregate', 2, MANY, '``1', func('``1', '``0', '``1'))]: withSite(
      (_site: Site, run: Run, source: ClrValue, seed: ClrValue, step: ClrDelegate) => {
        let result = seed;
        for (const item of walk(run, source)) result = step.invoke(result, item);
        return result;
      },
    ),
    [method('Aggregate', 3, MANY, '``1', func('``1', '``0', '``1'), func('``1', '``2'))]: withSite(
      (_site: Site, run: Run, source: ClrValue, seed: ClrValue, step: ClrDelegate, finish: ClrDelegate) => {
        let result = seed;
        for (const item of walk(run, source)) result = step.invoke(result, item);
        return finish.invoke(result);
      },
    ),
    'M:System.Linq.Enumerable.Empty``1': withSite((site: Site) => new ClrSequence(typeAt(site, 0), () => [])),
    'M:System.Linq.Enumerable.Range(System.Int32,System.Int32)': withRun((run: Run, start: number, length: number) => {
      if (length < 0 || start + length - 1 > 0x7fffffff)
        throw argumentOutOfRange('Specified argument was out of the range of valid values.', 'count');
      return new ClrSequence('System.Int32', function* () {
        for (let index = 0; index < length; index += 1) {
          run.tick();
          yield start + index;
        }
      });
    }),
    'M:System.Linq.Enumerable.Repeat``1(``0,System.Int32)': withSite(
      (site: Site, run: Run, item: ClrValue, length: number) => {
        if (length < 0) throw argumentOutOfRange('Specified argument was out of the range of valid values.', 'count');
        return new ClrSequence(typeAt(site, 0), function* () {
          for (let index = 0; index < length; index += 1) {
            run.tick();
            yield item;
          }
        });
      },
    ),
  };
}

/** Members of System.Linq.Enumerable. Sequences are lazy, and each element taken counts as a step of the evaluation. */
export const LINQ_MEMBERS: MemberTable = {
  ...finders('First', firstOf),
  ...finders('Last', lastOf),
  ...finders('Single', singleOf),
  ...projections(),
  ...ordering(),
  ...aggregates(),
  ...sets(),
  ...conversions(),
  ...tests(),
  ...folds(),
};
