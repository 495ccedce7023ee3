import type { ClrValue } from '../../clr-value';
import { argumentNull, formatError } from '../errors';
import { formatItem } from './format-item';

const ENDS = 'Format item ends prematurely.';
const DIGIT = 'Expected an ASCII digit.';
/** Where .NET stops reading digits of an index or a width. */
const LIMIT = 1_000_000;

/** Walks through a composite format. */
class FormatReader {
  at = 0;

  constructor(readonly format: string) {}

  peek(): string {
    return this.format.charAt(this.at);
  }

  next(): string {
    this.at += 1;
    if (this.at >= this.format.length) throw this.malformed(ENDS);
    return this.peek();
  }

  malformed(reason: string): Error {
    return formatError(`Input string was not in a correct format. Failure to parse near offset ${this.at}. ${reason}`);
  }

  /** A number that begins here. */
  number(): number {
    if (!/\d/.test(this.peek())) throw this.malformed(DIGIT);
    let value = Number(this.peek());
    for (let digit = this.next(); /\d/.test(digit) && value < LIMIT; digit = this.next())
      value = value * 10 + Number(digit);
    return value;
  }

  skipSpaces(): void {
    while (this.peek() === ' ') this.next();
  }

  /** What stands between the colon and the brace, without braces. */
  itemFormat(): string | null {
    if (this.peek() === '}') return null;
    if (this.peek() !== ':') throw this.malformed(ENDS);
    const start = this.at + 1;
    while (this.next() !== '}') if (this.peek() === '{') throw this.malformed(ENDS);
    return this.format.slice(start, this.at);
  }

  alignment(): number {
    if (this.peek() !== ',') return 0;
    this.next();
    this.skipSpaces();
    const sign = this.peek() === '-' ? -1 : 1;
    if (sign === -1) this.next();
    const width = this.number();
    this.skipSpaces();
    return sign * width;
  }
}

/** `string.Format(format, arguments)` under the invariant culture. Throws FormatException with .NET's texts. */
export function formatComposite(format: string | null, values: readonly ClrValue[]): string {
  if (format === null) throw argumentNull('format');
  const reader = new FormatReader(format);
  let text = '';
  for (; reader.at < format.length; reader.at += 1) {
    const brace = reader.peek();
    if (brace !== '{' && brace !== '}') {
      text += brace;
      continue;
    }
    if (reader.next() === brace) {
      text += brace;
      continue;
    }
    if (brace === '}') throw reader.malformed('Unexpected closing brace without a corresponding opening brace.');
    const index = reader.number();
    reader.skipSpaces();
    const alignment = reader.alignment();
    const itemFormat = reader.itemFormat();
    const value = values[index];
    if (value === undefined) {
      throw formatError(
        'Index (zero based) must be greater than or equal to zero and less than the size of the argument list.',
      );
    }
    text += formatItem(value, alignment, itemFormat);
  }
  return text;
}
