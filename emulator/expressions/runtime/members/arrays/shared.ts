import type { ClrArray } from '../../collections/array';
import { countOf, INVALID_RANGE, requireNonNegativeNumber } from '../../collections/collection-access';
import { argument, argumentNull, argumentOutOfRange } from '../../errors';

export const ARRAY = 'System.Array';
/** The beginning of the ids of its methods. */
export const M = `M:${ARRAY}.`;
export const INT = 'System.Int32';
export const LONG = 'System.Int64';
export const OBJECT = 'System.Object';
/** `T[]` where T is the first type argument of the method. */
export const ITEMS = '``0[]';

export type AnyArray = ClrArray | Uint8Array;

const MAXIMUM_INDEX = 0x7fffffffn;

/** The array, which may not be null. */
export function given(array: AnyArray | null, parameter = 'array'): AnyArray {
  if (array === null) throw argumentNull(parameter);
  return array;
}

/** A 64-bit index, which must be one that fits 32 bits. */
export function narrow(index: bigint, parameter: string): number {
  if (index <= MAXIMUM_INDEX && index >= -MAXIMUM_INDEX - 1n) return Number(index);
  throw argumentOutOfRange('Arrays larger than 2GB are not supported.', parameter);
}

/** Fails as sorting, reversing and binary searches do for a range that does not lie within the array. */
export function requireArrayRange(array: AnyArray, index: number, length: number): void {
  requireNonNegativeNumber(index, 'index');
  requireNonNegativeNumber(length, 'length');
  if (countOf(array) - index < length) throw argument(INVALID_RANGE);
}
