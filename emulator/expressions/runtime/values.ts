import type { ClrValue } from '../clr-value';

/** `GetType().ToString()` of a value; null has no type and answers null. */
export function typeNameOf(value: ClrValue): string | null {
  switch (typeof value) {
    case 'string':
      return 'System.String';
    case 'boolean':
      return 'System.Boolean';
    case 'number':
      return 'System.Int32';
    case 'bigint':
      return 'System.Int64';
    default:
      if (value === null) return null;
      return value instanceof Uint8Array ? 'System.Byte[]' : value.clrType;
  }
}

/** What messages about failed casts call the type of a value. */
export function castNameOf(value: ClrValue): string {
  if (typeof value === 'object' && value !== null && 'castName' in value && typeof value.castName === 'string') {
    return value.castName;
  }
  return typeNameOf(value) ?? 'null';
}

/** `ToString()` of a value under the invariant culture; null answers the empty string, as string concatenation does. */
export function display(value: ClrValue): string {
  switch (typeof value) {
    case 'string':
      return value;
    case 'boolean':
      return value ? 'True' : 'False';
    case 'number':
    case 'bigint':
      return String(value);
    default:
      if (value === null) return '';
      return value instanceof Uint8Array ? 'System.Byte[]' : value.toClrString();
  }
}

/** `object.Equals(a, b)`: same type and same value, or the same reference. */
export function clrEquals(left: ClrValue, right: ClrValue): boolean {
  if (left === right) return true;
  if (left === null || right === null || typeof left !== 'object' || left instanceof Uint8Array) return false;
  return left.equals(right);
}

/** A key for a JavaScript Map that is equal for two values exactly when `clrEquals` says so. */
export function equalityKey(value: ClrValue): unknown {
  if (typeof value === 'string') return `s${value}`;
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return value;
  return value.equalityKey();
}
