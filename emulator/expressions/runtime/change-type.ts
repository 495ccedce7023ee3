import { ClrException } from '../clr-exception';
import type { ClrObject, ClrValue } from '../clr-value';
import {
  arithmeticOverflow,
  asNumber,
  convertNumber,
  isIntegerType,
  integerRange,
  rawNumber,
} from './numbers/convert-number';
import { ClrDateTime } from './dates/date-time';
import { ClrDecimal } from './numbers/decimal';
import { ClrEnum } from './enums';
import { formatError, overflow } from './errors';
import { char, ClrChar, ClrNumber } from './numbers/numbers';
import { parseDateTime, readDateTime } from './dates/parse-date-time';
import type { DateTarget } from './dates/parse-date-time';
import { parseBoolean, parseNumber } from './numbers/parse-number';
import { display, typeNameOf } from './values';

/** The types that IConvertible converts to, which its errors name without their namespace. */
const TARGETS = /^System\.(?:Boolean|Char|S?Byte|U?Int(?:16|32|64)|Single|Double|Decimal|DateTime|String)$/;

function invalid(value: ClrValue, type: string): ClrException {
  const from = value instanceof ClrEnum ? 'System.Enum' : (typeNameOf(value) ?? 'System.Object');
  const names = TARGETS.test(type) ? [shortName(from), shortName(type)] : [from, type];
  return new ClrException('System.InvalidCastException', `Invalid cast from '${names[0]}' to '${names[1]}'.`);
}

/** A value that converts itself, as an implementation of IConvertible does. */
interface Convertible {
  convertTo(type: string): ClrValue;
}

function isConvertible(value: ClrValue): value is ClrObject & Convertible {
  return typeof value === 'object' && value !== null && 'convertTo' in value;
}

function shortName(type: string): string {
  return type.replace(/^System\.(?=\w+$)/, '');
}

function isReal(value: ClrValue): value is ClrNumber | ClrDecimal {
  return value instanceof ClrDecimal || (value instanceof ClrNumber && /Double|Single/.test(value.clrType));
}

/** The nearest whole number, ties to even, as Convert.ToInt32(double) rounds. */
function roundHalfEven(value: ClrNumber | ClrDecimal): bigint | undefined {
  if (value instanceof ClrDecimal) return value.round(0).truncate();
  if (!Number.isFinite(value.value)) return undefined;
  const floor = Math.floor(value.value);
  const difference = value.value - floor;
  const up = difference > 0.5 || (difference === 0.5 && floor % 2 !== 0);
  return BigInt(floor) + (up ? 1n : 0n);
}

function toInteger(value: ClrValue, type: string): ClrValue {
  if (typeof value === 'boolean') return convertNumber(value ? 1 : 0, type, false);
  if (typeof value === 'string') return type === 'System.Char' ? toChar(value) : parseNumber(value, type);
  const { minimum, maximum } = integerRange(type);
  const short = type.slice(type.lastIndexOf('.') + 1);
  const raw = isReal(value) ? roundHalfEven(value) : BigInt(rawNumber(value) as number | bigint);
  // Convert takes a double or float to the integers below 32 bits by way of Int32.
  if (value instanceof ClrNumber && isReal(value) && /^S?Byte$|Int16$/.test(short)) {
    const { minimum: least, maximum: greatest } = integerRange('System.Int32');
    if (raw === undefined || raw < least || raw > greatest) throw overflow('Int32');
  }
  if (raw === undefined || raw < minimum || raw > maximum) {
    // A double goes to 64 bits by a checked cast.
    if (value instanceof ClrNumber && isReal(value) && /64$/.test(short)) throw arithmeticOverflow();
    throw overflow(short);
  }
  return type === 'System.Char' ? char(Number(raw)) : convertNumber(raw, type, false);
}

function toChar(text: string): ClrChar {
  if (text.length !== 1) throw formatError('String must be exactly one character long.');
  return char(text.charCodeAt(0));
}

