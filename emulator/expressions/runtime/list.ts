import type { ClrValue } from '../clr-value';
import type { ClrEnumerable } from './enumerable';
import { invalidOperation } from './errors';
import { ReferenceObject } from './reference-object';

const MODIFIED = 'Collection was modified; enumeration operation may not execute.';

/** Counts changes, so that a walk notices them as .NET's enumerators do. */
export abstract class MutableCollection extends ReferenceObject implements ClrEnumerable {
  private version = 0;

  /** Call on every change that ends running walks. */
  touch(): void {
    this.version += 1;
  }

  abstract elements(): Iterable<ClrValue>;

  *iterate(): Iterable<ClrValue> {
    const { version } = this;
    for (const element of this.elements()) {
      if (this.version !== version) throw invalidOperation(MODIFIED);
      yield element;
    }
    if (this.version !== version) throw invalidOperation(MODIFIED);
  }
}

/** ``List`1``, ``Queue`1`` or ``Stack`1`` (its top is the last item). */
export class ClrList extends MutableCollection {
  readonly clrType: string;

  constructor(
    readonly elementType: string,
    readonly items: ClrValue[],
    readonly shape: 'List' | 'Queue' | 'Stack' = 'List',
  ) {
    super();
    this.clrType = `System.Collections.Generic.${shape}\`1[${elementType}]`;
  }

  *elements(): Iterable<ClrValue> {
    if (this.shape === 'Stack') {
      for (let index = this.items.length - 1; index >= 0; index -= 1) yield this.items[index] ?? null;
      return;
    }
    for (let index = 0; index < this.items.length; index += 1) yield this.items[index] ?? null;
  }
}
