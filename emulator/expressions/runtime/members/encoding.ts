import { ClrArray, itemsOf } from '../collections/array';
import { ClrException } from '../../clr-exception';
import { DEFAULT_ENCODING, encodingByCodePage, encodingByName, encodingNamed, ClrEncoding } from '../text/codecs';
import { argumentNull, argumentOutOfRange, requireAtMost, requireNonNegative } from '../errors';
import { iterate } from '../collections/enumerable';
import type { MemberTable } from '../member';
import { display } from '../values';

function chars(array: ClrArray | Uint8Array): string {
  return itemsOf(array).map(display).join('');
}

/** Fails as .NET does for a part of an array, whose parameter has this name: UTF-16 and UTF-32 with other words. */
function requirePart(
  self: ClrEncoding,
  size: number | undefined,
  start: number,
  count: number,
  parameter: 'bytes' | 'chars',
): void {
  const wide = /^utf-(?:16|32)/.test(self.codec.name);
  if (size === undefined) {
    throw wide
      ? argumentNull(parameter)
      : new ClrException('System.ArgumentNullException', 'Array cannot be null.', null, parameter);
  }
  if (wide) {
    requireNonNegative(start, 'index');
    requireNonNegative(count, 'count');
  }
  if (start < 0 || count < 0) throw argumentOutOfRange('Non-negative number required.', start < 0 ? 'index' : 'count');
  if (start > size - count)
    throw argumentOutOfRange('Index and count must refer to a location within the buffer.', parameter);
}

function slice(self: ClrEncoding, bytes: Uint8Array | null, start: number, count: number): Uint8Array {
  requirePart(self, bytes?.length, start, count, 'bytes');
  return (bytes ?? new Uint8Array()).subarray(start, start + count);
}

function charPart(self: ClrEncoding, array: ClrArray | null, start: number, count: number): string {
  requirePart(self, array?.items.length, start, count, 'chars');
  return array === null ? '' : chars(array).slice(start, start + count);
}

function textPart(text: string | null, start: number, count: number): string {
  if (text === null) throw argumentNull('s');
  requireNonNegative(start, 'index');
  requireNonNegative(count, 'count');
  requireAtMost(start, text.length - count, 'index');
  return text.slice(start, start + count);
}

function convert(from: ClrEncoding | null, to: ClrEncoding | null, bytes: Uint8Array): Uint8Array {
  if (from === null) throw argumentNull('srcEncoding');
  if (to === null) throw argumentNull('dstEncoding');
  return to.codec.encode(from.codec.decode(bytes));
}

/** A count of GetMaxByteCount and GetMaxCharCount; two encodings have words of their own for one below zero. */
function requireCount(self: ClrEncoding, value: number, parameter: 'charCount' | 'byteCount'): number {
  const { name } = self.codec;
  if (name === 'utf-8' || (name === 'iso-8859-1' && parameter === 'byteCount')) {
    if (value < 0) throw argumentOutOfRange('Non-negative number required.', parameter);
  } else {
    requireNonNegative(value, parameter);
  }
  return value;
}

function requireInt(value: number, [many, few]: readonly [string, string], parameter: string): number {
  if (value > 0x7fffffff) {
    throw argumentOutOfRange(
      `Too many ${many}. The resulting number of ${few} is larger than what can be returned as an int.`,
      parameter,
    );
  }
  return value;
}

function decode(self: ClrEncoding, bytes: Uint8Array | null): string {
  if (bytes === null) throw argumentNull('bytes');
  return self.codec.decode(bytes);
}

function encode(self: ClrEncoding, text: string | null): Uint8Array {
  if (text === null) throw argumentNull('s');
  return self.codec.encode(text);
}

function whole(array: ClrArray | null): string {
  if (array === null) throw argumentNull('chars');
  return chars(array);
}

function charArray(text: string): ClrArray {
  return new ClrArray('System.Char', [...iterate(text)]);
}

function decodePart(self: ClrEncoding, bytes: Uint8Array | null, start: number, count: number): string {
  return decode(self, slice(self, bytes, start, count));
}

const E = 'M:System.Text.Encoding';
const CHARS = 'System.Char[],System.Int32,System.Int32';
const BYTES = 'System.Byte[],System.Int32,System.Int32';
const TEXT = 'System.String,System.Int32,System.Int32';
const PAIR = 'System.Text.Encoding,System.Text.Encoding';

