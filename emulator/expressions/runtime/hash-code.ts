import type { ClrValue } from '../clr-value';
import { ClrDateTime, ClrDateTimeOffset, ClrTimeSpan } from './dates/date-time';
import { ClrEnum } from './enums';
import { ClrGuid } from './guid';
import { ClrDecimal } from './numbers/decimal';
import { ClrChar, ClrNumber, ClrUInt64 } from './numbers/numbers';
import { ClrTuple } from './tuple';
import { equalityKey } from './values';

/** The halves of 64 bits, one over the other. */
function ofLong(value: bigint): number {
  return Number(BigInt.asIntN(32, value ^ (value >> 32n)));
}

/** The bits of a double or float; both zeros are one value, and so are all NaN. */
function ofReal({ clrType, value }: ClrNumber): number {
  const view = new DataView(new ArrayBuffer(8));
  const size = value === 0 ? 0 : value;
  if (clrType === 'System.Single') {
    view.setFloat32(0, size);
    return Number.isNaN(value) ? 0x7f800000 : view.getInt32(0);
  }
  view.setFloat64(0, size);
  return Number.isNaN(value) ? 0x7ff00000 : view.getInt32(0) ^ view.getInt32(4);
}

function ofDecimal(value: ClrDecimal): number {
  const { coefficient, scale, negative } = value.trimmed();
  const size = coefficient < 0n ? -coefficient : coefficient;
  const flags = (BigInt(scale) << 16n) | (negative ? 0x8000_0000n : 0n);
  return Number(BigInt.asIntN(32, flags ^ (size >> 64n) ^ (size >> 32n) ^ size));
}

function combined(hashes: readonly number[]): number {
  const [first = 0, second, ...rest] = hashes;
  if (second === undefined) return first;
  if (hashes.length <= 3) return combined([(Math.imul(first, 33) | 0) ^ second, ...rest]);
  if (hashes.length === 4) return combined([combined(hashes.slice(0, 2)), combined(hashes.slice(2))]);
  return combined([combined(hashes.slice(0, 4)), combined(hashes.slice(4))]);
}

/** A tuple of eight counts its last eight items, those of the tuple in the eighth place among them. */
function ofTuple({ items }: ClrTuple): number {
  const rest = items[7];
  if (!(rest instanceof ClrTuple)) return combined(items.map(hashCode));
  if (rest.items.length === 8) return hashCode(rest);
  return combined(items.slice(rest.items.length - 1).map(hashCode));
}

/**
 * `GetHashCode()`: .NET's own number for the structs and tuples, where it is the same in every process; for other values, text
 * above all, one that is equal for equal values.
 */
export function hashCode(value: ClrValue): number {
  if (value === null) return 0;
  if (typeof value === 'number') return value;
  if (typeof value === 'boolean') return Number(value);
  if (typeof value === 'bigint') return ofLong(value);
  if (value instanceof ClrChar) return value.code | (value.code << 16);
  if (value instanceof ClrNumber) return /Double|Single/.test(value.clrType) ? ofReal(value) : value.value | 0;
  if (value instanceof ClrUInt64) return ofLong(value.value);
  if (value instanceof ClrDecimal) return ofDecimal(value);
  if (value instanceof ClrEnum) return value.value | 0;
  if (value instanceof ClrDateTime || value instanceof ClrTimeSpan) return ofLong(value.ticks);
  if (value instanceof ClrDateTimeOffset) return ofLong(value.utcTicks);
  if (value instanceof ClrGuid) {
    const view = new DataView(Uint8Array.from(value.toBytes()).buffer);
    return [0, 4, 8, 12].reduce((hash, at) => hash ^ view.getInt32(at, true), 0);
  }
  return value instanceof ClrTuple ? ofTuple(value) : ofKey(equalityKey(value));
}

const marks = new WeakMap<object, number>();
let lastMark = 0;

/** Objects that are compared by reference are numbered. */
function ofKey(key: unknown): number {
  if (typeof key === 'object' && key !== null) {
    const mark = marks.get(key) ?? (lastMark = (Math.imul(lastMark, 1103515245) + 12345) | 0);
    marks.set(key, mark);
    return mark;
  }
  let hash = 17;
  for (const unit of String(key)) hash = (Math.imul(hash, 31) + unit.charCodeAt(0)) | 0;
  return hash;
}
