import type { ClrValue } from '../../clr-value';
import { ClrArray } from '../collections/array';
import { argument, argumentNull, requireNonNegative } from '../errors';
import { formatComposite } from '../text/format-composite';
import type { Member, MemberTable } from '../member';
import { char } from '../numbers/numbers';
import { TextBuffer } from '../text/text-buffer';
import { encodingNamed } from '../text/codecs';
import { display } from '../values';

const SB = 'System.Text.StringBuilder';
const WRITER = 'System.IO.StringWriter';
const READER = 'System.IO.StringReader';
const NEW_LINE = '\n';
const WRITABLE = [
  'String',
  'Char',
  'Object',
  'Boolean',
  'Int32',
  'UInt32',
  'Int64',
  'UInt64',
  'Single',
  'Double',
  'Decimal',
].map((name) => `System.${name}`);

/** A StringWriter writes into a StringBuilder, its own or one it was given. */
class StringWriter extends TextBuffer {
  constructor(readonly builder: TextBuffer) {
    super(WRITER, '');
  }

  override append(value: string): this {
    this.requireOpen('write to');
    this.builder.append(value);
    return this;
  }

  override toClrString(): string {
    return this.builder.text;
  }
}

function writer(builder: TextBuffer | null): StringWriter {
  if (builder === null) throw argumentNull('sb');
  return new StringWriter(builder);
}

/** The array is there and has so many characters from the start on. */
function requirePart(buffer: ClrArray | null, start: number, count: number): asserts buffer is ClrArray {
  if (buffer === null) throw argumentNull('buffer');
  requireNonNegative(start, 'index');
  requireNonNegative(count, 'count');
  if (buffer.items.length - start < count) {
    throw argument(
      'Offset and length were out of bounds for the array or count is greater than the number of elements from index to the end of the source collection.',
    );
  }
}

function textOf(value: ClrValue): string {
  return value instanceof ClrArray ? value.items.map(display).join('') : display(value);
}

function writes(): Record<string, Member> {
  const members: Record<string, Member> = {};
  for (const type of ['System.IO.TextWriter', WRITER]) {
    for (const value of [...WRITABLE, 'System.Char[]', SB]) {
      members[`M:${type}.Write(${value})`] = (self: TextBuffer, item: ClrValue) => void self.append(textOf(item));
      members[`M:${type}.WriteLine(${value})`] = (self: TextBuffer, item: ClrValue) =>
        void self.append(textOf(item) + NEW_LINE);
    }
    members[`M:${type}.WriteLine`] = (self: TextBuffer) => void self.append(NEW_LINE);
    members[`M:${type}.Write(System.Char[],System.Int32,System.Int32)`] = (
      self: TextBuffer,
      chars: ClrArray | null,
      start: number,
      count: number,
    ) => {
      requirePart(chars, start, count);
      self.append(textOf(chars).slice(start, start + count));
    };
    for (const count of [1, 2, 3]) {
      const objects = Array.from({ length: count }, () => 'System.Object').join(',');
      members[`M:${type}.Write(System.String,${objects})`] = (
        self: TextBuffer,
        format: string,
        ...values: ClrValue[]
      ) => void self.append(formatComposite(format, values));
      members[`M:${type}.WriteLine(System.String,${objects})`] = (
        self: TextBuffer,
        format: string,
        ...values: ClrValue[]
      ) => void self.append(formatComposite(format, values) + NEW_LINE);
    }
    members[`M:${type}.Flush`] = () => undefined;
  }
  return members;
}

function readLine(self: TextBuffer): string | null {
  self.requireOpen('read from');
  if (self.position >= self.text.length) return null;
  const found = /\r\n|\r|\n/.exec(self.text.slice(self.position));
  if (found === null) return self.rest();
  const line = self.text.slice(self.position, self.position + found.index);
  self.position += found.index + found[0].length;
  return line;
}

function peek(self: TextBuffer): number {
  self.requireOpen('read from');
  const code = self.text.charCodeAt(self.position);
  return Number.isNaN(code) ? -1 : code;
}

function read(self: TextBuffer): number {
  const code = peek(self);
  if (code !== -1) self.position += 1;
  return code;
}

function readMany(self: TextBuffer, target: ClrArray | null, start: number, count: number): number {
  requirePart(target, start, count);
  self.requireOpen('read from');
  const part = self.text.slice(self.position, self.position + count);
  self.position += part.length;
  for (let index = 0; index < part.length; index += 1) target.items[start + index] = char(part.charCodeAt(index));
  return part.length;
}

function reads(): Record<string, Member> {
  const members: Record<string, Member> = {};
  for (const type of ['System.IO.TextReader', READER]) {
    members[`M:${type}.Peek`] = peek;
    members[`M:${type}.Read`] = read;
    members[`M:${type}.Read(System.Char[],System.Int32,System.Int32)`] = readMany;
    members[`M:${type}.ReadLine`] = readLine;
    members[`M:${type}.ReadToEnd`] = (self: TextBuffer) => self.rest();
  }
  return members;
}

/** Members of StringReader and StringWriter. */
export const TEXT_IO_MEMBERS: MemberTable = {
  ...writes(),
  ...reads(),
  [`M:${READER}.#ctor(System.String)`]: (text: string | null) => {
    if (text === null) throw argumentNull('s');
    return new TextBuffer(READER, text);
  },
  [`M:${WRITER}.#ctor`]: () => writer(new TextBuffer(SB, '')),
  [`M:${WRITER}.#ctor(System.IFormatProvider)`]: () => writer(new TextBuffer(SB, '')),
  [`M:${WRITER}.#ctor(${SB})`]: writer,
  [`M:${WRITER}.#ctor(${SB},System.IFormatProvider)`]: writer,
  [`P:${WRITER}.Encoding`]: () => encodingNamed('utf-16'),
  [`M:${WRITER}.GetStringBuilder`]: (self: StringWriter) => self.builder,
};
