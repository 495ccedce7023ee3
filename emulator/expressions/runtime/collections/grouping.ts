import type { ClrValue } from '../../clr-value';
import { ClrSequence } from './enumerable';

/** A group of `GroupBy` or of a lookup: its elements, and the key they share. */
export class Grouping extends ClrSequence {
  override readonly clrType: string;

  constructor(
    readonly key: ClrValue,
    keyType: string,
    elementType: string,
    readonly items: ClrValue[],
  ) {
    super(elementType, () => items);
    this.clrType = `System.Linq.IGrouping\`2[${keyType},${elementType}]`;
  }
}
