import type { ClrValue } from '../../clr-value';
import { ClrBigInteger } from '../numbers/big-integer';
import { ClrDateTime, ClrDateTimeOffset, ClrTimeSpan } from '../dates/date-time';
import { ClrDecimal } from '../numbers/decimal';
import { DB_NULL } from '../db-null';
import { ClrEnum } from '../enums';
import { argument } from '../errors';
import { ClrGuid } from '../guid';
import { ClrNumber } from '../numbers/numbers';
import { ClrUri } from '../uri/uri-value';
import { display, typeNameOf } from '../values';
import { compareJson } from './compare';
import { castValue } from './convert';
import { JToken } from './token';
import type { TokenType } from './token';
import { writeValue } from './writer';

/** The token type of a value, or undefined when it is not one that a JValue holds. */
export function tokenTypeOf(value: ClrValue): TokenType | undefined {
  if (value === null) return 'Null';
  if (typeof value === 'string') return 'String';
  if (typeof value === 'boolean') return 'Boolean';
  if (typeof value === 'number' || typeof value === 'bigint') return 'Integer';
  if (value instanceof Uint8Array) return 'Bytes';
  if (value instanceof ClrNumber)
    return value.clrType === 'System.Double' || value.clrType === 'System.Single' ? 'Float' : 'Integer';
  if (value instanceof ClrDecimal) return 'Float';
  if (value instanceof ClrEnum || value instanceof ClrBigInteger || value.clrType === 'System.UInt64') return 'Integer';
  if (value === DB_NULL) return 'Null';
  if (value instanceof ClrDateTime || value instanceof ClrDateTimeOffset) return 'Date';
  if (value instanceof ClrGuid) return 'Guid';
  if (value instanceof ClrUri) return 'Uri';
  return value instanceof ClrTimeSpan ? 'TimeSpan' : undefined;
}

const TEXT_TYPES: readonly TokenType[] = ['Comment', 'String', 'Raw'];

/** A JSON value that is neither object nor array. Integers are System.Int64, floats System.Double (or what the program put in). */
export class JValue extends JToken {
  readonly clrType: string = 'Newtonsoft.Json.Linq.JValue';
  private content: ClrValue;
  private kind: TokenType;

  constructor(type: TokenType, value: ClrValue) {
    super();
    this.kind = type;
    this.content = value;
  }

  static null(): JValue {
    return new JValue('Null', null);
  }

  get type(): TokenType {
    return this.kind;
  }

  get value(): ClrValue {
    return this.content;
  }

  /** Sets the value and, when its .NET type is another, the token type; text keeps being a comment or raw JSON. */
  assign(value: ClrValue): void {
    if (typeNameOf(value) !== typeNameOf(this.content)) {
      const type = tokenTypeOf(value);
      if (type === undefined)
        throw argument(`Could not determine JSON object type for type ${typeNameOf(value) ?? 'null'}.`);
      this.kind = type === 'String' && TEXT_TYPES.includes(this.kind) ? this.kind : type;
    }
    this.content = value;
  }

  children(): readonly JToken[] {
    return [];
  }

  write(): string {
    if (this.kind === 'Comment') return this.content === null ? '' : `/*${display(this.content)}*/`;
    if (this.kind === 'Undefined') return 'undefined';
    return this.kind === 'Raw' ? display(this.content) : writeValue(this.content);
  }

  protected copy(): JValue {
    const copy = new JValue(this.kind, this.content);
    return copy;
  }

  override toClrString(): string {
    return display(this.content);
  }

  override equals(other: ClrValue): boolean {
    if (!(other instanceof JValue)) return false;
    return other === this || (this.type === other.type && compareJson(this.type, this.value, other.value) === 0);
  }

  /** `CompareTo`: by the other's type where this one is text, else by this one's; null comes before everything. */
  compareTo(other: ClrValue): number {
    if (other === null) return 1;
    const value = other instanceof JValue ? other.value : other;
    const type = other instanceof JValue && this.type === 'String' ? other.type : this.type;
    return compareJson(type, this.value, value);
  }

  /** IConvertible: the explicit conversion of the token to a type, by its reflection name. */
  convertTo(type: string): ClrValue {
    return castValue(this.type, this.value, type);
  }

  override equalityKey(): unknown {
    return `JValue:${this.type}:${display(this.value)}`;
  }
}

/** Text that is written into JSON as it is. */
export class JRaw extends JValue {
  override readonly clrType = 'Newtonsoft.Json.Linq.JRaw';

  constructor(value: ClrValue) {
    super('Raw', value);
  }

  protected override copy(): JRaw {
    return new JRaw(this.value);
  }
}
