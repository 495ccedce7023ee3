import { PLACES } from './literals/places';
import type { SeededRandom } from './random';
import { guidText } from './texts/guids';
import { jsonPath, jsonText, propertyName } from './texts/json';
import { decimal, double, integer, numberFormat, numberText } from './texts/numbers';
import { pattern, replacement } from './texts/patterns';
import { literalOf } from './texts/quote';
import { dateAndFormat, dateFormat, dateText, dateTime, spanFormat, spanText, timeSpan } from './texts/times';
import { uriText } from './texts/uris';
import { sentence } from './texts/words';
import { xmlText } from './texts/xml';

type Write = (random: SeededRandom) => string;

function quoted(write: Write): Write {
  return (random) => literalOf(write(random), random);
}

/** Places whose texts are also made up, beside those listed in literals/places.ts. */
const MADE_UP: Readonly<Record<string, Write>> = {
  numberFormat: quoted(numberFormat),
  numberText: quoted(numberText),
  dateFormat: quoted(dateFormat),
  dateText: quoted(dateText),
  datedText: (random) =>
    dateAndFormat(random)
      .map((text) => literalOf(text, random))
      .join(', '),
  spanFormat: quoted(spanFormat),
  spanText: quoted(spanText),
  pattern: quoted(pattern),
  replacement: quoted(replacement),
  json: quoted(jsonText),
  path: quoted(jsonPath),
  key: quoted(propertyName),
  xml: quoted(xmlText),
  uri: quoted(uriText),
  guid: quoted(guidText),
  alignedNumber: (random) => inHole(numberFormat(random)),
  alignedDate: (random) => inHole(dateFormat(random)),
};

/** Types whose values are also made up, beside those listed in literals/. */
const VALUES: Readonly<Record<string, Write>> = {
  string: (random) =>
    literalOf(
      random.pick([sentence, sentence, sentence, numberText, dateText, uriText, jsonText, guidText, xmlText])(random),
      random,
    ),
  sbyte: (random) => integer('sbyte', 8, true, random),
  byte: (random) => integer('byte', 8, false, random),
  short: (random) => integer('short', 16, true, random),
  ushort: (random) => integer('ushort', 16, false, random),
  int: (random) => (random.chance(0.5) ? String(random.below(200) - 100) : integer('int', 32, true, random)),
  uint: (random) => integer('uint', 32, false, random),
  long: (random) => integer('long', 64, true, random),
  ulong: (random) => integer('ulong', 64, false, random),
  double,
  float: (random) => `(float)${double(random)}`,
  decimal,
  DateTime: dateTime,
  DateTimeOffset: (random) =>
    `new DateTimeOffset(${dateTime(random)}, TimeSpan.FromMinutes(${random.below(1680) - 840}))`,
  TimeSpan: timeSpan,
};

/** A format inside an interpolated string: characters that would end the hole are left out. */
function inHole(format: string): string {
  const plain = format.replace(/["\\{}]|[^\x20-\x7e]/g, '');
  return plain === '' ? '' : `:${plain}`;
}

/** A text for a place of a template: one that is listed, or one that is made up. */
export function placeText(name: string, random: SeededRandom): string {
  const [listed, made] = [PLACES[name], MADE_UP[name]];
  if (made !== undefined && (listed === undefined || random.chance(0.6))) return made(random);
  return random.pick(listed ?? ['default']);
}

/** A value of a type that is made up, or undefined when the type has only listed ones. */
export function madeUpValue(type: string, random: SeededRandom): string | undefined {
  return VALUES[type]?.(random);
}
