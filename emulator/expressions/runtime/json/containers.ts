import { ClrException } from '../../clr-exception';
import type { ClrValue } from '../../clr-value';
import { ClrKeyValuePair } from '../collections/dictionary';
import { ClrSequence } from '../collections/enumerable';
import { argument, argumentNull, invalidOperation } from '../errors';
import { JContainer } from './container';
import { pathSegment } from './token';
import type { JToken, TokenType } from './token';
import { JValue } from './value';
import { quoteJson } from './writer';

/** A JSON array. */
export class JArray extends JContainer {
  readonly clrType = 'Newtonsoft.Json.Linq.JArray';
  readonly type = 'Array';

  get items(): readonly JToken[] {
    return this.held;
  }

  segmentOf(child: JToken): string {
    return `[${this.held.indexOf(child)}]`;
  }

  write(newLine: string): string {
    return this.writeChildren('[', ']', newLine);
  }

  protected copy(): JArray {
    const copy = new JArray();
    for (const item of this.held) copy.add(item.clone());
    return copy;
  }
}

/** `new Name(...)` in JSON text, which is no JSON but Newtonsoft reads and writes it. */
export class JConstructor extends JContainer {
  readonly clrType = 'Newtonsoft.Json.Linq.JConstructor';
  readonly type = 'Constructor';

  constructor(public name: string | null = null) {
    super();
  }

  segmentOf(child: JToken): string {
    return `[${this.held.indexOf(child)}]`;
  }

  write(newLine: string): string {
    const open = `new ${this.name ?? ''}(`;
    return this.held.length === 0 ? `${open}${newLine})` : this.writeChildren(open, ')', newLine);
  }

  protected copy(): JConstructor {
    const copy = new JConstructor(this.name);
    for (const item of this.held) copy.add(item.clone());
    return copy;
  }
}

function fixed(): ClrException {
  return new ClrException(
    'Newtonsoft.Json.JsonException',
    'Cannot add or remove items from Newtonsoft.Json.Linq.JProperty.',
  );
}

/** A property of a JSON object: a container of exactly one token. */
export class JProperty extends JContainer {
  readonly clrType = 'Newtonsoft.Json.Linq.JProperty';
  readonly type: TokenType = 'Property';

  constructor(
    readonly name: string,
    value: JToken,
  ) {
    super();
    super.insert(0, value.type === 'Comment' ? JValue.null() : value);
  }

  get value(): JToken {
    return this.held[0] ?? JValue.null();
  }

  assign(value: JToken | null): void {
    super.replaceAt(0, value);
  }

  override insert(): void {
    throw new ClrException(
      'Newtonsoft.Json.JsonException',
      'Newtonsoft.Json.Linq.JProperty cannot have multiple values.',
    );
  }

  override removeAt(): void {
    throw fixed();
  }

  override removeAll(): void {
    throw fixed();
  }

  segmentOf(): string {
    return '';
  }

  override get ownSegment(): string {
    return pathSegment(this.name);
  }

  write(newLine: string): string {
    const space = newLine === '' ? '' : ' ';
    // A comment is no value: a writer adds the null that is missing.
    const missing = this.value.type === 'Comment' ? `${space}null` : '';
    return `${quoteJson(this.name)}:${space}${this.value.write(newLine)}${missing}`;
  }

  protected copy(): JProperty {
    return new JProperty(this.name, this.value.clone());
  }
}

/** The element type of a JObject that is walked as a dictionary. */
export const PAIR = 'System.Collections.Generic.KeyValuePair`2[System.String,Newtonsoft.Json.Linq.JToken]';

function* pairsOf(object: JObject): Iterable<ClrValue> {
  for (const { name, value } of object.properties())
    yield new ClrKeyValuePair('System.String', 'Newtonsoft.Json.Linq.JToken', name, value);
}

/** A JSON object: properties in order of insertion. */
export class JObject extends JContainer {
  readonly clrType = 'Newtonsoft.Json.Linq.JObject';
  readonly type = 'Object';
  private readonly byName = new Map<string, JProperty>();

  property(name: string): JProperty | undefined {
    return this.byName.get(name);
  }

  *properties(): Iterable<JProperty> {
    for (const child of this.walk()) if (child instanceof JProperty) yield child;
  }

  get(name: string | null): JToken | null {
    if (name === null) throw argumentNull('propertyName');
    return this.byName.get(name)?.value ?? null;
  }

  set(name: string, value: JToken | null): void {
    const existing = this.byName.get(name);
    if (existing === undefined) this.add(new JProperty(name, value ?? JValue.null()));
    else existing.assign(value);
  }

  /** Adds a property that may have the name of another one, as a writer of text does; only the last is found by name. */
  append(name: string, value: JToken): void {
    this.byName.delete(name);
    this.add(new JProperty(name, value));
  }

  remove(name: string): boolean {
    return this.removeChild(this.byName.get(name) ?? null);
  }

  override insert(index: number, token: JToken | null): void {
    if (token?.type !== 'Comment' || token instanceof JProperty) super.insert(index, token);
  }

  /** The object as an `IEnumerable<KeyValuePair<string, JToken>>`; to everything else it is a sequence of its properties. */
  pairs(): ClrSequence {
    return new ClrSequence(PAIR, () => pairsOf(this));
  }

  segmentOf(): string {
    return '';
  }

  write(newLine: string): string {
    return this.writeChildren('{', '}', newLine);
  }

  protected copy(): JObject {
    const copy = new JObject();
    for (const property of this.held) copy.add(property.clone());
    return copy;
  }

  protected override admit(token: JToken, previous: JToken | undefined): void {
    if (!(token instanceof JProperty)) throw argument(`Can not add ${token.clrType} to ${this.clrType}.`);
    const existing = this.byName.get(token.name);
    if (existing !== undefined && existing !== previous) {
      throw argument(
        `Can not add property ${token.name} to ${this.clrType}. Property with the same name already exists on object.`,
      );
    }
    if (previous instanceof JProperty) this.byName.delete(previous.name);
    this.byName.set(token.name, token);
  }

  protected override released(token: JToken): void {
    if (token instanceof JProperty) this.byName.delete(token.name);
  }
}

/** The children of a token that can have some; throws for a value. */
export function childrenOf(token: JToken): Iterable<JToken> {
  if (token instanceof JContainer) return token.walk();
  throw invalidOperation(`Cannot access child value on ${token.clrType}.`);
}
