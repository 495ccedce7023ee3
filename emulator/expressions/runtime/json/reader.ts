import { ClrException } from '../../clr-exception';
import { double } from '../numbers';
import { dateInString } from './dates';
import { JArray, JObject, JProperty, JValue, pathSegment } from './token';
import type { JToken } from './token';

/** Newtonsoft's default `MaxDepth`. */
const MAXIMUM_DEPTH = 64;

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

/** Words that stand for values, by their first letter, and the error Newtonsoft raises when they are misspelt. */
const WORDS: readonly { readonly word: string; readonly error: string; readonly make: () => JValue }[] = [
  { word: 'true', error: 'Error parsing boolean value.', make: () => new JValue('Boolean', true) },
  { word: 'false', error: 'Error parsing boolean value.', make: () => new JValue('Boolean', false) },
  { word: 'null', error: 'Error parsing null value.', make: () => JValue.null() },
  { word: 'undefined', error: 'Error parsing undefined value.', make: () => new JValue('Undefined', null) },
  { word: 'NaN', error: 'Error parsing NaN value.', make: () => new JValue('Float', double(Number.NaN)) },
  { word: 'Infinity', error: 'Error parsing Infinity value.', make: () => new JValue('Float', double(Infinity)) },
  { word: '-Infinity', error: 'Error parsing -Infinity value.', make: () => new JValue('Float', double(-Infinity)) },
];

/**
 * Reads JSON the way Newtonsoft.Json does: comments, single quotes, unquoted names, trailing commas and hexadecimal
 * numbers pass, date-like strings become dates, and errors say what Newtonsoft says.
 */
export class JsonReader {
  private at = 0;
  private line = 1;
  private lineStart = 0;
  private started = false;
  /** Where the reader is; null in a container before its first member. */
  private readonly path: (string | number | null)[] = [];
  /** Type of the outermost container, which errors name. */
  private container = 'JObject';

  constructor(private readonly text: string) {}

  /** Reads one document. Answers undefined when there is nothing but white space. */
  readDocument(): JToken | undefined {
    this.skip();
    if (this.at >= this.text.length) return undefined;
    this.container = this.peek() === '[' ? 'JArray' : 'JObject';
    return this.readValue(0);
  }

  /** Fails when anything but white space and comments follows the document. */
  finish(): void {
    this.skip();
    if (this.at < this.text.length) {
      throw this.error(`Additional text encountered after finished reading JSON content: ${this.peek()}.`);
    }
  }

  /** A `JsonReaderException` with path, line and position of the reader. */
  error(message: string): ClrException {
    return new ClrException('Newtonsoft.Json.JsonReaderException', `${message} ${this.where()}`);
  }

  where(): string {
    const position = this.at - this.lineStart;
    const line = !this.started && position === 0 ? 0 : this.line;
    return `Path '${this.pathText()}', line ${line}, position ${position}.`;
  }

  private pathText(): string {
    return this.path
      .map((part) => (part === null ? '' : typeof part === 'number' ? `[${part}]` : pathSegment(part)))
      .join('')
      .replace(/^\./, '');
  }

  private endMessage(): string {
    return `Unexpected end of content while loading ${this.container}.`;
  }

  private peek(): string {
    return this.text[this.at] ?? '';
  }

  private skip(): void {
    for (; this.at < this.text.length; this.at += 1) {
      const character = this.peek();
      if (character === '\n' || character === '\r') {
        if (character === '\r' && this.text[this.at + 1] === '\n') this.at += 1;
        this.line += 1;
        this.lineStart = this.at + 1;
      } else if (character === '/') {
        this.comment();
        this.at -= 1;
      } else if (!/\s/.test(character)) {
        return;
      }
    }
  }

  private comment(): void {
    const start = this.at;
    const kind = this.text[this.at + 1];
    if (kind !== '*' && kind !== '/') {
      this.at += 1;
      throw this.error(`Error parsing comment. Expected: *, got ${kind ?? ''}.`);
    }
    const end = kind === '*' ? this.text.indexOf('*/', start + 2) : this.text.slice(start).search(/[\r\n]|$/) + start;
    if (end === -1) {
      this.at = this.text.length;
      throw this.error('Unexpected end while parsing comment.');
    }
    this.at = kind === '*' ? end + 2 : end;
    const passed = this.text.slice(start, this.at);
    const breaks = passed.split('\n').length - 1;
    if (breaks > 0) {
      this.line += breaks;
      this.lineStart = start + passed.lastIndexOf('\n') + 1;
    }
  }

