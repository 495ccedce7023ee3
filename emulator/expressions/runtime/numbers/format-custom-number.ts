import { ClrDecimal } from './decimal';
import { parseScaled, roundedDigits, shifted } from './decimal-digits';
import type { ScaledNumber } from './decimal-digits';

interface Token {
  readonly kind: 'digit' | 'point' | 'comma' | 'percent' | 'permille' | 'literal' | 'exponent';
  readonly text: string;
}

function tokenise(section: string): Token[] {
  const tokens: Token[] = [];
  for (let index = 0; index < section.length; index += 1) {
    const character = section[index] ?? '';
    const exponent = /^[eE][+-]?0+/.exec(section.slice(index));
    if (character === '0' || character === '#') tokens.push({ kind: 'digit', text: character });
    else if (character === '.') tokens.push({ kind: 'point', text: character });
    else if (character === ',') tokens.push({ kind: 'comma', text: character });
    else if (character === '%') tokens.push({ kind: 'percent', text: character });
    else if (character === '‰') tokens.push({ kind: 'permille', text: character });
    else if (exponent !== null) {
      tokens.push({ kind: 'exponent', text: exponent[0] });
      index += exponent[0].length - 1;
    } else if (character === '\\') {
      index += 1;
      tokens.push({ kind: 'literal', text: section[index] ?? '' });
    } else if (character === "'" || character === '"') {
      const end = section.indexOf(character, index + 1);
      const stop = end === -1 ? section.length : end;
      tokens.push({ kind: 'literal', text: section.slice(index + 1, stop) });
      index = stop;
    } else tokens.push({ kind: 'literal', text: character });
  }
  return tokens;
}

/** The parts of a format between semicolons that are not quoted. */
function sections(format: string): string[] {
  const found = [''];
  for (const [piece] of format.matchAll(/\\.|'[^']*'?|"[^"]*"?|[^]/g)) {
    if (piece === ';') found.push('');
    else found[found.length - 1] += piece;
  }
  return found;
}

/** A real number is the text of its digits. */
type Raw = string | bigint | ClrDecimal;

const ZERO: ScaledNumber = { coefficient: 0n, scale: 0 };

function toScaled(raw: Raw): ScaledNumber {
  if (raw instanceof ClrDecimal) return raw;
  return typeof raw === 'bigint' ? { coefficient: raw, scale: 0 } : parseScaled(raw);
}

function negated({ coefficient, scale }: ScaledNumber): ScaledNumber {
  return { coefficient: -coefficient, scale };
}

function applySection(value: ScaledNumber, section: string): { text: string; zero: boolean } {
  const tokens = tokenise(section);
  const point = tokens.findIndex((token) => token.kind === 'point');
  const digitAt = tokens.map((token, index) => (token.kind === 'digit' ? index : -1)).filter((index) => index !== -1);
  const isWhole = (index: number): boolean => point === -1 || index < point;
  const wholeAt = digitAt.filter(isWhole);
  const fractionAt = digitAt.filter((index) => !isWhole(index));
  const lastWhole = wholeAt.at(-1) ?? -1;
  const firstWhole = wholeAt[0] ?? -1;
  const commas = tokens
    .map((token, index) => (token.kind === 'comma' ? index : -1))
    .filter((index) => index !== -1 && isWhole(index));
  const group = commas.some((index) => index > firstWhole && index < lastWhole);
  const thousands = lastWhole === -1 ? 0 : commas.filter((index) => index > lastWhole).length;
  let scaled = value;
  if (tokens.some((token) => token.kind === 'percent')) scaled = shifted(scaled, 2);
  if (tokens.some((token) => token.kind === 'permille')) scaled = shifted(scaled, 3);
  scaled = shifted(scaled, -3 * thousands);
  const exponentAt = tokens.findIndex((token) => token.kind === 'exponent');
  if (exponentAt !== -1) {
    const scientific = toScientific(scaled, wholeAt.length, fractionAt.length);
    scaled = scientific.mantissa;
    tokens[exponentAt] = { kind: 'literal', text: exponentText(tokens[exponentAt]?.text ?? '', scientific.exponent) };
  }
  const digits = roundedDigits(scaled, fractionAt.length);
  const firstZero = wholeAt.findIndex((index) => tokens[index]?.text === '0');
  const required = firstZero === -1 ? 0 : wholeAt.length - firstZero;
  const whole = (digits.whole === '0' ? '' : digits.whole).padStart(required, '0');
  const lastZero = fractionAt.map((index) => tokens[index]?.text === '0').lastIndexOf(true) + 1;
  const fraction = digits.fraction.slice(0, Math.max(lastZero, digits.fraction.replace(/0+$/, '').length));
  return {
    text: lay(tokens, wholeAt, fractionAt, whole, fraction, group),
    zero: /^0*$/.test(digits.whole + digits.fraction),
  };
}

