import type { ClrValue } from '../../../clr-value';
import type { ClrArray } from '../../collections/array';
import { compareStrings } from '../../comparers';
import type { ClrEnum } from '../../enums';
import { argument, argumentNull, argumentOutOfRange } from '../../errors';
import { JContainer } from '../../json/container';
import { JArray, JConstructor, JObject, JProperty } from '../../json/containers';
import { addContent, insertContent, mergeContent, propertyValue, withContent } from '../../json/content';
import { parseArray, parseObject } from '../../json/load';
import { fromObject } from '../../json/serialise';
import type { JToken } from '../../json/token';
import { JValue } from '../../json/value';
import type { MemberTable, Ref } from '../../member';
import { assign, child, LINQ, required, TOKEN, tokens, tokenType } from './names';

const C = `M:${LINQ}JContainer`;
const O = `M:${LINQ}JObject`;
const A = `M:${LINQ}JArray`;
const LOAD = `${LINQ}JsonLoadSettings`;

function* descendants(token: JToken): Iterable<JToken> {
  if (!(token instanceof JContainer)) return;
  for (const item of token.walk()) {
    yield item;
    yield* descendants(item);
  }
}

/** A container and all below it, or all below it alone. */
export function* descendantsOf(token: JToken, withSelf: boolean): Iterable<JToken> {
  if (withSelf) yield token;
  yield* descendants(token);
}

function property(object: JObject, name: string | null, comparison?: ClrEnum): JProperty | null {
  if (name === null) return null;
  const exact = object.property(name);
  if (exact !== undefined || comparison === undefined || comparison.value === 4) return exact ?? null;
  for (const candidate of object.properties())
    if (compareStrings(candidate.name, name, comparison.value) === 0) return candidate;
  return null;
}

function tryGet(object: JObject, name: string | null, comparison: ClrEnum | undefined, result: Ref): boolean {
  const found = property(object, name, comparison);
  result.value = found?.value ?? null;
  return found !== null;
}

function copyItems(array: JArray, target: ClrArray | null, start: number): void {
  if (target === null) throw argumentNull('array');
  if (start < 0) throw argumentOutOfRange('arrayIndex is less than 0.', 'arrayIndex');
  if (start >= target.items.length && start !== 0)
    throw argument('arrayIndex is equal to or greater than the length of array.');
  if (array.count > target.items.length - start) {
    throw argument(
      'The number of elements in the source JObject is greater than the available space from arrayIndex to the end of the destination array.',
    );
  }
  array.items.forEach((item, index) => {
    target.items[start + index] = item;
  });
}

function serialised<T extends JContainer>(
  value: ClrValue,
  kind: abstract new (...rest: never[]) => T,
  name: string,
): T {
  const token = fromObject(required(value, 'o'));
  if (token instanceof kind) return token;
  throw argument(`Object serialized to ${token.type}. ${name} instance expected.`);
}

const CONTAINERS: MemberTable = {
  [`P:${LINQ}JContainer.Count`]: (self: JContainer) => self.count,
  [`${C}.Descendants`]: (self: JContainer) => tokens(() => descendantsOf(self, false)),
  [`${C}.DescendantsAndSelf`]: (self: JContainer) => tokens(() => descendantsOf(self, true)),
  [`${C}.Add(System.Object)`]: addContent,
  [`${C}.AddFirst(System.Object)`]: (self: JContainer, content: ClrValue) => insertContent(self, 0, content),
  [`${C}.ReplaceAll(System.Object)`]: (self: JContainer, content: ClrValue) => {
    self.removeAll();
    addContent(self, content);
  },
  [`${C}.RemoveAll`]: (self: JContainer) => self.removeAll(),
  [`${C}.Merge(System.Object)`]: mergeContent,
  [`${C}.Merge(System.Object,${LINQ}JsonMergeSettings)`]: mergeContent,
};

const OBJECTS: MemberTable = {
  [`P:${LINQ}JObject.Type`]: tokenType,
  [`P:${LINQ}JObject.Item(System.Object)`]: child,
  [`set:P:${LINQ}JObject.Item(System.Object)`]: assign,
  [`P:${LINQ}JObject.Item(System.String)`]: (self: JObject, name: string | null) => self.get(name),
  [`set:P:${LINQ}JObject.Item(System.String)`]: (self: JObject, name: string | null, value: JToken | null) =>
    self.set(required(name, 'name'), value),
  [`${O}.#ctor`]: () => new JObject(),
  [`${O}.#ctor(${LINQ}JObject)`]: (other: JObject | null) => required(other, 'other').clone(),
  [`${O}.#ctor(System.Object[])`]: (contents: ClrArray) => withContent(new JObject(), contents),
  [`${O}.#ctor(System.Object)`]: (content: ClrValue) => withContent(new JObject(), content),
  [`${O}.Parse(System.String)`]: (json: string | null) => parseObject(required(json, 's')),
  [`${O}.Parse(System.String,${LOAD})`]: (json: string | null) => parseObject(required(json, 's')),
  [`${O}.FromObject(System.Object)`]: (value: ClrValue) => serialised(value, JObject, 'JObject'),
  [`${O}.Add(System.String,${TOKEN})`]: (self: JObject, name: string | null, value: JToken | null) =>
    self.add(new JProperty(required(name, 'name'), value ?? JValue.null())),
  [`${O}.Remove(System.String)`]: (self: JObject, name: string | null) => self.remove(required(name, 'propertyName')),
  [`${O}.ContainsKey(System.String)`]: (self: JObject, name: string | null) =>
    self.property(required(name, 'propertyName')) !== undefined,
  [`${O}.Property(System.String)`]: property,
  [`${O}.Property(System.String,System.StringComparison)`]: property,
  [`${O}.Properties`]: (self: JObject) => tokens(() => self.properties(), `${LINQ}JProperty`),
  [`${O}.PropertyValues`]: (self: JObject) =>
    tokens(function* () {
      for (const { value } of self.properties()) yield value;
    }),
  [`${O}.GetValue(System.String)`]: (self: JObject, name: string | null) => property(self, name)?.value ?? null,
  [`${O}.GetValue(System.String,System.StringComparison)`]: (self: JObject, name: string | null, comparison: ClrEnum) =>
    property(self, name, comparison)?.value ?? null,
  [`${O}.TryGetValue(System.String,${TOKEN}@)`]: (self: JObject, name: string | null, result: Ref) =>
    tryGet(self, name, undefined, result),
  [`${O}.TryGetValue(System.String,System.StringComparison,${TOKEN}@)`]: tryGet,
};

