import type { SeededRandom } from '../random';
import { several } from './quote';

const WORDS = [
  'a',
  'b',
  'abc',
  'Hello',
  'WORLD',
  'x1',
  'value',
  'key',
  'id',
  'Str\u00e4\u00dfe',
  'na\u00efve',
  '42',
  '-7',
  '3.50',
  'true',
];
const MARKS = [
  ' ',
  ',',
  ', ',
  '-',
  '_',
  '.',
  ':',
  ';',
  '/',
  '=',
  '&',
  '?',
  '%20',
  '+',
  '"',
  "'",
  '\\',
  '\t',
  '\n',
  '\r\n',
  '(',
  ']',
  '<',
  '{',
  '}',
  '|',
  '@',
  '#',
];
const RARE = [
  '\u0130',
  '\u0131',
  '\u01c5',
  '\ufb01',
  '\u00df',
  '\u1e9e',
  'e\u0301',
  '\u00e9',
  '\ud83d\ude00',
  '\u0661',
  '\u200b',
  '\u00a0',
  '\u3000',
  '\uff21',
  '\u03c2',
  '\u03a3',
  '\u0000',
  '\u00ad',
  '\ufeff',
];

/** A word, sometimes with something rare in it. */
export function word(random: SeededRandom): string {
  return random.pick(WORDS) + (random.chance(0.08) ? random.pick(RARE) : '');
}

/** Words with marks between them. */
export function sentence(random: SeededRandom): string {
  return several(random, 4, () => word(random) + (random.chance(0.7) ? random.pick(MARKS) : ''));
}
