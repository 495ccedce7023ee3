import type { ClrException } from '../../clr-exception';
import { double } from '../numbers/numbers';
import { dateInString } from './dates';
import { readNumber } from './read-number';
import { bytesOf, isNotZero, readFromString, TOKENS } from './read-values';
import { JsonReader, TYPED_STATES } from './reader';
import type { ReadType, TypedRead } from './reader';
import { JsonText } from './text';
import type { LineInfo } from './token';
import { REALS, WORDS } from './words';
import type { Word } from './words';

/**
 * Reads JSON text the way Newtonsoft.Json does: comments, single quotes, unquoted names, trailing commas, constructors
 * and hexadecimal numbers pass, date-like strings become dates, and errors say what Newtonsoft says, at the same place.
 */
export class JsonTextReader extends JsonReader {
  private readonly text: JsonText;

  /** @param dates false leaves strings that look like dates as they are */
  constructor(
    text: string,
    private readonly options: { readonly dates: boolean } = { dates: true },
  ) {
    super();
    this.text = new JsonText(text, (message) => this.error(message));
  }

  lineInfo(): LineInfo {
    const { line, position } = this.text;
    const untouched = this.state === 'Start' && position === 0 && this.token !== 'Comment';
    return { line: untouched ? 0 : line, position };
  }

  read(): boolean {
    for (;;) {
      switch (this.state) {
        case 'Object':
        case 'ObjectStart':
          return this.readMember();
        case 'PostValue':
          if (this.readAfterValue()) return true;
          break;
        case 'Finished':
          return this.readAfterDocument();
        default:
          return this.readValue();
      }
    }
  }

  readAs(type: TypedRead): void {
    if (this.state === 'Finished') {
      this.readAfterDocument();
      return;
    }
    if (this.closesBeforeValue()) return;
    if (!TYPED_STATES.includes(this.state)) throw this.error(`Unexpected state: ${this.state}.`);
    for (;;) {
      this.text.skipSpace();
      const character = this.text.peek();
      if (character === '') {
        this.set('None');
        return;
      }
      if (character === '/') this.text.readComment();
      else if (character === ',') {
        this.text.take();
        this.set('Undefined');
        throw this.unexpected(',');
      } else {
        this.readTyped(character, type);
        return;
      }
    }
  }

  /** After a value: passes over comments and the comma. True where the container, or the text, ends instead. */
  private closesBeforeValue(): boolean {
    while (this.state === 'PostValue') {
      if (!this.readAfterValue()) break;
      if (this.token !== 'Comment') return true;
    }
    if (this.state !== 'Finished') return false;
    this.set('None');
    return true;
  }

  private unexpected(character: string): ClrException {
    return this.error(`Unexpected character encountered while parsing value: ${character}.`);
  }

  private readAfterDocument(): boolean {
    this.text.skipSpace();
    const character = this.text.peek();
    if (character === '/') {
      this.set('Comment', this.text.readComment());
      return true;
    }
    if (character !== '')
      throw this.error(`Additional text encountered after finished reading JSON content: ${character}.`);
    this.set('None');
    return false;
  }

  /** Reads what follows a value; false where a comma or the end of the text did. */
  private readAfterValue(): boolean {
    this.text.skipSpace();
    const character = this.text.peek();
    switch (character) {
      case '':
        this.state = 'Finished';
        return false;
      case '/':
        this.set('Comment', this.text.readComment());
        return true;
      case ',':
        this.text.take();
        this.afterComma();
        return false;
      default:
        if (this.readClosing(character)) return true;
        throw this.error(`After parsing a value an unexpected character was encountered: ${character}.`);
    }
  }

  private readClosing(character: string): boolean {
    const token = ({ '}': 'EndObject', ']': 'EndArray', ')': 'EndConstructor' } as const)[character];
    if (token === undefined) return false;
    this.text.take();
    this.set(token);
    return true;
  }

  private readMember(): boolean {
    this.text.skipSpace();
    const character = this.text.peek();
    if (character === '') return false;
    if (character === '/') this.set('Comment', this.text.readComment());
    else if (character === '}') this.readClosing(character);
    else this.set('PropertyName', this.text.readName());
    return true;
  }

  private readValue(): boolean {
    this.text.skipSpace();
    const character = this.text.peek();
    const word = WORDS[character];
    if (character === '') return false;
    if (character === '"' || character === "'") this.readText(character);
    else if (word !== undefined) this.readWord(word);
    else if (character === 'n') this.readNullOrConstructor();
    else if (this.isReal(character)) this.readReal(character, 'Value');
    else if (character === '/') this.set('Comment', this.text.readComment());
    else if (character === '{' || character === '[') {
      this.text.take();
      this.set(character === '{' ? 'StartObject' : 'StartArray');
    } else if (character === ']' || character === ')') this.readClosing(character);
    // The comma is left for the next read, which finds a value before it.
    else if (character === ',') this.set('Undefined');
    else if (/[-.\p{N}]/u.test(character)) this.readNumber('Value');
    else throw this.unexpected(character);
    return true;
  }

