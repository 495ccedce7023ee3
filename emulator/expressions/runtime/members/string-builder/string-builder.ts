import type { ClrArray } from '../../collections/array';
import { argument, argumentNull, argumentOutOfRange, outsideArray, requireNonNegative } from '../../errors';
import type { MemberTable } from '../../member';
import { char } from '../../numbers/numbers';
import type { ClrChar } from '../../numbers/numbers';
import { TextBuffer } from '../../text/text-buffer';
import { display } from '../../values';
import { OUTSIDE } from './buffer';

const SB = 'System.Text.StringBuilder';
const M = `M:${SB}`;
const INT = 'System.Int32';
const OUTSIDE_INDEX = 'Index was out of range. Must be non-negative and less than the size of the collection.';

function remove(self: TextBuffer, start: number, count: number): TextBuffer {
  if (count < 0) throw argumentOutOfRange(`length ('${count}') must be a non-negative value.`, 'length', String(count));
  if (start < 0)
    throw argumentOutOfRange(`startIndex ('${start}') must be a non-negative value.`, 'startIndex', String(start));
  if (count > self.text.length - start) throw argumentOutOfRange(OUTSIDE, 'length');
  self.text = self.text.slice(0, start) + self.text.slice(start + count);
  return self;
}

function replace(
  self: TextBuffer,
  old: string | null,
  by: string | null,
  start = 0,
  count = self.text.length,
): TextBuffer {
  if (old === '') throw argument('The value cannot be an empty string.', 'oldValue');
  if (start < 0 || start > self.text.length) throw argumentOutOfRange(OUTSIDE, 'startIndex');
  if (old !== null && (count < 0 || start > self.text.length - count)) throw argumentOutOfRange(OUTSIDE, 'count');
  if (old === null) throw argumentNull('oldValue');
  const part = self.text.slice(start, start + count).replaceAll(old, () => by ?? '');
  self.requireRoom(part.length - count, 'requiredLength');
  self.text = self.text.slice(0, start) + part + self.text.slice(start + count);
  return self;
}

/** A made-up capacity: .NET's depends on how the text grew, so only a lower bound is meant. */
function capacity(self: TextBuffer): number {
  return Math.max(16, self.text.length);
}

function make(text: string | null = null): TextBuffer {
  return new TextBuffer(SB, text ?? '');
}

/** Capacities are checked and forgotten. */
function makeSized(size: number, most = 0x7fffffff): TextBuffer {
  if (size > most) throw argumentOutOfRange('Capacity exceeds maximum capacity.', 'capacity');
  if (most < 1)
    throw argumentOutOfRange(
      `maxCapacity ('${most}') must be a non-negative and non-zero value.`,
      'maxCapacity',
      String(most),
    );
  requireNonNegative(size, 'capacity');
  return new TextBuffer(SB, '', most);
}

function requireCapacity(self: TextBuffer, size: number, parameter: string): void {
  requireNonNegative(size, parameter);
  if (size > self.maximum) throw argumentOutOfRange('Capacity exceeds maximum capacity.', 'value');
}

function setCapacity(self: TextBuffer, size: number): void {
  requireCapacity(self, size, 'value');
  if (size < self.text.length) throw argumentOutOfRange('capacity was less than the current size.', 'value');
}

function makePart(text: string | null, start: number, count: number, size: number): TextBuffer {
  requireNonNegative(size, 'capacity');
  requireNonNegative(count, 'length');
  requireNonNegative(start, 'startIndex');
  const whole = text ?? '';
  if (start > whole.length - count)
    throw argumentOutOfRange('Index and length must refer to a location within the string.', 'length');
  return make(whole.slice(start, start + count));
}

