import type { ClrValue } from '../../../clr-value';
import type { ClrArray } from '../../collections/array';
import { stringArray } from '../../collections/array';
import type { ClrEnum } from '../../enums';
import { argument, requireNonNegative } from '../../errors';
import type { MemberTable } from '../../member';
import type { ClrChar } from '../../numbers/numbers';
import { display } from '../../values';
import { trimmer } from './trim';
import type { Text } from './text';

const S = 'M:System.String';
const STRING = 'System.String';
const OPTIONS = 'System.StringSplitOptions';
const UNLIMITED = 0x7fffffff;

/** Where the next separator stands, and how long it is; undefined when none follows. */
function nextSeparator(
  self: string,
  usable: readonly string[],
  whiteSpace: boolean,
  from: number,
): { readonly at: number; readonly width: number } | undefined {
  const [first] = usable;
  if (!whiteSpace && usable.length <= 1) {
    const found = first === undefined ? -1 : self.indexOf(first, from);
    return first === undefined || found < 0 ? undefined : { at: found, width: first.length };
  }
  for (let at = from; at < self.length; at += 1) {
    const width = whiteSpace
      ? Number(/[\s\u0085]/.test(self.charAt(at)))
      : (usable.find((separator) => self.startsWith(separator, at))?.length ?? 0);
    if (width > 0) return { at, width };
  }
  return undefined;
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
  if (count === 1) return stringArray([clean(self)].filter(keep));
  while (pieces.length < count - 1) {
    const next = nextSeparator(self, usable, whiteSpace, start);
    if (next === undefined) break;
    const piece = clean(self.slice(start, next.at));
    if (keep(piece)) pieces.push(piece);
    start = next.at + next.width;
  }
  let rest = clean(self.slice(start));
  if (removeEmpty && pieces.length === count - 1) {
    while (rest !== '') {
      const next = nextSeparator(rest, usable, whiteSpace, 0);
      if (next?.at !== 0) break;
      rest = clean(rest.slice(next.width));
    }
  }
  if (keep(rest)) pieces.push(rest);
  return stringArray(pieces);
}

function splitChars(self: string, chars: ClrArray | null, count: number, options: number): ClrArray {
  const separators = chars === null ? [] : chars.items.map((item) => display(item));
  return splitBy(self, separators, separators.length === 0, count, options);
}

function splitStrings(self: string, strings: readonly ClrValue[] | null, count: number, options: number): ClrArray {
  const separators = strings === null ? [] : strings.map((item) => display(item));
  return splitBy(self, separators, separators.length === 0, count, options);
}

function charsOf(chars: ClrArray | null): string {
  return chars === null ? '' : chars.items.map((item) => display(item)).join('');
}

/** `Split` and `Trim` of System.String. */
export const STRING_SPLIT_MEMBERS: MemberTable = {
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
