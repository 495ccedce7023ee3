import { ClrException } from '../../../clr-exception';
import { JContainer } from '../container';
import { JArray, JConstructor, JObject, JProperty } from '../containers';
import { classNameOf } from '../token';
import type { JToken } from '../token';
import { passesQuery } from './query';
import type { JsonPath, PathSettings, PathStep } from './json-path';

function missing(message: string): ClrException {
  return new ClrException('Newtonsoft.Json.JsonException', message);
}

function* selectField(token: JToken, name: string | null, strict: boolean): Iterable<JToken> {
  if (!(token instanceof JObject)) {
    if (strict) throw missing(`Property '${name ?? '*'}' not valid on ${classNameOf(token)}.`);
  } else if (name === null) {
    for (const property of token.properties()) yield property.value;
  } else {
    const found = token.get(name);
    if (found !== null) yield found;
    else if (strict) throw missing(`Property '${name}' does not exist on JObject.`);
  }
}

function* selectFields(token: JToken, names: readonly string[], strict: boolean): Iterable<JToken> {
  if (token instanceof JObject) {
    for (const name of names) {
      const found = token.get(name);
      if (found !== null) yield found;
      // Json.NET throws here for a name it has found, too.
      if (strict) throw missing(`Property '${name}' does not exist on JObject.`);
    }
  } else if (strict) {
    throw missing(`Properties ${names.map((name) => `'${name}'`).join(', ')} not valid on ${classNameOf(token)}.`);
  }
}

function itemAt(token: JToken, index: number, strict: boolean): JToken | undefined {
  if (token instanceof JArray || token instanceof JConstructor) {
    if (index < token.count) return token.at(index);
    if (strict) throw missing(`Index ${index} outside the bounds of ${classNameOf(token)}.`);
  } else if (strict) throw missing(`Index ${index} not valid on ${classNameOf(token)}.`);
  return undefined;
}

function* selectIndices(token: JToken, indices: readonly number[], strict: boolean): Iterable<JToken> {
  for (const index of indices) {
    const found = itemAt(token, index, strict);
    if (found !== undefined) yield found;
  }
}

function* selectAll(token: JToken, strict: boolean): Iterable<JToken> {
  if (token instanceof JArray || token instanceof JConstructor) yield* token.walk();
  else if (strict) throw missing(`Index * not valid on ${classNameOf(token)}.`);
}

/** Elements of an array from `start` to before `end`, as Python counts them. */
function* selectSlice(token: JToken, step: Extract<PathStep, { kind: 'slice' }>, strict: boolean): Iterable<JToken> {
  if (step.step === 0) throw missing('Step cannot be zero.');
  if (!(token instanceof JArray)) {
    if (strict) throw missing(`Array slice is not valid on ${classNameOf(token)}.`);
    return;
  }
  const by = step.step ?? 1;
  const { count } = token;
  const place = (index: number | null, fallback: number): number =>
    index === null ? fallback : index < 0 ? count + index : index;
  const least = by > 0 ? 0 : Number.NEGATIVE_INFINITY;
  const first = Math.min(Math.max(place(step.start, by > 0 ? 0 : count - 1), least), by > 0 ? count : count - 1);
  const last = Math.min(Math.max(place(step.end, by > 0 ? count : -1), -1), count);
  const isWithin = (index: number): boolean => (by > 0 ? index < last : index > last);
  if (!isWithin(first) && strict) {
    throw missing(`Array slice of ${step.start ?? '*'} to ${step.end ?? '*'} returned no results.`);
  }
  for (let index = first; isWithin(index); index += by) yield token.at(index);
}

function* withDescendants(token: JToken): Iterable<JToken> {
  yield token;
  if (token instanceof JContainer) for (const child of token.walk()) yield* withDescendants(child);
}

function* selectBelow(token: JToken, names: readonly string[] | null): Iterable<JToken> {
  for (const found of withDescendants(token)) {
    if (names === null) {
      if (found === token || !(found instanceof JProperty)) yield found;
    } else if (found instanceof JProperty && found !== token) {
      for (const name of names) if (found.name === name) yield found.value;
    }
  }
}

function* follow(step: PathStep, token: JToken, root: JToken, settings: PathSettings): Iterable<JToken> {
  const { run, strict } = settings;
  run.tick();
  switch (step.kind) {
    case 'root':
      yield root;
      return;
    case 'field':
      yield* selectField(token, step.name, strict);
      return;
    case 'fields':
      yield* selectFields(token, step.names, strict);
      return;
    case 'scan':
      yield* selectBelow(token, step.names);
      return;
    case 'index':
      yield* step.index === null ? selectAll(token, strict) : selectIndices(token, [step.index], strict);
      return;
    case 'indices':
      yield* selectIndices(token, step.indices, strict);
      return;
    case 'slice':
      yield* selectSlice(token, step, strict);
      return;
    case 'query': {
      const candidates = step.scan ? withDescendants(token) : token instanceof JContainer ? token.walk() : [];
      for (const candidate of candidates) {
        run.tick();
        const within = (path: JsonPath): Iterable<JToken> => select(path, candidate, root, { run, strict: false });
        if (passesQuery(step.query, within, run)) yield candidate;
      }
    }
  }
}

/** The tokens a JSON path leads to from `from`; a query's `$` stands for `root`. Lazy, as SelectTokens is. */
export function* select(path: JsonPath, from: JToken, root: JToken, settings: PathSettings): Iterable<JToken> {
  const [first, ...rest] = path;
  if (first === undefined) {
    yield from;
    return;
  }
  for (const found of follow(first, from, root, settings)) yield* select(rest, found, root, settings);
}
