import { JArray, JConstructor, JObject, JProperty } from './containers';
import type { JContainer } from './container';
import type { JToken } from './token';
import { JValue } from './value';

function sameItems(left: JContainer, right: JContainer): boolean {
  const [items, others] = [left.children(), right.children()];
  return items.length === others.length && items.every((item, index) => deepEquals(item, others[index] ?? null));
}

/** Deep equality as `JToken.DeepEquals`: the order of properties does not matter. */
export function deepEquals(left: JToken | null, right: JToken | null): boolean {
  if (left === right) return true;
  if (left === null || right === null) return false;
  if (left instanceof JValue && right instanceof JValue) return left.equals(right);
  if (left instanceof JObject && right instanceof JObject) {
    return (
      left.count === right.count &&
      [...left.properties()].every((property) => deepEquals(property.value, right.get(property.name)))
    );
  }
  if (left instanceof JProperty && right instanceof JProperty)
    return left.name === right.name && deepEquals(left.value, right.value);
  if (left instanceof JConstructor && right instanceof JConstructor)
    return left.name === right.name && sameItems(left, right);
  return left instanceof JArray && right instanceof JArray && sameItems(left, right);
}
