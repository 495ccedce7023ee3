import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';

/** Shorter values would blot out ordinary words and protect nothing. */
const SHORTEST_SECRET = 4;

const LONGEST_LINE = 400;

/**
 * Passes what a program prints on line by line, without the values of its secrets and without the tails of very long lines.
 * @param secrets values that are replaced by `***`
 */
export function eachMaskedLine(stream: Readable, secrets: readonly string[], take: (line: string) => void): void {
  // The longest first: a secret may be a part of another.
  const hidden = secrets.filter(({ length }) => length >= SHORTEST_SECRET).sort((a, b) => b.length - a.length);
  createInterface({ input: stream, crlfDelay: Infinity }).on('line', (line) => {
    const masked = hidden.reduce((text, secret) => text.replaceAll(secret, '***'), line);
    if (masked.trim() !== '') take(masked.length > LONGEST_LINE ? `${masked.slice(0, LONGEST_LINE)}...` : masked);
  });
}
