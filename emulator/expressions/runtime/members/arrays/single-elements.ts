import type { ClrValue } from '../../../clr-value';
import { ClrException } from '../../../clr-exception';
import type { ClrArray } from '../../collections/array';
import { elementTypeOf, storable } from '../../collections/array-store';
import { countOf, put } from '../../collections/collection-access';
import { argument, argumentNull, outsideArray } from '../../errors';
import type { MemberTable, PlainMember } from '../../member';
import { byte } from '../../numbers/numbers';
import { ARRAY, INT, LONG, M, narrow, OBJECT } from './shared';
import type { AnyArray } from './shared';

/** The greatest number of elements .NET allocates. */
const MAXIMUM_LENGTH = 0x7fffffc7;

function elementAt(array: AnyArray, index: number): ClrValue {
  if (index < 0 || index >= countOf(array)) throw outsideArray();
  return array instanceof Uint8Array ? byte(array[index] ?? 0) : (array.items[index] ?? null);
}

function setElement(array: AnyArray, value: ClrValue, index: number): void {
  elementAt(array, index);
  put(array, index, storable(value, elementTypeOf(array)));
}

/** Indexes of more dimensions than any array here has. */
function refuseDimensions(words: string, indexes: readonly (number | bigint)[]): never {
  indexes.forEach((index, position) => {
    if (typeof index === 'bigint') narrow(index, `index${position + 1}`);
  });
  throw argument(`Array was not a ${words}-dimensional array.`);
}

function getting(words: string): PlainMember {
  return (_self: AnyArray, ...indexes: (number | bigint)[]) => refuseDimensions(words, indexes);
}

function setting(words: string): PlainMember {
  return (_self: AnyArray, _value: ClrValue, ...indexes: (number | bigint)[]) => refuseDimensions(words, indexes);
}

/** The one index in an array of indexes. */
function onlyIndex(indexes: ClrArray | null): number {
  if (indexes === null) throw argumentNull('indices');
  const [index] = indexes.items;
  if (indexes.items.length !== 1 || index === undefined) {
    throw argument('Indices length does not match the array rank.');
  }
  return typeof index === 'bigint' ? narrow(index, 'index') : Number(index);
}

function byIndexes(self: AnyArray, indexes: ClrArray | null): ClrValue {
  return elementAt(self, onlyIndex(indexes));
}

function setByIndexes(self: AnyArray, value: ClrValue, indexes: ClrArray | null): void {
  setElement(self, value, onlyIndex(indexes));
}

/** A member that asks for something of the only dimension. */
function dimension(answer: (array: AnyArray) => ClrValue): PlainMember {
  return (self: AnyArray, index: number) => {
    if (index === 0) return answer(self);
    throw new ClrException('System.IndexOutOfRangeException', 'Array does not have that many dimensions.');
  };
}

/** Members of System.Array for one element at a time, its bounds and its length. Arrays here have one dimension. */
export const ARRAY_ELEMENT_MEMBERS: MemberTable = {
  [`P:${ARRAY}.Length`]: countOf,
  [`P:${ARRAY}.LongLength`]: (self: AnyArray) => BigInt(countOf(self)),
  [`P:${ARRAY}.Rank`]: () => 1,
  [`P:${ARRAY}.MaxLength`]: () => MAXIMUM_LENGTH,
  [`P:${ARRAY}.IsFixedSize`]: () => true,
  [`P:${ARRAY}.IsReadOnly`]: () => false,
  [`P:${ARRAY}.IsSynchronized`]: () => false,
  [`P:${ARRAY}.SyncRoot`]: (self: AnyArray) => self,
  [`${M}Initialize`]: () => undefined,
  [`${M}GetValue(${INT})`]: elementAt,
  [`${M}GetValue(${LONG})`]: (self: AnyArray, index: bigint) => elementAt(self, narrow(index, 'index')),
  [`${M}GetValue(${INT}[])`]: byIndexes,
  [`${M}GetValue(${LONG}[])`]: byIndexes,
  [`${M}GetValue(${INT},${INT})`]: getting('two'),
  [`${M}GetValue(${LONG},${LONG})`]: getting('two'),
  [`${M}GetValue(${INT},${INT},${INT})`]: getting('three'),
  [`${M}GetValue(${LONG},${LONG},${LONG})`]: getting('three'),
  [`${M}SetValue(${OBJECT},${INT})`]: setElement,
  [`${M}SetValue(${OBJECT},${LONG})`]: (self: AnyArray, value: ClrValue, index: bigint) =>
    setElement(self, value, narrow(index, 'index')),
  [`${M}SetValue(${OBJECT},${INT}[])`]: setByIndexes,
  [`${M}SetValue(${OBJECT},${LONG}[])`]: setByIndexes,
  [`${M}SetValue(${OBJECT},${INT},${INT})`]: setting('two'),
  [`${M}SetValue(${OBJECT},${LONG},${LONG})`]: setting('two'),
  [`${M}SetValue(${OBJECT},${INT},${INT},${INT})`]: setting('three'),
  [`${M}SetValue(${OBJECT},${LONG},${LONG},${LONG})`]: setting('three'),
  [`${M}GetLength(${INT})`]: dimension(countOf),
  [`${M}GetLongLength(${INT})`]: dimension((self) => BigInt(countOf(self))),
  [`${M}GetLowerBound(${INT})`]: dimension(() => 0),
  [`${M}GetUpperBound(${INT})`]: dimension((self) => countOf(self) - 1),
};
