import type { ClrValue } from '../../clr-value';
import { ClrAnonymous } from '../anonymous';
import { ReadOnlyMap } from '../context/read-only-map';
import { ClrDictionary, ClrKeyValuePair } from '../dictionary';
import { canIterate, iterate } from '../enumerable';
import { argument, notSupported } from '../errors';
import { ClrChar } from '../numbers';
import { ClrTuple } from '../tuple';
import { display, typeNameOf } from '../values';
import { XmlAttribute, XmlNode } from '../xml/node';
import { xmlToJson } from '../xml/to-json';
import { JArray, JObject, JToken, JValue, tokenTypeOf } from './token';

/** A value that must become a token, as Newtonsoft's constructors take it: tokens as they are, anything else as a JValue. */
export function toToken(value: ClrValue): JToken {
  if (value instanceof JToken) return value;
  // A char is one for JValue's constructor and JToken.FromObject alone.
  const type = value instanceof ClrChar ? undefined : tokenTypeOf(value);
  if (type === undefined) {
    throw argument(`Could not determine JSON object type for type ${typeNameOf(value) ?? 'null'}.`);
  }
  return new JValue(type, value);
}

function objectOf(entries: Iterable<readonly [string, ClrValue]>): JObject {
  const object = new JObject();
  for (const [name, value] of entries) object.set(name, fromObject(value));
  return object;
}

/** `JToken.FromObject`: dictionaries, anonymous objects and pairs become objects, sequences arrays. */
export function fromObject(value: ClrValue): JToken {
  if (value instanceof JToken) return value.parent === null ? value : value.clone();
  const type = tokenTypeOf(value);
  if (type !== undefined) return new JValue(type, value);
  if (value instanceof ClrDictionary) {
    return objectOf([...value.entries.values()].map((entry) => [display(entry.key), entry.value] as const));
  }
  if (value instanceof ReadOnlyMap) return objectOf(value.keys().map((key) => [key, value.get(key)] as const));
  if (value instanceof ClrAnonymous) return objectOf(value.properties);
  if (value instanceof ClrKeyValuePair)
    return objectOf([
      ['Key', value.key],
      ['Value', value.value],
    ]);
  if (value instanceof ClrTuple) return objectOf(value.items.map((item, index) => [`Item${index + 1}`, item] as const));
  if (value instanceof XmlNode || value instanceof XmlAttribute) return xmlToJson(value);
  if (canIterate(value)) {
    const array = new JArray();
    for (const item of iterate(value)) array.add(fromObject(item));
    return array;
  }
  if (typeNameOf(value) === 'System.Object') return new JObject();
  throw notSupported(`JSON serialisation of ${display(value)} is not implemented by the local gateway.`);
}
