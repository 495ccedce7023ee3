import { ClrException } from '../../clr-exception';
import { notSupported } from '../errors';
import { parseFilter } from './filter';
import { JArray, JObject, JProperty } from './token';
import type { JToken } from './token';

type Step =
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'index'; readonly index: number }
  | { readonly kind: 'all' }
  | { readonly kind: 'slice'; readonly start: number | null; readonly end: number | null; readonly step: number }
  | { readonly kind: 'several'; readonly steps: readonly Step[] }
  | { readonly kind: 'filter'; readonly text: string }
  | { readonly kind: 'descend' };

const STEP = /^(?:(\.\.)|\.?(\*)|\.?([^.[\]*\s'"?()@,:]+)|\[(-?\d+)\]|\[\*()\]|\[(['"])((?:\\.|(?!\6).)*)\6\])/;

const SLICE = /^\[\s*(-?\d+)?\s*:\s*(-?\d+)?\s*(?::\s*(-?\d+)?)?\s*\]/;
const SEVERAL = /^\[\s*((?:-?\d+|(?:'(?:\\.|[^'])*'))(?:\s*,\s*(?:-?\d+|(?:'(?:\\.|[^'])*')))+)\s*\]/;

/** The text of `[?(...)]` at the start, with its brackets balanced outside of quotes. */
function filterAt(rest: string): string | undefined {
  if (!/^\[\s*\?\s*\(/.test(rest)) return undefined;
  let depth = 0;
  for (const { 0: part, index } of rest.matchAll(/'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*"|[()]/g)) {
    if (part === '(') depth += 1;
    if (part === ')') depth -= 1;
    if (part === ')' && depth === 0)
      return /^\)\s*\]/.test(rest.slice(index)) ? rest.slice(0, rest.indexOf(']', index) + 1) : undefined;
  }
  return undefined;
}

function bracketStep(rest: string): { readonly text: string; readonly step: Step } | undefined {
  const slice = SLICE.exec(rest);
  if (slice !== null) {
    const [text, start, end, step = '1'] = slice;
    const bound = (value: string | undefined): number | null => (value === undefined ? null : Number(value));
    return { text, step: { kind: 'slice', start: bound(start), end: bound(end), step: Number(step) } };
  }
  const several = SEVERAL.exec(rest);
  if (several !== null) {
    const parts = (several[1] ?? '').match(/-?\d+|'(?:\\.|[^'])*'/g) ?? [];
    return {
      text: several[0],
      step: {
        kind: 'several',
        steps: parts.map((part) =>
          part.startsWith("'")
            ? { kind: 'name', name: part.slice(1, -1).replace(/\\(.)/g, '$1') }
            : { kind: 'index', index: Number(part) },
        ),
      },
    };
  }
  const filter = filterAt(rest);
  return filter === undefined
    ? undefined
    : { text: filter, step: { kind: 'filter', text: filter.replace(/^\[\s*\?\s*\(/, '').replace(/\)\s*\]$/, '') } };
}

function parsePath(path: string): Step[] {
  const steps: Step[] = [];
  let rest = path.replace(/^\$/, '');
  while (rest !== '') {
    const bracket = bracketStep(rest);
    if (bracket !== undefined) {
      steps.push(bracket.step);
      rest = rest.slice(bracket.text.length);
      continue;
    }
    const match = STEP.exec(rest);
    if (match === null) {
      throw notSupported(
        `The JSON path '${path}' is not implemented by the local gateway from '${rest}' on: it reads names, indices, slices, wildcards, filters and '..'.`,
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
      : step.kind === 'index' && token instanceof JArray
        ? `Index ${step.index} outside the bounds of JArray.`
        : 'Path returned no token.';
  return new ClrException('Newtonsoft.Json.JsonException', message);
}

/** Elements of an array from `start` to before `end`, as Python counts them. */
function sliced(items: readonly JToken[], { start, end, step }: Extract<Step, { kind: 'slice' }>): JToken[] {
  if (step === 0) throw new ClrException('Newtonsoft.Json.JsonException', 'Step cannot be zero.');
  const bound = (value: number): number => (value < 0 ? items.length + value : value);
  const first = Math.min(
    Math.max(bound(start ?? (step > 0 ? 0 : items.length - 1)), 0),
    items.length - (step > 0 ? 0 : 1),
  );
  const last = end === null ? (step > 0 ? items.length : -1) : Math.max(Math.min(bound(end), items.length), -1);
  const found: JToken[] = [];
  for (let index = first; step > 0 ? index < last : index > last; index += step) {
    const item = items[index];
    if (item !== undefined) found.push(item);
  }
  return found;
}

function follow(step: Step, token: JToken, strict: boolean, root: JToken): readonly JToken[] {
  switch (step.kind) {
    case 'slice':
      return token instanceof JArray ? sliced(token.items, step) : [];
    case 'several':
      return step.steps.flatMap((one) => follow(one, token, strict, root));
    case 'filter': {
      const passes = parseFilter(step.text, (from, path, candidate) =>
        selectTokens(from === '$' ? root : candidate, path, false),
      );
      return valuesOf(token).filter(passes);
    }
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
    // Json.NET takes `..*` for every token below and this one too, and finds nothing for `..[0]`.
    if (descended && step.kind === 'all') {
      descended = false;
      continue;
    }
    if (descended && step.kind === 'index') return [];
    found = found.flatMap((token) => follow(step, token, strict && !descended, root));
    descended = step.kind === 'descend';
  }
  return found;
}
