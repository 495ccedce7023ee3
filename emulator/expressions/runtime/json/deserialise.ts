import { ClrException } from '../../clr-exception';
import type { ClrValue } from '../../clr-value';
import { makeArray } from '../array';
import { defaultByName } from '../default-by-name';
import { ClrDictionary } from '../dictionary';
import { argumentNull, notSupported } from '../errors';
import { isInstance } from '../hierarchy';
import { ClrList } from '../list';
import { openName, typeArgumentsOf } from '../type-names';
import { castToken, valueOf } from './convert';
import { JsonReader } from './reader';
import type { JToken } from './token';
import { JArray, JObject, JValue } from './token';

const LISTS = new Set(
  ['List`1', 'IList`1', 'IEnumerable`1', 'ICollection`1', 'IReadOnlyList`1', 'IReadOnlyCollection`1'].map(
    (name) => `System.Collections.Generic.${name}`,
  ),
);
const DICTIONARIES = new Set(
  ['Dictionary`2', 'IDictionary`2', 'IReadOnlyDictionary`2'].map((name) => `System.Collections.Generic.${name}`),
);

function mismatch(type: string, token: JToken): ClrException {
  return new ClrException(
    'Newtonsoft.Json.JsonSerializationException',
    `Cannot deserialize the current JSON ${token.type.toLowerCase()} into type '${type}' because the type requires another kind of JSON to deserialize correctly.\nPath '${token.path}'.`,
  );
}

/** `token.ToObject<T>()` for tokens, primitives, lists, arrays and dictionaries; other types are not implemented. */
export function toObject(token: JToken, type: string): ClrValue {
  if (token instanceof JValue && token.value === null) {
    if (type.startsWith('Newtonsoft.')) return token;
    return castNull(type);
  }
  if (type === 'System.Object') return token instanceof JValue ? token.value : token;
  if (type.startsWith('Newtonsoft.Json.Linq.')) {
    if (isInstance(token, type)) return token;
    throw new ClrException(
      'Newtonsoft.Json.JsonSerializationException',
      `Deserialized JSON type '${token.clrType}' is not compatible with expected type '${type}'.`,
    );
  }
  const open = openName(type);
  const [first = 'System.Object', second = 'System.Object'] = typeArgumentsOf(type);
  if (LISTS.has(open) || (open === 'System.Array' && type !== 'System.Byte[]')) {
    if (!(token instanceof JArray)) throw mismatch(type, token);
    const items = token.items.map((item) => toObject(item, first));
    return open === 'System.Array' ? makeArray(first, items) : new ClrList(first, items);
  }
  if (DICTIONARIES.has(open)) {
    if (!(token instanceof JObject)) throw mismatch(type, token);
    const dictionary = new ClrDictionary(first, second);
    for (const property of token.properties.values()) dictionary.set(property.name, toObject(property.value, second));
    return dictionary;
  }
  if (!type.startsWith('System.') || type.includes('Collections')) {
    throw notSupported(`Deserialising JSON to ${type} is not implemented by the local gateway.`);
  }
  return castToken(token, type);
}

function castNull(type: string): ClrValue {
  return valueOf(null, type, defaultByName(type));
}

/** `JsonConvert.DeserializeObject<T>`; text without any JSON gives null. */
export function deserialise(text: string | null, type: string): ClrValue {
  if (text === null) throw argumentNull('value');
  const reader = new JsonReader(text);
  const token = reader.readDocument();
  if (token === undefined) return defaultByName(type);
  reader.finish();
  if (token instanceof JValue && token.value === null) return defaultByName(type);
  if (type.startsWith('Newtonsoft.Json.Linq.') && !isInstance(token, type)) {
    throw new ClrException(
      'Newtonsoft.Json.JsonSerializationException',
      `Deserialized JSON type '${token.clrType}' is not compatible with expected type '${type}'. ${reader.where()}`,
    );
  }
  return toObject(token, type);
}
