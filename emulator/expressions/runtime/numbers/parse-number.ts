import type { ClrValue } from '../../clr-value';
import { integerRange, wrapInteger } from './convert-number';
import { ClrDecimal } from './decimal';
import { argumentNull, inputFormat, overflow } from '../errors';
import { double, single } from './numbers';

const INTEGER = /^[\t\n\v\f\r ]*([+-]?)(\d+)[\t\n\v\f\r \0]*$/;
const REAL = /^[\t\n\v\f\r ]*([+-]?)((?:\d[\d,]*)?\.?\d*(?:[eE][+-]?\d+)?)([+-]?)[\t\n\v\f\r \0]*$/;

/** The outcome of a parse: the value, or the reason .NET would throw for. */
export type Parsed = { readonly value: ClrValue } | { readonly failure: 'format' | 'overflow' };

function parseInteger(text: string, type: string): Parsed {
  const match = INTEGER.exec(text);
  if (match === null) return { failure: 'format' };
  const [, sign = '', digits = ''] = match;
  if (digits.length > 400) return { failure: 'overflow' };
  const whole = sign === '-' ? -BigInt(digits) : BigInt(digits);
  const { minimum, maximum } = integerRange(type);
  return whole < minimum || whole > maximum ? { failure: 'overflow' } : { value: wrapInteger(whole, type) };
}

function parseReal(text: string, type: string): Parsed {
  const word = /^[\t\n\v\f\r ]*([+-]?)(nan|infinity|∞)[\t\n\v\f\r ]*$/i.exec(text);
  if (word !== null && type !== 'System.Decimal') {
    const [, sign = '', name = ''] = word;
    const size = name.toLowerCase() === 'nan' ? Number.NaN : Infinity;
    const value = sign === '-' ? -size : size;
    return { value: type === 'System.Single' ? single(value) : double(value) };
  }
  const match = REAL.exec(text);
  if (match === null || !/\d/.test(match[2] ?? '') || (match[1] !== '' && match[3] !== ''))
    return { failure: 'format' };
  // Decimals are parsed by NumberStyles.Number, which has no exponent.
  if (type === 'System.Decimal' && /e/i.test(match[2] ?? '')) return { failure: 'format' };
  const digits = (match[2] ?? '').replaceAll(',', '');
  const signed = (match[1] === '-' || match[3] === '-' ? '-' : '') + digits;
  if (type !== 'System.Decimal')
    return { value: type === 'System.Single' ? single(Number(signed)) : double(Number(signed)) };
  try {
    return { value: ClrDecimal.fromDigits(signed) };
  } catch {
    return { failure: 'overflow' };
  }
}

/** Parses as `int.TryParse`, `double.TryParse` and so on do under the invariant culture. */
export function tryParseNumber(text: string, type: string): Parsed {
  return type === 'System.Double' || type === 'System.Single' || type === 'System.Decimal'
    ? parseReal(text, type)
    : parseInteger(text, type);
}

/** Parses as `int.Parse`, `double.Parse` and so on do; throws ArgumentNullException, FormatException or OverflowException. */
export function parseNumber(text: string | null, type: string): ClrValue {
  if (text === null) throw argumentNull('s');
  const parsed = tryParseNumber(text, type);
  if ('value' in parsed) return parsed.value;
  throw parsed.failure === 'format' ? inputFormat(text) : overflow(type.slice(type.lastIndexOf('.') + 1));
}

/** Parses `True` and `False` in any case and surrounded by white space; undefined otherwise. */
export function parseBoolean(text: string): boolean | undefined {
  const word = text.replace(/^[\s\0]+|[\s\0]+$/g, '').toLowerCase();
  return word === 'true' ? true : word === 'false' ? false : undefined;
}
