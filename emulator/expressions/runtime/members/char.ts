import type { ClrValue } from '../../clr-value';
import { argument, argumentNull, argumentOutOfRange, formatError } from '../errors';
import type { Member, MemberTable, Ref } from '../member';
import { char, ClrChar, double } from '../numbers/numbers';
import { ordinalUpper } from '../comparers';
import { unicodeCategory } from '../text/unicode-category';
import { display } from '../values';

const CLASSES: Readonly<Record<string, RegExp>> = {
  IsControl: /\p{Cc}/u,
  IsDigit: /\p{Nd}/u,
  IsLetter: /\p{L}/u,
  IsLetterOrDigit: /[\p{L}\p{Nd}]/u,
  IsLower: /\p{Ll}/u,
  IsNumber: /\p{N}/u,
  IsPunctuation: /\p{P}/u,
  IsSeparator: /\p{Z}/u,
  IsSurrogate: /[\ud800-\udfff]/,
  IsHighSurrogate: /[\ud800-\udbff]/,
  IsLowSurrogate: /[\udc00-\udfff]/,
  IsSymbol: /\p{S}/u,
  IsUpper: /\p{Lu}/u,
  IsWhiteSpace: /[\t-\r\u0085\p{Z}]/u,
};

const ASCII: Readonly<Record<string, RegExp>> = {
  IsAscii: /[\0-\x7f]/,
  IsAsciiDigit: /[0-9]/,
  IsAsciiHexDigit: /[0-9A-Fa-f]/,
  IsAsciiHexDigitLower: /[0-9a-f]/,
  IsAsciiHexDigitUpper: /[0-9A-F]/,
  IsAsciiLetter: /[A-Za-z]/,
  IsAsciiLetterLower: /[a-z]/,
  IsAsciiLetterOrDigit: /[A-Za-z0-9]/,
  IsAsciiLetterUpper: /[A-Z]/,
};

function unitAt(text: string | null, index: number): string {
  if (text === null) throw argumentNull('s');
  if (index < 0 || index >= text.length)
    throw argumentOutOfRange('Specified argument was out of the range of valid values.', 'index');
  return text.charAt(index);
}

/** The character at an index: both halves of a surrogate pair when it begins there. */
function pairAt(text: string | null, index: number): string {
  const unit = unitAt(text, index);
  const next = text?.charAt(index + 1) ?? '';
  return isPair(unit, next) ? unit + next : unit;
}

function classTests(): MemberTable {
  const members: Record<string, Member> = {};
  for (const [name, pattern] of Object.entries({ ...CLASSES, ...ASCII })) {
    members[`M:System.Char.${name}(System.Char)`] = (unit: ClrChar) => pattern.test(display(unit));
    members[`M:System.Char.${name}(System.String,System.Int32)`] = (text: string | null, index: number) =>
      pattern.test(unitAt(text, index));
  }
  return members;
}

function mapped(unit: ClrChar, map: (text: string) => string): ClrChar {
  const text = map(display(unit));
  return text.length === 1 ? char(text.charCodeAt(0)) : unit;
}

/** Roman numerals, which are characters of their own: U+2160 to U+216F and, in lower case, U+2170 to U+217F. */
const ROMAN = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 50, 100, 500, 1000] as const;

function numericValue(text: string): number {
  const roman = ROMAN[text.charCodeAt(0) & 15];
  if (/[\u2160-\u217f]/.test(text) && roman !== undefined) return roman;
  if (text === '\u3007') return 0;
  const plain = text.normalize('NFKD').replace('\u2044', '/');
  const [, whole, divisor] = /^\(?(\d+)(?:\/(\d+)|[).])?$/.exec(plain) ?? [];
  if (whole === undefined) return /^\p{Nd}$/u.test(text) ? digitValue(text) : -1;
  return Number(whole) / Number(divisor ?? 1);
}

/** Decimal digits stand ten in a row in each script. */
function digitValue(text: string): number {
  let value = 0;
  for (let code = text.charCodeAt(0) - 1; /\p{Nd}/u.test(String.fromCharCode(code)) && value < 9; code -= 1) value += 1;
  return value;
}

function fromUtf32(code: number): string {
  if (code < 0 || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) {
    throw argumentOutOfRange(
      'A valid UTF32 value is between 0x000000 and 0x10ffff, inclusive, and should not include surrogate codepoint values (0x00d800 ~ 0x00dfff).',
      'utf32',
    );
  }
  return String.fromCodePoint(code);
}

