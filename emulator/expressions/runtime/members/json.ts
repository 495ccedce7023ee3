import { ClrException } from '../../clr-exception';
import type { ClrValue } from '../../clr-value';
import type { ClrArray } from '../array';
import { defaultByName } from '../default-by-name';
import { canIterate, ClrSequence, iterate } from '../enumerable';
import type { ClrEnum } from '../enums';
import { enumMember } from '../enums';
import { argument, argumentNull, indexOutOfRange, invalidOperation } from '../errors';
import { formatValue } from '../format-item';
import { isInstance } from '../hierarchy';
import { castToken, valueOf } from '../json/convert';
import { deserialise, toObject } from '../json/deserialise';
import { parseArray, parseObject, parseToken } from '../json/reader';
import { selectTokens } from '../json/select';
import { fromObject, toToken } from '../json/serialise';
import type { JContainer } from '../json/token';
import { deepEquals, JArray, JObject, JProperty, JToken, JValue, tokenTypeOf, writeToken } from '../json/token';
import { quoteJson, writeValue } from '../json/writer';
import { withSite } from '../member';
import type { Member, MemberTable, Ref, Site } from '../member';
import { ordinalUpper } from '../comparers';
import { reflectionFromId } from '../type-ids';
import { display } from '../values';
import type { Run } from '../run';

const TOKEN = 'Newtonsoft.Json.Linq.JToken';
const LINQ = 'Newtonsoft.Json.Linq.';

function text(value: string | null, parameter: string): string {
  if (value === null) throw argumentNull(parameter);
  return value;
}

function showKey(key: ClrValue): string {
  return typeof key === 'string' ? quoteJson(key) : display(key);
}

function child(token: JToken, key: ClrValue): JToken | null {
  if (token instanceof JObject) {
    if (key === null) throw argumentNull('key');
    if (typeof key !== 'string')
      throw argument(`Accessed JObject values with invalid key value: ${showKey(key)}. Object property name expected.`);
    return token.get(key);
  }
  if (token instanceof JArray) {
    if (typeof key !== 'number')
      throw argument(`Accessed JArray values with invalid key value: ${showKey(key)}. Int32 array index expected.`);
    return element(token, key);
  }
  throw invalidOperation(`Cannot access child value on ${token.clrType}.`);
}

function childrenOf(token: JToken): readonly JToken[] {
  if (token instanceof JValue) throw invalidOperation(`Cannot access child value on ${token.clrType}.`);
  return token.children();
}

function element(array: JArray, index: number): JToken {
  const found = array.items[index];
  if (found === undefined) throw indexOutOfRange();
  return found;
}

function assign(token: JToken, key: ClrValue, value: JToken | null): void {
  const stored = value ?? JValue.null();
  if (token instanceof JObject && typeof key === 'string') token.set(key, stored);
  else if (token instanceof JArray && typeof key === 'number') {
    element(token, key);
    token.replaceAt(key, stored);
  } else if (token instanceof JObject)
    throw argument(`Set JObject values with invalid key value: ${showKey(key)}. Object property name expected.`);
  else if (token instanceof JArray)
    throw argument(`Set JArray values with invalid key value: ${showKey(key)}. Int32 array index expected.`);
  else throw invalidOperation(`Cannot set child value on ${token.clrType}.`);
}

/** Adds content as `JContainer.Add` does: sequences are added item by item. */
function addContent(container: JToken, content: ClrValue): void {
  if (container instanceof JObject) {
    if (content instanceof JProperty) container.addProperty(content);
    else if (isMultiple(content)) for (const item of iterate(content)) addContent(container, item);
    else if (content instanceof JObject) for (const property of content.children()) addContent(container, property);
    else throw argument(`Can not add ${toToken(content).clrType} to ${container.clrType}.`);
  } else if (container instanceof JArray) {
    if (isMultiple(content)) for (const item of iterate(content)) addContent(container, item);
    else container.add(toToken(content));
  } else throw argument(`Can not add content to ${container.clrType}.`);
}

