import { ClrException } from '../../clr-exception';
import { notSupported } from '../errors';
import { JArray, JObject, JProperty } from './token';
import type { JToken } from './token';

type Step =
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'index'; readonly index: number }
  | { readonly kind: 'all' }
  | { readonly kind: 'descend' };

const STEP = /^(?:(\.\.)|\.?(\*)|\.?([^.[\]*\s'"?()@,:]+)|\[(-?\d+)\]|\[\*()\]|\[(['"])((?:\\.|(?!\6).)*)\6\])/;

function parsePath(path: string): Step[] {
  const steps: Step[] = [];
  let rest = path.replace(/^\$/, '');
  while (rest !== '') {
    const match = STEP.exec(rest);
    if (match === null) {
      throw notSupported(
        `The JSON path '${path}' is not implemented by the local gateway from '${rest}' on: it reads names, indices, wildcards and '..'.`,
      );
    }
    const [text, descend, star, name, index, , , quoted] = match;
    if (descend !== undefined) steps.push({ kind: 'descend' });
    else if (name !== undefined) steps.push({ kind: 'name', name });
    else if (index !== undefined) steps.push({ kind: 'index', index: Number(index) });
    else if (quoted !== undefined) steps.push({ kind: 'name', name: quoted.replace(/\\(.)/g, '$1') });
    else if (star !== undefined || text === '[*]') steps.push({ kind: 'all' });
    rest = rest.slice(text.length);
  }
  return steps;
}

function* withDescendants(token: JToken): Iterable<JToken> {
  if (!(token instanceof JProperty)) yield token;
  for (const child of token.children()) yield* withDescendants(child);
}

function valuesOf(token: JToken): readonly JToken[] {
  if (token instanceof JObject) return [...token.properties.values()].map((property) => property.value);
  return token.children();
}

function missing(step: Step, token: JToken): ClrException {
  const message =
    step.kind === 'name'
      ? token instanceof JObject
        ? `Property '${step.name}' does not exist on JObject.`
        : `Property '${step.name}' not valid on ${token.clrType.slice(token.clrType.lastIndexOf('.') + 1)}.`
      : 'Path returned no token.';
  return new ClrException('Newtonsoft.Json.JsonException', message);
}

function follow(step: Step, token: JToken, strict: boolean): readonly JToken[] {
  switch (step.kind) {
    case 'descend':
      return [...withDescendants(token)];
    case 'all':
      return valuesOf(token);
    case 'name': {
      const found = token instanceof JObject ? token.get(step.name) : null;
      if (found !== null) return [found];
      if (strict) throw missing(step, token);
      return [];
    }
    case 'index': {
      const found = token instanceof JArray ? token.items[step.index] : undefined;
      if (found !== undefined) return [found];
      if (strict) throw missing(step, token);
      return [];
    }
  }
}

/** `SelectTokens(path)`: the tokens a JSON path leads to. With `strict`, a missing name or index throws JsonException. */
export function selectTokens(root: JToken, path: string, strict: boolean): readonly JToken[] {
  let found: readonly JToken[] = [root];
  let descended = false;
  for (const step of parsePath(path)) {
    found = found.flatMap((token) => follow(step, token, strict && !descended));
    descended = step.kind === 'descend';
  }
  return found;
}
