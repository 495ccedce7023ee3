import { ClrException } from '../../clr-exception';
import type { ClrValue } from '../../clr-value';
import { changeType } from '../change-type';
import { asNumber } from '../numbers/convert-number';
import { pathSegment } from './token';
import type { LineInfo } from './token';

/** `JsonToken` by name: what a reader stands on. */
export type JsonToken =
  | 'None'
  | 'StartObject'
  | 'StartArray'
  | 'StartConstructor'
  | 'PropertyName'
  | 'Comment'
  | 'Raw'
  | 'Integer'
  | 'Float'
  | 'String'
  | 'Boolean'
  | 'Null'
  | 'Undefined'
  | 'EndObject'
  | 'EndArray'
  | 'EndConstructor'
  | 'Date'
  | 'Bytes';

/** What a caller wants the next value as; `Value` takes it as it comes. */
export type ReadType =
  'Value' | 'Int32' | 'Int64' | 'Bytes' | 'String' | 'Decimal' | 'DateTime' | 'DateTimeOffset' | 'Double' | 'Boolean';

/** A wanted type that is more than the value as it comes. */
export type TypedRead = Exclude<ReadType, 'Value' | 'Int64'>;

/** What the text may go on with. */
export type ReaderState =
  | 'Start'
  | 'Property'
  | 'ObjectStart'
  | 'Object'
  | 'ArrayStart'
  | 'Array'
  | 'ConstructorStart'
  | 'Constructor'
  | 'PostValue'
  | 'Finished';

type Container = 'Object' | 'Array' | 'Constructor';

interface Position {
  readonly container: Container;
  index: number;
  name: string | null;
}

/** Newtonsoft's default `MaxDepth`. */
const MAXIMUM_DEPTH = 64;

const OPENED: Readonly<Partial<Record<JsonToken, Container>>> = {
  StartObject: 'Object',
  StartArray: 'Array',
  StartConstructor: 'Constructor',
};
const CLOSED: Readonly<Partial<Record<JsonToken, Container>>> = {
  EndObject: 'Object',
  EndArray: 'Array',
  EndConstructor: 'Constructor',
};

/** Says whether a token opens a container. */
export function isStart(token: JsonToken): boolean {
  return OPENED[token] !== undefined;
}

/** Says whether a token closes a container. */
export function isEnd(token: JsonToken): boolean {
  return CLOSED[token] !== undefined;
}

/** Says whether a token is a value of its own. */
export function isPrimitive(token: JsonToken): boolean {
  return !isStart(token) && !isEnd(token) && !['None', 'PropertyName', 'Comment', 'Raw'].includes(token);
}

/** States in which a value of a certain type may be read. */
export const TYPED_STATES: readonly string[] = [
  'Start',
  'Property',
  'Array',
  'ArrayStart',
  'Constructor',
  'ConstructorStart',
  'PostValue',
];

/**
 * A forward-only reader of JSON tokens, the base of Newtonsoft's JsonTextReader and JTokenReader: it keeps the place in
 * the document, which errors name.
 */
export abstract class JsonReader {
  token: JsonToken = 'None';
  value: ClrValue = null;
  /** Deserialised objects by the `$id` that the text gives them. */
  readonly references = new Map<string, ClrValue>();
  protected state: ReaderState = 'Start';
  private readonly outer: Position[] = [];
  private current: Position | null = null;

  /** Goes to the next token; false at the end. */
  abstract read(): boolean;
  /** Reads the next value as one of a type; the answer is in `token` and `value`. `None` at the end. */
  abstract readAs(type: TypedRead): void;
  /** Where the reader is in its text; null when it reads no text. */
  abstract lineInfo(): LineInfo | null;

  /** How many containers are open around the token. */
  get depth(): number {
    return this.outer.length + (isStart(this.token) || this.current === null ? 0 : 1);
  }

