import type { ClrValue } from '../../clr-value';
import { ClrArray } from '../array';
import { argumentOutOfRange, outsideArray } from '../errors';
import { formatComposite } from '../format-item';
import type { Member, MemberTable } from '../member';
import { char, double, int16, single, uint16, uint32, uint64 } from '../numbers';
import type { ClrChar, ClrNumber } from '../numbers';
import { rawNumber } from '../convert-number';
import { ReferenceObject } from '../reference-object';
import { clrEquals, display } from '../values';

/** A System.Text.StringBuilder, or a StringWriter. */
class TextBuffer extends ReferenceObject {
  constructor(
    readonly clrType: string,
    public text: string,
  ) {
    super();
  }

  override toClrString(): string {
    return this.text;
  }

  append(value: string): this {
    this.text += value;
    return this;
  }
}

const SB = 'System.Text.StringBuilder';
const NEW_LINE = '\n';
const APPENDABLE = [
  'String',
  'Char',
  'Object',
  'Boolean',
  'Byte',
  'SByte',
  'Int16',
  'UInt16',
  'Int32',
  'UInt32',
  'Int64',
  'UInt64',
  'Single',
  'Double',
  'Decimal',
].map((name) => `System.${name}`);

function outOfRange(parameter: string): Error {
  return argumentOutOfRange(
    'Index was out of range. Must be non-negative and less than the size of the collection.',
    parameter,
  );
}

function characters(value: ClrValue): string {
  return value instanceof ClrArray ? value.items.map(display).join('') : display(value);
}

function splice(self: TextBuffer, start: number, count: number, text: string): TextBuffer {
  if (start < 0 || start > self.text.length) throw outOfRange('index');
  if (count < 0 || start + count > self.text.length) throw outOfRange('length');
  self.text = self.text.slice(0, start) + text + self.text.slice(start + count);
  return self;
}

function builderMembers(): Record<string, Member> {
  const members: Record<string, Member> = {};
  for (const type of APPENDABLE) {
    members[`M:${SB}.Append(${type})`] = (self: TextBuffer, value: ClrValue) => self.append(display(value));
    members[`M:${SB}.Insert(System.Int32,${type})`] = (self: TextBuffer, index: number, value: ClrValue) =>
      splice(self, index, 0, display(value));
  }
  for (const type of ['System.IO.TextWriter', 'System.IO.StringWriter']) {
    for (const value of ['System.String', 'System.Char', 'System.Object', 'System.Int32']) {
      members[`M:${type}.Write(${value})`] = (self: TextBuffer, item: ClrValue) => void self.append(display(item));
      members[`M:${type}.WriteLine(${value})`] = (self: TextBuffer, item: ClrValue) =>
        void self.append(display(item) + NEW_LINE);
    }
  }
  return members;
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

function readAt(size: number, read: (view: DataView) => ClrValue): (bytes: Uint8Array, start: number) => ClrValue {
  return (bytes, start) => {
    if (start < 0 || start >= bytes.length) throw outOfRange('startIndex');
    if (start + size > bytes.length) throw outsideArray();
    return read(new DataView(bytes.buffer, bytes.byteOffset + start, size));
  };
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (value) => value.toString(16).toUpperCase().padStart(2, '0')).join('-');
}

const B = 'M:System.BitConverter';

