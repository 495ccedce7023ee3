import type { MultiValueMap } from '../expressions/policy-context';

/**
 * Headers of a message: names ignore case, each received value stays separate, in order. It is itself the map that
 * expressions see, keyed by lower-case name.
 */
export class HeaderBag extends Map<string, readonly string[]> implements MultiValueMap {
  /** How a policy or the backend wrote a name, by lower-case name; Azure passes the spelling on. */
  readonly #spelling = new Map<string, string>();

  /** @param raw names and values in turn, as Node's `rawHeaders` */
  static fromRaw(raw: readonly string[]): HeaderBag {
    const bag = new HeaderBag();
    for (let index = 0; index + 1 < raw.length; index += 2) bag.append(raw[index] ?? '', raw[index + 1] ?? '');
    return bag;
  }

  copy(): HeaderBag {
    const copy = new HeaderBag();
    for (const [name, values] of this) copy.replace(this.#spelling.get(name) ?? name, values);
    return copy;
  }

  append(name: string, value: string): void {
    const key = name.toLowerCase();
    const known = this.get(key);
    if (known === undefined) {
      this.#spelling.set(key, name);
      this.set(key, [value]);
    } else {
      this.set(key, [...known, value]);
    }
  }

  replace(name: string, values: readonly string[]): void {
    const key = name.toLowerCase();
    this.#spelling.set(key, name);
    this.set(key, values);
  }

  remove(name: string): void {
    this.delete(name.toLowerCase());
  }

  /** The first value, or undefined. */
  first(name: string): string | undefined {
    return this.get(name.toLowerCase())?.[0];
  }

  /** Names and values in turn, one pair per value, for Node's `writeHead` and undici. */
  toRaw(): string[] {
    const raw: string[] = [];
    for (const [name, values] of this) for (const value of values) raw.push(this.#spelling.get(name) ?? name, value);
    return raw;
  }
}

const HOP_BY_HOP = [
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
];

/** Removes what belongs to one connection only: the list of RFC 9110 section 7.6.1 and what `Connection` names. */
export function removeHopByHop(headers: HeaderBag): void {
  for (const value of headers.get('connection') ?? []) {
    for (const name of value.split(',')) headers.remove(name.trim());
  }
  for (const name of HOP_BY_HOP) headers.delete(name);
}
