import type { SeededRandom } from '../random';
import { nearly, several } from './quote';

const MONTHS = ['Jan', 'February', 'Mar', 'april', 'MAY', 'Jun', 'July', 'Aug', 'Sept', 'Oct', 'November', 'Dec'];
const DAYS = ['Mon', 'Tuesday', 'Wed', 'Thu', 'fri', 'Sat', 'Sunday'];
const ZONES = ['Z', ' GMT', '+00:00', '-05:00', '+05:30', '+14:00', ' +02', ' UTC', 'z', '+15:00', '-0800'];

function two(random: SeededRandom, from: number, to: number): string {
  const value = String(from + random.below(to - from + 1));
  return random.chance(0.85) ? value.padStart(2, '0') : value;
}

function year(random: SeededRandom): string {
  return random.chance(0.9)
    ? String(1990 + random.below(60))
    : random.pick(['0001', '9999', '26', '1', '99', '30', '10000']);
}

function time(random: SeededRandom): string {
  const seconds = random.chance(0.8) ? `:${two(random, 0, 60)}` : '';
  const fraction = seconds !== '' && random.chance(0.4) ? `.${several(random, 8, () => String(random.below(10)))}` : '';
  const half = random.chance(0.15) ? random.pick([' AM', ' PM', 'pm', ' a']) : '';
  return `${two(random, 0, half === '' ? 24 : 13)}:${two(random, 0, 60)}${seconds}${fraction}${half}`;
}

function day(random: SeededRandom): string {
  const [y, m, d] = [
    year(random),
    two(random, 1, random.chance(0.97) ? 12 : 13),
    two(random, 1, random.chance(0.95) ? 28 : 32),
  ];
  const month = random.pick(MONTHS);
  return random.pick([
    `${y}-${m}-${d}`,
    `${y}-${m}-${d}`,
    `${m}/${d}/${y}`,
    `${y}/${m}/${d}`,
    `${d} ${month} ${y}`,
    `${month} ${d}, ${y}`,
    `${random.pick(DAYS)}, ${d} ${month} ${y}`,
    `${y}${m}${d}`,
    `${d}.${m}.${y}`,
    `${month} ${y}`,
    `${y}-${m}`,
  ]);
}

/** A date near those that mail, logs and JSON hold; some are not dates. */
export function dateText(random: SeededRandom): string {
  // What leaves the year or the whole date out is up to the clock.
  const date = day(random);
  if (random.chance(0.3)) return nearly(date, random, 0.05);
  const separator = /^\d{4}-\d+-\d+$/.test(date) ? random.pick(['T', 'T', ' ', 't', '  ']) : ' ';
  return nearly(`${date}${separator}${time(random)}${random.chance(0.5) ? random.pick(ZONES) : ''}`, random, 0.05);
}

const DATE_PIECES = [
  'd',
  'dd',
  'ddd',
  'dddd',
  'M',
  'MM',
  'MMM',
  'MMMM',
  'y',
  'yy',
  'yyy',
  'yyyy',
  'yyyyy',
  'h',
  'hh',
  'H',
  'HH',
  'm',
  'mm',
  's',
  'ss',
  'f',
  'ff',
  'fff',
  'fffffff',
  'F',
  'FFF',
  't',
  'tt',
  'z',
  'zz',
  'zzz',
  'K',
  'g',
];
const BETWEEN = ['-', '/', ':', ' ', '.', 'T', "'x'", '\\d', '%', ', ', '"q"', ''];

/** A standard format or a custom one of random pieces. */
export function dateFormat(random: SeededRandom): string {
  if (random.chance(0.3)) return random.pick([...'dDfFgGmMoOrRstTuUyYxzk']);
  return several(random, 5, () => random.pick(DATE_PIECES) + random.pick(BETWEEN));
}

/** A date with a format that it may have been written by. */
export function dateAndFormat(random: SeededRandom): readonly [text: string, format: string] {
  const [y, m, d] = [year(random), two(random, 1, 12), two(random, 1, 28)];
  const [hour, minute, second] = [two(random, 0, 23), two(random, 0, 59), two(random, 0, 59)];
  const [text, format] = random.pick([
    [`${y}-${m}-${d}`, 'yyyy-MM-dd'],
    [`${d}/${m}/${y}`, random.pick(['d/M/yyyy', 'dd/MM/yyyy', 'd/M/y'])],
    [`${y}${m}${d}T${hour}${minute}${second}`, "yyyyMMdd'T'HHmmss"],
    [
      `${y}-${m}-${d}T${hour}:${minute}:${second}Z`,
      random.pick(["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss'Z'", 'o', 'u', 's']),
    ],
    [`${d} ${random.pick(MONTHS)} ${y} ${hour}:${minute}`, random.pick(['d MMM yyyy H:m', 'dd MMMM yyyy HH:mm'])],
    [`${hour}:${minute} ${d}.${m}.${y}`, 'HH:mm dd.MM.yyyy'],
  ]);
  return [nearly(text ?? '', random), nearly(format ?? '', random, 0.1)];
}

/** A time span, some with days and fractions, some wrong. */
export function spanText(random: SeededRandom): string {
  const days = random.chance(0.3)
    ? `${random.below(random.chance(0.1) ? 20_000_000 : 40)}${random.pick(['.', '.', ':'])}`
    : '';
  const fraction = random.chance(0.3) ? `.${several(random, 8, () => String(random.below(10)))}` : '';
  const seconds = random.chance(0.8) ? `:${two(random, 0, 60)}` : '';
  return nearly(
    `${random.chance(0.2) ? '-' : ''}${days}${two(random, 0, 24)}:${two(random, 0, 60)}${seconds}${fraction}`,
    random,
  );
}

const SPAN_PIECES = [
  'd',
  'dd',
  'ddd',
  'h',
  'hh',
  'm',
  'mm',
  's',
  'ss',
  'f',
  'ff',
  'fff',
  'fffffff',
  'F',
  'FFF',
  '\\:',
  '\\.',
  "':'",
  "'-'",
  '%',
  ' ',
];

/** A standard or custom format of time spans. */
export function spanFormat(random: SeededRandom): string {
  return random.chance(0.2)
    ? random.pick(['c', 'g', 'G', 't', 'T', 'x'])
    : several(random, 5, () => random.pick(SPAN_PIECES));
}

/** A constructor call with random parts. */
export function dateTime(random: SeededRandom): string {
  const date = [1 + random.below(random.chance(0.1) ? 9999 : 100), 1 + random.below(12), 1 + random.below(28)];
  if (random.chance(0.5)) date[0] = 2000 + random.below(40);
  return random.chance(0.3)
    ? `new DateTime(${date.join(', ')})`
    : `new DateTime(${date.join(', ')}, ${random.below(24)}, ${random.below(60)}, ${random.below(60)}, ${random.below(1000)})`;
}

/** A time span of random ticks, or of random parts. */
export function timeSpan(random: SeededRandom): string {
  if (random.chance(0.3))
    return `TimeSpan.FromTicks(${random.chance(0.3) ? '-' : ''}${random.below(2 ** 31)}${several(random, 4, () => String(random.below(10)))}L)`;
  return `new TimeSpan(${random.below(40) - 10}, ${random.below(48) - 24}, ${random.below(120) - 60}, ${random.below(120) - 60}, ${random.below(2000)})`;
}
