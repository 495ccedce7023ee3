/** Decodes UTF-8 as Encoding.UTF8.GetString does: a byte order mark stays, invalid bytes become U+FFFD. */
export function decodeUtf8(bytes: Uint8Array): string {
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
}

/** Encodes as Encoding.UTF8.GetBytes does: a lone surrogate becomes U+FFFD. */
export function encodeUtf8(text: string): Uint8Array {
  return Uint8Array.from(Buffer.from(wellFormed(text), 'utf8'));
}

/** Decodes a message body: UTF-8 unless a byte order mark says UTF-16; the mark itself is dropped. */
export function decodeText(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  return new TextDecoder('utf-8').decode(bytes);
}

/** Replaces lone surrogates by U+FFFD. */
export function wellFormed(text: string): string {
  return text.replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd');
}
