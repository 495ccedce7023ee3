import { createHash } from 'node:crypto';

type TerraformFunction = (...args: readonly unknown[]) => unknown;

/**
 * The Terraform functions the local gateway evaluates, by name; docs/fidelity.md lists them. Every other function is an
 * error that names it. https://developer.hashicorp.com/terraform/language/functions
 */
export const TERRAFORM_FUNCTIONS: Readonly<Record<string, TerraformFunction>> = {
  base64decode: (text) => Buffer.from(string(text), 'base64').toString('utf8'),
  base64encode: (text) => Buffer.from(string(text), 'utf8').toString('base64'),
  coalesce: (...values) => {
    const found = values.find((value) => value !== null && value !== undefined && value !== '');
    if (found === undefined) throw new Error('no argument of coalesce has a value');
    return found;
  },
  concat: (...lists) => lists.flatMap((value) => list(value)),
  element: (items, index) => {
    const values = list(items);
    if (values.length === 0) throw new Error('element of an empty list');
    return values[Number(index) % values.length];
  },
  format: (pattern, ...args) => format(string(pattern), args),
  join: (separator, ...lists) =>
    lists
      .flatMap((value) => list(value))
      .map(string)
      .join(string(separator)),
  jsondecode: (text): unknown => JSON.parse(string(text)),
  jsonencode: (value) => jsonEncode(value),
  keys: (value) => Object.keys(record(value)).sort(),
  length: (value) =>
    typeof value === 'string'
      ? [...value].length
      : Array.isArray(value)
        ? value.length
        : Object.keys(record(value)).length,
  lookup: (map, key, fallback) => record(map)[string(key)] ?? fallback ?? missing(string(key)),
  lower: (text) => string(text).toLowerCase(),
  merge: (...maps) => Object.assign({}, ...maps.map((map) => record(map ?? {}))) as unknown,
  nonsensitive: (value) => value,
  replace: (text, search, replacement) => replace(string(text), string(search), string(replacement)),
  sensitive: (value) => value,
  sha256: (text) => createHash('sha256').update(string(text)).digest('hex'),
  split: (separator, text) => string(text).split(string(separator)),
  substr: (text, offset, length) => substr(string(text), Number(offset), Number(length)),
  tobool: (value) => (typeof value === 'boolean' ? value : string(value) === 'true'),
  tolist: (value) => list(value),
  tonumber: (value) => {
    const number = Number(value);
    if (Number.isNaN(number)) throw new Error('tonumber of text that is not a number');
    return number;
  },
  toset: (value) => [...new Set(list(value))],
  tostring: (value) => string(value),
  trimprefix: (text, prefix) =>
    string(text).startsWith(string(prefix)) ? string(text).slice(string(prefix).length) : text,
  trimspace: (text) => string(text).trim(),
  trimsuffix: (text, suffix) => {
    const end = string(suffix);
    return end !== '' && string(text).endsWith(end) ? string(text).slice(0, -end.length) : text;
  },
  upper: (text) => string(text).toUpperCase(),
  urlencode: (text) => new URLSearchParams([['', string(text)]]).toString().slice(1),
  values: (value) => {
    const map = record(value);
    return Object.keys(map)
      .sort()
      .map((key) => map[key]);
  },
};

/** Converts to text as Terraform does in a template: numbers and booleans too, lists and objects never. */
export function string(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  const what = value === null || value === undefined ? 'null' : Array.isArray(value) ? 'a list' : 'an object';
  throw new Error(`text is needed here, not ${what}`);
}

function list(value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) throw new Error('a list is needed here');
  return value;
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Error('an object is needed here');
  return Object.fromEntries(Object.entries(value));
}

function missing(key: string): never {
  throw new Error(`lookup finds no "${key}"`);
}

function format(pattern: string, args: readonly unknown[]): string {
  let next = 0;
  return pattern.replace(/%(%|[a-zA-Z]|[^a-zA-Z%]+[a-zA-Z])/g, (verb: string, kind: string) => {
    if (kind === '%') return '%';
    if (kind !== 's' && kind !== 'd' && kind !== 'v' && kind !== 'q')
      throw new Error(`format does not know the verb ${verb} here`);
    if (next >= args.length) throw new Error('format has more verbs than arguments');
    const value = args[next++];
    return kind === 'q' ? JSON.stringify(string(value)) : string(value);
  });
}

function replace(text: string, search: string, replacement: string): string {
  if (search.length > 1 && search.startsWith('/') && search.endsWith('/')) {
    return text.replace(new RegExp(search.slice(1, -1), 'g'), replacement.replace(/\$\{(\w+)\}/g, '$$$1'));
  }
  return text.split(search).join(replacement);
}

function substr(text: string, offset: number, length: number): string {
  const characters = [...text];
  const start = offset < 0 ? characters.length + offset : offset;
  return characters.slice(start, length < 0 ? undefined : start + length).join('');
}

/** Terraform escapes the characters that are special in HTML and sorts keys. */
function jsonEncode(value: unknown): string {
  const sorted = (item: unknown): unknown => {
    if (Array.isArray(item)) return item.map(sorted);
    if (typeof item !== 'object' || item === null) return item;
    return Object.fromEntries(
      Object.entries(item)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([key, entry]) => [key, sorted(entry)]),
    );
  };
  return JSON.stringify(sorted(value)).replace(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
