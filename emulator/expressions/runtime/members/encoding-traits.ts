import type { ClrValue } from '../../clr-value';
import { ClrArray, itemsOf } from '../collections/array';
import { copyItems, put } from '../collections/collection-access';
import { ClrException } from '../../clr-exception';
import { argument, argumentNull, argumentOutOfRange, requireNonNegative } from '../errors';
import { iterate } from '../collections/enumerable';
import type { ClrEnum } from '../enums';
import type { MemberTable } from '../member';
import { ReferenceObject } from '../reference-object';
import { encodingsListed } from '../text/codecs';
import type { ClrEncoding } from '../text/codecs';
import { display } from '../values';

const E = 'System.Text.Encoding';
const M = `M:${E}`;

/** An object of .NET that expressions can hand around and print, and nothing else. */
class Opaque extends ReferenceObject {
  constructor(
    readonly clrType: string,
    private readonly text = clrType,
  ) {
    super();
  }

  override toClrString(): string {
    return this.text;
  }
}

/** Names of the encodings that browsers and mail programs show and save, as their code pages say. */
const TRAITS: Readonly<Record<string, readonly string[]>> = {
  IsBrowserDisplay: ['utf-8', 'iso-8859-1'],
  IsBrowserSave: ['utf-8', 'iso-8859-1', 'utf-16'],
  IsMailNewsDisplay: ['utf-8', 'iso-8859-1', 'us-ascii'],
  IsMailNewsSave: ['utf-8', 'iso-8859-1', 'us-ascii'],
};

const WESTERN = 1252;
const UNICODE = 1200;

const fallbacks = new Map<string, Opaque>();

/** The fallback of an encoding, the same each time it is asked. */
function fallback(self: ClrEncoding, kind: 'Encoder' | 'Decoder'): Opaque {
  const key = `${kind} ${self.codec.name}`;
  const isBestFit = kind === 'Encoder' && self.codec.name === 'iso-8859-1';
  const made =
    fallbacks.get(key) ??
    (isBestFit
      ? new Opaque('System.Text.EncoderFallback', 'System.Text.EncoderLatin1BestFitFallback')
      : new Opaque(`System.Text.${kind}ReplacementFallback`));
  fallbacks.set(key, made);
  return made;
}

function coder(self: ClrEncoding, kind: 'Encoder' | 'Decoder'): Opaque {
  const isOwn = kind === 'Decoder' && /^utf-(?:16|32)/.test(self.codec.name);
  const { fullName } = self;
  return new Opaque(
    `System.Text.${kind}`,
    isOwn ? `${fullName.replace(/\+.*/, '')}+Decoder` : `System.Text.${kind}NLS`,
  );
}

function noArray(parameter: string): ClrException {
  return new ClrException('System.ArgumentNullException', 'Array cannot be null.', null, parameter);
}

function requireInside(
  start: number,
  count: number,
  size: number,
  names: readonly [string, string, string],
  where: string,
  isWide: boolean,
): void {
  if (isWide) {
    requireNonNegative(start, names[0]);
    requireNonNegative(count, names[1]);
  }
  if (start < 0 || count < 0)
    throw argumentOutOfRange('Non-negative number required.', start < 0 ? names[0] : names[1]);
  if (start > size - count)
    throw argumentOutOfRange(`Index and count must refer to a location within the ${where}.`, names[2]);
}

function requirePlace(index: number, size: number, parameter: string): void {
  if (index >= 0 && index <= size) return;
  throw argumentOutOfRange(
    'Index was out of range. Must be non-negative and less than or equal to the size of the collection.',
    parameter,
  );
}

