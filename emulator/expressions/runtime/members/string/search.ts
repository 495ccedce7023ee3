import type { ClrArray } from '../../collections/array';
import { ClrEnum } from '../../enums';
import { argumentNull, argumentOutOfRange } from '../../errors';
import type { MemberTable } from '../../member';
import type { ClrChar } from '../../numbers/numbers';
import { display } from '../../values';
import { ordinalUpper, requireComparison } from '../../comparers';
import { endsWithCulture, findCulture, findLastCulture, isPlain, startsWithCulture } from '../../text/culture-search';
import { ignoresCase, required } from './text';
import type { Text } from './text';

const S = 'M:System.String';
const INT = 'System.Int32';
const RULE = 'System.StringComparison';
const CHARS = 'System.Char[]';
const CULTURE = 'System.Globalization.CultureInfo';

const PAST_LAST = 'Index was out of range. Must be non-negative and less than the size of the collection.';
const PAST_END = 'Index was out of range. Must be non-negative and less than or equal to the size of the collection.';
const BAD_COUNT = 'Count must be positive and count must refer to a location within the string/array/collection.';

function requireWithin(text: string, start: number, count: number): void {
  if (start < 0 || start > text.length) throw argumentOutOfRange(PAST_END, 'startIndex');
  if (count < 0 || start > text.length - count) throw argumentOutOfRange(BAD_COUNT, 'count');
}

/** How a text is found in another. */
interface Finder {
  readonly first: (text: string, wanted: string) => number;
  readonly last: (text: string, wanted: string) => number;
  readonly startsWith: (text: string, wanted: string) => boolean;
  readonly endsWith: (text: string, wanted: string) => boolean;
}

/** Code unit by code unit, after `fold`. */
function unitsAfter(folding: (text: string) => string): Finder {
  return {
    first: (text, wanted) => folding(text).indexOf(folding(wanted)),
    last: (text, wanted) => folding(text).lastIndexOf(folding(wanted)),
    startsWith: (text, wanted) => folding(text).startsWith(folding(wanted)),
    endsWith: (text, wanted) => folding(text).endsWith(folding(wanted)),
  };
}

function cultural(units: Finder, ignoreCase: boolean): Finder {
  return {
    first: (text, wanted) =>
      isPlain(text, wanted) ? units.first(text, wanted) : (findCulture(text, wanted, ignoreCase)?.start ?? -1),
    last: (text, wanted) =>
      isPlain(text, wanted) ? units.last(text, wanted) : (findLastCulture(text, wanted, ignoreCase)?.start ?? -1),
    startsWith: (text, wanted) =>
      isPlain(text, wanted) ? units.startsWith(text, wanted) : startsWithCulture(text, wanted, ignoreCase),
    endsWith: (text, wanted) =>
      isPlain(text, wanted) ? units.endsWith(text, wanted) : endsWithCulture(text, wanted, ignoreCase),
  };
}

const ordinally = unitsAfter((text) => text);
const ignoringCase = unitsAfter(ordinalUpper);
const byCulture = cultural(ordinally, false);
const byCultureIgnoringCase = cultural(ignoringCase, true);

/** How a `StringComparison` finds: 4 and 5 by code units, the others by culture; odd ones ignore case. */
function finderOf(rule: ClrEnum): Finder {
  requireComparison(rule.value);
  if (rule.value >= 4) return rule.value === 4 ? ordinally : ignoringCase;
  return ignoresCase(rule) ? byCultureIgnoringCase : byCulture;
}

/** Whether a text is there, or at the beginning or the end; the text is looked at before the comparison is. */
function found(self: string, value: Text, rule: ClrEnum, where: 'first' | 'startsWith' | 'endsWith'): boolean {
  const wanted = required(value, 'value');
  const finder = finderOf(rule);
  return where === 'first' ? finder.first(self, wanted) !== -1 : finder[where](self, wanted);
}

function indexIn(text: string, wanted: string, start: number, count: number, finder = ordinally): number {
  requireWithin(text, start, count);
  const found = finder.first(text.slice(start, start + count), wanted);
  return found === -1 ? -1 : found + start;
}

/** Searches backwards from `start`, which may be the length, through `count` characters. */
function lastIndexIn(text: string, wanted: string, start: number, count: number, finder = ordinally): number {
  if (text === '' && (start === 0 || start === -1)) return finder.last('', wanted);
  if (start < 0 || start > text.length) throw argumentOutOfRange(PAST_LAST, 'startIndex');
  const [end, size] = start === text.length ? [text.length, Math.max(0, count - 1)] : [start + 1, count];
  if (count < 0 || size > end) throw argumentOutOfRange(BAD_COUNT, 'count');
  const found = finder.last(text.slice(end - size, end), wanted);
  return found === -1 ? -1 : found + end - size;
}

