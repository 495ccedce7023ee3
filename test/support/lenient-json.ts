/** What a lenient reader finds in a text. An object keeps its members in order, those given twice included. */
export type Lenient = string | number | boolean | null | readonly Lenient[] | Members;

/** Members of an object in the order of the text. */
export class Members {
  constructor(readonly pairs: readonly (readonly [string, Lenient])[]) {}
}

const LITERALS: Readonly<Record<string, Lenient>> = { true: true, false: false, null: null };

/**
 * Reads JSON as the most lenient readers do: comments, single quotes, bare names, commas at the end, words like NaN, byte
 * order marks, and whatever follows the first value.
 * @throws SyntaxError when not even they could
 */
export function readLeniently(text: string): Lenient {
  return new Reader(text).value();
}

class Reader {
  private at = 0;

  constructor(private readonly text: string) {}

  value(): Lenient {
    switch (this.peek()) {
      case '{':
        return new Members(
          this.list('}', () => {
            const name = this.isQuote() ? this.string() : this.word();
            this.take(':');
            return [name, this.value()] as const;
          }),
        );
      case '[':
        return this.list(']', () => this.value());
      default: {
        if (this.isQuote()) return this.string();
        const word = this.word();
        const literal = LITERALS[word];
        return literal === undefined ? Number(word) : literal;
      }
    }
  }

  private list<T>(end: string, item: () => T): T[] {
    this.at += 1;
    const items: T[] = [];
    while (this.peek() !== end) {
      items.push(item());
      if (this.peek() === ',') this.at += 1;
    }
    this.at += 1;
    return items;
  }

  private string(): string {
    const quote = this.text.charAt(this.at);
    const start = ++this.at;
    while (this.at < this.text.length && this.text.charAt(this.at) !== quote) {
      this.at += this.text.charAt(this.at) === '\\' ? 2 : 1;
    }
    if (this.at >= this.text.length) throw new SyntaxError('A string does not end.');
    return unescape(this.text.slice(start, this.at++));
  }

  private word(): string {
    const [word = ''] = /^[^\s{}[\]:,"'/]+/.exec(this.text.slice(this.at)) ?? [];
    if (word === '') throw new SyntaxError(`There is no value at ${this.at}.`);
    this.at += word.length;
    return word;
  }

  private take(char: string): void {
    if (this.peek() !== char) throw new SyntaxError(`${char} is missing at ${this.at}.`);
    this.at += 1;
  }

  private isQuote(): boolean {
    return ['"', "'"].includes(this.text.charAt(this.at));
  }

  /** The next character that is no blank and no comment. */
  private peek(): string {
    const [skipped = ''] = /^(?:[\s\uFEFF]|\/\*.*?\*\/|\/\/[^\n]*)*/s.exec(this.text.slice(this.at)) ?? [];
    this.at += skipped.length;
    if (this.at >= this.text.length) throw new SyntaxError('The text ends early.');
    return this.text.charAt(this.at);
  }
}

function unescape(text: string): string {
  return text.replace(/\\(?:u([0-9A-Fa-f]{4})|(.))/gs, (_escape, hex: string | undefined, char: string | undefined) =>
    hex === undefined
      ? ({ n: '\n', t: '\t', r: '\r', b: '\b', f: '\f' }[char ?? ''] ?? char ?? '')
      : String.fromCharCode(parseInt(hex, 16)),
  );
}
