import type { ClrValue } from '../../clr-value';
import { ClrAnonymous } from '../anonymous';
import { ReadOnlyMap } from '../context/read-only-map';
import { ClrDateTime, ClrDateTimeOffset } from '../date-time';
import { ClrDictionary, ClrKeyValuePair } from '../dictionary';
import { canIterate, iterate } from '../enumerable';
import { ClrEnum } from '../enums';
import { argument, notSupported } from '../errors';
import { ClrChar } from '../numbers';
import { ClrTuple } from '../tuple';
import { display, typeNameOf } from '../values';
import { XmlAttribute, XmlNode } from '../xml/node';
import { xmlToJson } from '../xml/to-json';
import { JArray, JObject } from './containers';
import { JToken } from './token';
import { JValue, tokenTypeOf } from './value';
import { isoDate } from './writer';

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

/** A char is serialised as text, an enum as its number. */
function plain(value: ClrValue): ClrValue {
  if (value instanceof ClrChar) return display(value);
  return value instanceof ClrEnum ? value.value : value;
}

/** The name of the property that a dictionary's key becomes. */
function keyText(key: ClrValue): string {
  return key instanceof ClrDateTime || key instanceof ClrDateTimeOffset ? isoDate(key) : display(key);
}

/** `JToken.FromObject`: dictionaries, anonymous objects and pairs become objects, sequences arrays. */
export function fromObject(value: ClrValue): JToken {
  if (value instanceof JToken) return value.parent === null ? value : value.clone();
  const type = tokenTypeOf(value);
  if (type !== undefined) return new JValue(type, plain(value));
  if (value instanceof ClrDictionary) {
    return objectOf([...value.entries.values()].map((entry) => [keyText(entry.key), entry.value] as const));
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
