import type { ClrValue } from '../../clr-value';
import { asNumber } from '../numbers/convert-number';
import { byte } from '../numbers/numbers';
import { ReferenceObject } from '../reference-object';

/** A one-dimensional .NET array other than byte[]. */
export class ClrArray extends ReferenceObject {
  readonly clrType: string;

  constructor(
    readonly elementType: string,
    readonly items: ClrValue[],
  ) {
    super();
    this.clrType = `${elementType}[]`;
  }
}

/** Makes an array of the element type with this reflection name; arrays of System.Byte are a Uint8Array. */
export function makeArray(elementType: string, items: ClrValue[]): ClrArray | Uint8Array {
  return elementType === 'System.Byte'
    ? Uint8Array.from(items, (item) => asNumber(item))
    : new ClrArray(elementType, items);
}

/** An array of strings. */
export function stringArray(items: readonly string[]): ClrArray {
  return new ClrArray('System.String', [...items]);
}

/** The elements of an array of any kind; changing the answer does not change a byte[]. */
export function itemsOf(array: ClrArray | Uint8Array): readonly ClrValue[] {
  return array instanceof Uint8Array ? Array.from(array, byte) : array.items;
}