function lastCharIndexIn(text: string, unit: string, start: number, count: number): number {
  if (text === '') return -1;
  if (start < 0 || start >= text.length) throw argumentOutOfRange(PAST_LAST, 'startIndex');
  if (count < 0 || count > start + 1) throw argumentOutOfRange(BAD_COUNT, 'count');
  const low = start + 1 - count;
  const found = text.slice(low, start + 1).lastIndexOf(unit);
  return found === -1 ? -1 : found + low;
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
  if (start < 0 || start >= text.length) throw argumentOutOfRange(PAST_LAST, 'startIndex');
  if (count < 0 || count > start + 1) throw argumentOutOfRange(BAD_COUNT, 'count');
  for (let index = start; index > start - count; index -= 1) if (wanted.has(text.charAt(index))) return index;
  return -1;
}

type Search = (text: string, wanted: string, start: number, count: number, finder?: Finder) => number;

/** The overloads of `IndexOf` or `LastIndexOf`, which begin at the first or the last character. */
function overloads(name: string, search: Search, searchChar: Search, backwards: boolean): MemberTable {
  const from = (text: string): number => (backwards ? text.length - 1 : 0);
  const rest = (text: string, start: number): number => (backwards ? start + 1 : text.length - start);
  const compared = (
    self: string,
    value: Text,
    rule: ClrEnum,
    start = backwards ? self.length : 0,
    count = rest(self, start),
  ): number => search(self, required(value, 'value'), start, count, finderOf(rule));
  const plain = (self: string, value: Text, start = backwards ? self.length : 0, count = rest(self, start)): number =>
    search(self, required(value, 'value'), start, count, byCulture);
  const unit = (self: string, value: ClrChar, start = from(self), count = rest(self, start)): number =>
    searchChar(self, display(value), start, count);
  return {
    [`${S}.${name}(System.String)`]: plain,
    [`${S}.${name}(System.String,${INT})`]: plain,
    [`${S}.${name}(System.String,${INT},${INT})`]: plain,
    [`${S}.${name}(System.String,${RULE})`]: compared,
    [`${S}.${name}(System.String,${INT},${RULE})`]: (self: string, value: Text, start: number, rule: ClrEnum) =>
      compared(self, value, rule, start),
    [`${S}.${name}(System.String,${INT},${INT},${RULE})`]: (
      self: string,
      value: Text,
      start: number,
      count: number,
      rule: ClrEnum,
    ) => compared(self, value, rule, start, count),
    [`${S}.${name}(System.Char)`]: unit,
    [`${S}.${name}(System.Char,${INT})`]: unit,
    [`${S}.${name}(System.Char,${INT},${INT})`]: unit,
  };
}

/** `StartsWith` and `EndsWith`; the culture of the last overload is always null. */
function ends(name: 'startsWith' | 'endsWith'): MemberTable {
  const method = `${S}.${name === 'startsWith' ? 'StartsWith' : 'EndsWith'}`;
  const compared = (self: string, value: Text, rule: ClrEnum): boolean => found(self, value, rule, name);
  return {
    [`${method}(System.String)`]: (self: string, value: Text) => byCulture[name](self, required(value, 'value')),
    [`${method}(System.Char)`]: (self: string, unit: ClrChar) => self[name](display(unit)),
    [`${method}(System.String,${RULE})`]: compared,
    [`${method}(System.String,System.Boolean,${CULTURE})`]: (self: string, value: Text, ignoreCase: boolean) =>
      compared(self, value, new ClrEnum(RULE, Number(ignoreCase))),
  };
}

/** Members of System.String that search. */
export const STRING_SEARCH_MEMBERS: MemberTable = {
  ...overloads('IndexOf', indexIn, indexIn, false),
  ...overloads('LastIndexOf', lastIndexIn, lastCharIndexIn, true),
  ...ends('startsWith'),
  ...ends('endsWith'),
  [`${S}.IndexOf(System.Char,${RULE})`]: (self: string, unit: ClrChar, rule: ClrEnum) =>
    finderOf(rule).first(self, display(unit)),
  [`${S}.Contains(System.String)`]: (self: string, value: Text) => self.includes(required(value, 'value')),
  [`${S}.Contains(System.String,${RULE})`]: (self: string, value: Text, rule: ClrEnum) =>
    found(self, value, rule, 'first'),
  [`${S}.Contains(System.Char)`]: (self: string, unit: ClrChar) => self.includes(display(unit)),
  [`${S}.Contains(System.Char,${RULE})`]: (self: string, unit: ClrChar, rule: ClrEnum) =>
    finderOf(rule).first(self, display(unit)) !== -1,
  [`${S}.LastIndexOfAny(${CHARS})`]: lastIndexOfAny,
  [`${S}.LastIndexOfAny(${CHARS},${INT})`]: lastIndexOfAny,
  [`${S}.LastIndexOfAny(${CHARS},${INT},${INT})`]: lastIndexOfAny,
  [`${S}.IndexOfAny(${CHARS})`]: indexOfAny,
  [`${S}.IndexOfAny(${CHARS},${INT})`]: indexOfAny,
  [`${S}.IndexOfAny(${CHARS},${INT},${INT})`]: indexOfAny,
};
