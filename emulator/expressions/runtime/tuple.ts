import type { ClrValue } from '../clr-value';
import { ReferenceObject } from './reference-object';
import { clrEquals, display } from './values';

/** A System.Tuple of one to eight items. */
export class ClrTuple extends ReferenceObject {
  readonly clrType: string;

  constructor(
    types: readonly string[],
    readonly items: readonly ClrValue[],
  ) {
    super();
    this.clrType = `System.Tuple\`${items.length}[${types.join(',')}]`;
  }

  override toClrString(): string {
    return `(${this.items.map(display).join(', ')})`;
  }

  override equals(other: ClrValue): boolean {
    return (
      other instanceof ClrTuple &&
      other.items.length === this.items.length &&
      other.items.every((item, index) => clrEquals(item, this.items[index] ?? null))
    );
  }

  override equalityKey(): unknown {
    return `System.Tuple:${this.items.map(display).join('\u0000')}`;
  }
}