  private readValue(depth: number): JToken {
    const character = this.peek();
    if (character === '{' || character === '[') {
      this.at += 1;
      this.started = true;
      if (depth >= MAXIMUM_DEPTH) throw this.error(`The reader's MaxDepth of ${MAXIMUM_DEPTH} has been exceeded.`);
      return character === '{' ? this.readObject(depth + 1) : this.readArray(depth + 1);
    }
    if (character === '"' || character === "'") {
      const text = this.readString(character);
      const date = dateInString(text);
      return date === undefined ? new JValue('String', text) : new JValue('Date', date);
    }
    const word = WORDS.find((candidate) => this.startsLike(candidate.word));
    if (word !== undefined) return this.readWord(word);
    if (/[-\d.]/.test(character)) return this.readNumber();
    throw this.error(`Unexpected character encountered while parsing value: ${character}.`);
  }

  private startsLike(word: string): boolean {
    return this.text[this.at] === word[0] && (word[0] !== '-' || this.text[this.at + 1] === 'I');
  }

  private readWord({ word, error, make }: (typeof WORDS)[number]): JValue {
    for (let index = 0; index < word.length; index += 1) {
      if (this.text[this.at + index] !== word[index]) {
        this.at += index;
        this.started = true;
        throw this.error(this.at >= this.text.length ? 'Unexpected end when reading JSON.' : error);
      }
    }
    this.at += word.length;
    this.started = true;
    const next = this.peek();
    if (next !== '' && !/[\s,}\]/]/.test(next)) throw this.error(error);
    return make();
  }

  private readObject(depth: number): JObject {
    const object = new JObject();
    this.path.push(null);
    for (;;) {
      this.skipWithin();
      if (this.peek() === '}') break;
      const name = this.readName();
      this.skip();
      if (this.peek() !== ':') {
        const found = this.peek() === '' ? '\0' : this.peek();
        throw this.error(`Invalid character after parsing property name. Expected ':' but got: ${found}.`);
      }
      this.at += 1;
      this.path[this.path.length - 1] = name;
      this.skipWithin();
      object.remove(name);
      object.addProperty(new JProperty(name, this.readValue(depth)));
      if (this.afterValue('}', ']')) break;
    }
    this.path.pop();
    this.at += 1;
    return object;
  }

  private readArray(depth: number): JArray {
    const array = new JArray();
    this.path.push(null);
    for (let index = 0; ; index += 1) {
      this.skipWithin();
      if (this.peek() === ']') break;
      this.path[this.path.length - 1] = index;
      array.add(this.peek() === ',' ? new JValue('Undefined', null) : this.readValue(depth));
      if (this.afterValue(']', '}')) break;
    }
    this.path.pop();
    this.at += 1;
    return array;
  }

  /** Skips to the next token; the end of the text is an error inside a container. */
  private skipWithin(): void {
    this.skip();
    if (this.at < this.text.length) return;
    const untouched = this.path.length === 1 && this.path[0] === null;
    throw this.error(untouched ? `Error reading ${this.container} from JsonReader.` : this.endMessage());
  }

  /** Reads what follows a member or element; answers true at the container's end, which is left to read. */
  private afterValue(close: string, otherClose: string): boolean {
    this.skipWithin();
    const character = this.peek();
    if (character === close) return true;
    if (character === ',') {
      this.at += 1;
      return false;
    }
    if (character === otherClose) {
      this.at += 1;
      this.path.pop();
      const [found, own] = otherClose === ']' ? ['EndArray', 'Object'] : ['EndObject', 'Array'];
      throw this.error(`JsonToken ${found} is not valid for closing JsonType ${own}.`);
    }
    throw this.error(`After parsing a value an unexpected character was encountered: ${character}.`);
  }

  private readName(): string {
    const first = this.peek();
    if (first === '"' || first === "'") return this.readString(first);
    const start = this.at;
    while (/[\p{L}\p{N}_$]/u.test(this.peek())) this.at += 1;
    if (this.at === start) throw this.error(`Invalid property identifier character: ${first}.`);
    const name = this.text.slice(start, this.at);
    if (this.at >= this.text.length) throw this.error('Unexpected end while parsing unquoted property name.');
    if (!/[\s:]/.test(this.peek()))
      throw this.error(`Invalid JavaScript property identifier character: ${this.peek()}.`);
    return name;
  }

  private readString(quote: string): string {
    this.at += 1;
    this.started = true;
    let value = '';
    for (;;) {
      const character = this.text[this.at];
      if (character === undefined) throw this.error(`Unterminated string. Expected delimiter: ${quote}.`);
      if (character === quote) {
        this.at += 1;
        return value;
      }
      this.at += 1;
      if (character === '\n') {
        this.line += 1;
        this.lineStart = this.at;
      }
      value += character === '\\' ? this.readEscape(quote) : character;
    }
  }

  private readEscape(quote: string): string {
    const letter = this.text[this.at];
    if (letter === undefined) throw this.error(`Unterminated string. Expected delimiter: ${quote}.`);
    this.at += 1;
    if (letter === 'u') {
      const hex = this.text.slice(this.at, this.at + 4);
      if (hex.length < 4) {
        this.at = this.text.length;
        throw this.error('Unexpected end while parsing Unicode escape sequence.');
      }
      if (!/^[0-9a-fA-F]{4}$/.test(hex)) throw this.error(`Invalid Unicode escape sequence: \\u${hex}.`);
      this.at += 4;
      return String.fromCharCode(Number.parseInt(hex, 16));
    }
    const plain = ESCAPES[letter];
    if (plain === undefined) throw this.error(`Bad JSON escape sequence: \\${letter}.`);
    return plain;
  }

  private readNumber(): JValue {
    const start = this.at;
    while (/[-+.\da-fA-FxXlL]/.test(this.peek())) this.at += 1;
    this.started = true;
    const text = this.text.slice(start, this.at);
    if (this.peek() !== '' && !/[\s,}\]/]/.test(this.peek())) {
      throw this.error(`Unexpected character encountered while parsing number: ${this.peek()}.`);
    }
    if (/^-?\d+$/.test(text)) {
      const octal = /^-?0\d+$/.test(text) && /^-?[0-7]+$/.test(text);
      const size = octal ? BigInt(`0o${text.replace('-', '')}`) : BigInt(text.replace('-', ''));
      return new JValue('Integer', text.startsWith('-') ? -size : size);
    }
    if (/^0[xX][0-9a-fA-F]+$/.test(text)) return new JValue('Integer', BigInt(text));
    if (/^-?\d*\.?\d*(?:[eE][-+]?\d+)?$/.test(text) && /\d/.test(text))
      return new JValue('Float', double(Number(text)));
    throw this.error(`Input string '${text}' is not a valid number.`);
  }
}