function withContent<T extends JToken>(container: T, contents: Iterable<ClrValue>): T {
  for (const content of contents) addContent(container, content);
  return container;
}

/** Sequences other than text, bytes and tokens count as several contents. */
function isMultiple(content: ClrValue): boolean {
  return (
    !(typeof content === 'string' || content instanceof Uint8Array || content instanceof JToken) && canIterate(content)
  );
}

function propertyValue(content: ClrValue): JToken {
  return isMultiple(content) ? withContent(new JArray(), iterate(content)) : toToken(content);
}

function removeToken(token: JToken): void {
  const { parent } = token;
  if (parent === null) throw invalidOperation('The parent is missing.');
  if (parent instanceof JObject && token instanceof JProperty) parent.remove(token.name);
  else if (parent instanceof JArray) parent.removeAt(parent.items.indexOf(token));
  else if (parent instanceof JProperty) removeToken(parent);
}

function replaceToken(token: JToken, replacement: JToken | null): void {
  const { parent } = token;
  if (parent === null) throw invalidOperation('The parent is missing.');
  const value = replacement ?? JValue.null();
  if (parent instanceof JProperty) parent.assign(value);
  else if (parent instanceof JArray) parent.replaceAt(parent.items.indexOf(token), value);
}

function tokenText(token: JToken, formatting: ClrEnum): string {
  return writeToken(token, formatting.value === 1);
}

function findProperty(object: JObject, name: string | null, comparison: ClrEnum): JToken | null {
  const exact = object.get(text(name, 'propertyName'));
  if (exact !== null || comparison.value % 2 === 0) return exact;
  const wanted = ordinalUpper(name ?? '');
  return [...object.properties.values()].find((property) => ordinalUpper(property.name) === wanted)?.value ?? null;
}

function tokens(items: Iterable<JToken>): ClrSequence {
  const list = [...items];
  return new ClrSequence(TOKEN, () => list);
}

function convertValue(site: Site, _run: Run, token: JToken | null): ClrValue {
  if (token === null) throw argumentNull('value');
  const type = site.typeArguments.at(-1) ?? 'System.Object';
  return valueOf(token, type, defaultByName(type));
}

function valueAt(site: Site, _run: Run, token: JToken, key: ClrValue): ClrValue {
  const type = site.typeArguments[0] ?? 'System.Object';
  return valueOf(child(token, key), type, defaultByName(type));
}

function values(type: string, source: Iterable<ClrValue>): ClrSequence {
  return new ClrSequence(type, function* () {
    for (const item of source) yield valueOf(item instanceof JToken ? item : null, type, defaultByName(type));
  });
}

function sibling(token: JToken, offset: number): JToken | null {
  const siblings = token.parent?.children() ?? [];
  return siblings[siblings.indexOf(token) + offset] ?? null;
}

function tokenTypeEnum(token: JToken): ClrEnum | null {
  return enumMember('Newtonsoft.Json.Linq.JTokenType', token.type) ?? null;
}

const PRIMITIVES = [
  'Boolean',
  'Byte',
  'Byte[]',
  'Char',
  'DateTime',
  'DateTimeOffset',
  'Decimal',
  'Double',
  'Guid',
  'Int16',
  'Int32',
  'Int64',
  'SByte',
  'Single',
  'String',
  'TimeSpan',
  'UInt16',
  'UInt32',
  'UInt64',
  'Uri',
].map((name) => `System.${name}`);

function conversions(): Record<string, Member> {
  const members: Record<string, Member> = {};
  for (const primitive of PRIMITIVES) {
    for (const type of [primitive, `System.Nullable{${primitive}}`]) {
      const target = reflectionFromId(type);
      members[`M:${TOKEN}.op_Explicit(${TOKEN})~${type}`] = (token: JToken | null) => castToken(token, target);
      members[`M:${TOKEN}.op_Implicit(${type})~${TOKEN}`] = implicitToken;
    }
    members[`M:${LINQ}JValue.#ctor(${primitive})`] = implicitToken;
  }
  return members;
}

