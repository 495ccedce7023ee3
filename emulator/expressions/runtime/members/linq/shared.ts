import type { ClrValue } from '../../../clr-value';
import { ClrArray, makeArray } from '../../collections/array';
import type { ClrDelegate } from '../../delegate';
import { ClrSequence, iterate } from '../../collections/enumerable';
import { argumentNull, nullReference } from '../../errors';
import type { Site } from '../../member';
import type { Run } from '../../run';
import { clrEquals } from '../../values';

/** Names of the types that signatures of Enumerable mention. */
export const G = 'System.Collections.Generic.';
export const MANY = `${G}IEnumerable{\`\`0}`;
export const SECOND = `${G}IEnumerable{\`\`1}`;
export const COMPARER = `${G}IEqualityComparer`;
export const BY = COMPARER;

export function func(...types: string[]): string {
  return `System.Func{${types.join(',')}}`;
}

export const TEST = func('``0', 'System.Boolean');
export const KEY = func('``0', '``1');

/** The documentation comment id of a method of Enumerable. */
export function method(name: string, generics: number, ...parameters: string[]): string {
  return `M:System.Linq.Enumerable.${name}\`\`${generics}(${parameters.join(',')})`;
}

/** The id of a sequence of a type parameter. */
export function many(index: number): string {
  return `${G}IEnumerable{\`\`${index}}`;
}

/** Walks a source; each element counts as a step of the evaluation. */
export function* walk(run: Run, source: ClrValue, parameter = 'source'): Iterable<ClrValue> {
  if (source === null) throw argumentNull(parameter);
  for (const item of iterate(source)) {
    run.tick();
    yield item;
  }
}

/** Walks what a selector answered; .NET does not check it for null. */
export function walkInner(run: Run, source: ClrValue): Iterable<ClrValue> {
  if (source === null) throw nullReference();
  return walk(run, source);
}

export function checked(source: ClrValue): ClrValue {
  if (source === null) throw argumentNull('source');
  return source;
}

export function lazy(type: string, source: ClrValue, body: () => Iterable<ClrValue>): ClrSequence {
  checked(source);
  return new ClrSequence(type, body);
}

/** Whether a source is an array without elements, for which most methods answer one at once. */
export function isEmptyArray(source: ClrValue): boolean {
  if (source instanceof ClrArray) return source.items.length === 0;
  return source instanceof Uint8Array && source.length === 0;
}

function isFilledArray(source: ClrValue): boolean {
  return (source instanceof ClrArray || source instanceof Uint8Array) && !isEmptyArray(source);
}

/** `DefaultIfEmpty`: an array with elements is its own answer. */
export function filled(source: ClrValue, otherwise: () => ClrValue): ClrValue {
  return isFilledArray(source) ? source : otherwise();
}

/** As `lazy`, but an empty array for an empty array. */
export function lazyUnlessEmpty(type: string, source: ClrValue, body: () => Iterable<ClrValue>): ClrValue {
  return isEmptyArray(source) ? makeArray(type, []) : lazy(type, source, body);
}

/** A sequence whose `Count()` and `Contains()` do something else than walk over it. */
export class CountedSequence extends ClrSequence {
  constructor(
    elementType: string,
    walk: () => Iterable<ClrValue>,
    readonly count: () => number,
    readonly contains: (value: ClrValue) => boolean,
  ) {
    super(elementType, walk);
  }
}

/** What SelectMany answers: inner sequences one after the other. `Count()` and `Contains()` take each by itself and so check it for null. */
export function flattened(elementType: string, run: Run, inner: () => Iterable<ClrValue>): CountedSequence {
  return new CountedSequence(
    elementType,
    function* () {
      for (const part of inner()) yield* walkInner(run, part);
    },
    () => {
      let total = 0;
      for (const part of inner()) total += [...walk(run, part)].length;
      return total;
    },
    (value) => {
      for (const part of inner()) for (const item of walk(run, part)) if (clrEquals(item, value)) return true;
      return false;
    },
  );
}

/** A sequence made of two, neither of which may be null. */
export function lazyPair(type: string, first: ClrValue, second: ClrValue, body: () => Iterable<ClrValue>): ClrSequence {
  requirePair(first, second);
  return new ClrSequence(type, body);
}

export function requirePair(first: ClrValue, second: ClrValue): void {
  if (first === null) throw argumentNull('first');
  if (second === null) throw argumentNull('second');
}

export function typeAt(site: Site, index: number): string {
  return site.typeArguments[index] ?? 'System.Object';
}

export function passes(predicate: ClrDelegate | undefined, item: ClrValue): boolean {
  return predicate === undefined || predicate.invoke(item) === true;
}

export function* mapped(run: Run, source: ClrValue, selector: ClrDelegate): Iterable<ClrValue> {
  for (const item of walk(run, source)) yield selector.invoke(item);
}

/** The items, or one more where there are none. */
export function* orDefault(items: Iterable<ClrValue>, fallback: ClrValue): Iterable<ClrValue> {
  let isEmpty = true;
  for (const item of items) {
    isEmpty = false;
    yield item;
  }
  if (isEmpty) yield fallback;
}

export function* concat(run: Run, first: ClrValue, second: ClrValue): Iterable<ClrValue> {
  yield* walk(run, first);
  yield* walk(run, second);
}

export function* taking(values: Iterable<ClrValue>, count: number): Iterable<ClrValue> {
  let left = count;
  if (left <= 0) return;
  for (const value of values) {
    yield value;
    left -= 1;
    if (left <= 0) return;
  }
}