const ARRAYS: MemberTable = {
  [`P:${LINQ}JArray.Type`]: tokenType,
  [`P:${LINQ}JArray.IsReadOnly`]: () => false,
  [`P:${LINQ}JArray.Item(System.Object)`]: child,
  [`set:P:${LINQ}JArray.Item(System.Object)`]: assign,
  [`P:${LINQ}JArray.Item(System.Int32)`]: (self: JArray, index: number) => self.at(index),
  [`set:P:${LINQ}JArray.Item(System.Int32)`]: assign,
  [`${A}.#ctor`]: () => new JArray(),
  [`${A}.#ctor(${LINQ}JArray)`]: (other: JArray | null) => required(other, 'other').clone(),
  [`${A}.#ctor(System.Object[])`]: (contents: ClrArray) => withContent(new JArray(), contents),
  [`${A}.#ctor(System.Object)`]: (content: ClrValue) => withContent(new JArray(), content),
  [`${A}.Parse(System.String)`]: (json: string | null) => parseArray(required(json, 's')),
  [`${A}.Parse(System.String,${LOAD})`]: (json: string | null) => parseArray(required(json, 's')),
  [`${A}.FromObject(System.Object)`]: (value: ClrValue) => serialised(value, JArray, 'JArray'),
  [`${A}.Add(${TOKEN})`]: (self: JArray, item: JToken | null) => self.add(item),
  [`${A}.Insert(System.Int32,${TOKEN})`]: (self: JArray, index: number, item: JToken | null) =>
    self.insert(index, item),
  [`${A}.RemoveAt(System.Int32)`]: (self: JArray, index: number) => self.removeAt(index),
  [`${A}.Remove(${TOKEN})`]: (self: JArray, item: JToken | null) => self.removeChild(item),
  [`${A}.Contains(${TOKEN})`]: (self: JArray, item: JToken | null) => self.indexOf(item) !== -1,
  [`${A}.IndexOf(${TOKEN})`]: (self: JArray, item: JToken | null) => self.indexOf(item),
  [`${A}.Clear`]: (self: JArray) => self.removeAll(),
  [`${A}.CopyTo(${TOKEN}[],System.Int32)`]: copyItems,
};

function constructorNamed(name: string | null): JConstructor {
  if (required(name, 'name') === '') throw argument('Constructor name cannot be empty.', 'name');
  return new JConstructor(name);
}

const J = `${LINQ}JConstructor`;
const CONSTRUCTORS: MemberTable = {
  [`P:${J}.Type`]: tokenType,
  [`P:${J}.Name`]: (self: JConstructor) => self.name,
  [`set:P:${J}.Name`]: (self: JConstructor, name: string | null) => {
    self.name = name;
  },
  [`P:${J}.Item(System.Object)`]: child,
  [`set:P:${J}.Item(System.Object)`]: assign,
  [`M:${J}.#ctor`]: () => new JConstructor(),
  [`M:${J}.#ctor(${J})`]: (other: JConstructor | null) => required(other, 'other').clone(),
  [`M:${J}.#ctor(System.String)`]: constructorNamed,
  [`M:${J}.#ctor(System.String,System.Object)`]: (name: string | null, content: ClrValue) =>
    withContent(constructorNamed(name), content),
  [`M:${J}.#ctor(System.String,System.Object[])`]: (name: string | null, contents: ClrArray) =>
    withContent(constructorNamed(name), contents),
};

const PROPERTIES: MemberTable = {
  [`P:${LINQ}JProperty.Type`]: tokenType,
  [`P:${LINQ}JProperty.Name`]: (self: JProperty) => self.name,
  [`P:${LINQ}JProperty.Value`]: (self: JProperty) => self.value,
  [`set:P:${LINQ}JProperty.Value`]: (self: JProperty, value: JToken | null) => self.assign(value),
  [`M:${LINQ}JProperty.#ctor(${LINQ}JProperty)`]: (other: JProperty | null) => required(other, 'other').clone(),
  [`M:${LINQ}JProperty.#ctor(System.String,System.Object)`]: (name: string | null, content: ClrValue) =>
    new JProperty(required(name, 'name'), propertyValue(content)),
  [`M:${LINQ}JProperty.#ctor(System.String,System.Object[])`]: (name: string | null, contents: ClrArray) =>
    new JProperty(required(name, 'name'), propertyValue(contents)),
};

/** Members of JContainer and of the containers. */
export const JSON_CONTAINER_MEMBERS: MemberTable = {
  ...CONTAINERS,
  ...OBJECTS,
  ...ARRAYS,
  ...CONSTRUCTORS,
  ...PROPERTIES,
};
