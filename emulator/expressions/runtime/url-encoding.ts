import { decodeUtf8, encodeUtf8 } from './encodings';

function percent(byte: number): string {
  return `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
}

function encode(bytes: Uint8Array, unreserved: RegExp, space: string | undefined): string {
  let result = '';
  for (const byte of bytes) {
    const character = String.fromCharCode(byte);
    if (unreserved.test(character)) result += character;
    else result += character === ' ' && space !== undefined ? space : percent(byte);
  }
  return result;
}

/** `Uri.EscapeDataString`: all but letters, digits and `-._~` as percent-encoded UTF-8. */
export function escapeDataString(text: string): string {
  return encode(encodeUtf8(text), /[A-Za-z0-9\-._~]/, undefined);
}

/** `WebUtility.UrlEncode`: space as `+`; letters, digits and `-_.!*()` stay. */
export function urlEncode(text: string): string {
  return urlEncodeBytes(encodeUtf8(text));
}

/** As `urlEncode`, for bytes that need not be text. */
export function urlEncodeBytes(bytes: Uint8Array): string {
  return encode(bytes, /[A-Za-z0-9\-_.!*()]/, '+');
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
    let result = '';
    for (let rest = run; rest !== '';) {
      const taken = validPrefix(rest);
      result += taken === 0 ? rest.slice(0, 3) : decodeUtf8(bytesOf(rest.slice(0, taken * 3)));
      rest = rest.slice(Math.max(1, taken) * 3);
    }
    return result;
  });
}

/** How many leading bytes of a run of escapes are one UTF-8 sequence; 0 when the first byte starts none. */
function validPrefix(run: string): number {
  const bytes = bytesOf(run);
  const first = bytes[0] ?? 0;
  const size = first < 0x80 ? 1 : first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : first >= 0xc2 ? 2 : 0;
  if (size === 0 || bytes.length < size) return 0;
  try {
    new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes.subarray(0, size));
    return size;
  } catch {
    return 0;
  }
}
