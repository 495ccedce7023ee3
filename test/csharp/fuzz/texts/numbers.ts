import type { SeededRandom } from '../random';
import { nearly, several } from './quote';

function digits(random: SeededRandom, most: number): string {
  return several(random, most, () => String(random.below(10)));
}

/** A number as people write it, with and without a sign, groups, a fraction and an exponent; now and then wrong. */
export function numberText(random: SeededRandom): string {
  const whole = digits(random, random.chance(0.1) ? 30 : 6);
  const grouped = random.chance(0.1) ? whole.replace(/\B(?=(\d{3})+$)/g, ',') : whole;
  const fraction = random.chance(0.3) ? `.${digits(random, 6)}` : '';
  const exponent = random.chance(0.12)
    ? `${random.pick(['e', 'E'])}${random.pick(['', '-', '+'])}${digits(random, 2)}`
    : '';
  const sign = random.chance(0.3) ? random.pick(['-', '+', '--', '- ']) : '';
  const number = `${sign}${grouped}${fraction}${exponent}`;
  const around = random.chance(0.1)
    ? random.pick([` ${number}`, `${number} `, `(${number})`, `${number}-`, `$${number}`, `\t${number}\n`])
    : number;
  return nearly(around, random);
}

const STANDARD = ['B', 'C', 'D', 'E', 'F', 'G', 'N', 'P', 'R', 'X', 'b', 'c', 'd', 'e', 'f', 'g', 'n', 'p', 'r', 'x'];
const CUSTOM = [
  '0',
  '00',
  '#',
  '##',
  '0',
  '#',
  '.',
  '.',
  ',',
  '%',
  '\u2030',
  ';',
  ' ',
  'E+0',
  'e00',
  'E-0',
  "'x'",
  '"q"',
  '\\#',
  '-',
  '(',
  ')',
  '$',
  'a',
];

/** A standard format with a precision, or a custom one of random pieces. */
export function numberFormat(random: SeededRandom): string {
  if (random.chance(0.5))
    return random.pick(STANDARD) + random.pick(['', '', '0', '1', '2', '3', '5', '10', '15', '17', '30', '03']);
  return several(random, 6, () => random.pick(CUSTOM));
}

/** A value of an integer type, written as a cast of a literal that fits. */
export function integer(type: string, bits: number, signed: boolean, random: SeededRandom): string {
  const width = 1 + random.below(bits - (signed ? 1 : 0));
  let value = 0n;
  for (let bit = 0; bit < width; bit++) value = (value << 1n) | BigInt(random.below(2));
  const negative = signed && random.chance(0.3);
  return `unchecked((${type})${negative ? '-' : ''}${value})`;
}

/** A double with a mantissa and an exponent of random length. */
export function double(random: SeededRandom): string {
  const mantissa = `${random.below(1000)}.${digits(random, 17)}${random.below(10)}`;
  const exponent = random.chance(0.3)
    ? `e${random.below(2) === 0 ? '-' : ''}${random.below(random.chance(0.1) ? 308 : 25)}`
    : '';
  return `${random.chance(0.3) ? '-' : ''}${mantissa}${exponent}`;
}

/** A decimal of up to 28 digits, with trailing zeros as they come. */
export function decimal(random: SeededRandom): string {
  const fraction = digits(random, random.chance(0.1) ? 24 : 5);
  return `${random.chance(0.3) ? '-' : ''}${random.below(random.chance(0.5) ? 100 : 1e9)}${fraction === '' ? '' : `.${fraction}`}m`;
}
