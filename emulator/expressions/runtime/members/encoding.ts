import { ClrArray, itemsOf } from '../collections/array';
import { ClrException } from '../../clr-exception';
import { decodeUtf8, encodeUtf8, wellFormed } from '../text/encodings';
import { argument, argumentNull, argumentOutOfRange, notSupported, requireAtMost, requireNonNegative } from '../errors';
import { iterate } from '../collections/enumerable';
import type { MemberTable } from '../member';
import { ReferenceObject } from '../reference-object';
import { display } from '../values';

interface Codec {
  readonly name: string;
  readonly codePage: number;
  /** The class of .NET, in `System.Text`. */
  readonly className: string;
  readonly encode: (text: string) => Uint8Array;
  readonly decode: (bytes: Uint8Array) => string;
  /** `EncodingName`. */
  readonly title: string;
  readonly preamble: readonly number[];
  /** Bytes of the longest character, and characters of a byte: what GetMaxByteCount and GetMaxCharCount multiply. */
  readonly most: { readonly bytes: (chars: number) => number; readonly chars: (bytes: number) => number };
}

function narrow(limit: number): (text: string) => Uint8Array {
  return (text) =>
    Uint8Array.from({ length: text.length }, (_, index) => {
      const unit = text.charCodeAt(index);
      return unit <= limit ? unit : 0x3f;
    });
}

function decodeUtf16(bytes: Uint8Array): string {
  return new TextDecoder('utf-16le', { ignoreBOM: true }).decode(bytes);
}

function swap(bytes: Uint8Array): Uint8Array {
  return Uint8Array.from(bytes, (_, index) => bytes[index ^ 1] ?? 0);
}

function encodeUtf32(text: string): Uint8Array {
  const points = Array.from(wellFormed(text), (character) => character.codePointAt(0) ?? 0);
  return new Uint8Array(Uint32Array.from(points).buffer);
}

function decodeUtf32(bytes: Uint8Array): string {
  let text = '';
  for (let index = 0; index < bytes.length; index += 4) {
    const [a = 0, b = 0, c = 0, d] = bytes.subarray(index, index + 4);
    const point = (a | (b << 8) | (c << 16)) + (d ?? 0) * 2 ** 24;
    const valid = d !== undefined && point <= 0x10ffff && (point < 0xd800 || point > 0xdfff);
    text += valid ? String.fromCodePoint(point) : '\ufffd';
  }
  return text;
}

const CODECS: readonly Codec[] = [
  {
    name: 'utf-8',
    className: 'UTF8Encoding+UTF8EncodingSealed',
    title: 'Unicode (UTF-8)',
    preamble: [0xef, 0xbb, 0xbf],
    most: { bytes: (chars) => 3 * (chars + 1), chars: (bytes) => bytes + 1 },
    codePage: 65001,
    encode: encodeUtf8,
    decode: decodeUtf8,
  },
  {
    name: 'us-ascii',
    className: 'ASCIIEncoding+ASCIIEncodingSealed',
    title: 'US-ASCII',
    preamble: [],
    most: { bytes: (chars) => chars + 1, chars: (bytes) => bytes },
    codePage: 20127,
    encode: narrow(0x7f),
    decode: (bytes) => Array.from(bytes, (value) => (value < 0x80 ? String.fromCharCode(value) : '?')).join(''),
  },
  {
    name: 'iso-8859-1',
    className: 'Latin1Encoding+Latin1EncodingSealed',
    title: 'Western European (ISO)',
    preamble: [],
    most: { bytes: (chars) => chars + 1, chars: (bytes) => bytes },
    codePage: 28591,
    encode: narrow(0xff),
    decode: (bytes) => Buffer.from(bytes).toString('latin1'),
  },
  {
    name: 'utf-16',
    className: 'UnicodeEncoding',
    title: 'Unicode',
    preamble: [0xff, 0xfe],
    most: { bytes: (chars) => 2 * (chars + 1), chars: (bytes) => (bytes >> 1) + (bytes & 1) + 1 },
    codePage: 1200,
    encode: (text) => Uint8Array.from(Buffer.from(text, 'utf16le')),
    decode: decodeUtf16,
  },
  {
    name: 'utf-16BE',
    className: 'UnicodeEncoding',
    title: 'Unicode (Big-Endian)',
    preamble: [0xfe, 0xff],
    most: { bytes: (chars) => 2 * (chars + 1), chars: (bytes) => (bytes >> 1) + (bytes & 1) + 1 },
    codePage: 1201,
    encode: (text) => swap(Uint8Array.from(Buffer.from(text, 'utf16le'))),
    decode: (bytes) => decodeUtf16(swap(bytes)),
  },
  {
    name: 'utf-32',
    className: 'UTF32Encoding',
    title: 'Unicode (UTF-32)',
    preamble: [0xff, 0xfe, 0, 0],
    most: { bytes: (chars) => 4 * (chars + 1), chars: (bytes) => Math.floor(bytes / 2) + 2 },
    codePage: 12000,
    encode: encodeUtf32,
    decode: decodeUtf32,
  },
];

