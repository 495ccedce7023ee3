import type { SeededRandom } from '../random';
import { several } from './quote';
import { word } from './words';

const NAMES = ['a', 'b', 'c', 'item', 'p:a', 'Name', 'x-y', '_z', 'q:b'];
const ENTITIES = ['&lt;', '&amp;', '&gt;', '&quot;', '&#65;', '&#x20AC;', '&nbsp;'];

function text(random: SeededRandom): string {
  return random.pick([
    word(random).replace(/[<&]/g, '').replaceAll('\0', ''),
    ' ',
    '\n  ',
    '42',
    '2.50',
    'true',
    random.pick(ENTITIES),
    '',
  ]);
}

function attributes(random: SeededRandom): string {
  const written = new Set<string>();
  return several(random, 2, () => {
    const name = random.pick(NAMES);
    if (written.has(name) && random.chance(0.9)) return '';
    written.add(name);
    const quote = random.pick(['"', '"', "'"]);
    return ` ${name}=${quote}${text(random).replace(/["']/g, '')}${quote}`;
  });
}

function node(random: SeededRandom, depth: number): string {
  const choice = random.below(12);
  if (choice === 0) return '<!-- c -->';
  if (choice === 1) return '<![CDATA[<x> & ]]>';
  if (choice === 2) return '<?p data?>';
  return choice < 6 || depth === 0 ? text(random) : element(random, depth - 1);
}

function element(random: SeededRandom, depth: number, more = ''): string {
  const name = random.pick(NAMES);
  const start = `${name}${more}${attributes(random)}`;
  if (random.chance(0.2)) return `<${start}${random.pick(['/', ' /'])}>`;
  return `<${start}>${several(random, 4, () => node(random, depth))}</${name}>`;
}

/** An XML text with namespaces, comments, CDATA and entities, well formed but for an entity or an attribute that stands twice. */
export function xmlText(random: SeededRandom): string {
  const spaces = random.chance(0.85) ? ' xmlns:p="urn:y" xmlns:q="urn:x"' : '';
  const more = spaces + (random.chance(0.2) ? ' xmlns="urn:x"' : '');
  const prolog = random.chance(0.15)
    ? random.pick(['<?xml version="1.0"?>', '<?xml version="1.0" encoding="utf-8"?>\n', '<!-- first -->'])
    : '';
  return `${prolog}${element(random, 2, more)}`;
}
