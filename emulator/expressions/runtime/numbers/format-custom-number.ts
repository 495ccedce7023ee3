import { parseScaled } from './decimal-digits';
import type { ScaledNumber } from './decimal-digits';
import { ClrDecimal } from './decimal';
import { readPicture, sections } from './number-picture';
import type { Picture } from './number-picture';

/** A real number is the text of its digits. */
type Raw = string | bigint | ClrDecimal;

/** A number as 0.DIGITS times ten to the power of `scale`; zero has no digits. The digits end with no zero. */
interface Digits {
  readonly digits: string;
  readonly scale: number;
}

const ZERO: Digits = { digits: '', scale: 0 };

function toScaled(raw: Raw): ScaledNumber {
  if (raw instanceof ClrDecimal) return raw;
  return typeof raw === 'bigint' ? { coefficient: raw, scale: 0 } : parseScaled(raw);
}

function digitsOf({ coefficient, scale }: ScaledNumber): Digits {
  if (coefficient === 0n) return ZERO;
  const all = String(coefficient < 0n ? -coefficient : coefficient);
  return { digits: all.replace(/0+$/, ''), scale: all.length - scale };
}

/** So many digits, a half rounded away from zero. */
function rounded({ digits, scale }: Digits, count: number): Digits {
  if (count >= digits.length) return { digits, scale };
  if (count < 0) return ZERO;
  if (digits.charCodeAt(count) < 0x35) {
    const kept = digits.slice(0, count).replace(/0+$/, '');
    return kept === '' ? ZERO : { digits: kept, scale };
  }
  const kept = digits.slice(0, count).replace(/9+$/, '');
  if (kept === '') return { digits: '1', scale: scale + 1 };
  return { digits: kept.slice(0, -1) + String(Number(kept.slice(-1)) + 1), scale };
}

function roundedFor(number: Digits, picture: Picture): Digits {
  if (number.digits === '') return ZERO;
  const scale = number.scale + picture.shift;
  const places = picture.scientific ? picture.places : scale + picture.places - picture.point;
  return rounded({ digits: number.digits, scale }, places);
}

/** The exponent with its letter: `E+00` shows the sign always, `E-00` and `E00` only a minus. */
function exponentText(picture: string, exponent: number): string {
  const sign = exponent < 0 ? '-' : picture[1] === '+' ? '+' : '';
  const places = Math.min(picture.replace(/^[eE][+-]?/, '').length, 10);
  return `${picture.charAt(0)}${sign}${String(Math.abs(exponent)).padStart(places, '0')}`;
}

/** Writes rounded digits into the places of a picture; the first place takes all digits that do not fit. */
function lay({ digits, scale }: Digits, picture: Picture): string {
  const { point } = picture;
  let text = '';
  let next = 0;
  /** How many digits there are too many, or places too many where it is negative. */
  let surplus = picture.scientific ? 0 : scale - point;
  /** Place of the next digit: 1 stands before the point, 0 after it. */
  let place = picture.scientific ? point : Math.max(scale, point);
  const whole = Math.max(picture.required, place + Math.min(surplus, 0));
  let exponentIsDue = picture.scientific;
  let pointIsWritten = false;

  const write = (digit: string): void => {
    text += digit;
    if (picture.grouped && place > 1 && (place - 1) % 3 === 0 && place - 1 < whole) text += ',';
  };
  const takeSurplus = (): void => {
    for (; surplus > 0; surplus--, place--) write(digits[next++] ?? '0');
  };
  const digit = (): void => {
    if (surplus < 0) {
      surplus++;
      if (place <= picture.required) write('0');
    } else if (next < digits.length) write(digits[next++] ?? '0');
    else if (place > picture.lastRequired) write('0');
    place--;
  };

  for (const token of picture.tokens) {
    if (token.kind === 'digit') {
      takeSurplus();
      digit();
    } else if (token.kind === 'point') {
      takeSurplus();
      const isDue = picture.lastRequired < 0 || (point < picture.places && next < digits.length);
      if (place === 0 && !pointIsWritten && isDue) {
        text += '.';
        pointIsWritten = true;
      }
    } else if (token.kind === 'exponent' && exponentIsDue) {
      text += exponentText(token.text, digits === '' ? 0 : scale - point);
      exponentIsDue = false;
    } else if (token.kind !== 'comma') text += token.text;
  }
  return text;
}

/**
 * Formats by a custom numeric format string: `0.00`, `#,##0`, `0%`, sections for negative and zero, quoted text.
 *
 * @param real true for double and float, which keep the sign of a negative number that rounds to zero
 */
export function formatCustom(raw: Raw, format: string, real: boolean): string {
  const [positive = '', negative = '', zero = ''] = sections(format);
  const value = toScaled(raw);
  const number = digitsOf(value);
  const isNegative = value.coefficient < 0n || (typeof raw === 'string' && raw.startsWith('-'));
  const given = number.digits === '' ? zero : isNegative ? negative : '';
  let section = given === '' ? positive : given;
  let picture = readPicture(section);
  let shown = roundedFor(number, picture);
  // What rounds to zero is written by the section for zero, or else as zero by the first one.
  if (shown.digits === '' && number.digits !== '') {
    section = zero === '' ? positive : zero;
    picture = readPicture(section);
    shown = ZERO;
  }
  const text = lay(shown, picture);
  const isFirst = section === positive && (section !== given || given === '');
  const signed = isNegative && isFirst && (shown.digits !== '' || real);
  return signed && (text !== '' || shown.scale !== 0) ? `-${text}` : text;
}
