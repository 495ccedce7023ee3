import type { ClrValue } from '../../clr-value';
import { ClrDateTime, ClrDateTimeOffset, ClrTimeSpan } from '../date-time';
import { ClrDecimal } from '../decimal';
import { ClrKeyValuePair } from '../dictionary';
import type { ClrEnumerable } from '../enumerable';
import { ClrEnum } from '../enums';
import { argument, argumentNull } from '../errors';
import { ClrGuid } from '../guid';
import { ClrNumber } from '../numbers';
import { ReferenceObject } from '../reference-object';
import { ClrUri } from '../uri-value';
import { clrEquals, display } from '../values';
import { quoteJson, writeValue } from './writer';

/** `JTokenType` by name. */
export type TokenType =
  | 'Object'
  | 'Array'
  | 'Property'
  | 'Comment'
  | 'Integer'
  | 'Float'
  | 'String'
  | 'Boolean'
  | 'Null'
  | 'Undefined'
  | 'Date'
  | 'Raw'
  | 'Bytes'
  | 'Guid'
  | 'Uri'
  | 'TimeSpan';

/** A Newtonsoft JToken. A token stands in one container at most; adding it to a second one adds a copy. */
export abstract class JToken extends ReferenceObject implements ClrEnumerable {
  abstract override readonly clrType: string;
  abstract readonly type: TokenType;
  parent: JContainer | null = null;

  abstract children(): readonly JToken[];
  abstract clone(): JToken;
  /** JSON text; `newLine` is a line break with the indentation of this token, or empty for compact text. */
  abstract write(newLine: string): string;

  override toClrString(): string {
    return this.write('\n');
  }

  iterate(): Iterable<ClrValue> {
    return this.children();
  }

  /** The token's place in its document, as Newtonsoft writes it: `a.b[0]`. */
  get path(): string {
    return placeOf(this).replace(/^\./, '');
  }
}

function placeOf(token: JToken): string {
  const { parent } = token;
  if (parent === null) return '';
  if (parent instanceof JArray) return `${placeOf(parent)}[${parent.items.indexOf(token)}]`;
  return token instanceof JProperty ? placeOf(parent) + pathSegment(token.name) : placeOf(parent);
}

