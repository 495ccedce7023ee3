import { ClrException } from '../../clr-exception';
import type { ClrValue } from '../../clr-value';
import { canIterate, iterate } from '../collections/enumerable';
import { ClrEnum } from '../enums';
import { argument, notSupported } from '../errors';
import { ClrChar } from '../numbers/numbers';
import { display, typeNameOf } from '../values';
import { XmlAttribute, XmlNode } from '../xml/node';
import { xmlToJson } from '../xml/to-json';
import { JArray, JObject, JProperty } from './containers';
import { jsonMembersOf } from './members-of';
import { JToken } from './token';
import { JValue, tokenTypeOf } from './value';

/** A value that must become a token, as Newtonsoft's constructors take it: tokens as they are, anything else as a JValue. */
export function toToken(value: ClrValue): JToken {
  if (value instanceof JToken) return value;
  // A char is one for JValue's constructor and JToken.FromObject alone.
  const type = value instanceof ClrChar ? undefined : tokenTypeOf(value);
  if (type === undefined) throw noTokenType(value);
  return new JValue(type, value);
}

/** The error about a value that no token holds. */
export function noTokenType(value: ClrValue): ClrException {
  const hidden =
    typeof value === 'object' && value !== null && 'fullName' in value ? String(value.fullName) : undefined;
  return argument(`Could not determine JSON object type for type ${hidden ?? typeNameOf(value) ?? 'null'}.`);
}

/** A property stands in an object alone. */
function requirePlace(value: ClrValue, state: 'ArrayStart' | 'Array' | 'Property'): void {
  if (!(value instanceof JProperty)) return;
  throw new ClrException(
    'Newtonsoft.Json.JsonWriterException',
    `Token PropertyName in state ${state} would result in an invalid JSON object. Path ''.`,
  );
}

function objectOf(entries: Iterable<readonly [string, ClrValue]>, forText: boolean): JObject {
  const object = new JObject();
  for (const [name, value] of entries) {
    if (!forText) {
      object.set(name, fromObject(value));
      continue;
    }
    requirePlace(value, 'Property');
    object.append(name, fromObject(value, true));
  }
  return object;
}

/** A char is serialised as text, an enum as its number. */
function plain(value: ClrValue): ClrValue {
  if (value instanceof ClrChar) return display(value);
  return value instanceof ClrEnum ? value.value : value;
}

/**
 * `JToken.FromObject`: dictionaries, anonymous objects and pairs become objects, sequences arrays.
 *
 * @param forText true for what is only written: then a name may stand twice, and a property nowhere but in an object
 */
export function fromObject(value: ClrValue, forText = false): JToken {
  if (value instanceof JToken) return value.parent === null ? value : value.clone();
  const type = tokenTypeOf(value);
  if (type !== undefined) return new JValue(type, plain(value));
  const members = jsonMembersOf(value);
  if (members !== undefined) return objectOf(members, forText);
  if (value instanceof XmlNode || value instanceof XmlAttribute) return xmlToJson(value);
  if (canIterate(value)) {
    const array = new JArray();
    for (const item of iterate(value)) {
      if (forText) requirePlace(item, array.count === 0 ? 'ArrayStart' : 'Array');
      array.add(fromObject(item, forText));
    }
    return array;
  }
  if (typeNameOf(value) === 'System.Object') return new JObject();
  throw notSupported(`JSON serialisation of ${display(value)} is not implemented by the local gateway.`);
}
