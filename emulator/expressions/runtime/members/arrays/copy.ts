import { ClrException } from '../../../clr-exception';
import type { ClrValue } from '../../../clr-value';
import { ClrArray, itemsOf, makeArray } from '../../collections/array';
import { elementTypeOf, storeAll, takesAsItIs } from '../../collections/array-store';
import { countOf, put, requireFromZero } from '../../collections/collection-access';
import { defaultByName } from '../../default-by-name';
import type { ClrDelegate } from '../../delegate';
import { argument, argumentNull, argumentOutOfRange, outsideArray, requireNonNegative } from '../../errors';
import { ClrList } from '../../collections/list';
import { withSite } from '../../member';
import type { MemberTable, Ref, Site } from '../../member';
import type { Run } from '../../run';
import { ELEMENT_SIZE } from '../../size';
import { ARRAY, given, INT, ITEMS, LONG, M, narrow, OBJECT } from './shared';
import type { AnyArray } from './shared';

function tooShort(which: 'Source' | 'Destination', parameter: string): never {
  throw argument(
    `${which} array was not long enough. Check the ${which.toLowerCase()} index, length, and the array's lower bounds.`,
    parameter,
  );
}

/** Checks both parts as `Array.Copy` does, and answers the two arrays. */
function partsOf(
  source: AnyArray | null,
  from: number,
  target: AnyArray | null,
  to: number,
  length: number,
): readonly [read: AnyArray, written: AnyArray] {
  const [read, written] = [given(source, 'sourceArray'), given(target, 'destinationArray')];
  requireNonNegative(length, 'length');
  requireFromZero(from, 'sourceIndex');
  if (from + length > countOf(read)) tooShort('Source', 'sourceArray');
  requireFromZero(to, 'destinationIndex');
  if (to + length > countOf(written)) tooShort('Destination', 'destinationArray');
  return [read, written];
}

function copy(source: AnyArray | null, from: number, target: AnyArray | null, to: number, length: number): void {
  const [read, written] = partsOf(source, from, target, to, length);
  if (read instanceof Uint8Array && written instanceof Uint8Array) {
    written.set(read.subarray(from, from + length), to);
    return;
  }
  storeAll(itemsOf(read).slice(from, from + length), elementTypeOf(read), written, to);
}

function constrainedCopy(...parts: Parameters<typeof copy>): void {
  const [read, written] = partsOf(...parts);
  if (!takesAsItIs(elementTypeOf(read), elementTypeOf(written))) {
    throw new ClrException(
      'System.ArrayTypeMismatchException',
      "Array.ConstrainedCopy will only work on array types that are provably compatible, without any form of boxing, unboxing, widening, or casting of each array element.  Change the array types (i.e., copy a Derived[] to a Base[]), or use a mitigation strategy in the CER for Array.Copy's less powerful reliability contract, such as cloning the array or throwing away the potentially corrupt destination array.",
    );
  }
  copy(...parts);
}

function copyTo(self: AnyArray, target: AnyArray | null, index: number): void {
  copy(self, 0, target, index, countOf(self));
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

function clear(array: AnyArray | null, start = 0, length = countOf(given(array))): void {
  const target = given(array);
  if (start < 0 || length < 0 || start + length > countOf(target)) throw outsideArray();
  fill(target, defaultByName(elementTypeOf(target)), start, length);
}

function typeAt(site: Site, index: number): string {
  return site.typeArguments[index] ?? OBJECT;
}

function resize(site: Site, run: Run, place: Ref, size: number): void {
  if (size < 0) throw argumentOutOfRange('Non-negative number required.', 'newSize');
  run.produce(size * ELEMENT_SIZE);
  const type = typeAt(site, 0);
  const old = place.value === null ? [] : itemsOf(place.value as AnyArray).slice(0, size);
  const added = new Array<ClrValue>(size - old.length).fill(defaultByName(type));
  place.value = makeArray(type, [...old, ...added]);
}

/** Members of System.Array that copy, fill and convert. */
export const ARRAY_COPY_MEMBERS: MemberTable = {
  [`${M}Clone`]: (self: AnyArray) =>
    self instanceof Uint8Array ? Uint8Array.from(self) : new ClrArray(self.elementType, [...self.items]),
  [`${M}Copy(${ARRAY},${ARRAY},${INT})`]: (source: AnyArray | null, target: AnyArray | null, length: number) =>
    copy(source, 0, target, 0, length),
  [`${M}Copy(${ARRAY},${ARRAY},${LONG})`]: (source: AnyArray | null, target: AnyArray | null, length: bigint) =>
    copy(source, 0, target, 0, narrow(length, 'length')),
  [`${M}Copy(${ARRAY},${INT},${ARRAY},${INT},${INT})`]: copy,
  [`${M}ConstrainedCopy(${ARRAY},${INT},${ARRAY},${INT},${INT})`]: constrainedCopy,
  [`${M}Copy(${ARRAY},${LONG},${ARRAY},${LONG},${LONG})`]: (
    source: AnyArray | null,
    from: bigint,
    target: AnyArray | null,
    to: bigint,
    length: bigint,
  ) => copy(source, narrow(from, 'sourceIndex'), target, narrow(to, 'destinationIndex'), narrow(length, 'length')),
  [`${M}CopyTo(${ARRAY},${INT})`]: copyTo,
  [`${M}CopyTo(${ARRAY},${LONG})`]: (self: AnyArray, target: AnyArray | null, index: bigint) =>
    copyTo(self, target, narrow(index, 'index')),
  [`${M}Fill\`\`1(${ITEMS},\`\`0)`]: fill,
  [`${M}Fill\`\`1(${ITEMS},\`\`0,${INT},${INT})`]: fill,
  [`${M}Clear(${ARRAY})`]: clear,
  [`${M}Clear(${ARRAY},${INT},${INT})`]: clear,
  [`${M}Resize\`\`1(${ITEMS}@,${INT})`]: withSite(resize),
  [`${M}Empty\`\`1`]: withSite((site: Site) => makeArray(typeAt(site, 0), [])),
  [`${M}AsReadOnly\`\`1(${ITEMS})`]: withSite((site: Site, _run: Run, array: AnyArray | null) => {
    const source = given(array);
    const items = source instanceof ClrArray ? source.items : [...itemsOf(source)];
    return new ClrList(typeAt(site, 0), items, 'ReadOnlyCollection');
  }),
  [`${M}ConvertAll\`\`2(${ITEMS},System.Converter{\`\`0,\`\`1})`]: withSite(
    (site: Site, _run: Run, array: AnyArray | null, converter: ClrDelegate | null) => {
      const items = itemsOf(given(array));
      if (converter === null) throw argumentNull('converter');
      return makeArray(
        typeAt(site, 1),
        items.map((item) => converter.invoke(item)),
      );
    },
  ),
};
