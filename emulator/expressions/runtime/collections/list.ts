import type { ClrValue } from '../../clr-value';
import type { ClrEnumerable } from './enumerable';
import { invalidOperation } from '../errors';
import { ReferenceObject } from '../reference-object';

/** Counts changes, so that a walk notices them as .NET's enumerators do. */
export abstract class MutableCollection extends ReferenceObject implements ClrEnumerable {
  private version = 0;

  /** Call on every change that ends running walks. */
  touch(): void {
    this.version += 1;
  }

  /** What a walk says that meets a change. */
  protected get modified(): string {
    return 'Collection was modified; enumeration operation may not execute.';
  }

  abstract elements(): Iterable<ClrValue>;

  iterate(): Iterable<ClrValue> {
    return this.guarded(this.elements());
  }

  /** Passes elements on until the collection changes. */
  protected *guarded<T>(elements: Iterable<T>): Iterable<T> {
    const { version } = this;
    for (const element of elements) {
      if (this.version !== version) throw invalidOperation(this.modified);
      yield element;
    }
    if (this.version !== version) throw invalidOperation(this.modified);
  }
}

const FIRST_CAPACITY = 4;

/** ``List`1``, ``Queue`1`` or ``Stack`1`` (its top is the last item). */
export class ClrList extends MutableCollection {
  readonly clrType: string;
  private reserved: number;

  constructor(
    readonly elementType: string,
    readonly items: ClrValue[],
    readonly shape: 'List' | 'Queue' | 'Stack' | 'ReadOnlyCollection' = 'List',
    /** Less than there are items where .NET adds them one by one. */
    capacity = items.length,
  ) {
    super();
    this.reserved = capacity;
    const namespace = shape === 'ReadOnlyCollection' ? 'ObjectModel' : 'Generic';
    this.clrType = `System.Collections.${namespace}.${shape}\`1[${elementType}]`;
  }

  /** How many items fit before the collection grows. */
  get capacity(): number {
    while (this.reserved < this.items.length) this.reserved = this.grown(0);
    return this.reserved;
  }

  set capacity(capacity: number) {
    this.reserved = capacity;
  }

  override touch(): void {
    this.reserved = this.capacity;
    super.touch();
  }

  /** Grows where so many items do not fit. */
  reserve(count: number): void {
    if (this.capacity < count) this.reserved = this.grown(count);
  }

  private grown(count: number): number {
    const least = this.shape === 'Queue' ? this.reserved + FIRST_CAPACITY : this.reserved === 0 ? FIRST_CAPACITY : 0;
    return Math.max(this.reserved * 2, least, count);
  }

  protected override get modified(): string {
    return this.shape === 'Stack' ? 'Collection was modified after the enumerator was instantiated.' : super.modified;
  }

  *elements(): Iterable<ClrValue> {
    if (this.shape === 'Stack') {
      for (let index = this.items.length - 1; index >= 0; index -= 1) yield this.items[index] ?? null;
      return;
    }
    for (let index = 0; index < this.items.length; index += 1) yield this.items[index] ?? null;
  }
}
