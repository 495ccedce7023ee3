import type { ClrValue } from '../../clr-value';
import { canIterate, iterate } from '../collections/enumerable';
import { argument, invalidOperation } from '../errors';
import { typeNameOf } from '../values';
import type { JContainer } from './container';
import { JArray, JConstructor, JObject, JProperty } from './containers';
import { toToken } from './serialise';
import { JToken } from './token';

/** Sequences other than text, bytes and tokens count as several contents. */
export function isMultiple(content: ClrValue): boolean {
  return (
    !(typeof content === 'string' || content instanceof Uint8Array || content instanceof JToken) && canIterate(content)
  );
}

/** Puts content into a container from an index on, a sequence item by item. */
export function insertContent(container: JContainer, index: number, content: ClrValue): void {
  if (!isMultiple(content)) {
    container.insert(index, toToken(content));
    return;
  }
  let at = index;
  for (const item of iterate(content)) {
    insertContent(container, at, item);
    at += 1;
  }
}

/** Adds content to the end of a container, as `JContainer.Add` does. */
export function addContent(container: JContainer, content: ClrValue): void {
  insertContent(container, container.count, content);
}

/** A container with content in it. */
export function withContent<T extends JContainer>(container: T, content: ClrValue): T {
  addContent(container, content);
  return container;
}

/** What a property of some content holds: an array for a sequence. */
export function propertyValue(content: ClrValue): JToken {
  return isMultiple(content) ? withContent(new JArray(), content) : toToken(content);
}

/** Puts content beside a token: before it at offset 0, after it at offset 1. */
export function insertBeside(token: JToken, content: ClrValue, offset: number): void {
  const parent = parentOf(token);
  insertContent(parent, parent.indexOf(token) + offset, content);
}

/** The container that a token stands in; without one it throws. */
export function parentOf(token: JToken): JContainer {
  if (token.parent === null) throw invalidOperation('The parent is missing.');
  return token.parent as JContainer;
}

function mergeObject(target: JObject, content: JObject): void {
  for (const { name, value } of [...content.properties()]) {
    const existing = target.property(name);
    if (existing === undefined) target.set(name, value);
    else if (isContainer(existing.value) && existing.value.type === value.type) mergeContent(existing.value, value);
    else if (value.type !== 'Null') existing.assign(value);
  }
}

function isContainer(token: JToken): token is JContainer {
  return token instanceof JObject || token instanceof JArray || token instanceof JConstructor;
}

/** `JContainer.Merge` without settings: properties are merged, arrays appended, a null changes nothing. */
export function mergeContent(target: JContainer, content: ClrValue): void {
  if (content === null) return;
  if (!(content instanceof JToken) && !isMultiple(content)) {
    throw argument(`Could not determine JSON object type for type ${typeNameOf(content) ?? ''}.`, 'content');
  }
  if (target instanceof JObject) {
    if (content instanceof JObject) mergeObject(target, content);
  } else if (target instanceof JProperty) {
    if (content instanceof JProperty && content.value.type !== 'Null') target.assign(content.value);
  } else if (target instanceof JConstructor) {
    if (!(content instanceof JConstructor)) return;
    target.name = content.name ?? target.name;
    for (const item of [...content.walk()]) target.add(item);
  } else if (content instanceof JArray || isMultiple(content)) {
    for (const item of [...iterate(content)]) target.add(toToken(item));
  }
}
