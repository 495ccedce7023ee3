import { isUtf8 } from 'node:buffer';
import { decodeUtf8, encodeUtf8 } from './encodings';

/** How each byte is written, by its value. */
type ByteTexts = readonly string[];

function byteTexts(unreserved: RegExp, space: string | undefined): ByteTexts {
  return Array.from({ length: 256 }, (_, byte) => {
    const character = String.fromCharCode(byte);
    if (unreserved.test(character)) return character;
    if (character === ' ' && space !== undefined) return space;
    return `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
  });
}

const DATA_STRING = byteTexts(/[A-Za-z0-9\-._~]/, undefined);
const URI_STRING = byteTexts(/[A-Za-z0-9\-._~:/?#[\]@!$&'()*+,;=]/, undefined);
const WEB_UTILITY = byteTexts(/[A-Za-z0-9\-_.!*()]/, '+');

/** Bytes that are written at once: the text grows by chunks, which costs far less than by characters. */
const CHUNK = 4096;

function encode(bytes: Uint8Array, texts: ByteTexts): string {
  let result = '';
  for (let start = 0; start < bytes.length; start += CHUNK)
    result += Array.from(bytes.subarray(start, start + CHUNK), (byte) => texts[byte] ?? '').join('');
  return result;
}

/** `Uri.EscapeDataString`: all but letters, digits and `-._~` as percent-encoded UTF-8. */
export function escapeDataString(text: string): string {
  return encode(encodeUtf8(text), DATA_STRING);
}

/** `Uri.EscapeUriString`: what separates the parts of a URI stays too, but percent signs are escaped. */
export function escapeUriString(text: string): string {
  return encode(encodeUtf8(text), URI_STRING);
}

/** `WebUtility.UrlEncode`: space as `+`; letters, digits and `-_.!*()` stay. */
export function urlEncode(text: string): string {
  return urlEncodeBytes(encodeUtf8(text));
}

/** As `urlEncode`, for bytes that need not be text. */
export function urlEncodeBytes(bytes: Uint8Array): string {
  return encode(bytes, WEB_UTILITY);
}

function decodeRuns(text: string, decodeRun: (run: string) => string): string {
  return text.replace(/(?:%[0-9a-fA-F]{2})+/g, decodeRun);
}

function bytesOf(run: string): Uint8Array {
  return Uint8Array.from(Buffer.from(run.replaceAll('%', ''), 'hex'));
}

/** `WebUtility.UrlDecode`: `+` is a space; malformed escapes stay; invalid UTF-8 becomes U+FFFD. */
export function urlDecode(text: string): string {
  return decodeRuns(text.replaceAll('+', ' '), (run) => decodeUtf8(bytesOf(run)));
}

/** `WebUtility.UrlDecodeToBytes`: as `urlDecode`, without reading the bytes as text. */
export function urlDecodeBytes(bytes: Uint8Array): Uint8Array {
  const text = Buffer.from(bytes).toString('latin1').replaceAll('+', ' ');
  return Uint8Array.from(
    Buffer.from(
      decodeRuns(text, (run) => Buffer.from(bytesOf(run)).toString('latin1')),
      'latin1',
    ),
  );
}

/** `Uri.UnescapeDataString`: malformed escapes and escapes that are not UTF-8 stay as they are. */
export function unescapeDataString(text: string): string {
  return decodeRuns(text, (run) => {
    const bytes = bytesOf(run);
    const whole = decodeStrictly(bytes);
    if (whole !== undefined) return whole;
    let result = '';
    for (let start = 0; start < bytes.length;) {
      const end = start + sequenceLength(bytes[start] ?? 0);
      const decoded = end <= bytes.length ? decodeStrictly(bytes.subarray(start, end)) : undefined;
      result += decoded ?? run.slice(start * 3, start * 3 + 3);
      start = decoded === undefined ? start + 1 : end;
    }
    return result;
  });
}

/** The text of bytes that are UTF-8, or undefined. */
function decodeStrictly(bytes: Uint8Array): string | undefined {
  return isUtf8(bytes) ? decodeUtf8(bytes) : undefined;
}

/** How many bytes the UTF-8 sequence has that begins with this byte. */
function sequenceLength(first: number): number {
  return first < 0xc0 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
}