/** Members of System.Text.Encoding. */
export const ENCODING_MEMBERS: MemberTable = {
  'P:System.Text.Encoding.UTF8': () => encodingNamed('utf-8'),
  'P:System.Text.Encoding.Default': () => DEFAULT_ENCODING,
  'P:System.Text.Encoding.ASCII': () => encodingNamed('us-ascii'),
  'P:System.Text.Encoding.Latin1': () => encodingNamed('iso-8859-1'),
  'P:System.Text.Encoding.Unicode': () => encodingNamed('utf-16'),
  'P:System.Text.Encoding.UTF32': () => encodingNamed('utf-32'),
  'P:System.Text.Encoding.BigEndianUnicode': () => encodingNamed('utf-16BE'),
  'P:System.Text.Encoding.WebName': (self: ClrEncoding) => self.codec.name,
  'P:System.Text.Encoding.BodyName': (self: ClrEncoding) => self.codec.name,
  'P:System.Text.Encoding.HeaderName': (self: ClrEncoding) => self.codec.name,
  'P:System.Text.Encoding.CodePage': (self: ClrEncoding) => self.codec.codePage,
  [`${E}.GetEncoding(System.String)`]: encodingByName,
  [`${E}.GetEncoding(System.Int32)`]: encodingByCodePage,
  [`${E}.GetBytes(System.String)`]: encode,
  [`${E}.GetBytes(System.Char[])`]: (self: ClrEncoding, array: ClrArray | null) => encode(self, whole(array)),
  [`${E}.GetBytes(${CHARS})`]: (self: ClrEncoding, array: ClrArray | null, start: number, count: number) =>
    encode(self, charPart(self, array, start, count)),
  [`${E}.GetBytes(${TEXT})`]: (self: ClrEncoding, text: string | null, start: number, count: number) =>
    encode(self, textPart(text, start, count)),
  [`${E}.GetByteCount(System.String)`]: (self: ClrEncoding, text: string | null) => {
    if (text === null) throw argumentNull('chars');
    return encode(self, text).length;
  },
  [`${E}.GetByteCount(${TEXT})`]: (self: ClrEncoding, text: string | null, start: number, count: number) =>
    encode(self, textPart(text, start, count)).length,
  [`${E}.GetByteCount(System.Char[])`]: (self: ClrEncoding, array: ClrArray | null) =>
    encode(self, whole(array)).length,
  [`${E}.GetByteCount(${CHARS})`]: (self: ClrEncoding, array: ClrArray | null, start: number, count: number) =>
    encode(self, charPart(self, array, start, count)).length,
  [`${E}.GetString(System.Byte[])`]: decode,
  [`${E}.GetString(${BYTES})`]: (self: ClrEncoding, bytes: Uint8Array | null, start: number, count: number) => {
    // The ASCII encoding has its own check, which names the parameter otherwise.
    if (self.codec.name === 'us-ascii' && bytes !== null && (start < 0 || count < 0))
      throw argumentOutOfRange('Non-negative number required.', start < 0 ? 'byteIndex' : 'byteCount');
    return decodePart(self, bytes, start, count);
  },
  [`${E}.GetChars(System.Byte[])`]: (self: ClrEncoding, bytes: Uint8Array | null) => charArray(decode(self, bytes)),
  [`${E}.GetChars(${BYTES})`]: (self: ClrEncoding, bytes: Uint8Array | null, start: number, count: number) =>
    charArray(decodePart(self, bytes, start, count)),
  [`${E}.GetCharCount(System.Byte[])`]: (self: ClrEncoding, bytes: Uint8Array | null) => decode(self, bytes).length,
  [`${E}.GetCharCount(${BYTES})`]: (self: ClrEncoding, bytes: Uint8Array | null, start: number, count: number) =>
    decodePart(self, bytes, start, count).length,
  [`${E}.GetMaxByteCount(System.Int32)`]: (self: ClrEncoding, count: number) =>
    requireInt(self.codec.most.bytes(requireCount(self, count, 'charCount')), ['characters', 'bytes'], 'charCount'),
  [`${E}.GetMaxCharCount(System.Int32)`]: (self: ClrEncoding, count: number) =>
    requireInt(self.codec.most.chars(requireCount(self, count, 'byteCount')), ['bytes', 'chars'], 'byteCount'),
  [`${E}.GetPreamble`]: (self: ClrEncoding) => Uint8Array.from(self.codec.preamble),
  'P:System.Text.Encoding.EncodingName': (self: ClrEncoding) => self.codec.title,
  'P:System.Text.Encoding.IsSingleByte': (self: ClrEncoding) => self.codec.most.bytes(1) === 2,
  'P:System.Text.Encoding.IsReadOnly': (self: ClrEncoding) => self.isReadOnly,
  [`${E}.Clone`]: (self: ClrEncoding) => new ClrEncoding(self.codec, false),
  [`${E}.Convert(${PAIR},System.Byte[])`]: (
    from: ClrEncoding | null,
    to: ClrEncoding | null,
    bytes: Uint8Array | null,
  ) => {
    if (bytes === null) throw argumentNull('bytes');
    return convert(from, to, bytes);
  },
  [`${E}.Convert(${PAIR},${BYTES})`]: (
    from: ClrEncoding | null,
    to: ClrEncoding | null,
    bytes: Uint8Array | null,
    start: number,
    count: number,
  ) => {
    if (from === null) throw argumentNull('srcEncoding');
    if (to === null) throw argumentNull('dstEncoding');
    if (bytes === null) throw argumentNull('bytes');
    return convert(from, to, slice(from, bytes, start, count));
  },
};