  private readText(quote: string): void {
    const text = this.text.readString(quote);
    this.afterValue(true);
    const date = this.options.dates ? dateInString(text) : undefined;
    this.set(date === undefined ? 'String' : 'Date', date ?? text, false);
  }

  private readWord({ word, name, token, value }: Word): void {
    if (!this.matches(word)) throw this.error(`Error parsing ${name} value.`);
    this.set(token, value);
  }

  private matches(word: string): boolean {
    return this.text.match(word, this.state === 'Constructor' || this.state === 'ConstructorStart');
  }

  private readNullOrConstructor(): void {
    const next = this.text.peek(1);
    if (next === 'u') this.readNull();
    else if (next === 'e') {
      if (!this.matches('new')) throw this.error('Unexpected content while parsing JSON.');
      this.set('StartConstructor', this.text.readConstructorName());
    } else if (next === '') {
      this.text.take();
      throw this.text.unexpectedEnd();
    } else throw this.unexpected('n');
  }

  private readNull(): void {
    if (!this.matches('null')) throw this.error('Error parsing null value.');
    this.set('Null');
  }

  private isReal(character: string): boolean {
    return REALS[character] !== undefined && (character !== '-' || this.text.peek(1) === 'I');
  }

  private readReal(character: string, type: ReadType): void {
    const { word = '', value = 0 } = REALS[character] ?? {};
    if (!this.matches(word)) throw this.error(`Error parsing ${word} value.`);
    if (type === 'String') this.set('String', word);
    else if (type === 'Value' || type === 'Double') this.set('Float', double(value));
    else throw this.error(`Cannot read ${word} value.`);
  }

  private readNumber(type: ReadType): void {
    const text = this.text.readNumber();
    this.afterValue(true);
    const read = readNumber(text, type);
    if ('error' in read) throw this.error(read.error, read.inner ?? null);
    this.set(read.token, read.value, false);
  }

  private readTyped(character: string, type: TypedRead): void {
    if (character === '"' || character === "'") {
      this.readTypedText(character, type);
      return;
    }
    if (character === 'n') {
      this.readTypedNull();
      return;
    }
    if (character === ']') {
      this.text.take();
      if (!['Array', 'ArrayStart', 'PostValue'].includes(this.state)) throw this.unexpected(character);
      this.set('EndArray');
      return;
    }
    if (type === 'Bytes') {
      this.readTypedBytes(character);
      return;
    }
    const isNumber = type === 'Int32' || type === 'Decimal' || type === 'Double';
    if (type !== 'Boolean' && this.isReal(character)) this.readReal(character, type);
    else if (character === '-' && !isNumber && type !== 'Boolean') {
      this.readNumber(type);
      if (type !== 'String') throw this.error('Cannot read number value as type.');
    } else if (/[-.0-9]/.test(character) && (isNumber || type === 'String' || type === 'Boolean')) {
      this.readNumber(type === 'Boolean' ? 'Value' : type);
      if (type === 'Boolean') this.set('Boolean', isNotZero(this.value), false);
    } else if ((character === 't' || character === 'f') && (type === 'Boolean' || type === 'String')) {
      const word = character === 't' ? 'true' : 'false';
      if (!this.matches(word)) throw this.unexpected(this.text.peek() === '' ? '\0' : this.text.peek());
      if (type === 'String') this.set('String', word);
      else this.set('Boolean', character === 't');
    } else {
      this.text.take();
      throw this.unexpected(character);
    }
  }

  private readTypedNull(): void {
    const next = this.text.peek(1);
    if (next === 'u') {
      this.readNull();
      return;
    }
    this.text.take();
    if (next === '') throw this.text.unexpectedEnd();
    this.text.take();
    throw this.unexpected(next);
  }

  private readTypedText(quote: string, type: TypedRead): void {
    const text = this.text.readString(quote);
    this.afterValue(true);
    if (type === 'String') this.set('String', text, false);
    else if (type === 'Bytes') this.set('Bytes', bytesOf(text), false);
    else {
      const read = readFromString(text, type);
      if ('error' in read) {
        this.set('String', text, false);
        throw this.error(read.error, read.inner ?? null);
      }
      this.set(read.value === null ? 'Null' : TOKENS[type], read.value, false);
    }
  }

  /** Bytes are an array of numbers where they are no string. */
  private readTypedBytes(character: string): void {
    this.text.take();
    if (character === '{') {
      this.set('StartObject');
      this.read();
      throw this.error('Error reading bytes. Unexpected token: StartObject.');
    }
    if (character !== '[') throw this.unexpected(character);
    this.set('StartArray');
    this.readByteArray();
  }
}
