import type { ClrValue } from '../../clr-value';
import { ClrException } from '../../clr-exception';
import { itemsOf, makeArray } from '../array';
import type { ClrArray } from '../array';
import { countOf, put } from '../collection-access';
import { defaultByName } from '../default-by-name';
import type { ClrDelegate } from '../delegate';
import { argument, argumentNull, argumentOutOfRange, outsideArray } from '../errors';
import { withSite } from '../member';
import type { MemberTable, PlainMember, Ref, Site } from '../member';
import { byte } from '../numbers';
import type { Run } from '../run';
import { ELEMENT_SIZE } from '../size';
import { clrEquals } from '../values';

const A = 'System.Array';
const M = `M:${A}.`;
const INT = 'System.Int32';
const LONG = 'System.Int64';
const PREDICATE = 'System.Predicate{``0}';

const MAXIMUM_INDEX = 0x7fffffffn;

type AnyArray = ClrArray | Uint8Array;

function given(array: AnyArray | null): AnyArray {
  if (array === null) throw argumentNull('array');
  return array;
}

/** A 64-bit index, which must be one that fits 32 bits. */
function narrow(index: bigint, parameter: string): number {
  if (index <= MAXIMUM_INDEX && index >= -MAXIMUM_INDEX - 1n) return Number(index);
  throw argumentOutOfRange('Arrays larger than 2GB are not supported.', parameter);
}

function elementAt(array: AnyArray, index: number): ClrValue {
  if (index < 0 || index >= countOf(array)) throw outsideArray();
  return array instanceof Uint8Array ? byte(array[index] ?? 0) : (array.items[index] ?? null);
}

/** Reading by so many indexes as no array here has dimensions. */
function ofDimensions(words: string): PlainMember {
  return (_self: AnyArray, ...indexes: (number | bigint)[]) => {
    indexes.forEach((index, position) => {
      if (typeof index === 'bigint') narrow(index, `index${position + 1}`);
    });
    throw argument(`Array was not a ${words}-dimensional array.`);
  };
}

function byIndexes(self: AnyArray, indexes: ClrArray | null): ClrValue {
  if (indexes === null) throw argumentNull('indices');
  const [index] = indexes.items;
  if (indexes.items.length !== 1 || index === undefined) {
    throw argument('Indices length does not match the array rank.');
  }
  return elementAt(self, typeof index === 'bigint' ? narrow(index, 'index') : Number(index));
}

/** A member that asks for something of the only dimension. */
function dimension(answer: (array: AnyArray) => ClrValue): PlainMember {
  return (self: AnyArray, index: number) => {
    if (index === 0) return answer(self);
    throw new ClrException('System.IndexOutOfRangeException', 'Array does not have that many dimensions.');
  };
}

function lastIndex(array: AnyArray, test: (item: ClrValue) => boolean): number {
  return itemsOf(array).findLastIndex(test);
}

function fill(array: AnyArray | null, value: ClrValue, start = 0, count = countOf(given(array))): void {
  const target = given(array);
  const size = countOf(target);
  if (start < 0 || start > size) {
    throw argumentOutOfRange(
      'Index was out of range. Must be non-negative and less than or equal to the size of the collection.',
      'startIndex',
    );
  }
  if (count < 0 || count > size - start) {
    throw argumentOutOfRange(
      'Count must be positive and count must refer to a location within the string/array/collection.',
      'count',
    );
  }
  for (let index = start; index < start + count; index += 1) put(target, index, value);
}

function clear(array: AnyArray | null): void {
  const target = given(array);
  fill(target, target instanceof Uint8Array ? byte(0) : defaultByName(target.elementType));
}

function resize(site: Site, run: Run, place: Ref, size: number): void {
  if (size < 0) throw argumentOutOfRange('Non-negative number required.', 'newSize');
  run.produce(size * ELEMENT_SIZE);
  const type = site.typeArguments[0] ?? 'System.Object';
  const old = place.value === null ? [] : itemsOf(place.value as AnyArray).slice(0, size);
  const added = new Array<ClrValue>(size - old.length).fill(defaultByName(type));
  place.value = makeArray(type, [...old, ...added]);
}

/** Members of System.Array for one element at a time, its bounds and its length. Arrays here have one dimension. */
export const ARRAY_ELEMENT_MEMBERS: MemberTable = {
  [`${M}GetValue(${INT})`]: elementAt,
  [`${M}GetValue(${LONG})`]: (self: AnyArray, index: bigint) => elementAt(self, narrow(index, 'index')),
  [`${M}GetValue(${INT}[])`]: byIndexes,
  [`${M}GetValue(${LONG}[])`]: byIndexes,
  [`${M}GetValue(${INT},${INT})`]: ofDimensions('two'),
  [`${M}GetValue(${LONG},${LONG})`]: ofDimensions('two'),
  [`${M}GetValue(${INT},${INT},${INT})`]: ofDimensions('three'),
  [`${M}GetValue(${LONG},${LONG},${LONG})`]: ofDimensions('three'),
  [`${M}GetLength(${INT})`]: dimension(countOf),
  [`${M}GetLongLength(${INT})`]: dimension((self) => BigInt(countOf(self))),
  [`${M}GetLowerBound(${INT})`]: dimension(() => 0),
  [`${M}GetUpperBound(${INT})`]: dimension((self) => countOf(self) - 1),
  [`P:${A}.IsFixedSize`]: () => true,
  [`P:${A}.IsReadOnly`]: () => false,
  [`P:${A}.IsSynchronized`]: () => false,
  [`${M}FindLast\`\`1(\`\`0[],${PREDICATE})`]: withSite(
    (site: Site, _run: Run, array: AnyArray | null, test: ClrDelegate) => {
      const items = itemsOf(given(array));
      const index = items.findLastIndex((item) => test.invoke(item) === true);
      return index < 0 ? defaultByName(site.typeArguments[0] ?? 'System.Object') : (items[index] ?? null);
    },
  ),
  [`${M}FindLastIndex\`\`1(\`\`0[],${PREDICATE})`]: (array: AnyArray | null, test: ClrDelegate) =>
    lastIndex(given(array), (item) => test.invoke(item) === true),
  [`${M}LastIndexOf(${A},System.Object)`]: (array: AnyArray | null, value: ClrValue) =>
    lastIndex(given(array), (item) => clrEquals(item, value)),
  [`${M}LastIndexOf\`\`1(\`\`0[],\`\`0)`]: (array: AnyArray | null, value: ClrValue) =>
    lastIndex(given(array), (item) => clrEquals(item, value)),
  [`${M}ForEach\`\`1(\`\`0[],System.Action{\`\`0})`]: (array: AnyArray | null, action: ClrDelegate) => {
    for (const item of itemsOf(given(array))) action.invoke(item);
  },
  [`${M}Fill\`\`1(\`\`0[],\`\`0)`]: fill,
  [`${M}Fill\`\`1(\`\`0[],\`\`0,${INT},${INT})`]: fill,
  [`${M}Clear(${A})`]: clear,
  [`${M}Resize\`\`1(\`\`0[]@,${INT})`]: withSite(resize),
};
