import type { SeededRandom } from '../random';
import { nearly, several } from './quote';

const ATOMS = [
  'a',
  'b',
  'c',
  'l',
  'o',
  '1',
  ' ',
  ',',
  '.',
  '\\d',
  '\\w',
  '\\s',
  '\\D',
  '\\W',
  '\\S',
  '\\.',
  '\\-',
  '[a-z]',
  '[^,]',
  '[A-Z0-9_]',
  '[a-z-[aeiou]]',
  '[\\w.]',
  '\\p{L}',
  '\\p{Lu}',
  '\\P{Nd}',
  '\\t',
  '\\x41',
  '\\u00e9',
  '=',
  '-',
  '&',
];
const ANCHORS = ['^', '$', '\\b', '\\B', '\\A', '\\z', '\\Z'];
const COUNTS = ['*', '+', '?', '{2}', '{1,3}', '{0,2}', '*?', '+?', '??', '{1,}?'];
const GROUPS = ['(', '(?:', '(?<n>', '(?<v>', '(?=', '(?!', '(?<=', '(?<!', '(?i:', '(?>'];

function piece(random: SeededRandom, depth: number): string {
  const choice = random.below(12);
  if (choice === 0) return random.pick(ANCHORS);
  if (choice <= 2 && depth > 0) {
    const inner = alternatives(random, depth - 1);
    // A repeated group that repeats inside takes exponential time in a backtracking engine: the repeat is short.
    return `${random.pick(GROUPS)}${inner})${random.chance(0.3) ? random.pick(['?', '{2}', '{1,2}']) : ''}`;
  }
  if (choice === 3 && depth < 2) return random.pick(['\\1', '\\2', '\\k<n>']);
  return random.pick(ATOMS) + (random.chance(0.4) ? random.pick(COUNTS) : '');
}

function alternatives(random: SeededRandom, depth: number): string {
  const first = several(random, 4, () => piece(random, depth));
  return random.chance(0.2) ? `${first}|${several(random, 3, () => piece(random, depth))}` : first;
}

/** A regular expression of random pieces; a few are not well formed. */
export function pattern(random: SeededRandom): string {
  return nearly(
    `${random.chance(0.08) ? random.pick(['(?i)', '(?s)', '(?m)', '(?x)', '(?n)']) : ''}${alternatives(random, 2)}`,
    random,
    0.05,
  );
}

const SUBSTITUTES = [
  '$0',
  '$1',
  '$2',
  '${n}',
  '${v}',
  '$&',
  '$$',
  '$`',
  "$'",
  '$+',
  '$_',
  '$',
  '-',
  'x',
  '${1}',
  '$10',
  '${',
  '[',
  ']',
];

/** A replacement with groups by number and by name. */
export function replacement(random: SeededRandom): string {
  return several(random, 4, () => random.pick(SUBSTITUTES));
}