function toBoolean(value: ClrValue): boolean {
  if (typeof value === 'boolean') return value;
  if (typeof value === 'string') {
    const parsed = parseBoolean(value);
    if (parsed === undefined) throw formatError(`String '${value}' was not recognized as a valid Boolean.`);
    return parsed;
  }
  return asNumber(value) !== 0;
}

function isNumeric(value: ClrValue): boolean {
  return (
    typeof value === 'number' ||
    typeof value === 'bigint' ||
    value instanceof ClrNumber ||
    value instanceof ClrDecimal ||
    typeNameOf(value) === 'System.UInt64'
  );
}

/** `DateTime.Parse`: a zone in the text turns the result into local time, which is UTC here. */
export function parseClrDateTime(text: string): ClrDateTime {
  const parsed = parseDateTime(text);
  if (parsed === undefined) throw notADate(text);
  if (parsed.offsetMinutes === null) return new ClrDateTime(parsed.ticks);
  return new ClrDateTime(parsed.ticks - BigInt(parsed.offsetMinutes) * 600_000_000n, 2);
}

/** The FormatException of the date parsers. */
export function notADate(text: string, target: DateTarget = 'DateTime'): ClrException {
  const why = readDateTime(text, target);
  if (typeof why === 'object' && 'word' in why) {
    return formatError(
      `The string '${text}' was not recognized as a valid DateTime. There is an unknown word starting at index '${why.word}'.`,
    );
  }
  switch (why) {
    case 'calendar':
      return formatError(
        `The DateTime represented by the string '${text}' is not supported in calendar 'System.Globalization.GregorianCalendar'.`,
      );
    case 'weekday':
      return formatError(
        `String '${text}' was not recognized as a valid DateTime because the day of week was incorrect.`,
      );
    case 'offset':
      return formatError(`The time zone offset of string '${text}' must be within plus or minus 14 hours.`);
    case 'range':
      return formatError(
        target === 'DateTime'
          ? `The DateTime represented by the string '${text}' is out of range.`
          : `The UTC representation of the date '${text}' falls outside the year range 1-9999.`,
      );
    case 'incomplete':
      return formatError(`There must be at least a partial date with a year present in the input string '${text}'.`);
    default:
      return formatError(`String '${text}' was not recognized as a valid DateTime.`);
  }
}

/**
 * `Convert.ChangeType(value, type)` under the invariant culture, which the members of System.Convert and Newtonsoft's
 * conversions share. Throws FormatException, OverflowException or InvalidCastException.
 */
export function changeType(value: ClrValue, type: string): ClrValue {
  if (typeNameOf(value) === type || type === 'System.Object') return value;
  if (isConvertible(value)) return value.convertTo(type);
  if (type === 'System.String') return display(value);
  // An enum converts as the number it stands for.
  if (value instanceof ClrEnum && type !== 'System.DateTime') return changeType(value.value, type);
  const convertible =
    isNumeric(value) || typeof value === 'string' || typeof value === 'boolean' || value instanceof ClrChar;
  if (!convertible) throw invalid(value, type);
  if (type === 'System.Boolean' && !(value instanceof ClrChar)) return toBoolean(value);
  if (isIntegerType(type) && !(value instanceof ClrChar && /Char/.test(type))) {
    if (type === 'System.Char' && (typeof value === 'boolean' || isReal(value))) throw invalid(value, type);
    return toInteger(value, type);
  }
  if (type === 'System.Double' || type === 'System.Single' || type === 'System.Decimal') {
    if (typeof value === 'string') return parseNumber(value, type);
    if (value instanceof ClrChar) throw invalid(value, type);
    return convertNumber(typeof value === 'boolean' ? Number(value) : value, type, false);
  }
  if (type === 'System.DateTime' && typeof value === 'string') return parseClrDateTime(value);
  throw invalid(value, type);
}
