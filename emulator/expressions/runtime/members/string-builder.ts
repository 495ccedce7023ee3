import type { ClrValue } from '../../clr-value';
import { ClrArray } from '../array';
import { iterate } from '../enumerable';
import { argument, argumentNull, argumentOutOfRange, outsideArray, requireNonNegative } from '../errors';
import { formatComposite } from '../format-composite';
import { withRun } from '../member';
import type { Member, MemberTable } from '../member';
import { char } from '../numbers';
import type { ClrChar } from '../numbers';
import type { Run } from '../run';
import { TextBuffer } from '../text-buffer';
import { display } from '../values';

const SB = 'System.Text.StringBuilder';
const M = `M:${SB}`;
const NEW_LINE = '\n';
const INT = 'System.Int32';
const APPENDABLE = [
  'String',
  'Char',
  'Object',
  'Boolean',
  'Byte',
  'SByte',
  'Int16',
  'UInt16',
  'Int32',
  'UInt32',
  'Int64',
  'UInt64',
  'Single',
  'Double',
  'Decimal',
].map((name) => `System.${name}`);

const OUTSIDE = 'Index was out of range. Must be non-negative and less than or equal to the size of the collection.';
const OUTSIDE_INDEX = 'Index was out of range. Must be non-negative and less than the size of the collection.';

function characters(value: ClrValue): string {
  return value instanceof ClrArray ? value.items.map(display).join('') : display(value);
}

/** What `append` takes of a text, which may be null when it takes nothing. */
function part(value: ClrValue, start: number, count: number): string {
  requireNonNegative(start, 'startIndex');
  requireNonNegative(count, 'count');
  if (value === null && (start !== 0 || count !== 0)) throw argumentNull('value');
  const text = characters(value);
  if (count > 0 && start > text.length - count) throw argumentOutOfRange(OUTSIDE, 'startIndex');
  return text.slice(start, start + count);
}

/** As `part`, for arrays of chars, whose parameters have other names. */
function charPart(value: ClrArray | null, start: number, count: number, outside: string): string {
  requireNonNegative(start, 'startIndex');
  requireNonNegative(count, 'charCount');
  if (value === null) {
    if (start === 0 && count === 0) return '';
    throw argumentNull('value');
  }
  if (start > value.items.length - count) throw argumentOutOfRange(OUTSIDE, outside);
  return characters(value).slice(start, start + count);
}

function requireIndex(self: TextBuffer, index: number): void {
  if (index < 0 || index > self.text.length) throw argumentOutOfRange(OUTSIDE, 'index');
}

function insert(self: TextBuffer, index: number, text: string): TextBuffer {
  requireIndex(self, index);
  self.text = self.text.slice(0, index) + text + self.text.slice(index);
  return self;
}

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
  if (start < 0 || start > self.text.length) throw argumentOutOfRange(OUTSIDE, 'startIndex');
  if (old !== null && (count < 0 || start > self.text.length - count)) throw argumentOutOfRange(OUTSIDE, 'count');
  if (old === null) throw argumentNull('oldValue');
  if (old === '') throw argument('The value cannot be an empty string.', 'oldValue');
  const part = self.text.slice(start, start + count).replaceAll(old, () => by ?? '');
  self.text = self.text.slice(0, start) + part + self.text.slice(start + count);
  return self;
}

function joined(run: Run, self: TextBuffer, separator: ClrValue, items: ClrValue): TextBuffer {
  if (items === null) throw argumentNull('values');
  const texts: string[] = [];
  for (const item of iterate(items)) {
    run.tick();
    texts.push(display(item));
  }
  return self.append(texts.join(display(separator)));
}

function joins(): Record<string, Member> {
  const members: Record<string, Member> = {};
  for (const separator of ['System.String', 'System.Char'])
    for (const items of [
      '(S,System.Object[])',
      '(S,System.String[])',
      '``1(S,System.Collections.Generic.IEnumerable{``0})',
    ])
      members[`${M}.AppendJoin${items.replace('S,', `${separator},`)}`] = withRun(joined);
  return members;
}

