import type { ClrValue } from '../../../clr-value';
import type { ClrArray } from '../../collections/array';
import { iterate } from '../../collections/enumerable';
import { argumentNull, argumentOutOfRange, requireNonNegative } from '../../errors';
import { formatComposite } from '../../text/format-composite';
import { withRun } from '../../member';
import type { Member, MemberTable } from '../../member';
import { NUMERIC_TYPES, type ClrChar } from '../../numbers/numbers';
import type { Run } from '../../run';
import type { TextBuffer } from '../../text/text-buffer';
import { display } from '../../values';
import { characters, insert, OUTSIDE, requireIndex } from './buffer';

const SB = 'System.Text.StringBuilder';
const M = `M:${SB}`;
const NEW_LINE = '\n';
const INT = 'System.Int32';
const APPENDABLE = ['System.String', 'System.Char', 'System.Object', 'System.Boolean', ...NUMERIC_TYPES];

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
    [`${M}.Append(System.Char)`]: (self: TextBuffer, unit: ClrChar) => {
      self.requireRoom(1, 'requiredLength');
      return self.append(display(unit));
    },
    [`${M}.Append(System.Char,${INT})`]: (self: TextBuffer, unit: ClrChar, count: number) => {
      if (count < 0)
        throw argumentOutOfRange(
          `repeatCount ('${count}') must be a non-negative value.`,
          'repeatCount',
          String(count),
        );
      self.requireRoom(count, 'repeatCount');
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
    [`${M}.AppendLine(System.String)`]: (self: TextBuffer, text: string | null) =>
      self.append(text ?? '').append(NEW_LINE),
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

/** Members of StringBuilder that append and insert. */
export const STRING_BUILDER_APPEND_MEMBERS: MemberTable = { ...appends(), ...formats(), ...joins() };
