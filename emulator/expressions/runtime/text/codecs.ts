import type { ClrValue } from '../../clr-value';
import { argument, argumentNull, argumentOutOfRange, notSupported } from '../errors';
import { ReferenceObject } from '../reference-object';
import { decodeUtf8, encodeUtf8, wellFormed } from './encodings';

/** How one encoding turns text into bytes and back. */
export interface Codec {
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

function encodeUtf16(text: string): Uint8Array {
  return Uint8Array.from(Buffer.from(wellFormed(text), 'utf16le'));
}

function decodeUtf16(bytes: Uint8Array): string {
  return new TextDecoder('utf-16le', { ignoreBOM: true }).decode(bytes);
}

function swap(bytes: Uint8Array): Uint8Array {
  return Uint8Array.from(bytes, (_, index) => bytes[index ^ 1] ?? 0);
}

function swapFours(bytes: Uint8Array): Uint8Array {
  return Uint8Array.from(bytes, (_, index) => bytes[index ^ 3] ?? 0);
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
    encode: encodeUtf16,
    decode: decodeUtf16,
  },
  {
    name: 'utf-16BE',
    className: 'UnicodeEncoding',
    title: 'Unicode (Big-Endian)',
    preamble: [0xfe, 0xff],
    most: { bytes: (chars) => 2 * (chars + 1), chars: (bytes) => (bytes >> 1) + (bytes & 1) + 1 },
    codePage: 1201,
    encode: (text) => swap(encodeUtf16(text)),
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
  {
    name: 'utf-32BE',
    className: 'UTF32Encoding',
    title: 'Unicode (UTF-32 Big-Endian)',
    preamble: [0, 0, 0xfe, 0xff],
    most: { bytes: (chars) => 4 * (chars + 1), chars: (bytes) => Math.floor(bytes / 2) + 2 },
    codePage: 12001,
    encode: (text) => swapFours(encodeUtf32(text)),
    decode: (bytes) => decodeUtf32(swapFours(bytes)),
  },
];

/** A System.Text.Encoding. */
export class ClrEncoding extends ReferenceObject {
  readonly clrType = 'System.Text.Encoding';

  constructor(
    readonly codec: Codec,
    /** False for a clone. */
    readonly isReadOnly = true,
  ) {
    super();
  }

  override equals(other: ClrValue): boolean {
    return other instanceof ClrEncoding && other.codec === this.codec;
  }

  override equalityKey(): unknown {
    return this.codec;
  }

  override toClrString(): string {
    return this.fullName;
  }

  get fullName(): string {
    const name = `System.Text.${this.codec.className}`;
    return this.isReadOnly ? name : name.replace(/\+.*/, '');
  }

  /** A nested type is named by its last part. */
  get castName(): string {
    return this.fullName.slice(this.fullName.indexOf('+') + 1);
  }
}

const ENCODINGS = CODECS.map((codec) => new ClrEncoding(codec));

/** The encoding of this name, as `WebName` writes it. */
export function encodingNamed(name: string): ClrEncoding {
  const found = ENCODINGS.find((encoding) => encoding.codec.name === name);
  if (found === undefined) throw new Error(`There is no encoding named '${name}'.`);
  return found;
}

const UTF8 = encodingNamed('utf-8');

/** All encodings that there are. */
export function encodingsListed(): readonly ClrEncoding[] {
  return ENCODINGS;
}

/** `Encoding.Default`: UTF-8 without a byte order mark. */
export const DEFAULT_ENCODING = new ClrEncoding({ ...UTF8.codec, preamble: [] });

/** Other names that .NET knows, in lower case. */
const NAMES: Readonly<Record<string, readonly string[]>> = {
  'utf-8': ['unicode-1-1-utf-8', 'unicode-2-0-utf-8', 'windows-65001', 'x-unicode-1-1-utf-8', 'x-unicode-2-0-utf-8'],
  'us-ascii': [
    ...['ansi_x3.4-1968', 'ansi_x3.4-1986', 'ascii', 'cp367', 'csascii', 'ibm367', 'iso-ir-6', 'iso646-us'],
    ...['iso_646.irv:1991', 'us'],
  ],
  'iso-8859-1': [
    ...['cp819', 'csisolatin1', 'ibm819', 'iso-ir-100', 'iso8859-1', 'iso_8859-1', 'iso_8859-1:1987', 'l1', 'latin1'],
  ],
  'utf-16': ['iso-10646-ucs-2', 'ucs-2', 'unicode', 'utf-16le'],
  'utf-16BE': ['unicodefffe'],
  'utf-32': ['utf-32le'],
};
const UTF7_NAMES = /^(?:csunicode11utf7|(?:x-)?unicode-[12]-[01]-utf-7|utf-7|windows-65000)$/;
const UTF7_CODE_PAGE = 65_000;

/** `Encoding.GetEncoding(name)`. */
export function encodingByName(name: string | null): ClrEncoding {
  if (name === null) throw argumentNull('name');
  const wanted = name.toLowerCase();
  const found = ENCODINGS.find(
    ({ codec }) => codec.name.toLowerCase() === wanted || NAMES[codec.name]?.includes(wanted) === true,
  );
  if (found !== undefined) return found;
  if (UTF7_NAMES.test(wanted)) return encodingByCodePage(UTF7_CODE_PAGE);
  throw argument(
    `'${name}' is not a supported encoding name. For information on defining a custom encoding, see the documentation for the Encoding.RegisterProvider method.`,
    'name',
  );
}

/** Numbers that stand for code pages of the machine, which there are none of. */
const MACHINE_CODE_PAGES = [1, 2, 3, 42];

/** `Encoding.GetEncoding(codePage)`. */
export function encodingByCodePage(codePage: number): ClrEncoding {
  if (codePage < 0 || codePage > 65535)
    throw argumentOutOfRange('Valid values are between 0 and 65535, inclusive.', 'codepage');
  const found = codePage === 0 ? DEFAULT_ENCODING : ENCODINGS.find(({ codec }) => codec.codePage === codePage);
  if (found !== undefined) return found;
  if (MACHINE_CODE_PAGES.includes(codePage)) throw argument(`${codePage} is not a supported code page.`, 'codepage');
  throw notSupported(
    codePage === UTF7_CODE_PAGE
      ? 'Support for UTF-7 is disabled. See https://aka.ms/dotnet-warnings/SYSLIB0001 for more information.'
      : `No data is available for encoding ${codePage}. For information on defining a custom encoding, see the documentation for the Encoding.RegisterProvider method.`,
  );
}
