import { ClrStringComparer, compareStrings } from '../comparers';
import type { ClrArray } from '../array';
import type { ClrValue } from '../../clr-value';
import { enumMember } from '../enums';
import type { ClrEnum } from '../enums';
import { argument, argumentNull, argumentOutOfRange, requireAtMost, requireNonNegative } from '../errors';
import { formatComposite } from '../format-composite';
import type { Member, MemberTable } from '../member';
import { char } from '../numbers';
import type { ClrChar } from '../numbers';
import { display, typeNameOf } from '../values';

const S = 'M:System.String';
const INT = 'System.Int32';
const RULE = 'System.StringComparison';
const CHARS = 'System.Char[]';

/** Says whether two texts of the same length are equal under a StringComparison. */
function same(left: string, right: string, rule: number): boolean {
  return rule === 4 ? left === right : compareStrings(left, right, rule) === 0;
}

function lastIndexIn(text: string, wanted: string | null, start: number, count: number, rule: number): number {
  if (wanted === null) throw argumentNull('value');
  if (text.length === 0) return wanted === '' ? 0 : -1;
  if (start < 0 || start > text.length)
    throw argumentOutOfRange(
      'Index was out of range. Must be non-negative and less than the size of the collection.',
      'startIndex',
    );
  const last = Math.min(start, text.length - 1);
  const lowest = last - count + 1 - (start === text.length ? 1 : 0);
  if (count < 0 || lowest < -1)
    throw argumentOutOfRange(
      'Count must be positive and count must refer to a location within the string/array/collection.',
      'count',
    );
  for (let index = last - wanted.length + 1; index >= Math.max(0, lowest); index -= 1)
    if (same(text.slice(index, index + wanted.length), wanted, rule)) return index;
  return -1;
}

function requireWithin(text: string, start: number, count: number): void {
  if (start < 0 || start > text.length)
    throw argumentOutOfRange(
      'Index was out of range. Must be non-negative and less than or equal to the size of the collection.',
      'startIndex',
    );
  if (count < 0 || start > text.length - count)
    throw argumentOutOfRange(
      'Count must be positive and count must refer to a location within the string/array/collection.',
      'count',
    );
}

function indexIn(text: string, wanted: string | null, start: number, count: number, rule: number): number {
  if (wanted === null) throw argumentNull('value');
  requireWithin(text, start, count);
  for (let index = start; index + wanted.length <= start + count; index += 1)
    if (same(text.slice(index, index + wanted.length), wanted, rule)) return index;
  return -1;
}

function anyOf(chars: ClrArray | null): Set<string> {
  if (chars === null) throw argumentNull('anyOf');
  return new Set(chars.items.map(display));
}

function indexOfAny(text: string, chars: ClrArray | null, start = 0, count = text.length - start): number {
  const wanted = anyOf(chars);
  requireWithin(text, start, count);
  for (let index = start; index < start + count; index += 1) if (wanted.has(text.charAt(index))) return index;
  return -1;
}

function lastIndexOfAny(text: string, chars: ClrArray | null, start = text.length - 1, count = start + 1): number {
  const wanted = anyOf(chars);
  if (text === '') return -1;
  if (start < 0 || start >= text.length)
    throw argumentOutOfRange(
      'Index was out of range. Must be non-negative and less than the size of the collection.',
      'startIndex',
    );
  for (let index = start; index > start - count && index >= 0; index -= 1)
    if (wanted.has(text.charAt(index))) return index;
  return -1;
}

function searches(): Record<string, Member> {
  return {
    [`${S}.LastIndexOf(System.Char,${INT},${INT})`]: (self: string, unit: ClrChar, start: number, count: number) =>
      lastIndexIn(self, display(unit), start, count, 4),
    [`${S}.LastIndexOf(System.String,${INT},${INT})`]: (
      self: string,
      text: string | null,
      start: number,
      count: number,
    ) => lastIndexIn(self, text, start, count, 0),
    [`${S}.LastIndexOf(System.String,${INT},${RULE})`]: (
      self: string,
      text: string | null,
      start: number,
      rule: ClrEnum,
    ) => lastIndexIn(self, text, start, start + 1, rule.value),
    [`${S}.LastIndexOf(System.String,${INT},${INT},${RULE})`]: (
      self: string,
      text: string | null,
      start: number,
      count: number,
      rule: ClrEnum,
    ) => lastIndexIn(self, text, start, count, rule.value),
    [`${S}.IndexOf(System.String,${INT},${INT},${RULE})`]: (
      self: string,
      text: string | null,
      start: number,
      count: number,
      rule: ClrEnum,
    ) => indexIn(self, text, start, count, rule.value),
    [`${S}.LastIndexOfAny(${CHARS})`]: lastIndexOfAny,
    [`${S}.LastIndexOfAny(${CHARS},${INT})`]: lastIndexOfAny,
    [`${S}.LastIndexOfAny(${CHARS},${INT},${INT})`]: lastIndexOfAny,
    [`${S}.IndexOfAny(${CHARS})`]: indexOfAny,
    [`${S}.IndexOfAny(${CHARS},${INT})`]: indexOfAny,
    [`${S}.IndexOfAny(${CHARS},${INT},${INT})`]: indexOfAny,
  };
}

