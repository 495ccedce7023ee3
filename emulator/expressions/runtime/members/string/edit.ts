import { ClrArray } from '../../collections/array';
import { ordinalUpper, requireComparison } from '../../comparers';
import { wellFormed } from '../../text/encodings';
import { iterate } from '../../collections/enumerable';
import { findCulture, isPlain } from '../../text/culture-search';
import { ClrEnum } from '../../enums';
import { argument, argumentNull, argumentOutOfRange, requireAtMost, requireNonNegative } from '../../errors';
import type { MemberTable } from '../../member';
import { char } from '../../numbers/numbers';
import type { ClrChar } from '../../numbers/numbers';
import { display } from '../../values';
import { ignoresCase, required } from './text';
import type { Text } from './text';

const S = 'M:System.String';
const STRING = 'System.String';
const COMPARISON = 'System.StringComparison';
const CULTURE = 'System.Globalization.CultureInfo';
const LINE_ENDS = /\r\n|[\r\n\f\u0085\u2028\u2029]/g;

/** `Substring(start, length)` with .NET's errors. */
function substring(self: string, start: number, length: number): string {
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

function replaceAll(self: string, old: Text, replacement: Text): string {
  const wanted = required(old, 'oldValue');
  if (wanted === '') throw argument('The value cannot be an empty string.', 'oldValue');
  return self.replaceAll(wanted, () => replacement ?? '');
}

function replaceByCulture(self: string, wanted: string, replacement: Text, comparison: ClrEnum): string {
  let [done, rest] = ['', self];
  for (;;) {
    const found = findCulture(rest, wanted, ignoresCase(comparison));
    // What is equal to nothing at all is not replaced.
    if (found === undefined || found.start === found.end) return done + rest;
    done += rest.slice(0, found.start) + (replacement ?? '');
    rest = rest.slice(found.end);
  }
}

function replaceComparing(self: string, old: Text, replacement: Text, comparison: ClrEnum): string {
  requireComparison(comparison.value);
  const wanted = required(old, 'oldValue');
  if (wanted === '') throw argument('The value cannot be an empty string.', 'oldValue');
  if (comparison.value < 4 && !isPlain(self, wanted)) return replaceByCulture(self, wanted, replacement, comparison);
  if (!ignoresCase(comparison)) return replaceAll(self, old, replacement);
  return self.replace(new RegExp(wanted.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'), 'gi'), () => replacement ?? '');
}

function pad(self: string, width: number, fill: string, left: boolean): string {
  if (width < 0)
    throw argumentOutOfRange(`totalWidth ('${width}') must be a non-negative value.`, 'totalWidth', String(width));
  return left ? self.padStart(width, fill) : self.padEnd(width, fill);
}

function insert(self: string, index: number, value: Text): string {
  const inserted = required(value, 'value');
  // .NET reads an index below zero as a number without sign.
  requireAtMost(index >>> 0, self.length, 'startIndex');
  return self.slice(0, index) + inserted + self.slice(index);
}

function remove(self: string, start: number, count: number): string {
  requireNonNegative(start, 'startIndex');
  requireNonNegative(count, 'count');
  requireAtMost(count, self.length - start, 'count');
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

/** The part of a text that ToCharArray takes; .NET reads a start below zero as a number without sign. */
function rangeOf(self: string, start: number, length: number): string {
  requireAtMost(start >>> 0, self.length, 'startIndex');
  requireNonNegative(length, 'length');
  requireAtMost(start, self.length - length, 'startIndex');
  return self.slice(start, start + length);
}

function copyTo(self: string, start: number, target: ClrArray | null, to: number, count: number): void {
  if (target === null) throw argumentNull('destination');
  requireNonNegative(count, 'count');
  requireNonNegative(start, 'sourceIndex');
  requireAtMost(count, self.length - start, 'sourceIndex');
  requireAtMost(to, target.items.length - count, 'destinationIndex');
  requireNonNegative(to, 'destinationIndex');
  for (let index = 0; index < count; index += 1) target.items[to + index] = char(self.charCodeAt(start + index));
}

function normalized(self: string, parameter: string): string {
  if (wellFormed(self) !== self) throw argument('String contains invalid Unicode code points.', parameter);
  return self.normalize('NFC');
}

/** Members of System.String that make another text of one. */
export const STRING_EDIT_MEMBERS: MemberTable = {
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
  [`${S}.ToCharArray`]: (self: string) => new ClrArray('System.Char', [...iterate(self)]),
  [`${S}.ToCharArray(System.Int32,System.Int32)`]: (self: string, start: number, length: number) =>
    new ClrArray('System.Char', [...iterate(rangeOf(self, start, length))]),
  [`${S}.ToLower`]: lower,
  [`${S}.ToLowerInvariant`]: lower,
  [`${S}.ToUpper`]: ordinalUpper,
  [`${S}.ToUpperInvariant`]: ordinalUpper,
  [`${S}.Normalize`]: (self: string) => normalized(self, 'strInput'),
  [`${S}.IsNormalized`]: (self: string) => normalized(self, 'source') === self,
  [`${S}.Replace(${STRING},${STRING},System.Boolean,${CULTURE})`]: (
    self: string,
    old: Text,
    replacement: Text,
    ignoreCase: boolean,
  ) => replaceComparing(self, old, replacement, new ClrEnum(COMPARISON, Number(ignoreCase))),
  // A culture can only be null, which means the current one.
  [`${S}.ToLower(${CULTURE})`]: lower,
  [`${S}.ToUpper(${CULTURE})`]: (self: string) => ordinalUpper(self),
  [`${S}.CopyTo(System.Int32,System.Char[],System.Int32,System.Int32)`]: copyTo,
  [`${S}.ReplaceLineEndings`]: (self: string) => self.replace(LINE_ENDS, '\n'),
  [`${S}.ReplaceLineEndings(${STRING})`]: (self: string, by: Text) => {
    const end = required(by, 'replacementText');
    return self.replace(LINE_ENDS, () => end);
  },
};
