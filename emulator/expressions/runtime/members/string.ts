import type { ClrValue } from '../../clr-value';
import { ClrArray, stringArray } from '../array';
import { compareStrings, requireComparison, ordinalUpper } from '../comparers';
import { iterate } from '../enumerable';
import type { ClrEnum } from '../enums';
import {
  argument,
  argumentNull,
  argumentOutOfRange,
  outsideArray,
  requireAtMost,
  requireNonNegative,
  requireRange,
} from '../errors';
import { formatComposite } from '../format-composite';
import type { MemberTable } from '../member';
import { char } from '../numbers';
import type { ClrChar } from '../numbers';
import { display } from '../values';

type Text = string | null;

function text(value: Text, parameter: string): string {
  if (value === null) throw argumentNull(parameter);
  return value;
}

/** `Substring(start, length)` with .NET's errors. */
export function substring(self: string, start: number, length: number): string {
  requireNonNegative(start, 'startIndex');
  if (start > self.length) throw argumentOutOfRange('startIndex cannot be larger than length of string.', 'startIndex');
  requireNonNegative(length, 'length');
  if (start > self.length - length) {
    throw argumentOutOfRange('Index and length must refer to a location within the string.', 'length');
  }
  return self.slice(start, start + length);
}

function substringFrom(self: string, start: number): string {
  return substring(self, start, Math.max(0, self.length - Math.max(0, start)));
}

function ignoresCase(comparison: ClrEnum): boolean {
  return comparison.value % 2 === 1;
}

function fold(value: string, comparison: ClrEnum): string {
  requireComparison(comparison.value);
  return ignoresCase(comparison) ? ordinalUpper(value) : value;
}

function indexIn(self: string, wanted: Text, start: number, count: number): number {
  const needle = text(wanted, 'value');
  if (start < 0 || start > self.length) {
    throw argumentOutOfRange(
      'Index was out of range. Must be non-negative and less than or equal to the size of the collection.',
      'startIndex',
    );
  }
  if (count < 0 || count > self.length - start) {
    throw argumentOutOfRange(
      'Count must be positive and count must refer to a location within the string/array/collection.',
      'count',
    );
  }
  const found = self.slice(start, start + count).indexOf(needle);
  return found === -1 ? -1 : found + start;
}

function lastIndexIn(self: string, wanted: Text, start: number): number {
  const needle = text(wanted, 'value');
  if (self.length === 0) return needle === '' ? 0 : -1;
  if (start < -1 || start > self.length) {
    throw argumentOutOfRange(
      'Index was out of range. Must be non-negative and less than or equal to the size of the collection.',
      'startIndex',
    );
  }
  return self.slice(0, start + 1).lastIndexOf(needle);
}

function charsOf(chars: ClrArray | null): string {
  return chars === null ? '' : chars.items.map((item) => display(item)).join('');
}

function trimmer(chars: string | undefined, atStart: boolean, atEnd: boolean): (self: string) => string {
  const drop = (unit: string): boolean =>
    chars === undefined || chars === '' ? /[\s\u0085]/.test(unit) && unit !== '\ufeff' : chars.includes(unit);
  return (self) => {
    let start = 0;
    let end = self.length;
    while (atStart && start < end && drop(self.charAt(start))) start += 1;
    while (atEnd && end > start && drop(self.charAt(end - 1))) end -= 1;
    return self.slice(start, end);
  };
}

