/** An element of DER: its tag, its content, and both with the length between them. */
export interface DerElement {
  readonly tag: number;
  readonly content: Uint8Array;
  readonly whole: Uint8Array;
}

/** The elements that stand one after the other in DER. */
export function derElements(bytes: Uint8Array): readonly DerElement[] {
  const found: DerElement[] = [];
  for (let offset = 0; offset + 1 < bytes.length;) {
    const start = offset;
    const tag = bytes[offset] ?? 0;
    let length = bytes[offset + 1] ?? 0;
    offset += 2;
    if (length > 0x80) {
      const size = length - 0x80;
      length = 0;
      for (let index = 0; index < size; index += 1) length = length * 256 + (bytes[offset + index] ?? 0);
      offset += size;
    }
    found.push({
      tag,
      content: bytes.subarray(offset, offset + length),
      whole: bytes.subarray(start, offset + length),
    });
    offset += length;
  }
  return found;
}

/** The elements within an element; none where there is none. */
export function derChildren(element: DerElement | undefined): readonly DerElement[] {
  return element === undefined ? [] : derElements(element.content);
}

/** The dotted number of an object identifier. */
export function oidText(element: DerElement | undefined): string {
  const parts: number[] = [];
  let value = 0;
  for (const byte of element?.content ?? []) {
    value = value * 128 + (byte & 0x7f);
    if (byte < 0x80) {
      parts.push(value);
      value = 0;
    }
  }
  const [first = 0, ...rest] = parts;
  const root = Math.min(2, Math.floor(first / 40));
  return [root, first - root * 40, ...rest].join('.');
}

const [UTF8, BMP] = [0x0c, 0x1e];

/** The text of a string of any of the types that names are made of. */
export function derText({ tag, content }: DerElement): string {
  const bytes = Buffer.from(content);
  if (tag === UTF8) return bytes.toString('utf8');
  return tag === BMP ? bytes.swap16().toString('utf16le') : bytes.toString('latin1');
}
