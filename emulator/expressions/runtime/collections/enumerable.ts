import type { ClrValue } from '../../clr-value';
import { ClrArray } from './array';
import { notSupported } from '../errors';
import { byte, char } from '../numbers/numbers';
import { ReferenceObject } from '../reference-object';

/** A runtime class whose elements can be walked. */
export interface ClrEnumerable {
  /** A fresh walk over the elements. */
  iterate(): Iterable<ClrValue>;
}

function isEnumerable(value: object): value is ClrEnumerable {
  return 'iterate' in value;
}

/** A lazy sequence, as LINQ methods answer it: each walk computes it again. */
export class ClrSequence extends ReferenceObject implements ClrEnumerable {
  readonly clrType: string;

  constructor(
    readonly elementType: string,
    private readonly walk: () => Iterable<ClrValue>,
    clrType = `System.Collections.Generic.IEnumerable\`1[${elementType}]`,
  ) {
    super();
    this.clrType = clrType;
  }

  iterate(): Iterable<ClrValue> {
    return this.walk();
  }
}

function* charsOf(text: string): Iterable<ClrValue> {
  for (let index = 0; index < text.length; index += 1) yield char(text.charCodeAt(index));
}

function* bytesOf(bytes: Uint8Array): Iterable<ClrValue> {
  for (const value of bytes) yield byte(value);
}

/** The elements of anything that `foreach` walks: strings, arrays, collections, sequences, JSON containers. */
export function iterate(value: ClrValue): Iterable<ClrValue> {
  if (typeof value === 'string') return charsOf(value);
  if (value instanceof Uint8Array) return bytesOf(value);
  if (value instanceof ClrArray) return value.items;
  if (typeof value === 'object' && value !== null && isEnumerable(value)) return value.iterate();
  throw notSupported('Specified method is not supported.');
}

/** Says whether `iterate` accepts the value. */
export function canIterate(value: ClrValue): boolean {
  return (
    typeof value === 'string' ||
    value instanceof Uint8Array ||
    value instanceof ClrArray ||
    (typeof value === 'object' && value !== null && isEnumerable(value))
  );
}
