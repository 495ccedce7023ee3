import type { ClrValue } from '../../clr-value';
import { rawNumber } from '../numbers/convert-number';
import { argument, argumentNull, argumentOutOfRange, requireNonNegative } from '../errors';
import type { MemberTable } from '../member';
import { ClrHalf } from '../numbers/half';
import { ClrInt128 } from '../numbers/int128';
import { char, double, int16, single, uint16, uint32, uint64 } from '../numbers/numbers';
import type { ClrNumber, ClrUInt64 } from '../numbers/numbers';

function outOfRange(parameter: string): Error {
  return argumentOutOfRange(
    'Index was out of range. Must be non-negative and less than the size of the collection.',
    parameter,
  );
}

function bytesOf(size: number, write: (view: DataView, value: ClrValue) => void): (value: ClrValue) => Uint8Array {
  return (value) => {
    const bytes = new Uint8Array(size);
    write(new DataView(bytes.buffer), value);
    return bytes;
  };
}

function numberOf(value: ClrValue): number {
  return Number(rawNumber(value));
}

function bigOf(value: ClrValue): bigint {
  return BigInt(rawNumber(value) as bigint | number);
}

function readAt(
  size: number,
  read: (view: DataView) => ClrValue,
): (bytes: Uint8Array | null, start: number) => ClrValue {
  return (bytes, start) => {
    if (bytes === null) throw argumentNull('value');
    if (start < 0 || start >= bytes.length) throw outOfRange('startIndex');
    if (start + size > bytes.length)
      throw argument(
        'The array starting from the specified index is not long enough to read a value of the specified type.',
        'value',
      );
    return read(new DataView(bytes.buffer, bytes.byteOffset + start, size));
  };
}

/** The hexadecimal bytes of a part, by default all of them. */
function hexPart(bytes: Uint8Array | null, start = 0, count = (bytes?.length ?? 0) - start): string {
  if (bytes === null) throw argumentNull('value');
  if (start < 0 || (start >= bytes.length && start > 0)) throw outOfRange('startIndex');
  requireNonNegative(count, 'length');
  if (start > bytes.length - count)
    throw argument(
      'The array starting from the specified index is not long enough to read a value of the specified type.',
      'value',
    );
  const part = bytes.subarray(start, start + count);
  return Array.from(part, (value) => value.toString(16).toUpperCase().padStart(2, '0')).join('-');
}

/** JavaScript hides the sign of a NaN; .NET's own has it set. */
function writeDouble(view: DataView, { value }: ClrNumber, littleEndian = false): void {
  if (Number.isNaN(value)) view.setBigUint64(0, 0xfff8_0000_0000_0000n, littleEndian);
  else view.setFloat64(0, value, littleEndian);
}

function writeSingle(view: DataView, { value }: ClrNumber, littleEndian = false): void {
  if (Number.isNaN(value)) view.setUint32(0, 0xffc0_0000, littleEndian);
  else view.setFloat32(0, value, littleEndian);
}

/** The same bits as another type. */
function reread<T extends ClrValue>(
  write: (view: DataView, value: T) => void,
  read: (view: DataView) => ClrValue,
): (value: T) => ClrValue {
  return (value) => {
    const view = new DataView(new ArrayBuffer(8));
    write(view, value);
    return read(view);
  };
}

const B = 'M:System.BitConverter';

/** 128 bits, of which JavaScript writes 64 at a time. */
function writeWide(view: DataView, value: ClrValue): void {
  const whole = value instanceof ClrInt128 ? value.value : 0n;
  view.setBigUint64(0, BigInt.asUintN(64, whole), true);
  view.setBigUint64(8, BigInt.asUintN(64, whole >> 64n), true);
}

function readWide(view: DataView): bigint {
  return (view.getBigUint64(8, true) << 64n) | view.getBigUint64(0, true);
}

/** Members for the types of which an expression can make values, but not use any member. */
const RARE_MEMBERS: MemberTable = {
  [`${B}.GetBytes(System.Half)`]: bytesOf(2, (view, value) => view.setUint16(0, (value as ClrHalf).bits, true)),
  [`${B}.GetBytes(System.Int128)`]: bytesOf(16, writeWide),
  [`${B}.GetBytes(System.UInt128)`]: bytesOf(16, writeWide),
  [`${B}.ToHalf(System.Byte[],System.Int32)`]: readAt(2, (view) => new ClrHalf(view.getUint16(0, true))),
  [`${B}.ToInt128(System.Byte[],System.Int32)`]: readAt(
    16,
    (view) => new ClrInt128('System.Int128', BigInt.asIntN(128, readWide(view))),
  ),
  [`${B}.ToUInt128(System.Byte[],System.Int32)`]: readAt(16, (view) => new ClrInt128('System.UInt128', readWide(view))),
  [`${B}.HalfToInt16Bits(System.Half)`]: ({ bits }: ClrHalf) => int16(bits),
  [`${B}.HalfToUInt16Bits(System.Half)`]: ({ bits }: ClrHalf) => uint16(bits),
  [`${B}.Int16BitsToHalf(System.Int16)`]: ({ value }: ClrNumber) => new ClrHalf(value & 0xffff),
  [`${B}.UInt16BitsToHalf(System.UInt16)`]: ({ value }: ClrNumber) => new ClrHalf(value),
};

