import type { SeededRandom } from '../random';
import { dateText } from './times';
import { nearly, several } from './quote';
import { word } from './words';

const NAMES = ['a', 'b', 'c', 'id', 'name', 'k', 'x', 'items', 'A', 'a b', 'x.y', "it's", '$ref', '0', ''];
const SCALARS = [
  'null',
  'true',
  'false',
  '0',
  '1',
  '-1',
  '42',
  '2.50',
  '-0.0',
  '1e3',
  '1E-7',
  '12345678901234567890',
  '9223372036854775807',
  '0.1',
  '""',
  '"x"',
  '"42"',
  '"true"',
  '"null"',
  'NaN',
  'undefined',
  '"\\u00e9\\n"',
  '"a/b"',
  '1.0',
  '3.14159265358979312345',
];

/** The name of a property in generated JSON. */
export function propertyName(random: SeededRandom): string {
  return random.pick(NAMES);
}

function scalar(random: SeededRandom): string {
  if (random.chance(0.75)) return random.pick(SCALARS);
  return JSON.stringify(random.chance(0.4) ? dateText(random) : word(random));
}

function value(random: SeededRandom, depth: number): string {
  const choice = random.below(10);
  if (depth === 0 || choice < 5) return scalar(random);
  const comma = random.pick([',', ',', ', ', ' ,\n']);
  if (choice < 8) {
    const colon = random.pick([':', ': ', ' : ']);
    return `{${several(random, 4, () => `${JSON.stringify(propertyName(random))}${colon}${value(random, depth - 1)}`, comma)}}`;
  }
  return `[${several(random, 4, () => value(random, depth - 1), comma)}]`;
}

/** A JSON text; some are objects of several levels, a few are not well formed. */
export function jsonText(random: SeededRandom): string {
  const text = value(random, 3);
  const written = random.chance(0.08) ? text.replaceAll('"', "'") : text;
  const around = random.chance(0.05)
    ? random.pick([` ${written}\n`, `/*c*/${written}`, `${written}//e`, `${written} 1`, `\ufeff${written}`])
    : written;
  return nearly(around, random, 0.08);
}

const STEPS = [
  '.a',
  '.b',
  '.c',
  '.id',
  '.items',
  '[0]',
  '[1]',
  '[-1]',
  '[*]',
  '.*',
  '..a',
  '..*',
  "['a b']",
  "['a','b']",
  '[0,1]',
  '[0:2]',
  '[1:]',
  '[::2]',
  '[?(@.a)]',
  '[?(@.id == 1)]',
  "[?(@.name == 'x')]",
  '[?(@.a > 1)]',
  '[?(@.a && @.b)]',
  '[?(@.a != null)]',
  '[?(@ > 1)]',
  '[?(@.name =~ /x/i)]',
  '[?(!@.a)]',
  '[?(@.a >= 2.5 || @.b == true)]',
];

/** A JSONPath of a few steps. */
export function jsonPath(random: SeededRandom): string {
  const steps = random.pick(STEPS) + several(random, 2, () => random.pick(STEPS));
  const path = random.chance(0.5) ? `$${steps}` : steps.replace(/^\.(?!\.)/, '');
  return nearly(path, random, 0.08);
}
