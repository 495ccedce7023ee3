import type { ClrValue } from '../../../clr-value';
import { ClrSequence } from '../../collections/enumerable';
import { enumMember } from '../../enums';
import type { ClrEnum } from '../../enums';
import { argument, argumentNull, invalidOperation } from '../../errors';
import { valueOf } from '../../json/cast';
import { JArray, JConstructor, JObject } from '../../json/containers';
import { classNameOf } from '../../json/token';
import { JToken } from '../../json/token';
import type { Site } from '../../member';
import { display } from '../../values';

/** The namespace of JSON tokens. */
export const LINQ = 'Newtonsoft.Json.Linq.';
export const TOKEN = `${LINQ}JToken`;

/** An argument that may not be null. */
export function required<T>(value: T | null, parameter: string): T {
  if (value === null) throw argumentNull(parameter);
  return value;
}

/** The first type argument of a generic method. */
export function typeOf(site: Site): string {
  return site.typeArguments[0] ?? 'System.Object';
}

/** A sequence of tokens that is computed anew at each walk. */
export function tokens(walk: () => Iterable<JToken>, type = TOKEN): ClrSequence {
  return new ClrSequence(type, walk);
}

/** Tokens, or other values, converted one by one as `Value<T>()` converts. */
export function converted(type: string, walk: () => Iterable<ClrValue>): ClrSequence {
  return new ClrSequence(type, function* () {
    for (const item of walk()) yield valueOf(item instanceof JToken ? item : null, type);
  });
}

export function tokenType(token: JToken): ClrEnum | null {
  return enumMember(`${LINQ}JTokenType`, token.type) ?? null;
}

const KEYS: Readonly<Record<string, string>> = {
  JObject: 'Object property name expected.',
  JArray: 'Int32 array index expected.',
  JConstructor: 'Argument position index expected.',
};

function wrongKey(token: JToken, key: ClrValue, verb: 'Accessed' | 'Set'): Error {
  const shown = key === null ? '{null}' : typeof key === 'string' ? `"${key}"` : display(key);
  const name = classNameOf(token);
  return argument(`${verb} ${name} values with invalid key value: ${shown}. ${KEYS[name] ?? ''}`);
}

/** `token[key]`: null for a property that is not there. */
export function child(token: JToken, key: ClrValue): JToken | null {
  if (token instanceof JObject) {
    if (typeof required(key, 'key') !== 'string') throw wrongKey(token, key, 'Accessed');
    return token.get(display(key));
  }
  if (token instanceof JArray || token instanceof JConstructor) {
    if (typeof required(key, 'key') !== 'number') throw wrongKey(token, key, 'Accessed');
    return token.at(Number(key));
  }
  throw invalidOperation(`Cannot access child value on ${token.clrType}.`);
}

/** `token[key] = value`. */
export function assign(token: JToken, key: ClrValue, value: JToken | null): void {
  if (token instanceof JObject) {
    if (typeof required(key, 'key') !== 'string') throw wrongKey(token, key, 'Set');
    token.set(display(key), value);
  } else if (token instanceof JArray || token instanceof JConstructor) {
    if (typeof required(key, 'key') !== 'number') throw wrongKey(token, key, 'Set');
    token.replaceAt(Number(key), value);
  } else throw invalidOperation(`Cannot set child value on ${token.clrType}.`);
}
