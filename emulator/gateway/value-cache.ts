import type { ClrValue } from '../expressions/clr-value';
import type { Clock } from '../seams';

interface Entry {
  readonly value: ClrValue;
  readonly expiresMilliseconds: number;
  /** The request that stored it. */
  readonly writer: object;
  /** What that request still sees: the entry before this one. */
  readonly before: Entry | undefined;
}

/** Past this many entries the oldest go: the internal cache is bounded, and so is the memory of a long run. */
const MAX_ENTRIES = 20_000;

/**
 * APIM's internal cache. Storing is asynchronous in Azure, so a request never sees what it stored itself; requests after it do.
 * Expiry follows the clock given.
 */
export class ValueCache {
  readonly #entries = new Map<string, Entry>();

  constructor(private readonly clock: Clock) {}

  /** @returns undefined on a miss; null is a value */
  lookup(key: string, reader: object): ClrValue | undefined {
    const newest = this.#entries.get(key);
    const entry = newest?.writer === reader ? newest.before : newest;
    if (entry === undefined) return undefined;
    if (entry.expiresMilliseconds > this.clock.nowMilliseconds()) return entry.value;
    if (entry === newest) this.#entries.delete(key);
    return undefined;
  }

  store(key: string, value: ClrValue, durationSeconds: number, writer: object): void {
    const known = this.#entries.get(key);
    const before = known?.writer === writer ? known.before : known;
    this.#entries.delete(key);
    this.#entries.set(key, {
      value,
      expiresMilliseconds: this.clock.nowMilliseconds() + durationSeconds * 1000,
      writer,
      before: before === undefined ? undefined : { ...before, before: undefined },
    });
    if (this.#entries.size > MAX_ENTRIES) {
      const oldest = this.#entries.keys().next();
      if (oldest.done !== true) this.#entries.delete(oldest.value);
    }
  }

  remove(key: string): void {
    this.#entries.delete(key);
  }
}
