// Making a decoder takes longer than decoding a short text; each call of decode() begins anew.
const KEEPING_MARK = new TextDecoder('utf-8', { ignoreBOM: true });
const UTF8 = new TextDecoder('utf-8');
const UTF16_LITTLE = new TextDecoder('utf-16le');
const UTF16_BIG = new TextDecoder('utf-16be');

/** Decodes UTF-8 as Encoding.UTF8.GetString does: a byte order mark stays, invalid bytes become U+FFFD. */
export function decodeUtf8(bytes: Uint8Array): string {
  return KEEPING_MARK.decode(bytes);
}

/** Encodes as Encoding.UTF8.GetBytes does: a lone surrogate becomes U+FFFD, which Buffer sees to. */
export function encodeUtf8(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text, 'utf8'));
}

/** Decodes a message body: UTF-8 unless a byte order mark says UTF-16; the mark itself is dropped. */
export function decodeText(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return UTF16_LITTLE.decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return UTF16_BIG.decode(bytes);
  return UTF8.decode(bytes);
}

/** Replaces lone surrogates by U+FFFD. */
export function wellFormed(text: string): string {
  return text.replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd');
}