/** Moves the point so that as many digits stand before it as the picture has places. */
function toScientific(
  value: ScaledNumber,
  whole: number,
  decimals: number,
): { mantissa: ScaledNumber; exponent: number } {
  if (value.coefficient === 0n) return { mantissa: value, exponent: 0 };
  const exponent = String(value.coefficient).length - value.scale - whole;
  const mantissa = shifted(value, -exponent);
  // Rounding may add a digit: 9.99 becomes 10.0.
  return roundedDigits(mantissa, decimals).whole.length > Math.max(whole, 1)
    ? { mantissa: shifted(value, -exponent - 1), exponent: exponent + 1 }
    : { mantissa, exponent };
}

/** `E+00` shows the sign always, `E-00` and `E00` only a minus. */
function exponentText(picture: string, exponent: number): string {
  const sign = exponent < 0 ? '-' : picture[1] === '+' ? '+' : '';
  const places = picture.replace(/^[eE][+-]?/, '').length;
  return `${picture[0] ?? 'E'}${sign}${String(Math.abs(exponent)).padStart(places, '0')}`;
}

/** Writes digits into the places of the picture; the first place takes all digits that do not fit. */
function lay(
  tokens: readonly Token[],
  wholeAt: readonly number[],
  fractionAt: readonly number[],
  whole: string,
  fraction: string,
  group: boolean,
): string {
  let text = '';
  const emit = (from: number, to: number): void => {
    for (let index = from; index < to; index += 1) {
      text += whole[index] ?? '';
      const left = whole.length - index - 1;
      if (group && left > 0 && left % 3 === 0) text += ',';
    }
  };
  let taken = 0;
  tokens.forEach((token, index) => {
    const place = wholeAt.indexOf(index);
    if (place !== -1) {
      const until = Math.max(0, whole.length - (wholeAt.length - place - 1));
      if (until > taken) {
        emit(taken, until);
        taken = until;
      }
      return;
    }
    const decimal = fractionAt.indexOf(index);
    if (decimal !== -1) text += fraction[decimal] ?? '';
    else if (token.kind === 'point') {
      if (taken < whole.length && wholeAt.length === 0) {
        emit(0, whole.length);
        taken = whole.length;
      }
      text += fraction === '' ? '' : '.';
    } else if (token.kind === 'literal' || token.kind === 'percent' || token.kind === 'permille') text += token.text;
  });
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
  const isNegative = value.coefficient < 0n || (typeof raw === 'string' && raw.startsWith('-'));
  const size = value.coefficient < 0n ? negated(value) : value;
  const shown = applySection(size, isNegative && negative !== '' && value.coefficient !== 0n ? negative : positive);
  if (!shown.zero) return isNegative && negative === '' ? `-${shown.text}` : shown.text;
  // What rounds to zero is written by the section for zero, or else as zero by the first one.
  if (zero !== '') return applySection(ZERO, zero).text;
  const { text } = applySection(ZERO, positive);
  return isNegative && real && /\d/.test(text) ? `-${text}` : text;
}