function copyTo(self: TextBuffer, start: number, target: ClrArray | null, to: number, count: number): void {
  if (target === null) throw argumentNull('destination');
  requireNonNegative(to, 'destinationIndex');
  if (to > target.items.length - count)
    throw argument(
      'Either offset did not refer to a position in the string, or there is an insufficient length of destination character array.',
    );
  if (start < 0 || start > self.text.length) throw argumentOutOfRange(OUTSIDE, 'sourceIndex');
  requireNonNegative(count, 'count');
  if (start > self.text.length - count)
    throw argument('Source string was not long enough. Check sourceIndex and count.');
  for (let index = 0; index < count; index += 1) target.items[to + index] = char(self.text.charCodeAt(start + index));
}

/** Members of StringBuilder that make one, change what it holds, and read it. */
export const STRING_BUILDER_MEMBERS: MemberTable = {
  [`${M}.#ctor`]: () => make(),
  [`${M}.#ctor(${INT})`]: makeSized,
  [`${M}.#ctor(${INT},${INT})`]: makeSized,
  [`${M}.#ctor(System.String)`]: (text: string | null) => make(text),
  [`${M}.#ctor(System.String,${INT})`]: (text: string | null, size: number) => {
    requireNonNegative(size, 'capacity');
    return make(text);
  },
  [`${M}.#ctor(System.String,${INT},${INT},${INT})`]: makePart,
  [`${M}.Remove(${INT},${INT})`]: remove,
  [`${M}.Replace(System.String,System.String)`]: replace,
  [`${M}.Replace(System.String,System.String,${INT},${INT})`]: replace,
  [`${M}.Replace(System.Char,System.Char)`]: (self: TextBuffer, old: ClrChar, by: ClrChar) =>
    replace(self, display(old), display(by)),
  [`${M}.Replace(System.Char,System.Char,${INT},${INT})`]: (
    self: TextBuffer,
    old: ClrChar,
    by: ClrChar,
    start: number,
    count: number,
  ) => replace(self, display(old), display(by), start, count),
  [`${M}.Clear`]: (self: TextBuffer) => {
    self.text = '';
    return self;
  },
  [`P:${SB}.Length`]: (self: TextBuffer) => self.text.length,
  [`set:P:${SB}.Length`]: (self: TextBuffer, length: number) => {
    requireNonNegative(length, 'value');
    self.requireRoom(length - self.text.length, 'value');
    self.text = self.text.slice(0, length).padEnd(length, '\0');
  },
  [`P:${SB}.Capacity`]: capacity,
  [`set:P:${SB}.Capacity`]: setCapacity,
  [`P:${SB}.MaxCapacity`]: (self: TextBuffer) => self.maximum,
  [`${M}.EnsureCapacity(${INT})`]: (self: TextBuffer, size: number) => {
    requireCapacity(self, size, 'capacity');
    return Math.max(capacity(self), size);
  },
  [`P:${SB}.Chars(${INT})`]: (self: TextBuffer, index: number) => {
    const code = self.text.charCodeAt(index);
    if (Number.isNaN(code)) throw outsideArray();
    return char(code);
  },
  [`set:P:${SB}.Chars(${INT})`]: (self: TextBuffer, index: number, unit: ClrChar) => {
    if (index < 0 || index >= self.text.length) throw argumentOutOfRange(OUTSIDE_INDEX, 'index');
    self.text = self.text.slice(0, index) + display(unit) + self.text.slice(index + 1);
  },
  [`${M}.CopyTo(${INT},System.Char[],${INT},${INT})`]: copyTo,
  [`${M}.ToString(${INT},${INT})`]: (self: TextBuffer, start: number, count: number) => {
    if (start < 0)
      throw argumentOutOfRange(`startIndex ('${start}') must be a non-negative value.`, 'startIndex', String(start));
    if (start > self.text.length)
      throw argumentOutOfRange('startIndex cannot be larger than length of string.', 'startIndex');
    if (count < 0)
      throw argumentOutOfRange(`length ('${count}') must be a non-negative value.`, 'length', String(count));
    if (start > self.text.length - count)
      throw argumentOutOfRange('Index and length must refer to a location within the string.', 'length');
    return self.text.slice(start, start + count);
  },
  [`${M}.Equals(${SB})`]: (self: TextBuffer, other: TextBuffer | null) => other !== null && self.text === other.text,
};