const CULTURE = 'System.Globalization.CultureInfo';

/** Overloads that take a culture: only null can stand there, which is the invariant culture. */
function cultures(): Record<string, Member> {
  const rule = (ignoreCase: boolean): number => (ignoreCase ? 1 : 0);
  const required = (text: string | null): string => {
    if (text === null) throw argumentNull('value');
    return text;
  };
  return {
    [`${S}.StartsWith(System.String,System.Boolean,${CULTURE})`]: (
      self: string,
      text: string | null,
      ignoreCase: boolean,
    ) => same(self.slice(0, required(text).length), required(text), rule(ignoreCase)),
    [`${S}.EndsWith(System.String,System.Boolean,${CULTURE})`]: (
      self: string,
      text: string | null,
      ignoreCase: boolean,
    ) => required(text) === '' || same(self.slice(-required(text).length), required(text), rule(ignoreCase)),
    [`${S}.ToLower(${CULTURE})`]: nullCulture,
    [`${S}.ToUpper(${CULTURE})`]: nullCulture,
  };
}

function nullCulture(): never {
  throw argumentNull('culture');
}

function formats(): Record<string, Member> {
  const members: Record<string, Member> = {};
  for (const count of [1, 2, 3]) {
    const objects = Array.from({ length: count }, () => 'System.Object').join(',');
    members[`${S}.Format(System.IFormatProvider,System.String,${objects})`] = (
      _provider: null,
      format: string | null,
      ...values: ClrValue[]
    ) => formatComposite(format, values);
  }
  members[`${S}.Format(System.IFormatProvider,System.String,System.Object[])`] = (
    _provider: null,
    format: string | null,
    values: ClrArray | null,
  ) => {
    if (values === null) throw argumentNull(format === null ? 'format' : 'args');
    return formatComposite(format, values.items);
  };
  return members;
}

function copyTo(self: string, start: number, target: ClrArray | null, to: number, count: number): void {
  if (target === null) throw argumentNull('destination');
  requireNonNegative(count, 'count');
  requireNonNegative(start, 'sourceIndex');
  requireAtMost(start, self.length - count, 'sourceIndex');
  requireNonNegative(to, 'destinationIndex');
  requireAtMost(to, target.items.length - count, 'destinationIndex');
  for (let index = 0; index < count; index += 1) target.items[to + index] = char(self.charCodeAt(start + index));
}

function typeCodes(): Record<string, Member> {
  const types =
    'Boolean Char SByte Byte Int16 UInt16 Int32 UInt32 Int64 UInt64 Single Double Decimal DateTime String'.split(' ');
  const read = (self: ClrValue): ClrValue =>
    enumMember('System.TypeCode', typeNameOf(self)?.slice('System.'.length) ?? 'Empty') ??
    enumMember('System.TypeCode', 'Object') ??
    null;
  return {
    ...Object.fromEntries(types.map((type): [string, Member] => [`M:System.${type}.GetTypeCode`, read])),
    'M:System.Convert.GetTypeCode(System.Object)': read,
  };
}

/** Members of System.String that search within bounds, take a culture or copy; `GetTypeCode` of every primitive. */
export const STRING_SEARCH_MEMBERS: MemberTable = {
  ...searches(),
  ...cultures(),
  ...formats(),
  ...typeCodes(),
  [`${S}.CopyTo(${INT},${CHARS},${INT},${INT})`]: copyTo,
  [`${S}.ReplaceLineEndings`]: (self: string) => self.replace(/\r\n|[\r\n\f\u0085\u2028\u2029]/g, '\n'),
  [`${S}.ReplaceLineEndings(System.String)`]: (self: string, by: string | null) => {
    if (by === null) throw argumentNull('replacementText');
    return self.replace(/\r\n|[\r\n\f\u0085\u2028\u2029]/g, () => by);
  },
  [`${S}.IsInterned(System.String)`]: (text: string | null) => {
    if (text === null) throw argumentNull('str');
    return text;
  },
  'M:System.StringComparer.FromComparison(System.StringComparison)': (rule: ClrEnum) => {
    if (rule.value < 0 || rule.value > 5)
      throw argument('The string comparison type passed in is currently not supported.', 'comparisonType');
    return new ClrStringComparer(rule.value);
  },
};
