import type { ClrValue } from './clr-value';
import { ClrException } from './clr-exception';
import { changeType } from './runtime/change-type';
import { invalidCast } from './runtime/errors';
import { display, typeNameOf } from './runtime/values';

/**
 * What a policy writes when it uses a value as text: `ToString()` under the invariant culture, the empty string for
 * null. `set-header`, `set-body`, `rewrite-uri` and others use it.
 */
export function toDisplayString(value: ClrValue): string {
  return display(value);
}

/** The runtime type's full .NET name, or null for null. */
export function runtimeTypeName(value: ClrValue): string | null {
  return value instanceof ClrException ? value.typeName : typeNameOf(value);
}

/** A value where a policy wants a condition. Throws InvalidCastException unless it is a bool or the text of one. */
export function asBoolean(value: ClrValue): boolean {
  if (typeof value === 'boolean') return value;
  if (typeof value === 'string') return changeType(value, 'System.Boolean') === true;
  throw invalidCast(typeNameOf(value) ?? 'null', 'System.Boolean');
}

/** A value where a policy wants a whole number, a status code for instance. Throws when it is none. */
export function asInt(value: ClrValue): number {
  if (value === null) throw invalidCast('null', 'System.Int32');
  const converted = changeType(value, 'System.Int32');
  return typeof converted === 'number' ? converted : 0;
}
