import type { ClrValue } from '../../../clr-value';
import { ClrArray } from '../../collections/array';
import type { ClrDelegate } from '../../delegate';
import { ClrSequence } from '../../collections/enumerable';
import { JArray } from '../../json/containers';
import { ClrList } from '../../collections/list';
import { byte } from '../../numbers/numbers';
import type { Run } from '../../run';

/** What is known of a source before it is walked: its length, and maybe every element by itself. */
export interface Known {
  readonly length: number;
  readonly at?: (index: number) => ClrValue;
}

/**
 * A lazy sequence over something whose length is known. `Any()` computes no element of it, `Last()` and `ElementAt` only the
 * one they answer.
 */
export class KnownSequence extends ClrSequence {
  constructor(
    elementType: string,
    walk: () => Iterable<ClrValue>,
    /** Asked anew each time, because a list may grow. */
    readonly known: () => Known | undefined,
  ) {
    super(elementType, walk);
  }
}

/** What is known of a source; undefined for one that has to be walked. */
export function knownOf(source: ClrValue): Known | undefined {
  if (source instanceof KnownSequence) return source.known();
  if (source instanceof ClrArray) return { length: source.items.length, at: (index) => source.items[index] ?? null };
  if (source instanceof Uint8Array) return { length: source.length, at: (index) => byte(source[index] ?? 0) };
  if (source instanceof JArray) return { length: source.count, at: (index) => source.children()[index] ?? null };
  if (source instanceof ClrList && source.shape === 'List') {
    return { length: source.items.length, at: (index) => source.items[index] ?? null };
  }
  return undefined;
}

/** The elements that `known` has, one by one. */
export function* elementsOf(run: Run, known: Known, at: (index: number) => ClrValue): Iterable<ClrValue> {
  for (let index = 0; index < known.length; index += 1) {
    run.tick();
    yield at(index);
  }
}

/** What is known of a projection. */
export function projected(source: ClrValue, selector: ClrDelegate): Known | undefined {
  const known = knownOf(source);
  if (known === undefined) return undefined;
  const { at } = known;
  return { length: known.length, at: at && ((index) => selector.invoke(at(index))) };
}

/** What is known of the elements from `start` on, at most `count` of them. */
export function sliced(source: ClrValue, start: number, count = 0x7fffffff): Known | undefined {
  const known = knownOf(source);
  if (known === undefined) return undefined;
  const { at } = known;
  const from = Math.max(0, start);
  const length = Math.max(0, Math.min(known.length - from, count));
  return { length, at: at && ((index) => at(from + index)) };
}