function implicitToken(value: ClrValue): JValue {
  if (value === null) return JValue.null();
  const whole = typeof value === 'number' ? BigInt(value) : value;
  const type = tokenTypeOf(whole);
  if (type !== undefined) return new JValue(type, whole);
  const token = toToken(whole);
  return token instanceof JValue ? token : JValue.null();
}

function jsonText(value: ClrValue, formatting?: ClrEnum): string {
  return writeToken(fromObject(value), formatting?.value === 1);
}

function instanceOf<T extends JToken>(
  value: ClrValue,
  kind: 'JObject' | 'JArray',
  check: (token: JToken) => token is T,
): T {
  const token = fromObject(value);
  if (check(token)) return token;
  throw argument(`Object serialized to ${token.type}. ${kind} instance expected.`);
}

function isObject(token: JToken): token is JObject {
  return token instanceof JObject;
}

function isArray(token: JToken): token is JArray {
  return token instanceof JArray;
}

function select(token: JToken, path: string | null, strict = false): JToken | null {
  const found = selectTokens(token, text(path, 'path'), strict);
  if (found.length > 1) throw new ClrException('Newtonsoft.Json.JsonException', 'Path returned multiple tokens.');
  return found[0] ?? null;
}

const T = `M:${TOKEN}`;
const O = `M:${LINQ}JObject`;
const A = `M:${LINQ}JArray`;
const CONVERTERS = 'Newtonsoft.Json.JsonConverter[]';
const CONVERT = 'M:Newtonsoft.Json.JsonConvert';
const MANY = `System.Collections.Generic.IEnumerable{${TOKEN}}`;

