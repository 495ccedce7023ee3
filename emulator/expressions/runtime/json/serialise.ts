import { ClrException } from '../../clr-exception';
import type { ClrValue } from '../../clr-value';
import { ClrAnonymous } from '../anonymous';
import { canIterate, iterate } from '../collections/enumerable';
import { ClrEnum } from '../enums';
import { argument, notSupported } from '../errors';
import { ClrChar } from '../numbers/numbers';
import { ClrCaptures, ClrGroup, ClrMatch } from '../regex/results';
import { display, typeNameOf } from '../values';
import { XmlAttribute, XmlNode } from '../xml/node';
import { xmlToJson } from '../xml/to-json';
import { JArray, JObject, JProperty } from './containers';
import { jsonMembersOf } from './members-of';
import { JToken, pathSegment } from './token';
import { JValue, tokenTypeOf } from './value';

/** A value that must become a token, as Newtonsoft's constructors take it: tokens as they are, anything else as a JValue. */
export function toToken(value: ClrValue): JToken {
  if (value instanceof JToken) return value;
  const type = tokenTypeOf(value);
  if (type === undefined) throw noTokenType(value);
  return new JValue(type, value);
}

/** The error about a value that no token holds. */
export function noTokenType(value: ClrValue): ClrException {
  const hidden =
    typeof value === 'object' && value !== null && 'fullName' in value ? String(value.fullName) : undefined;
  return argument(`Could not determine JSON object type for type ${hidden ?? typeNameOf(value) ?? 'null'}.`);
}

/** Where a value stands in what is being serialised. */
interface Place {
  readonly path: string;
  /** Path of the container around it. */
  readonly outer: string;
  /** Name of the property or key it is the value of. */
  readonly name: string;
  /** The containers around it, outermost first. */
  readonly around: readonly ClrValue[];
}

const TOP: Place = { path: '', outer: '', name: '', around: [] };

function inside({ path, around }: Place, container: ClrValue, key: string | number): Place {
  const [segment, name] = typeof key === 'string' ? [pathSegment(key), key] : [`[${key}]`, ''];
  return { path: path + segment, outer: path, name, around: [...around, container] };
}

function shown(path: string): string {
  return path.replace(/^\.+/, '');
}

/** A property stands in an object alone. */
function requirePlace(value: ClrValue, state: 'ArrayStart' | 'Array' | 'Property', place: Place): void {
  if (!(value instanceof JProperty)) return;
  throw new ClrException(
    'Newtonsoft.Json.JsonWriterException',
    `Token PropertyName in state ${state} would result in an invalid JSON object. Path '${shown(place.path)}'.`,
  );
}

function selfReference(path: string, type: string, property = ''): ClrException {
  const where = property === '' ? '' : ` for property '${property}'`;
  return new ClrException(
    'Newtonsoft.Json.JsonSerializationException',
    `Self referencing loop detected${where} with type '${type}'. Path '${shown(path)}'.`,
  );
}

/** A match is in its groups, a group in its captures, and each has a property with them. */
function requireNoLoop(value: ClrValue, place: Place): void {
  const container = place.around.at(-1);
  if (value instanceof ClrGroup) {
    const property = value instanceof ClrMatch ? 'Groups' : 'Captures';
    const collection = `${property.slice(0, -1)}Collection`;
    if (container instanceof ClrCaptures && container.clrType.endsWith(collection))
      throw selfReference(place.path, container.clrType, property);
    throw selfReference(inside(place, value, property).path, value.clrType);
  }
  if (place.around.includes(value))
    throw selfReference(place.outer, typeNameOf(value) ?? '', container instanceof ClrAnonymous ? place.name : '');
}

function objectOf(
  value: ClrValue,
  entries: Iterable<readonly [string, ClrValue]>,
  forText: boolean,
  place: Place,
): JObject {
  const object = new JObject();
  for (const [name, member] of entries) {
    const there = inside(place, value, name);
    if (!forText) {
      object.set(name, serialise(member, false, there));
      continue;
    }
    requirePlace(member, 'Property', place);
    object.append(name, serialise(member, true, there));
  }
  return object;
}

/** A char is serialised as text, an enum as its number. */
function plain(value: ClrValue): ClrValue {
  if (value instanceof ClrChar) return display(value);
  return value instanceof ClrEnum ? value.value : value;
}

function serialise(value: ClrValue, forText: boolean, place: Place): JToken {
  // A token is written, not moved: it stays where it is.
  if (value instanceof JToken) return forText && place === TOP ? value : value.clone();
  const type = value instanceof ClrChar ? 'String' : tokenTypeOf(value);
  if (type !== undefined) return new JValue(type, plain(value));
  requireNoLoop(value, place);
  const members = jsonMembersOf(value);
  if (members !== undefined) return objectOf(value, members, forText, place);
  if (value instanceof XmlNode || value instanceof XmlAttribute) return xmlToJson(value);
  if (canIterate(value)) {
    const array = new JArray();
    for (const item of iterate(value)) {
      const there = inside(place, value, array.count);
      if (forText) requirePlace(item, array.count === 0 ? 'ArrayStart' : 'Array', place);
      array.add(serialise(item, forText, there));
    }
    return array;
  }
  if (typeNameOf(value) === 'System.Object') return new JObject();
  throw notSupported(`JSON serialisation of ${typeNameOf(value) ?? 'null'} is not implemented by the local gateway.`);
}

/**
 * `JToken.FromObject`: dictionaries, anonymous objects and pairs become objects, sequences arrays.
 *
 * @param forText true for what is only written: then a name may stand twice, and a property nowhere but in an object
 */
export function fromObject(value: ClrValue, forText = false): JToken {
  return serialise(value, forText, TOP);
}