function splitBy(
  self: string,
  separators: readonly string[],
  whiteSpace: boolean,
  count: number,
  options: number,
): ClrArray {
  requireNonNegative(count, 'count');
  if (options < 0 || options > 3) throw argument('Value of flags is invalid.', 'options');
  if (count === 0) return stringArray([]);
  const [removeEmpty, trim] = [(options & 1) !== 0, (options & 2) !== 0];
  const usable = separators.filter((separator) => separator !== '');
  const clean = (piece: string): string => (trim ? trimmer(undefined, true, true)(piece) : piece);
  const keep = (piece: string): boolean => !removeEmpty || piece !== '';
  const pieces: string[] = [];
  let start = 0;
  let at = 0;
  while (at < self.length && pieces.length < count - 1) {
    const width = whiteSpace
      ? Number(/[\s\u0085]/.test(self.charAt(at)))
      : (usable.find((separator) => self.startsWith(separator, at))?.length ?? 0);
    if (width === 0) {
      at += 1;
      continue;
    }
    const piece = clean(self.slice(start, at));
    if (keep(piece)) pieces.push(piece);
    at += width;
    start = at;
  }
  let rest = clean(self.slice(start));
  if (removeEmpty && pieces.length === count - 1) {
    while (rest !== '') {
      const separator = usable.find((candidate) => rest.startsWith(candidate));
      if (separator === undefined) break;
      rest = clean(rest.slice(separator.length));
    }
  }
  if (keep(rest)) pieces.push(rest);
  return stringArray(pieces);
}

const UNLIMITED = 0x7fffffff;

function splitChars(self: string, chars: ClrArray | null, count: number, options: number): ClrArray {
  const separators = chars === null ? [] : chars.items.map((item) => display(item));
  return splitBy(self, separators, separators.length === 0, count, options);
}

function splitStrings(self: string, strings: readonly ClrValue[] | null, count: number, options: number): ClrArray {
  const separators = strings === null ? [] : strings.map((item) => display(item));
  return splitBy(
    self,
    separators,
    separators.every((separator) => separator === ''),
    count,
    options,
  );
}

function join(separator: Text, values: Iterable<ClrValue> | null): string {
  if (values === null) throw argumentNull('values');
  return Array.from(values, display).join(separator ?? '');
}

function joinArray(separator: Text, values: ClrArray | null): string {
  if (values === null) throw argumentNull('value');
  return join(separator, values.items);
}

function replaceAll(self: string, old: Text, replacement: Text): string {
  const wanted = text(old, 'oldValue');
  if (wanted === '') throw argument('The value cannot be an empty string.', 'oldValue');
  return self.replaceAll(wanted, () => replacement ?? '');
}