/** Members of StringBuilder, StringWriter and BitConverter (little-endian). */
export const TEXT_MEMBERS: MemberTable = {
  ...builderMembers(),
  [`M:${SB}.#ctor`]: () => new TextBuffer(SB, ''),
  [`M:${SB}.#ctor(System.Int32)`]: () => new TextBuffer(SB, ''),
  [`M:${SB}.#ctor(System.String)`]: (text: string | null) => new TextBuffer(SB, text ?? ''),
  [`M:${SB}.#ctor(System.String,System.Int32)`]: (text: string | null) => new TextBuffer(SB, text ?? ''),
  [`M:${SB}.Append(System.Char,System.Int32)`]: (self: TextBuffer, unit: ClrChar, count: number) =>
    self.append(display(unit).repeat(count)),
  [`M:${SB}.Append(System.Char[])`]: (self: TextBuffer, chars: ClrValue) => self.append(characters(chars)),
  [`M:${SB}.Append(System.String,System.Int32,System.Int32)`]: (
    self: TextBuffer,
    text: string,
    start: number,
    count: number,
  ) => self.append(text.slice(start, start + count)),
  [`M:${SB}.Append(${SB})`]: (self: TextBuffer, other: TextBuffer | null) => self.append(other?.text ?? ''),
  [`M:${SB}.AppendLine`]: (self: TextBuffer) => self.append(NEW_LINE),
  [`M:${SB}.AppendLine(System.String)`]: (self: TextBuffer, text: string | null) =>
    self.append((text ?? '') + NEW_LINE),
  [`M:${SB}.AppendFormat(System.String,System.Object)`]: (self: TextBuffer, format: string, value: ClrValue) =>
    self.append(formatComposite(format, [value])),
  [`M:${SB}.AppendFormat(System.String,System.Object,System.Object)`]: (
    self: TextBuffer,
    format: string,
    ...values: ClrValue[]
  ) => self.append(formatComposite(format, values)),
  [`M:${SB}.AppendFormat(System.String,System.Object,System.Object,System.Object)`]: (
    self: TextBuffer,
    format: string,
    ...values: ClrValue[]
  ) => self.append(formatComposite(format, values)),
  [`M:${SB}.AppendFormat(System.String,System.Object[])`]: (self: TextBuffer, format: string, values: ClrArray) =>
    self.append(formatComposite(format, values.items)),
  [`M:${SB}.Remove(System.Int32,System.Int32)`]: (self: TextBuffer, start: number, count: number) =>
    splice(self, start, count, ''),
  [`M:${SB}.Replace(System.String,System.String)`]: (self: TextBuffer, old: string, replacement: string | null) => {
    self.text = self.text.replaceAll(old, () => replacement ?? '');
    return self;
  },
  [`M:${SB}.Replace(System.Char,System.Char)`]: (self: TextBuffer, old: ClrChar, replacement: ClrChar) => {
    self.text = self.text.replaceAll(display(old), () => display(replacement));
    return self;
  },
  [`M:${SB}.Clear`]: (self: TextBuffer) => {
    self.text = '';
    return self;
  },
  [`P:${SB}.Length`]: (self: TextBuffer) => self.text.length,
  [`set:P:${SB}.Length`]: (self: TextBuffer, length: number) => {
    self.text = self.text.slice(0, length).padEnd(length, '\0');
  },
  [`P:${SB}.Chars(System.Int32)`]: (self: TextBuffer, index: number) => {
    const code = self.text.charCodeAt(index);
    if (Number.isNaN(code)) throw outsideArray();
    return char(code);
  },
  [`M:${SB}.ToString(System.Int32,System.Int32)`]: (self: TextBuffer, start: number, count: number) =>
    self.text.slice(start, start + count),
  [`M:${SB}.Equals(${SB})`]: (self: TextBuffer, other: TextBuffer | null) =>
    other !== null && clrEquals(self.text, other.text),
  'M:System.IO.StringWriter.#ctor': () => new TextBuffer('System.IO.StringWriter', ''),
  [`${B}.GetBytes(System.Boolean)`]: (value: boolean) => Uint8Array.of(value ? 1 : 0),
  [`${B}.GetBytes(System.Char)`]: bytesOf(2, (view, value) => view.setUint16(0, numberOf(value), true)),
  [`${B}.GetBytes(System.Int16)`]: bytesOf(2, (view, value) => view.setInt16(0, numberOf(value), true)),
  [`${B}.GetBytes(System.UInt16)`]: bytesOf(2, (view, value) => view.setUint16(0, numberOf(value), true)),
  [`${B}.GetBytes(System.Int32)`]: bytesOf(4, (view, value) => view.setInt32(0, numberOf(value), true)),
  [`${B}.GetBytes(System.UInt32)`]: bytesOf(4, (view, value) => view.setUint32(0, numberOf(value), true)),
  [`${B}.GetBytes(System.Int64)`]: bytesOf(8, (view, value) => view.setBigInt64(0, bigOf(value), true)),
  [`${B}.GetBytes(System.UInt64)`]: bytesOf(8, (view, value) => view.setBigUint64(0, bigOf(value), true)),
  [`${B}.GetBytes(System.Single)`]: bytesOf(4, (view, value) => view.setFloat32(0, numberOf(value), true)),
  [`${B}.GetBytes(System.Double)`]: bytesOf(8, (view, value) => view.setFloat64(0, numberOf(value), true)),
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
  [`${B}.ToString(System.Byte[])`]: hex,
  [`${B}.ToString(System.Byte[],System.Int32)`]: (bytes: Uint8Array, start: number) => hex(bytes.subarray(start)),
  [`${B}.ToString(System.Byte[],System.Int32,System.Int32)`]: (bytes: Uint8Array, start: number, count: number) =>
    hex(bytes.subarray(start, start + count)),
  [`${B}.DoubleToInt64Bits(System.Double)`]: (value: ClrNumber) => {
    const view = new DataView(new ArrayBuffer(8));
    view.setFloat64(0, value.value);
    return view.getBigInt64(0);
  },
  'F:System.BitConverter.IsLittleEndian': () => true,
};
