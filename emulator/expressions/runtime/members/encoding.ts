import { ClrArray, itemsOf } from '../array';
import { decodeUtf8, encodeUtf8 } from '../encodings';
import { argument, argumentNull, argumentOutOfRange } from '../errors';
import { iterate } from '../enumerable';
import type { MemberTable } from '../member';
import { ReferenceObject } from '../reference-object';
import { display } from '../values';

interface Codec {
  readonly name: string;
  readonly codePage: number;
  readonly encode: (text: string) => Uint8Array;
  readonly decode: (bytes: Uint8Array) => string;
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

const CODECS: readonly Codec[] = [
  { name: 'utf-8', codePage: 65001, encode: encodeUtf8, decode: decodeUtf8 },
  {
    name: 'us-ascii',
    codePage: 20127,
    encode: narrow(0x7f),
    decode: (bytes) => Array.from(bytes, (value) => (value < 0x80 ? String.fromCharCode(value) : '?')).join(''),
  },
  {
    name: 'iso-8859-1',
    codePage: 28591,
    encode: narrow(0xff),
    decode: (bytes) => Buffer.from(bytes).toString('latin1'),
  },
  {
    name: 'utf-16',
    codePage: 1200,
    encode: (text) => Uint8Array.from(Buffer.from(text, 'utf16le')),
    decode: decodeUtf16,
  },
  {
    name: 'utf-16BE',
    codePage: 1201,
    encode: (text) => swap(Uint8Array.from(Buffer.from(text, 'utf16le'))),
    decode: (bytes) => decodeUtf16(swap(bytes)),
  },
];

/** A System.Text.Encoding. */
class ClrEncoding extends ReferenceObject {
  readonly clrType = 'System.Text.Encoding';

  constructor(readonly codec: Codec) {
    super();
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

function slice(bytes: Uint8Array | null, start: number, count: number): Uint8Array {
  if (bytes === null) throw argumentNull('bytes');
  if (start < 0 || count < 0) throw argumentOutOfRange('Non-negative number required.', start < 0 ? 'index' : 'count');
  if (start > bytes.length - count) {
    throw argumentOutOfRange('Index and count must refer to a location within the buffer.', 'bytes');
  }
  return bytes.subarray(start, start + count);
}

function decode(self: ClrEncoding, bytes: Uint8Array | null): string {
  if (bytes === null) throw argumentNull('bytes');
  return self.codec.decode(bytes);
}

function encode(self: ClrEncoding, text: string | null): Uint8Array {
  if (text === null) throw argumentNull('s');
  return self.codec.encode(text);
}

const E = 'M:System.Text.Encoding';

/** Members of System.Text.Encoding. */
export const ENCODING_MEMBERS: MemberTable = {
  'P:System.Text.Encoding.UTF8': () => named('utf-8'),
  'P:System.Text.Encoding.Default': () => named('utf-8'),
  'P:System.Text.Encoding.ASCII': () => named('us-ascii'),
  'P:System.Text.Encoding.Latin1': () => named('iso-8859-1'),
  'P:System.Text.Encoding.Unicode': () => named('utf-16'),
  'P:System.Text.Encoding.BigEndianUnicode': () => named('utf-16BE'),
  'P:System.Text.Encoding.WebName': (self: ClrEncoding) => self.codec.name,
  'P:System.Text.Encoding.BodyName': (self: ClrEncoding) => self.codec.name,
  'P:System.Text.Encoding.HeaderName': (self: ClrEncoding) => self.codec.name,
  'P:System.Text.Encoding.CodePage': (self: ClrEncoding) => self.codec.codePage,
  [`${E}.GetEncoding(System.String)`]: byName,
  [`${E}.GetEncoding(System.Int32)`]: (codePage: number) => {
    const found = ENCODINGS.find((encoding) => encoding.codec.codePage === codePage);
    if (found === undefined) throw argument(`No data is available for encoding ${codePage}.`);
    return found;
  },
  [`${E}.GetBytes(System.String)`]: encode,
  [`${E}.GetBytes(System.Char[])`]: (self: ClrEncoding, array: ClrArray) => encode(self, chars(array)),
  [`${E}.GetBytes(System.String,System.Int32,System.Int32)`]: (
    self: ClrEncoding,
    text: string,
    start: number,
    count: number,
  ) => encode(self, text.slice(start, start + count)),
  [`${E}.GetByteCount(System.String)`]: (self: ClrEncoding, text: string | null) => encode(self, text).length,
  [`${E}.GetString(System.Byte[])`]: decode,
  [`${E}.GetString(System.Byte[],System.Int32,System.Int32)`]: (
    self: ClrEncoding,
    bytes: Uint8Array | null,
    start: number,
    count: number,
  ) => decode(self, slice(bytes, start, count)),
  [`${E}.GetChars(System.Byte[])`]: (self: ClrEncoding, bytes: Uint8Array | null) =>
    new ClrArray('System.Char', [...iterate(decode(self, bytes))]),
  [`${E}.GetCharCount(System.Byte[])`]: (self: ClrEncoding, bytes: Uint8Array | null) => decode(self, bytes).length,
};
