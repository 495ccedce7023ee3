import { ClrException } from '../../../clr-exception';
import { outsideArray } from '../../errors';

const ESCAPES: Readonly<Record<string, string>> = {
  b: '\b',
  t: '\t',
  n: '\n',
  f: '\f',
  r: '\r',
  '\\': '\\',
  '"': '"',
  "'": "'",
  '/': '/',
};

/** The exception for a path that Newtonsoft does not read. */
export function problem(message: string): ClrException {
  return new ClrException('Newtonsoft.Json.JsonException', message);
}

/** A place in the text of a JSON path, and what is read from it whatever it stands in: quoted names, regular expressions. */
export class PathText {
  protected at = 0;

  constructor(protected readonly text: string) {}

  /** The character at hand. Like .NET's indexer it throws past the end. */
  protected here(): string {
    const character = this.text[this.at];
    if (character === undefined) throw outsideArray();
    return character;
  }

  protected skipSpaces(): void {
    while (this.text[this.at] === ' ') this.at += 1;
  }

  protected requireMore(message: string): void {
    if (this.at >= this.text.length) throw problem(message);
  }

  protected match(word: string): boolean {
    if (!this.text.startsWith(word, this.at)) return false;
    this.at += word.length;
    return true;
  }

  protected readQuoted(): string {
    this.at += 1;
    let value = '';
    while (this.at < this.text.length) {
      let character = this.here();
      this.at += 1;
      if (character === "'") return value;
      if (character === '\\' && this.at < this.text.length) {
        const plain = ESCAPES[this.here()];
        if (plain === undefined) throw problem(`Unknown escape character: \\${this.here()}`);
        character = plain;
        this.at += 1;
      }
      value += character;
    }
    throw problem('Path ended with an open string.');
  }

  /** Reads a regular expression with its slashes and options. */
  protected readRegex(): string {
    const start = this.at;
    this.at += 1;
    while (this.at < this.text.length) {
      const character = this.here();
      this.at += character === '\\' && this.at + 1 < this.text.length ? 2 : 1;
      if (character !== '/') continue;
      while (/^\p{L}$/u.test(this.text[this.at] ?? '')) this.at += 1;
      return this.text.slice(start, this.at);
    }
    throw problem('Path ended with an open regex.');
  }
}
