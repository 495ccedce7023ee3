import type { ClrValue } from '../../clr-value';
import { ClrArray, itemsOf, makeArray } from '../array';
import { countOf, indexOf, put } from '../collection-access';
import { comparisonOf } from '../compare-values';
import { defaultByName } from '../default-by-name';
import type { ClrDelegate } from '../delegate';
import { argument, argumentNull, argumentOutOfRange, requireNonNegative } from '../errors';
import { withSite } from '../member';
import type { MemberTable, Site } from '../member';
import type { Run } from '../run';
import { typeArgumentsOf } from '../type-names';
import { ARRAY_ELEMENT_MEMBERS } from './array-elements';
import { matches } from './collections/shared';

function arrayIndexOf(array: ClrValue, value: ClrValue): number {
  if (array === null) throw argumentNull('array');
  return indexOf(array, value);
}

function reverse(array: ClrArray | Uint8Array | null, start = 0, length = array === null ? 0 : countOf(array)): void {
  if (array === null) throw argumentNull('array');
  const part = itemsOf(array)
    .slice(start, start + length)
    .reverse();
  part.forEach((item, index) => {
    put(array, start + index, item);
  });
}

function copy(
  source: ClrArray | Uint8Array | null,
  from: number,
  target: ClrArray | Uint8Array | null,
  to: number,
  length: number,
): void {
  if (source === null) throw argumentNull('sourceArray');
  if (target === null) throw argumentNull('destinationArray');
  requireNonNegative(length, 'length');
  if (from < 0) throw argumentOutOfRange('Value has to be >= 0.', 'sourceIndex');
  if (to < 0) throw argumentOutOfRange('Value has to be >= 0.', 'destinationIndex');
  if (from + length > countOf(source))
    throw argument(
      "Source array was not long enough. Check the source index, length, and the array's lower bounds.",
      'sourceArray',
    );
  if (to + length > countOf(target))
    throw argument(
      "Destination array was not long enough. Check the destination index, length, and the array's lower bounds.",
      'destinationArray',
    );
  if (source instanceof Uint8Array && target instanceof Uint8Array) {
    target.set(source.subarray(from, from + length), to);
    return;
  }
  itemsOf(source)
    .slice(from, from + length)
    .forEach((item, index) => {
      put(target, to + index, item);
    });
}

function long(value: bigint | number): number {
  return Number(value);
}

const ARRAY = 'System.Array';

/** Members of System.Array. */
export const ARRAY_MEMBERS: MemberTable = {
  'P:System.Array.Length': countOf,
  'P:System.Array.LongLength': (self: ClrValue) => BigInt(countOf(self)),
  'P:System.Array.Rank': () => 1,
  'M:System.Array.Clone': (self: ClrArray | Uint8Array) =>
    self instanceof Uint8Array ? Uint8Array.from(self) : new ClrArray(self.elementType, [...self.items]),
  [`M:System.Array.Reverse(${ARRAY})`]: reverse,
  [`M:System.Array.Reverse(${ARRAY},System.Int32,System.Int32)`]: reverse,
  'M:System.Array.Reverse``1(``0[])': reverse,
  'M:System.Array.Reverse``1(``0[],System.Int32,System.Int32)': reverse,
  [`M:System.Array.Copy(${ARRAY},${ARRAY},System.Int32)`]: (source: ClrArray, target: ClrArray, length: number) =>
    copy(source, 0, target, 0, length),
  [`M:System.Array.Copy(${ARRAY},${ARRAY},System.Int64)`]: (source: ClrArray, target: ClrArray, length: bigint) =>
    copy(source, 0, target, 0, long(length)),
  [`M:System.Array.Copy(${ARRAY},System.Int32,${ARRAY},System.Int32,System.Int32)`]: copy,
  [`M:System.Array.CopyTo(${ARRAY},System.Int32)`]: (
    self: ClrArray | Uint8Array,
    target: ClrArray | Uint8Array,
    index: number,
  ) => copy(self, 0, target, index, countOf(self)),
  [`M:System.Array.IndexOf(${ARRAY},System.Object)`]: arrayIndexOf,
  'M:System.Array.IndexOf``1(``0[],``0)': arrayIndexOf,
  'M:System.Array.Exists``1(``0[],System.Predicate{``0})': (self: ClrArray | Uint8Array, predicate: ClrDelegate) =>
    itemsOf(self).some(matches(predicate)),
  'M:System.Array.TrueForAll``1(``0[],System.Predicate{``0})': (self: ClrArray | Uint8Array, predicate: ClrDelegate) =>
    itemsOf(self).every(matches(predicate)),
  'M:System.Array.Find``1(``0[],System.Predicate{``0})': withSite(
    (site: Site, _run: Run, self: ClrArray | Uint8Array, predicate: ClrDelegate) =>
      itemsOf(self).find(matches(predicate)) ?? defaultByName(site.typeArguments[0] ?? 'System.Object'),
  ),
  'M:System.Array.FindIndex``1(``0[],System.Predicate{``0})': (self: ClrArray | Uint8Array, predicate: ClrDelegate) =>
    itemsOf(self).findIndex(matches(predicate)),
  'M:System.Array.FindAll``1(``0[],System.Predicate{``0})': withSite(
    (site: Site, _run: Run, self: ClrArray | Uint8Array, predicate: ClrDelegate) =>
      makeArray(site.typeArguments[0] ?? 'System.Object', itemsOf(self).filter(matches(predicate))),
  ),
  'M:System.Array.ConvertAll``2(``0[],System.Converter{``0,``1})': withSite(
    (site: Site, _run: Run, self: ClrArray | Uint8Array, converter: ClrDelegate) =>
      makeArray(
        site.typeArguments[1] ?? 'System.Object',
        itemsOf(self).map((item) => converter.invoke(item)),
      ),
  ),
  'M:System.Array.Empty``1': withSite((site: Site) => makeArray(site.typeArguments[0] ?? 'System.Object', [])),
  'M:System.Array.Sort``1(``0[])': (self: ClrArray | Uint8Array) => {
    const sorted = [...itemsOf(self)].sort(comparisonOf(null));
    sorted.forEach((item, index) => put(self, index, item));
  },
  [`M:System.Array.Sort(${ARRAY})`]: (self: ClrArray | Uint8Array) => {
    const sorted = [...itemsOf(self)].sort(comparisonOf(null));
    sorted.forEach((item, index) => put(self, index, item));
  },
  [`M:System.Array.Clear(${ARRAY},System.Int32,System.Int32)`]: (
    self: ClrArray | Uint8Array,
    start: number,
    length: number,
  ) => {
    const empty =
      self instanceof Uint8Array
        ? defaultByName('System.Byte')
        : defaultByName(typeArgumentsOf(self.clrType)[0] ?? 'System.Object');
    for (let index = start; index < start + length; index += 1) put(self, index, empty);
  },
  ...ARRAY_ELEMENT_MEMBERS,
};
