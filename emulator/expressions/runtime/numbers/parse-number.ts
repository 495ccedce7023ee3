import type { ClrValue } from '../../clr-value';
import { integerRange, wrapInteger } from './convert-number';
import { ClrDecimal } from './decimal';
import { argumentNull, inputFormat, overflow } from '../errors';
import { double, single } from './numbers';

/**
 * How a number may be written: as its type is read by default (`NumberStyles.Integer`, `Number` for a decimal, `Float` with
 * thousands for the others), or by digits alone (`NumberStyles.None`, the one style that an expression can name: 0).
 */
export type NumberStyle = 'usual' | 'none';

const DIGITS = /^()(\d+)\0*$/;
const INTEGER = /^[\t\n\v\f\r ]*([+-]?)(\d+)[\t\n\v\f\r ]*\0*$/;
const FLOAT = /^[\t\n\v\f\r ]*([+-]?)((?:\d[\d,]*(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?)[\t\n\v\f\r ]*\0*$/;
const NUMBER = /^[\t\n\v\f\r ]*([+-]?)(\d[\d,]*(?:\.\d*)?|\.\d+)[\t\n\v\f\r ]*(?:([+-])[\t\n\v\f\r ]*)?\0*$/;
const WORD = /^[\t-\r\u0085\p{Z}]*(?:[+-]?(nan)|\+?(infinity)|-infinity)[\t-\r\u0085\p{Z}]*$/iu;

/** The outcome of a parse: the value, or the reason .NET would throw for. */
export type Parsed = { readonly value: ClrValue } | { readonly failure: 'format' | 'overflow' };

/** Digits of the greatest integer of 64 bits. */
const LONGEST = 20;

function parseInteger(text: string, type: string, style: NumberStyle): Parsed {
  const match = (style === 'none' ? DIGITS : INTEGER).exec(text);
  if (match === null) return { failure: 'format' };
  const [, sign = '', digits = ''] = match;
  const significant = digits.replace(/^0+(?=\d)/, '');
  if (significant.length > LONGEST) return { failure: 'overflow' };
  const whole = sign === '-' ? -BigInt(significant) : BigInt(significant);
  const { minimum, maximum } = integerRange(type);
  return whole < minimum || whole > maximum ? { failure: 'overflow' } : { value: wrapInteger(whole, type) };
}

/** Names of what is no number, in any case and whatever the style, with any white space around. */
function parseWord(text: string): number | undefined {
  const [word, nan, infinity] = WORD.exec(text) ?? [];
  if (word === undefined) return undefined;
  return nan === undefined ? (infinity === undefined ? -Infinity : Infinity) : Number.NaN;
}

function parseReal(text: string, make: (value: number) => ClrValue, style: NumberStyle): Parsed {
  const match = (style === 'none' ? DIGITS : FLOAT).exec(text);
  if (match === null) {
    const word = parseWord(text);
    return word === undefined ? { failure: 'format' } : { value: make(word) };
  }
  const [, sign = '', digits = ''] = match;
  return { value: make(Number(sign + digits.replaceAll(',', ''))) };
}

function parseDecimal(text: string, style: NumberStyle): Parsed {
  const [whole, before = '', digits = '', after = ''] = (style === 'none' ? DIGITS : NUMBER).exec(text) ?? [];
  if (whole === undefined || (before !== '' && after !== '')) return { failure: 'format' };
  try {
    return { value: ClrDecimal.fromDigits(before + after + digits.replaceAll(',', '')) };
  } catch {
    return { failure: 'overflow' };
  }
}

/** Parses as `int.TryParse`, `double.TryParse` and so on do under the invariant culture. */
export function tryParseNumber(text: string, type: string, style: NumberStyle = 'usual'): Parsed {
  switch (type) {
    case 'System.Double':
      return parseReal(text, double, style);
    case 'System.Single':
      return parseReal(text, single, style);
    case 'System.Decimal':
      return parseDecimal(text, style);
    default:
      return parseInteger(text, type, style);
  }
}

/** Parses as `int.Parse`, `double.Parse` and so on do; throws ArgumentNullException, FormatException or OverflowException. */
export function parseNumber(text: string | null, type: string, style: NumberStyle = 'usual'): ClrValue {
  if (text === null) throw argumentNull('s');
  const parsed = tryParseNumber(text, type, style);
  if ('value' in parsed) return parsed.value;
  throw parsed.failure === 'format' ? inputFormat(text) : overflow(type.slice(type.lastIndexOf('.') + 1));
}

/** Parses `True` and `False` in any case and surrounded by white space; undefined otherwise. */
export function parseBoolean(text: string): boolean | undefined {
  const word = text.replace(/^[\t-\r\u0085\p{Z}\0]+|[\t-\r\u0085\p{Z}\0]+$/gu, '').toLowerCase();
  return word === 'true' ? true : word === 'false' ? false : undefined;
}