/** One property name within a path: `.name`, or `['na me']` when it holds special characters. */
export function pathSegment(name: string): string {
  return /[ '".[\]/@\\{}\t\r\n\f\b\u0085\u2028\u2029]/.test(name)
    ? `['${name.replace(/(['\\])/g, '\\$1')}']`
    : `.${name}`;
}

function deeper(newLine: string): string {
  return newLine === '' ? '' : `${newLine}  `;
}

/** Writes a token as JSON text: compact, or indented by two spaces. */
export function writeToken(token: JToken, indented: boolean): string {
  return token.write(indented ? '\n' : '');
}

/** A token that holds others. */
export abstract class JContainer extends JToken {
  /** Puts a token in its place below this one; a token that already stands somewhere is copied. */
  protected adopt<T extends JToken>(token: T): T {
    const owned = token.parent === null ? token : (token.clone() as T);
    owned.parent = this;
    return owned;
  }
}

/** A JSON object: properties in order of insertion. */
export class JObject extends JContainer {
  readonly clrType = 'Newtonsoft.Json.Linq.JObject';
  readonly type = 'Object';
  readonly properties = new Map<string, JProperty>();

  get(name: string | null): JToken | null {
    if (name === null) throw argumentNull('propertyName');
    return this.properties.get(name)?.value ?? null;
  }

  set(name: string, value: JToken | null): void {
    const existing = this.properties.get(name);
    if (existing === undefined) this.addProperty(new JProperty(name, value ?? JValue.null()));
    else existing.assign(value ?? JValue.null());
  }

  addProperty(property: JProperty): void {
    if (this.properties.has(property.name)) {
      throw argument(
        `Can not add property ${property.name} to Newtonsoft.Json.Linq.JObject. Property with the same name already exists on object.`,
      );
    }
    const owned = this.adopt(property);
    this.properties.set(owned.name, owned);
  }

  remove(name: string): boolean {
    const property = this.properties.get(name);
    if (property === undefined) return false;
    property.parent = null;
    return this.properties.delete(name);
  }

  children(): readonly JToken[] {
    return [...this.properties.values()];
  }

  override *iterate(): Iterable<ClrValue> {
    for (const property of this.properties.values()) {
      yield new ClrKeyValuePair('System.String', 'Newtonsoft.Json.Linq.JToken', property.name, property.value);
    }
  }

  write(newLine: string): string {
    const inner = deeper(newLine);
    const members = [...this.properties.values()].map((property) => property.write(inner));
    return members.length === 0 ? '{}' : `{${inner}${members.join(`,${inner}`)}${newLine}}`;
  }

  clone(): JObject {
    const copy = new JObject();
    for (const property of this.properties.values()) copy.addProperty(property.clone());
    return copy;
  }
}

/** A JSON array. */
export class JArray extends JContainer {
  readonly clrType = 'Newtonsoft.Json.Linq.JArray';
  readonly type = 'Array';
  readonly items: JToken[] = [];

  insert(index: number, token: JToken): void {
    this.items.splice(index, 0, this.adopt(token));
  }

  add(token: JToken): void {
    this.items.push(this.adopt(token));
  }

  replaceAt(index: number, token: JToken): void {
    const owned = this.adopt(token);
    const previous = this.items[index];
    if (previous !== undefined) previous.parent = null;
    this.items[index] = owned;
  }

  removeAt(index: number): void {
    for (const removed of this.items.splice(index, 1)) removed.parent = null;
  }

  children(): readonly JToken[] {
    return [...this.items];
  }

  write(newLine: string): string {
    const inner = deeper(newLine);
    const items = this.items.map((item) => item.write(inner));
    return items.length === 0 ? '[]' : `[${inner}${items.join(`,${inner}`)}${newLine}]`;
  }

  clone(): JArray {
    const copy = new JArray();
    for (const item of this.items) copy.add(item.clone());
    return copy;
  }
}

/** A property of a JSON object. */
export class JProperty extends JContainer {
  readonly clrType = 'Newtonsoft.Json.Linq.JProperty';
  readonly type = 'Property';
  private held: JToken;

  constructor(
    readonly name: string,
    value: JToken,
  ) {
    super();
    this.held = this.adopt(value);
  }

  get value(): JToken {
    return this.held;
  }

  assign(value: JToken): void {
    const owned = this.adopt(value);
    this.held.parent = null;
    owned.parent = this;
    this.held = owned;
  }

  children(): readonly JToken[] {
    return [this.held];
  }

  write(newLine: string): string {
    return `${quoteJson(this.name)}:${newLine === '' ? '' : ' '}${this.held.write(newLine)}`;
  }

  clone(): JProperty {
    return new JProperty(this.name, this.held.clone());
  }
}

/** A JSON value that is neither object nor array. Integers are System.Int64, floats System.Double (or what the program put in). */
export class JValue extends JToken {
  readonly clrType = 'Newtonsoft.Json.Linq.JValue';

  constructor(
    readonly type: TokenType,
    readonly value: ClrValue,
  ) {
    super();
  }

  static null(): JValue {
    return new JValue('Null', null);
  }

  children(): readonly JToken[] {
    return [];
  }

  write(): string {
    if (this.type === 'Undefined') return 'undefined';
    return this.type === 'Raw' ? display(this.value) : writeValue(this.value);
  }

  clone(): JValue {
    return new JValue(this.type, this.value);
  }

  override toClrString(): string {
    return display(this.value);
  }

  override equals(other: ClrValue): boolean {
    if (!(other instanceof JValue)) return false;
    return this.type === other.type && (this.value === other.value || clrEquals(this.value, other.value));
  }

  override equalityKey(): unknown {
    return `JValue:${this.type}:${display(this.value)}`;
  }
}

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
  if (value instanceof ClrEnum || value.clrType === 'System.UInt64') return 'Integer';
  if (value.clrType === 'System.Char') return 'String';
  if (value instanceof ClrDateTime || value instanceof ClrDateTimeOffset) return 'Date';
  if (value instanceof ClrGuid) return 'Guid';
  if (value instanceof ClrUri) return 'Uri';
  return value instanceof ClrTimeSpan ? 'TimeSpan' : undefined;
}

/** Deep equality as `JToken.DeepEquals`: property order does not matter. */
export function deepEquals(left: JToken | null, right: JToken | null): boolean {
  if (left === right) return true;
  if (left === null || right === null) return false;
  if (left instanceof JValue && right instanceof JValue) return left.equals(right);
  if (left instanceof JObject && right instanceof JObject) {
    return (
      left.properties.size === right.properties.size &&
      [...left.properties].every(([name, property]) => deepEquals(property.value, right.get(name)))
    );
  }
  if (left instanceof JProperty && right instanceof JProperty) {
    return left.name === right.name && deepEquals(left.value, right.value);
  }
  if (!(left instanceof JArray) || !(right instanceof JArray)) return false;
  return (
    left.items.length === right.items.length &&
    left.items.every((item, index) => deepEquals(item, right.items[index] ?? null))
  );
}