/** `GetBytes` into an array; answers how many bytes there were. */
function writeBytes(
  self: ClrEncoding,
  source: string | ClrArray | null,
  start: number,
  count: number,
  target: Uint8Array | null,
  place: number,
): number {
  const isText = typeof source === 'string';
  if (source === null || target === null) throw noArray(source === null ? 'chars' : 'bytes');
  const text = isText ? source : itemsOf(source).map(display).join('');
  requireInside(
    start,
    count,
    text.length,
    ['charIndex', 'charCount', isText ? 's' : 'chars'],
    isText || SINGLE_BYTE_OR_UTF8.test(self.fullName) ? 'string' : 'buffer',
    !SINGLE_BYTE_OR_UTF8.test(self.fullName),
  );
  requirePlace(place, target.length, 'byteIndex');
  const bytes = self.codec.encode(text.slice(start, start + count));
  if (bytes.length > target.length - place) {
    throw argument(
      `The output byte buffer is too small to contain the encoded data, encoding codepage '${self.codec.codePage}' and fallback '${fallback(self, 'Encoder').toClrString()}'.`,
      'bytes',
    );
  }
  bytes.forEach((value, index) => put(target, place + index, value));
  return bytes.length;
}

/** The encodings that word their errors otherwise than UTF-16 and UTF-32, and call a part of an array of characters one of a string. */
const SINGLE_BYTE_OR_UTF8 = /UTF8|ASCII|Latin1/;

/** `GetChars` into an array; answers how many characters there were. */
function writeChars(
  self: ClrEncoding,
  source: Uint8Array | null,
  start: number,
  count: number,
  target: ClrArray | null,
  place: number,
): number {
  if (source === null || target === null) throw noArray(source === null ? 'bytes' : 'chars');
  const isWide = !SINGLE_BYTE_OR_UTF8.test(self.fullName);
  requireInside(start, count, source.length, ['byteIndex', 'byteCount', 'bytes'], 'buffer', isWide);
  requirePlace(place, target.items.length, 'charIndex');
  const text = self.codec.decode(source.subarray(start, start + count));
  if (text.length > target.items.length - place) {
    throw argument(
      `The output char buffer is too small to contain the decoded characters, encoding codepage '${self.codec.codePage}' and fallback '${fallback(self, 'Decoder').toClrString()}'.`,
      'chars',
    );
  }
  copyItems([...iterate(text)], target, place);
  return text.length;
}

/** Members of System.Text.Encoding that say what it is like, and those that write into arrays. */
export const ENCODING_TRAIT_MEMBERS: MemberTable = {
  ...Object.fromEntries(
    Object.entries(TRAITS).map(([name, encodings]) => [
      `P:${E}.${name}`,
      (self: ClrEncoding) => encodings.includes(self.codec.name),
    ]),
  ),
  [`P:${E}.WindowsCodePage`]: (self: ClrEncoding) =>
    self.codec.name === 'us-ascii' || self.codec.name === 'iso-8859-1' ? WESTERN : UNICODE,
  [`${M}.IsAlwaysNormalized`]: (self: ClrEncoding) => self.codec.name === 'iso-8859-1',
  [`${M}.IsAlwaysNormalized(System.Text.NormalizationForm)`]: (self: ClrEncoding, form: ClrEnum) =>
    self.codec.name === 'iso-8859-1' && form.value === 1,
  [`P:${E}.EncoderFallback`]: (self: ClrEncoding) => fallback(self, 'Encoder'),
  [`P:${E}.DecoderFallback`]: (self: ClrEncoding) => fallback(self, 'Decoder'),
  [`${M}.GetEncoder`]: (self: ClrEncoding) => coder(self, 'Encoder'),
  [`${M}.GetDecoder`]: (self: ClrEncoding) => coder(self, 'Decoder'),
  [`${M}.GetEncodings`]: () =>
    new ClrArray(
      'System.Text.EncodingInfo',
      encodingsListed().map((): ClrValue => new Opaque('System.Text.EncodingInfo')),
    ),
  [`${M}.RegisterProvider(System.Text.EncodingProvider)`]: () => {
    throw argumentNull('provider');
  },
  [`${M}.GetBytes(System.String,System.Int32,System.Int32,System.Byte[],System.Int32)`]: (
    self: ClrEncoding,
    text: string | null,
    ...rest: [number, number, Uint8Array | null, number]
  ) => {
    if (text === null) throw noArray('s');
    return writeBytes(self, text, ...rest);
  },
  [`${M}.GetBytes(System.Char[],System.Int32,System.Int32,System.Byte[],System.Int32)`]: writeBytes,
  [`${M}.GetChars(System.Byte[],System.Int32,System.Int32,System.Char[],System.Int32)`]: writeChars,
};