  get path(): string {
    const isInside = !['ObjectStart', 'ArrayStart', 'ConstructorStart'].includes(this.state);
    const positions = this.current !== null && isInside ? [...this.outer, this.current] : this.outer;
    return positions
      .map(({ container, index, name }) => (container === 'Object' ? pathSegment(name ?? '') : `[${index}]`))
      .join('')
      .replace(/^\.+/, '');
  }

  /** A `JsonReaderException` that names path, line and position. */
  error(message: string, inner: ClrException | null = null): ClrException {
    return new ClrException('Newtonsoft.Json.JsonReaderException', this.located(message), inner);
  }

  /** A `JsonSerializationException` that names path, line and position. */
  serializationError(message: string, inner: ClrException | null = null): ClrException {
    return new ClrException('Newtonsoft.Json.JsonSerializationException', this.located(message), inner);
  }

  /** Goes on until the token is no comment; false at the end. */
  readContent(): boolean {
    let more = this.read();
    while (more && this.token === 'Comment') more = this.read();
    return more;
  }

  /** Passes over the children of the token, or of the property's value. */
  skip(): void {
    if (this.token === 'PropertyName') this.read();
    if (!isStart(this.token)) return;
    const { depth } = this;
    while (this.read() && depth < this.depth);
  }

  /** Reads the numbers of the array that was just opened, as bytes. */
  protected readByteArray(): void {
    const bytes: number[] = [];
    for (;;) {
      if (!this.read()) throw this.error('Unexpected end when reading bytes.');
      if (this.token === 'EndArray') break;
      if (this.token === 'Integer') bytes.push(asNumber(changeType(this.value, 'System.Byte')));
      else if (this.token !== 'Comment') throw this.error(`Unexpected token when reading bytes: ${this.token}.`);
    }
    this.set('Bytes', Uint8Array.from(bytes), false);
  }

  /** Stands on a token. `counts` is false where the value's place has been counted already. */
  protected set(token: JsonToken, value: ClrValue = null, counts = true): void {
    this.token = token;
    this.value = value;
    const opened = OPENED[token];
    const closed = CLOSED[token];
    if (opened !== undefined) this.open(opened);
    else if (closed !== undefined) this.close(token, closed);
    else if (token === 'PropertyName') {
      this.state = 'Property';
      if (this.current !== null && typeof value === 'string') this.current.name = value;
    } else if (token === 'Raw' || isPrimitive(token)) this.afterValue(counts);
  }

  /** A value is over; `counts` says whether it is a further element of its array. */
  protected afterValue(counts: boolean): void {
    this.state = this.current === null ? 'Finished' : 'PostValue';
    if (counts) this.countValue();
  }

  /** What follows a comma. */
  protected afterComma(): void {
    this.state = this.current === null ? 'Finished' : this.current.container;
  }

  private countValue(): void {
    if (this.current !== null && this.current.container !== 'Object') this.current.index += 1;
  }

  private open(container: Container): void {
    this.state = `${container}Start`;
    this.countValue();
    if (this.current !== null) this.outer.push(this.current);
    this.current = { container, index: -1, name: null };
    if (this.outer.length >= MAXIMUM_DEPTH)
      throw this.error(`The reader's MaxDepth of ${MAXIMUM_DEPTH} has been exceeded.`);
  }

  private close(token: JsonToken, container: Container): void {
    const closing = this.current?.container ?? 'None';
    this.current = this.outer.pop() ?? null;
    if (closing !== container) throw this.error(`JsonToken ${token} is not valid for closing JsonType ${closing}.`);
    this.state = this.current === null ? 'Finished' : 'PostValue';
  }

  private located(message: string): string {
    const info = this.lineInfo();
    const start = message.endsWith('\n') ? message : `${message.trim().replace(/(?<!\.)$/, '.')} `;
    const place = info === null ? '' : `, line ${info.line}, position ${info.position}`;
    return `${start}Path '${this.path}'${place}.`;
  }
}