/** Members of Newtonsoft.Json.Linq and JsonConvert. */
export const JSON_MEMBERS: MemberTable = {
  ...conversions(),
  [`M:${LINQ}JValue.#ctor(System.Object)`]: (value: ClrValue) => {
    const token = toToken(value);
    return token instanceof JValue ? token : JValue.null();
  },
  [`M:${LINQ}JValue.#ctor(${LINQ}JValue)`]: (value: JValue) => value.clone(),
  [`M:${LINQ}JValue.CreateNull`]: () => JValue.null(),
  [`M:${LINQ}JValue.CreateString(System.String)`]: (value: string | null) => new JValue('String', value),
  [`M:${LINQ}JValue.CreateUndefined`]: () => new JValue('Undefined', null),
  [`P:${LINQ}JValue.Value`]: (self: JValue) => self.value,
  [`P:${LINQ}JValue.Type`]: tokenTypeEnum,
  [`P:${LINQ}JValue.HasValues`]: () => false,
  [`M:${LINQ}JValue.ToString(System.String)`]: (self: JValue, format: string | null) => formatValue(self.value, format),
  [`M:${LINQ}JValue.Equals(${LINQ}JValue)`]: (self: JValue, other: JValue | null) => self.equals(other),
  [`P:${TOKEN}.Item(System.Object)`]: child,
  [`set:P:${TOKEN}.Item(System.Object)`]: assign,
  [`P:${LINQ}JObject.Item(System.Object)`]: child,
  [`set:P:${LINQ}JObject.Item(System.Object)`]: assign,
  [`P:${LINQ}JObject.Item(System.String)`]: (self: JObject, name: string | null) => self.get(name),
  [`set:P:${LINQ}JObject.Item(System.String)`]: (self: JObject, name: string | null, value: JToken | null) =>
    assign(self, text(name, 'propertyName'), value),
  [`P:${LINQ}JArray.Item(System.Object)`]: child,
  [`set:P:${LINQ}JArray.Item(System.Object)`]: assign,
  [`P:${LINQ}JArray.Item(System.Int32)`]: element,
  [`set:P:${LINQ}JArray.Item(System.Int32)`]: assign,
  [`P:${TOKEN}.Type`]: tokenTypeEnum,
  [`P:${LINQ}JObject.Type`]: tokenTypeEnum,
  [`P:${LINQ}JArray.Type`]: tokenTypeEnum,
  [`P:${LINQ}JProperty.Type`]: tokenTypeEnum,
  [`P:${TOKEN}.HasValues`]: (self: JToken) => self.children().length > 0,
  [`P:${LINQ}JContainer.HasValues`]: (self: JToken) => self.children().length > 0,
  [`P:${LINQ}JContainer.Count`]: (self: JToken) => self.children().length,
  [`P:${TOKEN}.Path`]: (self: JToken) => self.path,
  [`P:${TOKEN}.Parent`]: (self: JToken) => self.parent,
  [`P:${TOKEN}.Root`]: (self: JToken) => {
    let root: JToken = self;
    while (root.parent !== null) root = root.parent;
    return root;
  },
  ...Object.fromEntries(
    ['JToken', 'JContainer'].flatMap((type): [string, Member][] => [
      [`P:${LINQ}${type}.First`, (self: JToken) => childrenOf(self)[0] ?? null],
      [`P:${LINQ}${type}.Last`, (self: JToken) => childrenOf(self).at(-1) ?? null],
      [`M:${LINQ}${type}.Children`, (self: JToken) => tokens(self.children())],
    ]),
  ),
  [`P:${TOKEN}.Next`]: (self: JToken) => sibling(self, 1),
  [`P:${TOKEN}.Previous`]: (self: JToken) => sibling(self, -1),
  [`M:${LINQ}JContainer.Descendants`]: (self: JToken) => tokens(descendants(self)),
  [`M:${LINQ}JContainer.DescendantsAndSelf`]: (self: JToken) => tokens([self, ...descendants(self)]),
  [`${T}.Ancestors`]: (self: JToken) => tokens(ancestors(self)),
  [`${T}.Children\`\`1`]: withSite(
    (site: Site, _run: Run, self: JToken) =>
      new ClrSequence(site.typeArguments[0] ?? TOKEN, () =>
        self.children().filter((item) => isInstance(item, site.typeArguments[0] ?? TOKEN)),
      ),
  ),
  [`${T}.ToString`]: (self: JToken) => self.toClrString(),
  [`${T}.ToString(Newtonsoft.Json.Formatting,${CONVERTERS})`]: tokenText,
  [`${T}.DeepClone`]: (self: JToken) => self.clone(),
  [`${T}.DeepEquals(${TOKEN},${TOKEN})`]: deepEquals,
  [`${T}.Parse(System.String)`]: (json: string | null) => parseToken(text(json, 's')),
  [`${O}.Parse(System.String)`]: (json: string | null) => parseObject(text(json, 's')),
  [`${A}.Parse(System.String)`]: (json: string | null) => parseArray(text(json, 's')),
  [`${T}.FromObject(System.Object)`]: (value: ClrValue) => fromNonNull(value),
  [`${O}.FromObject(System.Object)`]: (value: ClrValue) => instanceOf(nonNull(value), 'JObject', isObject),
  [`${A}.FromObject(System.Object)`]: (value: ClrValue) => instanceOf(nonNull(value), 'JArray', isArray),
  [`${T}.SelectToken(System.String)`]: select,
  [`${T}.SelectToken(System.String,System.Boolean)`]: select,
  [`${T}.SelectTokens(System.String)`]: (self: JToken, path: string | null) =>
    tokens(selectTokens(self, text(path, 'path'), false)),
  [`${T}.Value\`\`1(System.Object)`]: withSite(valueAt),
  [`M:${LINQ}JContainer.Value\`\`1(System.Object)`]: withSite(valueAt),
  [`${T}.Values\`\`1`]: withSite((site: Site, _run: Run, self: JToken) =>
    values(site.typeArguments[0] ?? TOKEN, childrenOf(self)),
  ),
  [`M:${LINQ}JContainer.Values\`\`1`]: withSite((site: Site, _run: Run, self: JToken) =>
    values(site.typeArguments[0] ?? TOKEN, childrenOf(self)),
  ),
  [`${T}.ToObject\`\`1`]: withSite((site: Site, _run: Run, self: JToken) =>
    toObject(self, site.typeArguments[0] ?? 'System.Object'),
  ),
  [`${T}.Remove`]: removeToken,
  [`${T}.Replace(${TOKEN})`]: replaceToken,
  [`${T}.AddAfterSelf(System.Object)`]: (self: JToken, content: ClrValue) => addBeside(self, content, 1),
  [`${T}.AddBeforeSelf(System.Object)`]: (self: JToken, content: ClrValue) => addBeside(self, content, 0),
  [`M:${LINQ}Extensions.Value\`\`1(${MANY})`]: withSite(convertValue),
  [`M:${LINQ}Extensions.Value\`\`2(System.Collections.Generic.IEnumerable{\`\`0})`]: withSite(convertValue),
  [`M:${LINQ}Extensions.Values\`\`1(${MANY})`]: withSite((site: Site, _run: Run, source: ClrValue) =>
    values(site.typeArguments[0] ?? TOKEN, flattened(iterate(source))),
  ),
  [`M:${LINQ}JContainer.Add(System.Object)`]: addContent,
  [`M:${LINQ}JContainer.RemoveAll`]: (self: JToken) => {
    for (const item of self.children()) removeToken(item);
  },
  [`${O}.#ctor`]: () => new JObject(),
  [`${O}.#ctor(${LINQ}JObject)`]: (other: JObject) => other.clone(),
  [`${O}.#ctor(System.Object[])`]: (contents: ClrArray) => withContent(new JObject(), contents.items),
  [`${O}.#ctor(System.Object)`]: (content: ClrValue) => withContent(new JObject(), [content]),
  [`${O}.Add(System.String,${TOKEN})`]: (self: JObject, name: string | null, value: JToken | null) =>
    self.addProperty(new JProperty(text(name, 'name'), value ?? JValue.null())),
  [`${O}.Remove(System.String)`]: (self: JObject, name: string | null) => self.remove(text(name, 'propertyName')),
  [`${O}.ContainsKey(System.String)`]: (self: JObject, name: string | null) =>
    self.properties.has(text(name, 'propertyName')),
  [`${O}.Property(System.String)`]: (self: JObject, name: string | null) => self.properties.get(name ?? '') ?? null,
  [`${O}.Properties`]: (self: JObject) => new ClrSequence(`${LINQ}JProperty`, () => [...self.properties.values()]),
  [`${O}.PropertyValues`]: (self: JObject) => tokens([...self.properties.values()].map((property) => property.value)),
  [`${O}.GetValue(System.String)`]: (self: JObject, name: string | null) => (name === null ? null : self.get(name)),
  [`${O}.GetValue(System.String,System.StringComparison)`]: (self: JObject, name: string | null, comparison: ClrEnum) =>
    findProperty(self, name, comparison),
  [`${O}.TryGetValue(System.String,${TOKEN}@)`]: (self: JObject, name: string | null, result: Ref) => {
    const found = name === null ? null : self.get(name);
    result.value = found;
    return found !== null;
  },
  [`${O}.TryGetValue(System.String,System.StringComparison,${TOKEN}@)`]: (
    self: JObject,
    name: string | null,
    comparison: ClrEnum,
    result: Ref,
  ) => {
    const found = findProperty(self, name, comparison);
    result.value = found;
    return found !== null;
  },
  [`${A}.#ctor`]: () => new JArray(),
  [`${A}.#ctor(${LINQ}JArray)`]: (other: JArray) => other.clone(),
  [`${A}.#ctor(System.Object[])`]: (contents: ClrArray) => withContent(new JArray(), contents.items),
  [`${A}.#ctor(System.Object)`]: (content: ClrValue) =>
    withContent(new JArray(), isMultiple(content) ? iterate(content) : [content]),
  [`${A}.Add(${TOKEN})`]: (self: JArray, item: JToken | null) => self.add(item ?? JValue.null()),
  [`${A}.Insert(System.Int32,${TOKEN})`]: (self: JArray, index: number, item: JToken | null) =>
    self.insert(index, item ?? JValue.null()),
  [`${A}.RemoveAt(System.Int32)`]: (self: JArray, index: number) => {
    element(self, index);
    self.removeAt(index);
  },
  [`${A}.Remove(${TOKEN})`]: (self: JArray, item: JToken | null) => {
    const index = self.items.findIndex((candidate) => candidate === item);
    if (index !== -1) self.removeAt(index);
    return index !== -1;
  },
  [`${A}.Contains(${TOKEN})`]: (self: JArray, item: JToken | null) =>
    self.items.some((candidate) => candidate === item),
  [`${A}.IndexOf(${TOKEN})`]: (self: JArray, item: JToken | null) =>
    self.items.findIndex((candidate) => candidate === item),
  [`${A}.Clear`]: (self: JArray) => {
    while (self.items.length > 0) self.removeAt(0);
  },
  [`M:${LINQ}JProperty.#ctor(System.String,System.Object)`]: (name: string | null, content: ClrValue) =>
    new JProperty(text(name, 'name'), propertyValue(content)),
  [`M:${LINQ}JProperty.#ctor(System.String,System.Object[])`]: (name: string | null, contents: ClrArray) =>
    new JProperty(text(name, 'name'), propertyValue(contents)),
  [`P:${LINQ}JProperty.Name`]: (self: JProperty) => self.name,
  [`P:${LINQ}JProperty.Value`]: (self: JProperty) => self.value,
  [`set:P:${LINQ}JProperty.Value`]: (self: JProperty, value: JToken | null) => self.assign(value ?? JValue.null()),
  [`${CONVERT}.SerializeObject(System.Object)`]: jsonText,
  [`${CONVERT}.SerializeObject(System.Object,Newtonsoft.Json.Formatting)`]: jsonText,
  [`${CONVERT}.ToString(System.String)`]: (value: string | null) => writeValue(value),
  [`${CONVERT}.DeserializeObject(System.String)`]: (json: string | null) => deserialise(json, 'System.Object'),
  [`${CONVERT}.DeserializeObject\`\`1(System.String)`]: withSite((site: Site, _run: Run, json: string | null) =>
    deserialise(json, site.typeArguments[0] ?? 'System.Object'),
  ),
};

function nonNull(value: ClrValue): ClrValue {
  if (value === null) throw argumentNull('o');
  return value;
}

function fromNonNull(value: ClrValue): JToken {
  return fromObject(nonNull(value));
}

function* descendants(token: JToken): Iterable<JToken> {
  for (const item of token.children()) {
    yield item;
    yield* descendants(item);
  }
}

function* ancestors(token: JToken): Iterable<JToken> {
  for (let parent: JContainer | null = token.parent; parent !== null; parent = parent.parent) yield parent;
}

function* flattened(source: Iterable<ClrValue>): Iterable<ClrValue> {
  for (const item of source) if (item instanceof JToken) yield* item.children();
}

function addBeside(token: JToken, content: ClrValue, offset: number): void {
  const { parent } = token;
  if (parent === null) throw invalidOperation('The parent is missing.');
  if (parent instanceof JArray) parent.insert(parent.items.indexOf(token) + offset, toToken(content));
  else addContent(parent, content);
}