function replaceComparing(self: string, old: Text, replacement: Text, comparison: ClrEnum): string {
  requireComparison(comparison.value);
  if (!ignoresCase(comparison)) return replaceAll(self, old, replacement);
  const wanted = text(old, 'oldValue');
  if (wanted === '') throw argument('The value cannot be an empty string.', 'oldValue');
  return self.replace(new RegExp(wanted.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'), 'gi'), () => replacement ?? '');
}

function pad(self: string, width: number, fill: string, left: boolean): string {
  if (width < 0)
    throw argumentOutOfRange(`totalWidth ('${width}') must be a non-negative value.`, 'totalWidth', String(width));
  return left ? self.padStart(width, fill) : self.padEnd(width, fill);
}

function equalsComparing(left: Text, right: Text, comparison: ClrEnum): boolean {
  if (left === null || right === null) return left === right;
  return compareStrings(left, right, comparison.value) === 0;
}

function startsWith(self: string, value: Text, comparison: ClrEnum): boolean {
  const prefix = text(value, 'value');
  return fold(self.slice(0, prefix.length), comparison) === fold(prefix, comparison);
}

function endsWith(self: string, value: Text, comparison: ClrEnum): boolean {
  return fold(self, comparison).endsWith(fold(text(value, 'value'), comparison));
}

function insert(self: string, index: number, value: Text): string {
  const inserted = text(value, 'value');
  requireNonNegative(index, 'startIndex');
  atMost(index, self.length, 'startIndex');
  return self.slice(0, index) + inserted + self.slice(index);
}

function atMost(value: number, limit: number, parameter: string): void {
  if (value > limit) {
    throw argumentOutOfRange(
      `${parameter} ('${value}') must be less than or equal to '${limit}'.`,
      parameter,
      String(value),
    );
  }
}

function remove(self: string, start: number, count: number): string {
  requireNonNegative(start, 'startIndex');
  requireNonNegative(count, 'count');
  atMost(count, self.length - start, 'count');
  return self.slice(0, start) + self.slice(start + count);
}

function removeFrom(self: string, start: number): string {
  if (start < 0) throw argumentOutOfRange('StartIndex cannot be less than zero.', 'startIndex');
  if (start > self.length) throw argumentOutOfRange('startIndex cannot be larger than length of string.', 'startIndex');
  return self.slice(0, start);
}

function lower(self: string): string {
  return self.replace(/[^\u0130]/gsu, (character) => {
    const mapped = character.toLowerCase();
    return mapped.length === character.length ? mapped : character;
  });
}

const S = 'M:System.String';
const STRING = 'System.String';
const COMPARISON = 'System.StringComparison';
const OPTIONS = 'System.StringSplitOptions';

function sequence(values: ClrValue): Iterable<ClrValue> {
  if (values === null) throw argumentNull('values');
  return iterate(values);
}

/** The part of a text that ToCharArray takes. */
function rangeOf(self: string, start: number, length: number): string {
  requireNonNegative(start, 'startIndex');
  requireAtMost(start, self.length, 'startIndex');
  requireNonNegative(length, 'length');
  requireAtMost(start, self.length - length, 'startIndex');
  return self.slice(start, start + length);
}

function joinRange(separator: Text, values: ClrArray | null, start: number, count: number): string {
  if (values === null) throw argumentNull('value');
  requireRange(start, count, values.items.length, ['startIndex', 'count']);
  return join(separator, values.items.slice(start, start + count));
}

/** Members of System.String. Methods that are culture-sensitive in .NET search ordinally here, which differs for combining characters only. */
export const STRING_MEMBERS: MemberTable = {
  'F:System.String.Empty': () => '',
  'P:System.String.Length': (self: string) => self.length,
  'P:System.String.Chars(System.Int32)': (self: string, index: number) => {
    const code = self.charCodeAt(index);
    if (Number.isNaN(code)) throw outsideArray();
    return char(code);
  },
  [`${S}.#ctor(System.Char,System.Int32)`]: (unit: ClrChar, count: number) => {
    requireNonNegative(count, 'count');
    return display(unit).repeat(count);
  },
  [`${S}.#ctor(System.Char[])`]: (chars: ClrArray | null) => charsOf(chars),
  [`${S}.#ctor(System.Char[],System.Int32,System.Int32)`]: (chars: ClrArray | null, start: number, length: number) => {
    if (chars === null) throw argumentNull('value');
    requireRange(start, length, chars.items.length, ['startIndex', 'length']);
    return substring(charsOf(chars), start, length);
  },
  [`${S}.Clone`]: (self: string) => self,
  [`${S}.Copy(${STRING})`]: (value: Text) => text(value, 'str'),
  [`${S}.Intern(${STRING})`]: (value: Text) => text(value, 'str'),
  [`${S}.IsNullOrEmpty(${STRING})`]: (value: Text) => value === null || value === '',
  [`${S}.IsNullOrWhiteSpace(${STRING})`]: (value: Text) =>
    value === null || trimmer(undefined, true, false)(value) === '',
  [`${S}.op_Equality(${STRING},${STRING})`]: (left: Text, right: Text) => left === right,
  [`${S}.op_Inequality(${STRING},${STRING})`]: (left: Text, right: Text) => left !== right,
  [`${S}.Equals(${STRING})`]: (self: string, other: Text) => self === other,
  [`${S}.Equals(${STRING},${STRING})`]: (left: Text, right: Text) => left === right,
  [`${S}.Equals(${STRING},${COMPARISON})`]: equalsComparing,
  [`${S}.Equals(${STRING},${STRING},${COMPARISON})`]: equalsComparing,
  [`${S}.CompareTo(${STRING})`]: (self: string, other: Text) => compareStrings(self, other, 0),
  [`${S}.CompareTo(System.Object)`]: (self: string, other: ClrValue) => {
    if (other !== null && typeof other !== 'string') throw argument('Object must be of type String.');
    return compareStrings(self, other, 0);
  },
  [`${S}.Concat(${STRING},${STRING})`]: (first: Text, second: Text) => display(first) + display(second),
  [`${S}.Concat(${STRING},${STRING},${STRING})`]: (...parts: Text[]) => parts.map(display).join(''),
  [`${S}.Concat(${STRING},${STRING},${STRING},${STRING})`]: (...parts: Text[]) => parts.map(display).join(''),
  [`${S}.Concat(System.Object)`]: (value: ClrValue) => display(value),
  [`${S}.Concat(System.Object,System.Object)`]: (...parts: ClrValue[]) => parts.map(display).join(''),
  [`${S}.Concat(System.Object,System.Object,System.Object)`]: (...parts: ClrValue[]) => parts.map(display).join(''),
  [`${S}.Concat(System.Object[])`]: (values: ClrArray | null) => joinArray('', values),
  [`${S}.Concat(${STRING}[])`]: (values: ClrArray | null) => joinArray('', values),
  [`${S}.Concat(System.Collections.Generic.IEnumerable{${STRING}})`]: (values: ClrValue) => join('', sequence(values)),
  [`${S}.Concat\`\`1(System.Collections.Generic.IEnumerable{\`\`0})`]: (values: ClrValue) => join('', sequence(values)),
  [`${S}.Join(${STRING},${STRING}[])`]: joinArray,
  [`${S}.Join(${STRING},System.Object[])`]: joinArray,
  [`${S}.Join(System.Char,${STRING}[])`]: (separator: ClrChar, values: ClrArray | null) =>
    joinArray(display(separator), values),
  [`${S}.Join(System.Char,System.Object[])`]: (separator: ClrChar, values: ClrArray | null) =>
    joinArray(display(separator), values),
  [`${S}.Join(${STRING},${STRING}[],System.Int32,System.Int32)`]: (
    separator: Text,
    values: ClrArray | null,
    start: number,
    count: number,
  ) => joinRange(separator, values, start, count),
  [`${S}.Join(System.Char,${STRING}[],System.Int32,System.Int32)`]: (
    separator: ClrChar,
    values: ClrArray | null,
    start: number,
    count: number,
  ) => joinRange(display(separator), values, start, count),
  [`${S}.Join(${STRING},System.Collections.Generic.IEnumerable{${STRING}})`]: (separator: Text, values: ClrValue) =>
    join(separator, values === null ? null : iterate(values)),
  [`${S}.Join\`\`1(${STRING},System.Collections.Generic.IEnumerable{\`\`0})`]: (separator: Text, values: ClrValue) =>
    join(separator, values === null ? null : iterate(values)),
  [`${S}.Join\`\`1(System.Char,System.Collections.Generic.IEnumerable{\`\`0})`]: (
    separator: ClrChar,
    values: ClrValue,
  ) => join(display(separator), iterate(values)),
  [`${S}.Format(${STRING},System.Object)`]: (format: Text, value: ClrValue) => formatComposite(format, [value]),
  [`${S}.Format(${STRING},System.Object,System.Object)`]: (format: Text, ...values: ClrValue[]) =>
    formatComposite(format, values),
  [`${S}.Format(${STRING},System.Object,System.Object,System.Object)`]: (format: Text, ...values: ClrValue[]) =>
    formatComposite(format, values),
  [`${S}.Format(${STRING},System.Object[])`]: (format: Text, values: ClrArray | null) => {
    if (values === null) throw argumentNull('args');
    return formatComposite(format, values.items);
  },
  [`${S}.Contains(${STRING})`]: (self: string, value: Text) => self.includes(text(value, 'value')),
  [`${S}.Contains(${STRING},${COMPARISON})`]: (self: string, value: Text, comparison: ClrEnum) =>
    fold(self, comparison).includes(fold(text(value, 'value'), comparison)),
  [`${S}.Contains(System.Char)`]: (self: string, unit: ClrChar) => self.includes(display(unit)),
  [`${S}.Contains(System.Char,${COMPARISON})`]: (self: string, unit: ClrChar, comparison: ClrEnum) =>
    fold(self, comparison).includes(fold(display(unit), comparison)),
  [`${S}.StartsWith(${STRING})`]: (self: string, value: Text) => self.startsWith(text(value, 'value')),
  [`${S}.StartsWith(System.Char)`]: (self: string, unit: ClrChar) => self.startsWith(display(unit)),
  [`${S}.StartsWith(${STRING},${COMPARISON})`]: startsWith,
  [`${S}.EndsWith(${STRING})`]: (self: string, value: Text) => self.endsWith(text(value, 'value')),
  [`${S}.EndsWith(System.Char)`]: (self: string, unit: ClrChar) => self.endsWith(display(unit)),
  [`${S}.EndsWith(${STRING},${COMPARISON})`]: endsWith,
  [`${S}.IndexOf(${STRING})`]: (self: string, value: Text) => indexIn(self, value, 0, self.length),
  [`${S}.IndexOf(${STRING},System.Int32)`]: (self: string, value: Text, start: number) =>
    indexIn(self, value, start, self.length - start),
  [`${S}.IndexOf(${STRING},System.Int32,System.Int32)`]: indexIn,
  [`${S}.IndexOf(${STRING},${COMPARISON})`]: (self: string, value: Text, comparison: ClrEnum) =>
    fold(self, comparison).indexOf(fold(text(value, 'value'), comparison)),
  [`${S}.IndexOf(${STRING},System.Int32,${COMPARISON})`]: (
    self: string,
    value: Text,
    start: number,
    comparison: ClrEnum,
  ) => indexIn(fold(self, comparison), fold(text(value, 'value'), comparison), start, self.length - start),
  [`${S}.IndexOf(System.Char)`]: (self: string, unit: ClrChar) => self.indexOf(display(unit)),
  [`${S}.IndexOf(System.Char,System.Int32)`]: (self: string, unit: ClrChar, start: number) =>
    indexIn(self, display(unit), start, self.length - start),
  [`${S}.IndexOf(System.Char,System.Int32,System.Int32)`]: (
    self: string,
    unit: ClrChar,
    start: number,
    count: number,
  ) => indexIn(self, display(unit), start, count),
  [`${S}.IndexOf(System.Char,${COMPARISON})`]: (self: string, unit: ClrChar, comparison: ClrEnum) =>
    fold(self, comparison).indexOf(fold(display(unit), comparison)),
  [`${S}.LastIndexOf(${STRING})`]: (self: string, value: Text) => self.lastIndexOf(text(value, 'value')),
  [`${S}.LastIndexOf(${STRING},System.Int32)`]: lastIndexIn,
  [`${S}.LastIndexOf(${STRING},${COMPARISON})`]: (self: string, value: Text, comparison: ClrEnum) =>
    fold(self, comparison).lastIndexOf(fold(text(value, 'value'), comparison)),
  [`${S}.LastIndexOf(System.Char)`]: (self: string, unit: ClrChar) => self.lastIndexOf(display(unit)),
  [`${S}.LastIndexOf(System.Char,System.Int32)`]: (self: string, unit: ClrChar, start: number) =>
    lastIndexIn(self, display(unit), start),
  [`${S}.Insert(System.Int32,${STRING})`]: insert,
  [`${S}.Remove(System.Int32)`]: removeFrom,
  [`${S}.Remove(System.Int32,System.Int32)`]: remove,
  [`${S}.Replace(${STRING},${STRING})`]: replaceAll,
  [`${S}.Replace(${STRING},${STRING},${COMPARISON})`]: replaceComparing,
  [`${S}.Replace(System.Char,System.Char)`]: (self: string, old: ClrChar, replacement: ClrChar) =>
    self.replaceAll(display(old), () => display(replacement)),
  [`${S}.Substring(System.Int32)`]: substringFrom,
  [`${S}.Substring(System.Int32,System.Int32)`]: substring,
  [`${S}.PadLeft(System.Int32)`]: (self: string, width: number) => pad(self, width, ' ', true),
  [`${S}.PadLeft(System.Int32,System.Char)`]: (self: string, width: number, fill: ClrChar) =>
    pad(self, width, display(fill), true),
  [`${S}.PadRight(System.Int32)`]: (self: string, width: number) => pad(self, width, ' ', false),
  [`${S}.PadRight(System.Int32,System.Char)`]: (self: string, width: number, fill: ClrChar) =>
    pad(self, width, display(fill), false),
  [`${S}.Split(System.Char[])`]: (self: string, chars: ClrArray | null) => splitChars(self, chars, UNLIMITED, 0),
  [`${S}.Split(System.Char[],System.Int32)`]: (self: string, chars: ClrArray | null, count: number) =>
    splitChars(self, chars, count, 0),
  [`${S}.Split(System.Char[],${OPTIONS})`]: (self: string, chars: ClrArray | null, options: ClrEnum) =>
    splitChars(self, chars, UNLIMITED, options.value),
  [`${S}.Split(System.Char[],System.Int32,${OPTIONS})`]: (
    self: string,
    chars: ClrArray | null,
    count: number,
    options: ClrEnum,
  ) => splitChars(self, chars, count, options.value),
  [`${S}.Split(System.Char,${OPTIONS})`]: (self: string, unit: ClrChar, options: ClrEnum) =>
    splitBy(self, [display(unit)], false, UNLIMITED, options.value),
  [`${S}.Split(System.Char,System.Int32,${OPTIONS})`]: (self: string, unit: ClrChar, count: number, options: ClrEnum) =>
    splitBy(self, [display(unit)], false, count, options.value),
  [`${S}.Split(${STRING},${OPTIONS})`]: (self: string, separator: Text, options: ClrEnum) =>
    separator === null || separator === ''
      ? splitBy(self, [], false, UNLIMITED, options.value)
      : splitBy(self, [separator], false, UNLIMITED, options.value),
  [`${S}.Split(${STRING},System.Int32,${OPTIONS})`]: (self: string, separator: Text, count: number, options: ClrEnum) =>
    splitBy(self, [separator ?? ''], false, count, options.value),
  [`${S}.Split(${STRING}[],${OPTIONS})`]: (self: string, strings: ClrArray | null, options: ClrEnum) =>
    splitStrings(self, strings?.items ?? null, UNLIMITED, options.value),
  [`${S}.Split(${STRING}[],System.Int32,${OPTIONS})`]: (
    self: string,
    strings: ClrArray | null,
    count: number,
    options: ClrEnum,
  ) => splitStrings(self, strings?.items ?? null, count, options.value),
  [`${S}.ToCharArray`]: (self: string) => new ClrArray('System.Char', [...iterate(self)]),
  [`${S}.ToCharArray(System.Int32,System.Int32)`]: (self: string, start: number, length: number) =>
    new ClrArray('System.Char', [...iterate(rangeOf(self, start, length))]),
  [`${S}.ToLower`]: lower,
  [`${S}.ToLowerInvariant`]: lower,
  [`${S}.ToUpper`]: ordinalUpper,
  [`${S}.ToUpperInvariant`]: ordinalUpper,
  [`${S}.Normalize`]: (self: string) => self.normalize('NFC'),
  [`${S}.IsNormalized`]: (self: string) => self.normalize('NFC') === self,
  [`${S}.Trim`]: trimmer(undefined, true, true),
  [`${S}.TrimStart`]: trimmer(undefined, true, false),
  [`${S}.TrimEnd`]: trimmer(undefined, false, true),
  [`${S}.Trim(System.Char)`]: (self: string, unit: ClrChar) => trimmer(display(unit), true, true)(self),
  [`${S}.TrimStart(System.Char)`]: (self: string, unit: ClrChar) => trimmer(display(unit), true, false)(self),
  [`${S}.TrimEnd(System.Char)`]: (self: string, unit: ClrChar) => trimmer(display(unit), false, true)(self),
  [`${S}.Trim(System.Char[])`]: (self: string, chars: ClrArray | null) => trimmer(charsOf(chars), true, true)(self),
  [`${S}.TrimStart(System.Char[])`]: (self: string, chars: ClrArray | null) =>
    trimmer(charsOf(chars), true, false)(self),
  [`${S}.TrimEnd(System.Char[])`]: (self: string, chars: ClrArray | null) => trimmer(charsOf(chars), false, true)(self),
};
