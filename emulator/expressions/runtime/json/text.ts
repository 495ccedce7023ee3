import type { ClrException } from '../../clr-exception';

const ESCAPES: Readonly<Record<string, string>> = {
  b: '\b',
  t: '\t',
  n: '\n',
  f: '\f',
  r: '\r',
  '"': '"',
  "'": "'",
  '\\': '\\',
  '/': '/',
};

const REPLACEMENT = '\ufffd';

/** `char.IsWhiteSpace`, and NUL, which Newtonsoft passes over too. */
function isSpace(character: string): boolean {
  return character !== '\ufeff' && /[\s\u0085\0]/.test(character);
}

function isHigh(unit: string): boolean {
  return unit >= '\ud800' && unit <= '\udbff';
}

function isLow(unit: string): boolean {
  return unit >= '\udc00' && unit <= '\udfff';
}

/** The characters of JSON text, with the line and the position in it that Newtonsoft's errors name. */
export class JsonText {
  private at = 0;
  private lineStart = 0;
  line = 1;

  constructor(
    private readonly text: string,
    private readonly error: (message: string) => ClrException,
  ) {}

  get position(): number {
    return this.at - this.lineStart;
  }

  /** The character at an offset; empty past the end. */
  peek(offset = 0): string {
    return this.text[this.at + offset] ?? '';
  }

  take(): void {
    this.at += 1;
  }

  unexpectedEnd(): ClrException {
    return this.error('Unexpected end when reading JSON.');
  }

  skipSpace(): void {
    for (let character = this.peek(); character !== '' && isSpace(character); character = this.peek()) this.pass();
  }

  /** Reads a comment from its slash on and answers its text. */
  readComment(): string {
    this.take();
    if (this.at + 1 >= this.text.length) throw this.error('Unexpected end while parsing comment.');
    const kind = this.peek();
    if (kind !== '*' && kind !== '/') throw this.error(`Error parsing comment. Expected: *, got ${kind}.`);
    this.take();
    const start = this.at;
    for (;;) {
      const character = this.peek();
      if (character === '' && kind === '*') throw this.error('Unexpected end while parsing comment.');
      if (kind === '/' && (character === '' || character === '\r' || character === '\n')) break;
      if (kind === '*' && character === '*' && this.peek(1) === '/') break;
      this.pass();
    }
    const comment = this.text.slice(start, this.at);
    if (kind === '*') this.at += 2;
    return comment;
  }

  /** Reads the name of a property, quoted or not, and its colon. */
  readName(): string {
    const first = this.peek();
    const name = first === '"' || first === "'" ? this.readString(first) : this.readBareName(first);
    this.skipSpace();
    if (this.peek() !== ':') {
      const found = this.peek() === '' ? '\0' : this.peek();
      throw this.error(`Invalid character after parsing property name. Expected ':' but got: ${found}.`);
    }
    this.take();
    return name;
  }

  /** Reads a string from its opening quote on. A half of a surrogate pair that is escaped alone is replaced. */
  readString(quote: string): string {
    this.take();
    let value = '';
    for (;;) {
      const character = this.peek();
      if (character === '') throw this.error(`Unterminated string. Expected delimiter: ${quote}.`);
      if (character === '\\') value += this.readEscape(quote);
      else if (character === quote) break;
      else {
        const start = this.at;
        this.pass();
        value += this.text.slice(start, this.at);
      }
    }
    this.take();
    return value;
  }

  /** Reads the characters of a number. */
  readNumber(): string {
    const start = this.at;
    while (/[-+.0-9a-fA-FxX]/.test(this.peek())) this.take();
    const next = this.peek();
    if (next !== '' && !isSpace(next) && !/[,}\])/]/.test(next))
      throw this.error(`Unexpected character encountered while parsing number: ${next}.`);
    return this.text.slice(start, this.at);
  }

  /** Passes over a word and answers whether it stood here and ends here; goes to the first wrong character otherwise. */
  match(word: string, inConstructor: boolean): boolean {
    if (this.at + word.length > this.text.length) {
      this.at = this.text.length;
      throw this.unexpectedEnd();
    }
    for (const character of word) {
      if (this.peek() !== character) return false;
      this.take();
    }
    const next = this.peek();
    if (next === '/') return this.peek(1) === '*' || this.peek(1) === '/';
    return next === '' || /[}\],]/.test(next) || isSpace(next) || (next === ')' && inConstructor);
  }

  /** Reads the name of a constructor after `new`, and its opening parenthesis. */
  readConstructorName(): string {
    this.skipSpace();
    const start = this.at;
    while (/[\p{L}\p{Nd}]/u.test(this.peek())) this.take();
    const name = this.text.slice(start, this.at);
    if (this.peek() === '') throw this.error('Unexpected end while parsing constructor.');
    this.skipSpace();
    if (this.peek() !== '(')
      throw this.error(`Unexpected character while parsing constructor: ${this.peek() === '' ? '\0' : this.peek()}.`);
    this.take();
    return name;
  }

  /** Goes past a character, or past a line break. */
  private pass(): void {
    const character = this.peek();
    this.take();
    if (character === '\r' && this.peek() === '\n' && this.at + 1 < this.text.length) this.take();
    if (character !== '\r' && character !== '\n') return;
    this.line += 1;
    this.lineStart = this.at;
  }

  private readBareName(first: string): string {
    const start = this.at;
    while (/[\p{L}\p{Nd}_$]/u.test(this.peek())) this.take();
    if (this.at === start) throw this.error(`Invalid property identifier character: ${first}.`);
    const next = this.peek();
    if (next === '') throw this.error('Unexpected end while parsing unquoted property name.');
    if (next !== ':' && !isSpace(next)) throw this.error(`Invalid JavaScript property identifier character: ${next}.`);
    return this.text.slice(start, this.at);
  }

  private readEscape(quote: string): string {
    this.take();
    const letter = this.peek();
    if (letter === '') throw this.error(`Unterminated string. Expected delimiter: ${quote}.`);
    this.take();
    if (letter === 'u') return this.readPair(this.readUnicode());
    const plain = ESCAPES[letter];
    if (plain === undefined) throw this.error(`Bad JSON escape sequence: \\${letter}.`);
    return plain;
  }

  private readUnicode(): string {
    const digits = this.text.slice(this.at, this.at + 4);
    // Newtonsoft wants a character after the digits before it looks at them.
    if (this.text.length - this.at < 5) throw this.error('Unexpected end while parsing Unicode escape sequence.');
    if (!/^[0-9a-fA-F]{4}$/.test(digits)) throw this.error(`Invalid Unicode escape sequence: \\u${digits}.`);
    this.at += 4;
    return String.fromCharCode(Number.parseInt(digits, 16));
  }

  private readPair(unit: string): string {
    if (isLow(unit)) return REPLACEMENT;
    let [value, high] = ['', unit];
    while (isHigh(high)) {
      if (this.peek() !== '\\' || this.peek(1) !== 'u' || this.peek(2) === '') return value + REPLACEMENT;
      this.at += 2;
      const next = this.readUnicode();
      if (isLow(next)) return value + high + next;
      value += REPLACEMENT;
      high = next;
    }
    return value + high;
  }
}
