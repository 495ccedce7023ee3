import { ClrException } from '../../clr-exception';
import type { ClrValue } from '../../clr-value';
import { ClrBigInteger } from '../numbers/big-integer';
import { changeType } from '../change-type';
import { ClrDateTime, ClrDateTimeOffset } from '../dates/date-time';
import { ClrGuid } from '../guid';
import { ClrTimeSpan } from '../dates/date-time';
import { ClrUri } from '../uri/uri-value';
import { display } from '../values';
import { JArray, JConstructor, JObject, JProperty } from './containers';
import { JsonReader, isPrimitive } from './reader';
import type { JsonToken, TypedRead } from './reader';
import { bytesOf, isNotZero, readFromString, TOKENS } from './read-values';
import type { JToken, LineInfo } from './token';
import { JValue } from './value';

const NAMES: Readonly<Record<TypedRead, string>> = {
  Int32: 'integer',
  Bytes: 'bytes',
  String: 'string',
  Decimal: 'decimal',
  DateTime: 'date',
  DateTimeOffset: 'date',
  Double: 'double',
  Boolean: 'boolean',
};

function endOf(token: JToken): JsonToken | undefined {
  if (token instanceof JObject) return 'EndObject';
  if (token instanceof JArray) return 'EndArray';
  return token instanceof JConstructor ? 'EndConstructor' : undefined;
}

/** Reads the tokens of a JSON document that is in memory. */
export class JTokenReader extends JsonReader {
  /** The token that the reader is on or in. */
  private currentToken: JToken | null = null;
  private parentToken: JToken | null = null;
  private started = false;

  constructor(private readonly rootToken: JToken) {
    super();
  }

  override get path(): string {
    const [own, outer] = [super.path, this.rootToken.path];
    if (outer === '' || own === '') return outer + own;
    return own.startsWith('[') ? outer + own : `${outer}.${own}`;
  }

  lineInfo(): LineInfo | null {
    return this.started ? (this.currentToken?.lineInfo ?? null) : null;
  }

  /** The token that the reader stands on; null at the end. */
  get tokenHere(): JToken | null {
    return this.currentToken;
  }

  read(): boolean {
    if (!this.started) {
      this.started = true;
      this.currentToken = this.rootToken;
      this.stand(this.rootToken);
      return true;
    }
    const here = this.currentToken;
    if (here === null) return false;
    return !(here instanceof JValue) && this.parentToken !== here ? this.readInto(here) : this.readOver(here);
  }

  readAs(type: TypedRead): void {
    if (!this.readContent()) this.set('None');
    if (['None', 'Null', 'EndArray'].includes(this.token)) return;
    if (type === 'Bytes') this.readBytes();
    else if (this.token === 'String' && type !== 'String') this.readString(display(this.value), type);
    else if (!this.convert(type)) {
      throw this.error(`Error reading ${NAMES[type]}. Unexpected token: ${this.token}.`);
    }
  }

  private readInto(container: JToken): boolean {
    const [first] = container.children();
    if (first === undefined) return this.end(container);
    this.stand(first);
    this.currentToken = first;
    this.parentToken = container;
    return true;
  }

  private readOver(token: JToken): boolean {
    if (token === this.rootToken) return this.finish();
    const { parent } = token;
    if (parent === null) return this.finish();
    const siblings = parent.children();
    const next = siblings[siblings.indexOf(token) + 1];
    if (next === undefined) return this.end(parent);
    this.currentToken = next;
    this.stand(next);
    return true;
  }

  private finish(): boolean {
    this.currentToken = null;
    this.set('None');
    return false;
  }

  private end(container: JToken): boolean {
    const token = endOf(container);
    // A property has no end of its own.
    if (token === undefined) return this.readOver(container);
    this.set(token);
    this.currentToken = container;
    this.parentToken = container;
    return true;
  }

  private stand(token: JToken): void {
    if (token instanceof JProperty) this.set('PropertyName', token.name);
    else if (token instanceof JConstructor) this.set('StartConstructor', token.name);
    else if (token instanceof JObject) this.set('StartObject');
    else if (token instanceof JArray) this.set('StartArray');
    else if (token instanceof JValue) {
      const { value } = token;
      if (value instanceof ClrUri) this.set('String', value.originalString);
      else if (value instanceof ClrGuid || value instanceof ClrTimeSpan) this.set('String', display(value));
      else this.set(token.type as JsonToken, value);
    }
  }

  private readBytes(): void {
    if (this.token === 'StartObject') {
      this.read();
      throw this.error('Error reading bytes. Unexpected token: StartObject.');
    }
    if (this.token === 'String') this.set('Bytes', bytesOf(display(this.value)), false);
    else if (this.token === 'StartArray') this.readByteArray();
    else if (this.token !== 'Bytes') throw this.error(`Error reading bytes. Unexpected token: ${this.token}.`);
  }

  private readString(text: string, type: Exclude<TypedRead, 'Bytes' | 'String'>): void {
    const read = readFromString(text, type);
    if ('error' in read) throw this.error(read.error, read.inner ?? null);
    this.set(read.value === null ? 'Null' : TOKENS[type], read.value, false);
  }

  /** Converts the value at hand; false where its token does not convert. */
  private convert(type: TypedRead): boolean {
    const { token, value } = this;
    const isNumber = token === 'Integer' || token === 'Float';
    let converted: ClrValue;
    if (type === 'String' && isPrimitive(token) && value !== null) converted = display(value);
    else if (type === 'Boolean' && (isNumber || token === 'Boolean')) converted = isNumber ? isNotZero(value) : value;
    else if (type === 'DateTime' && token === 'Date')
      converted = value instanceof ClrDateTimeOffset ? new ClrDateTime(value.ticks) : value;
    else if (type === 'DateTimeOffset' && token === 'Date')
      converted = value instanceof ClrDateTime ? ClrDateTimeOffset.fromUtcTicks(value.ticks) : value;
    else if ((type === 'Int32' || type === 'Decimal' || type === 'Double') && isNumber) converted = this.number(type);
    else return false;
    this.set(TOKENS[type], converted, false);
    return true;
  }

  private number(type: 'Int32' | 'Decimal' | 'Double'): ClrValue {
    const { value } = this;
    if (value instanceof ClrBigInteger) return value.toNumber(`System.${type}`);
    try {
      return changeType(value, `System.${type}`);
    } catch (error) {
      if (!(error instanceof ClrException) || type === 'Double') throw error;
      throw this.error(`Could not convert to ${NAMES[type]}: ${display(value)}.`, error);
    }
  }
}
