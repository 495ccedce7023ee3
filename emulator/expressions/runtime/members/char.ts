import { argumentNull, formatError } from '../errors';
import type { Member, MemberTable, Ref } from '../member';
import { char, double } from '../numbers';
import type { ClrChar } from '../numbers';
import { ordinalUpper } from '../comparers';
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

function classTests(): MemberTable {
  const members: Record<string, Member> = {};
  for (const [name, pattern] of Object.entries({ ...CLASSES, ...ASCII })) {
    members[`M:System.Char.${name}(System.Char)`] = (unit: ClrChar) => pattern.test(display(unit));
    members[`M:System.Char.${name}(System.String,System.Int32)`] = (text: string, index: number) =>
      pattern.test(text.charAt(index));
  }
  return members;
}

function mapped(unit: ClrChar, map: (text: string) => string): ClrChar {
  const text = map(display(unit));
  return text.length === 1 ? char(text.charCodeAt(0)) : unit;
}

function numericValue(text: string): number {
  const digit = Number.parseInt(text.normalize('NFKD'), 10);
  return Number.isNaN(digit) ? -1 : digit;
}

/** Members of System.Char. */
export const CHAR_MEMBERS: MemberTable = {
  ...classTests(),
  'M:System.Char.ToLower(System.Char)': (unit: ClrChar) => mapped(unit, (text) => text.toLowerCase()),
  'M:System.Char.ToLowerInvariant(System.Char)': (unit: ClrChar) => mapped(unit, (text) => text.toLowerCase()),
  'M:System.Char.ToUpper(System.Char)': (unit: ClrChar) => mapped(unit, ordinalUpper),
  'M:System.Char.ToUpperInvariant(System.Char)': (unit: ClrChar) => mapped(unit, ordinalUpper),
  'M:System.Char.ToString(System.Char)': (unit: ClrChar) => display(unit),
  'M:System.Char.GetNumericValue(System.Char)': (unit: ClrChar) => double(numericValue(display(unit))),
  'M:System.Char.ConvertFromUtf32(System.Int32)': (code: number) => String.fromCodePoint(code),
  'M:System.Char.ConvertToUtf32(System.String,System.Int32)': (text: string, index: number) =>
    text.codePointAt(index) ?? 0,
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