/** A System.Text.Encoding. */
class ClrEncoding extends ReferenceObject {
  readonly clrType = 'System.Text.Encoding';

  constructor(readonly codec: Codec) {
    super();
  }

  override toClrString(): string {
    return this.fullName;
  }

  get fullName(): string {
    return `System.Text.${this.codec.className}`;
  }

  /** A nested type is named by its last part. */
  get castName(): string {
    return this.fullName.slice(this.fullName.indexOf('+') + 1);
  }
}

const ENCODINGS = CODECS.map((codec) => new ClrEncoding(codec));

function named(name: string): ClrEncoding | null {
  return ENCODINGS.find((encoding) => encoding.codec.name.toLowerCase() === name.toLowerCase()) ?? null;
}

function byName(name: string | null): ClrEncoding {
  if (name === null) throw argumentNull('name');
  const aliases: Readonly<Record<string, string>> = {
    utf8: 'utf-8',
    ascii: 'us-ascii',
    latin1: 'iso-8859-1',
    unicode: 'utf-16',
    'utf-16le': 'utf-16',
  };
  const found = named(aliases[name.toLowerCase()] ?? name);
  if (found !== null) return found;
  throw argument(
    `'${name}' is not a supported encoding name. For information on defining a custom encoding, see the documentation for the Encoding.RegisterProvider method.`,
    'name',
  );
}

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

/** Numbers that stand for code pages of the machine, which there are none of. */
const MACHINE_CODE_PAGES = [1, 2, 3, 42];

function byCodePage(codePage: number): ClrEncoding {
  if (codePage < 0 || codePage > 65535)
    throw argumentOutOfRange('Valid values are between 0 and 65535, inclusive.', 'codepage');
  // Zero is the default, which is UTF-8.
  const found = ENCODINGS.find((encoding) => encoding.codec.codePage === (codePage === 0 ? 65001 : codePage));
  if (found !== undefined) return found;
  if (MACHINE_CODE_PAGES.includes(codePage)) throw argument(`${codePage} is not a supported code page.`, 'codepage');
  throw notSupported(
    codePage === 65000
      ? 'Support for UTF-7 is disabled. See https://aka.ms/dotnet-warnings/SYSLIB0001 for more information.'
      : `No data is available for encoding ${codePage}. For information on defining a custom encoding, see the documentation for the Encoding.RegisterProvider method.`,
  );
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
  'P:System.Text.Encoding.UTF8': () => named('utf-8'),
  'P:System.Text.Encoding.Default': () => named('utf-8'),
  'P:System.Text.Encoding.ASCII': () => named('us-ascii'),
  'P:System.Text.Encoding.Latin1': () => named('iso-8859-1'),
  'P:System.Text.Encoding.Unicode': () => named('utf-16'),
  'P:System.Text.Encoding.UTF32': () => named('utf-32'),
  'P:System.Text.Encoding.BigEndianUnicode': () => named('utf-16BE'),
  'P:System.Text.Encoding.WebName': (self: ClrEncoding) => self.codec.name,
  'P:System.Text.Encoding.BodyName': (self: ClrEncoding) => self.codec.name,
  'P:System.Text.Encoding.HeaderName': (self: ClrEncoding) => self.codec.name,
  'P:System.Text.Encoding.CodePage': (self: ClrEncoding) => self.codec.codePage,
  [`${E}.GetEncoding(System.String)`]: byName,
  [`${E}.GetEncoding(System.Int32)`]: byCodePage,
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
  'P:System.Text.Encoding.IsReadOnly': () => true,
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