/** Members of BitConverter (little-endian). */
export const BIT_CONVERTER_MEMBERS: MemberTable = {
  ...RARE_MEMBERS,
  [`${B}.GetBytes(System.Boolean)`]: (value: boolean) => Uint8Array.of(value ? 1 : 0),
  [`${B}.GetBytes(System.Char)`]: bytesOf(2, (view, value) => view.setUint16(0, numberOf(value), true)),
  [`${B}.GetBytes(System.Int16)`]: bytesOf(2, (view, value) => view.setInt16(0, numberOf(value), true)),
  [`${B}.GetBytes(System.UInt16)`]: bytesOf(2, (view, value) => view.setUint16(0, numberOf(value), true)),
  [`${B}.GetBytes(System.Int32)`]: bytesOf(4, (view, value) => view.setInt32(0, numberOf(value), true)),
  [`${B}.GetBytes(System.UInt32)`]: bytesOf(4, (view, value) => view.setUint32(0, numberOf(value), true)),
  [`${B}.GetBytes(System.Int64)`]: bytesOf(8, (view, value) => view.setBigInt64(0, bigOf(value), true)),
  [`${B}.GetBytes(System.UInt64)`]: bytesOf(8, (view, value) => view.setBigUint64(0, bigOf(value), true)),
  [`${B}.GetBytes(System.Single)`]: bytesOf(4, (view, value) => writeSingle(view, value as ClrNumber, true)),
  [`${B}.GetBytes(System.Double)`]: bytesOf(8, (view, value) => writeDouble(view, value as ClrNumber, true)),
  [`${B}.ToBoolean(System.Byte[],System.Int32)`]: readAt(1, (view) => view.getUint8(0) !== 0),
  [`${B}.ToChar(System.Byte[],System.Int32)`]: readAt(2, (view) => char(view.getUint16(0, true))),
  [`${B}.ToInt16(System.Byte[],System.Int32)`]: readAt(2, (view) => int16(view.getInt16(0, true))),
  [`${B}.ToUInt16(System.Byte[],System.Int32)`]: readAt(2, (view) => uint16(view.getUint16(0, true))),
  [`${B}.ToInt32(System.Byte[],System.Int32)`]: readAt(4, (view) => view.getInt32(0, true)),
  [`${B}.ToUInt32(System.Byte[],System.Int32)`]: readAt(4, (view) => uint32(view.getUint32(0, true))),
  [`${B}.ToInt64(System.Byte[],System.Int32)`]: readAt(8, (view) => view.getBigInt64(0, true)),
  [`${B}.ToUInt64(System.Byte[],System.Int32)`]: readAt(8, (view) => uint64(view.getBigUint64(0, true))),
  [`${B}.ToSingle(System.Byte[],System.Int32)`]: readAt(4, (view) => single(view.getFloat32(0, true))),
  [`${B}.ToDouble(System.Byte[],System.Int32)`]: readAt(8, (view) => double(view.getFloat64(0, true))),
  [`${B}.ToString(System.Byte[])`]: hexPart,
  [`${B}.ToString(System.Byte[],System.Int32)`]: hexPart,
  [`${B}.ToString(System.Byte[],System.Int32,System.Int32)`]: hexPart,
  [`${B}.DoubleToInt64Bits(System.Double)`]: reread<ClrNumber>(writeDouble, (view) => view.getBigInt64(0)),
  'F:System.BitConverter.IsLittleEndian': () => true,
  [`${B}.DoubleToUInt64Bits(System.Double)`]: reread<ClrNumber>(writeDouble, (view) => uint64(view.getBigUint64(0))),
  [`${B}.Int64BitsToDouble(System.Int64)`]: reread<bigint>(
    (view, value) => view.setBigInt64(0, value),
    (view) => double(view.getFloat64(0)),
  ),
  [`${B}.UInt64BitsToDouble(System.UInt64)`]: reread<ClrUInt64>(
    (view, { value }) => view.setBigUint64(0, value),
    (view) => double(view.getFloat64(0)),
  ),
  [`${B}.SingleToInt32Bits(System.Single)`]: reread<ClrNumber>(writeSingle, (view) => view.getInt32(0)),
  [`${B}.SingleToUInt32Bits(System.Single)`]: reread<ClrNumber>(writeSingle, (view) => uint32(view.getUint32(0))),
  [`${B}.Int32BitsToSingle(System.Int32)`]: reread<number>(
    (view, value) => view.setInt32(0, value),
    (view) => single(view.getFloat32(0)),
  ),
  [`${B}.UInt32BitsToSingle(System.UInt32)`]: reread<ClrNumber>(
    (view, { value }) => view.setUint32(0, value),
    (view) => single(view.getFloat32(0)),
  ),
};