function load(text: string, wanted: string): { reader: JsonReader; token: JToken } {
  const reader = new JsonReader(text);
  const token = reader.readDocument();
  if (token === undefined) throw reader.error(`Error reading ${wanted} from JsonReader.`);
  return { reader, token };
}

/** `JToken.Parse`. */
export function parseToken(text: string): JToken {
  const { reader, token } = load(text, 'JToken');
  reader.finish();
  return token;
}

const START_NAMES: Readonly<Record<string, string>> = { Object: 'StartObject', Array: 'StartArray' };

function wrongStart(text: string, wanted: string, token: JToken): ClrException {
  const position = token instanceof JValue ? text.trimEnd().length : text.search(/[[{]/) + 1;
  const found = START_NAMES[token.type] ?? token.type;
  const kind = wanted === 'JObject' ? 'an object' : 'an array';
  return new ClrException(
    'Newtonsoft.Json.JsonReaderException',
    `Error reading ${wanted} from JsonReader. Current JsonReader item is not ${kind}: ${found}. Path '', line 1, position ${position}.`,
  );
}

/** `JObject.Parse`. */
export function parseObject(text: string): JObject {
  const { reader, token } = load(text, 'JObject');
  if (!(token instanceof JObject)) throw wrongStart(text, 'JObject', token);
  reader.finish();
  return token;
}

/** `JArray.Parse`. */
export function parseArray(text: string): JArray {
  const { reader, token } = load(text, 'JArray');
  if (!(token instanceof JArray)) throw wrongStart(text, 'JArray', token);
  reader.finish();
  return token;
}