function toUtf32(text: string | null, index: number): number {
  if (text !== null && (index < 0 || index >= text.length))
    throw argumentOutOfRange(
      'Index was out of range. Must be non-negative and less than the size of the collection.',
      'index',
    );
  const unit = unitAt(text, index);
  const code = text?.codePointAt(index) ?? 0;
  if (code > 0xffff || !/[\ud800-\udfff]/.test(unit)) return code;
  const kind =
    unit < '\udc00'
      ? 'high surrogate char without a following low surrogate'
      : 'low surrogate char without a preceding high surrogate';
  throw argument(
    `Found a ${kind} at index: ${index}. The input may not be in this encoding, or may not contain valid Unicode (UTF-16) characters.`,
    's',
  );
}

function isPair(high: string, low: string): boolean {
  return /[\ud800-\udbff]/.test(high) && /[\udc00-\udfff]/.test(low);
}

/** An expression can name no CultureInfo: it is null. */
function refuseCulture(): never {
  throw argumentNull('culture');
}

/** Members of System.Char. */
export const CHAR_MEMBERS: MemberTable = {
  ...classTests(),
  'M:System.Char.ToLower(System.Char)': (unit: ClrChar) => mapped(unit, (text) => text.toLowerCase()),
  'M:System.Char.ToLowerInvariant(System.Char)': (unit: ClrChar) => mapped(unit, (text) => text.toLowerCase()),
  'M:System.Char.ToUpper(System.Char)': (unit: ClrChar) => mapped(unit, ordinalUpper),
  'M:System.Char.ToUpperInvariant(System.Char)': (unit: ClrChar) => mapped(unit, ordinalUpper),
  'M:System.Char.ToString(System.Char)': (unit: ClrChar) => display(unit),
  'M:System.Char.GetUnicodeCategory(System.Char)': (unit: ClrChar) => unicodeCategory(display(unit)),
  'M:System.Char.GetUnicodeCategory(System.String,System.Int32)': (text: string | null, index: number) =>
    unicodeCategory(pairAt(text, index)),
  'M:System.Char.ToLower(System.Char,System.Globalization.CultureInfo)': refuseCulture,
  'M:System.Char.ToUpper(System.Char,System.Globalization.CultureInfo)': refuseCulture,
  'M:System.Char.GetNumericValue(System.Char)': (unit: ClrChar) => double(numericValue(display(unit))),
  'M:System.Char.GetNumericValue(System.String,System.Int32)': (text: string | null, index: number) =>
    double(numericValue(pairAt(text, index))),
  'M:System.Char.ConvertFromUtf32(System.Int32)': fromUtf32,
  'M:System.Char.ConvertToUtf32(System.String,System.Int32)': toUtf32,
  'M:System.Char.ConvertToUtf32(System.Char,System.Char)': (high: ClrChar, low: ClrChar) => {
    const [first, second] = [display(high), display(low)];
    if (isPair(first, second)) return toUtf32(first + second, 0);
    const [range, parameter] = /[\ud800-\udbff]/.test(first) ? ['low', 'lowSurrogate'] : ['high', 'highSurrogate'];
    throw argumentOutOfRange(
      range === 'low'
        ? 'A valid low surrogate character is between 0xdc00 and 0xdfff, inclusive.'
        : 'A valid high surrogate character is between 0xd800 and 0xdbff, inclusive.',
      parameter,
    );
  },
  'M:System.Char.IsBetween(System.Char,System.Char,System.Char)': (unit: ClrChar, low: ClrChar, high: ClrChar) =>
    // Differences of chars without sign, so that limits in the wrong order hold nearly everything.
    (unit.code - low.code) >>> 0 <= (high.code - low.code) >>> 0,
  'M:System.Char.IsSurrogatePair(System.Char,System.Char)': (high: ClrChar, low: ClrChar) =>
    isPair(display(high), display(low)),
  'M:System.Char.IsSurrogatePair(System.String,System.Int32)': (text: string | null, index: number) =>
    isPair(unitAt(text, index), text?.charAt(index + 1) ?? ''),
  'M:System.Char.CompareTo(System.Object)': (self: ClrChar, other: ClrValue) => {
    if (other === null) return 1;
    if (!(other instanceof ClrChar)) throw argument('Object must be of type Char.');
    return self.code - other.code;
  },
  'M:System.Char.CompareTo(System.Char)': (self: ClrChar, other: ClrChar) => self.code - other.code,
  'M:System.Char.Equals(System.Char)': (self: ClrChar, other: ClrChar) => self.code === other.code,
  'M:System.Char.Parse(System.String)': (text: string | null) => {
    if (text === null) throw argumentNull('s');
    if (text.length !== 1) throw formatError('String must be exactly one character long.');
    return char(text.charCodeAt(0));
  },
  'M:System.Char.TryParse(System.String,System.Char@)': (text: string | null, result: Ref) => {
    result.value = char(text?.length === 1 ? text.charCodeAt(0) : 0);
    return text?.length === 1;
  },
};