function formats(): Record<string, Member> {
  const members: Record<string, Member> = {};
  for (const count of [1, 2, 3]) {
    const objects = Array.from({ length: count }, () => 'System.Object').join(',');
    members[`${M}.AppendFormat(System.String,${objects})`] = (
      self: TextBuffer,
      format: string,
      ...values: ClrValue[]
    ) => self.append(formatComposite(format, values));
    members[`${M}.AppendFormat(System.IFormatProvider,System.String,${objects})`] = (
      self: TextBuffer,
      _provider: null,
      format: string,
      ...values: ClrValue[]
    ) => self.append(formatComposite(format, values));
  }
  const many = (self: TextBuffer, format: string, values: ClrArray | null): TextBuffer => {
    if (values === null) throw argumentNull(format === null ? 'format' : 'args');
    return self.append(formatComposite(format, values.items));
  };
  members[`${M}.AppendFormat(System.String,System.Object[])`] = many;
  members[`${M}.AppendFormat(System.IFormatProvider,System.String,System.Object[])`] = (
    self: TextBuffer,
    _provider: null,
    format: string,
    values: ClrArray | null,
  ) => many(self, format, values);
  return members;
}

function appends(): Record<string, Member> {
  const members: Record<string, Member> = {};
  for (const type of APPENDABLE) {
    members[`${M}.Append(${type})`] = (self: TextBuffer, value: ClrValue) => self.append(display(value));
    members[`${M}.Insert(${INT},${type})`] = (self: TextBuffer, index: number, value: ClrValue) =>
      insert(self, index, display(value));
  }
  const appendPart = (self: TextBuffer, value: ClrValue, start: number, count: number): TextBuffer =>
    self.append(part(value, start, count));
  return {
    ...members,
    [`${M}.Append(System.Char,${INT})`]: (self: TextBuffer, unit: ClrChar, count: number) => {
      if (count < 0)
        throw argumentOutOfRange(
          `repeatCount ('${count}') must be a non-negative value.`,
          'repeatCount',
          String(count),
        );
      return self.append(display(unit).repeat(count));
    },
    [`${M}.Append(System.Char[])`]: (self: TextBuffer, chars: ClrValue) => self.append(characters(chars)),
    [`${M}.Append(System.Char[],${INT},${INT})`]: (
      self: TextBuffer,
      chars: ClrArray | null,
      start: number,
      count: number,
    ) => self.append(charPart(chars, start, count, 'charCount')),
    [`${M}.Append(System.String,${INT},${INT})`]: appendPart,
    [`${M}.Append(${SB},${INT},${INT})`]: appendPart,
    [`${M}.Append(${SB})`]: (self: TextBuffer, other: TextBuffer | null) => self.append(other?.text ?? ''),
    [`${M}.AppendLine`]: (self: TextBuffer) => self.append(NEW_LINE),
    [`${M}.AppendLine(System.String)`]: (self: TextBuffer, text: string | null) => self.append((text ?? '') + NEW_LINE),
    [`${M}.Insert(${INT},System.Char[])`]: (self: TextBuffer, index: number, chars: ClrValue) =>
      insert(self, index, characters(chars)),
    [`${M}.Insert(${INT},System.Char[],${INT},${INT})`]: (
      self: TextBuffer,
      index: number,
      chars: ClrArray | null,
      start: number,
      count: number,
    ) => {
      requireIndex(self, index);
      return insert(self, index, charPart(chars, start, count, 'startIndex'));
    },
    [`${M}.Insert(${INT},System.String,${INT})`]: (
      self: TextBuffer,
      index: number,
      text: string | null,
      count: number,
    ) => {
      requireNonNegative(count, 'count');
      return insert(self, index, (text ?? '').repeat(count));
    },
  };
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
  requireNonNegative(size, 'capacity');
  return make();
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
  requireNonNegative(count, 'count');
  requireNonNegative(to, 'destinationIndex');
  if (to > target.items.length - count)
    throw argument(
      'Either offset did not refer to a position in the string, or there is an insufficient length of destination character array.',
    );
  if (start < 0 || start > self.text.length) throw argumentOutOfRange(OUTSIDE, 'sourceIndex');
  if (start > self.text.length - count)
    throw argument('Source string was not long enough. Check sourceIndex and count.');
  for (let index = 0; index < count; index += 1) target.items[to + index] = char(self.text.charCodeAt(start + index));
}

/** Members of StringBuilder. */
export const STRING_BUILDER_MEMBERS: MemberTable = {
  ...appends(),
  ...formats(),
  ...joins(),
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
    self.text = self.text.slice(0, length).padEnd(length, '\0');
  },
  [`P:${SB}.Capacity`]: capacity,
  [`set:P:${SB}.Capacity`]: () => undefined,
  [`P:${SB}.MaxCapacity`]: () => 0x7fffffff,
  [`${M}.EnsureCapacity(${INT})`]: (self: TextBuffer, size: number) => {
    requireNonNegative(size, 'capacity');
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
