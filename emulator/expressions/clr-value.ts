/**
 * A .NET value as expressions compute it. Every value describes itself, in every position, so boxing and unboxing
 * change nothing:
 *
 * - `null` is null, also a `Nullable<T>` without value;
 * - a string is System.String, a boolean System.Boolean, a number System.Int32, a bigint System.Int64;
 * - a Uint8Array is byte[];
 * - all else (other numbers, char, enums, DateTime, collections, Newtonsoft objects, exceptions) is a ClrObject.
 */
export type ClrValue = null | string | boolean | number | bigint | Uint8Array | ClrObject;

/** What every runtime class offers: the members of System.Object, in JavaScript terms. */
export interface ClrObject {
  /** The .NET type as `Type.ToString()` prints it: `System.Collections.Generic.List`1[System.String]`. */
  readonly clrType: string;
  /** `ToString()` under the invariant culture. */
  toClrString(): string;
  /** `Equals(object)`. */
  equals(other: ClrValue): boolean;
  /** A key for a JavaScript Map that is the same for two objects exactly when `equals` says so. */
  equalityKey(): unknown;
}

/** Says whether a value is a runtime class instance rather than a JavaScript primitive, null or byte[]. */
export function isClrObject(value: ClrValue): value is ClrObject {
  return typeof value === 'object' && value !== null && !(value instanceof Uint8Array);
}
