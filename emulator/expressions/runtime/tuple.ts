import type { ClrValue } from '../clr-value';
import { ReferenceObject } from './reference-object';
import { clrEquals, display, equalityKey } from './values';

/** A System.Tuple of one to eight items, or a System.ValueTuple. */
export class ClrTuple extends ReferenceObject {
  readonly clrType: string;

  constructor(
    types: readonly string[],
    readonly items: readonly ClrValue[],
    name = 'System.Tuple',
  ) {
    super();
    this.clrType = `${name}\`${items.length}[${types.join(',')}]`;
  }

  override toClrString(): string {
    return `(${this.flat().map(display).join(', ')})`;
  }

  /** The items; those of a tuple in the eighth place follow as its own. */
  private flat(): readonly ClrValue[] {
    const rest = this.items[7];
    return rest instanceof ClrTuple ? [...this.items.slice(0, 7), ...rest.flat()] : this.items;
  }

  override equals(other: ClrValue): boolean {
    return (
      other instanceof ClrTuple &&
      other.clrType === this.clrType &&
      other.items.every((item, index) => clrEquals(item, this.items[index] ?? null))
    );
  }

  override equalityKey(): unknown {
    const parts = this.items.map((item) => equalityKey(item));
    return parts.some((part) => typeof part === 'object' && part !== null)
      ? this
      : JSON.stringify([this.clrType, ...parts.map(String)]);
  }
}
