import type { SeededRandom } from '../random';

const ESCAPES: Readonly<Record<string, string>> = { '"': '\\"', '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** A text as a C# literal: mostly a regular one, sometimes a verbatim one where that is possible. */
export function literalOf(text: string, random: SeededRandom): string {
  const verbatim = /^[\x20-\x7e]*$/.test(text) && random.chance(0.25);
  if (verbatim) return `@"${text.replaceAll('"', '""')}"`;
  const escaped = text.replace(
    /["\\\n\r\t]|[^\x20-\x7e]/g,
    (character) => ESCAPES[character] ?? `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return `"${escaped}"`;
}

/** Several pieces, one after the other. */
export function several(random: SeededRandom, most: number, write: () => string, separator = ''): string {
  return Array.from({ length: random.below(most + 1) }, write).join(separator);
}

/** The text, changed at one place now and then: a character left out, repeated or exchanged. */
export function nearly(text: string, random: SeededRandom, chance = 0.15): string {
  if (text === '' || !random.chance(chance)) return text;
  const at = random.below(text.length);
  const [before, character, after] = [text.slice(0, at), text.charAt(at), text.slice(at + 1)];
  return before + random.pick(['', character + character, ' ', '-', '9', 'x', `${character} `]) + after;
}
