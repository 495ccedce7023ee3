import { ClrException } from '../clr-exception';
import type { ClrValue } from '../clr-value';
import { runtimeTypeName } from '../conversions';
import { ClrAnonymous } from '../runtime/anonymous';
import { ClrDateTime, ClrDateTimeOffset } from '../runtime/dates/date-time';
import { canIterate } from '../runtime/collections/enumerable';
import { formatValue } from '../runtime/text/format-item';
import { fromObject } from '../runtime/json/serialise';
import { JToken, writeToken } from '../runtime/json/token';
import { display } from '../runtime/values';

const ANONYMOUS = /<>f__AnonymousType<(?:[^<>]|<[^<>]*>)*>/g;

/** The runtime type of a value as recordings name it; every anonymous type has the same name. */
export function valueType(value: ClrValue): string | null {
  return runtimeTypeName(value)?.replace(ANONYMOUS, '<>f__AnonymousType') ?? null;
}

/**
 * A value as recordings hold it: invariant text; DateTime and DateTimeOffset by `O`, byte[] as base64, tokens without
 * indentation, other collections and anonymous objects as JsonConvert writes them; null for null.
 */
export function valueText(value: ClrValue): string | null {
  if (value === null) return null;
  if (typeof value === 'string') return value;
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  if (value instanceof ClrDateTime || value instanceof ClrDateTimeOffset) return formatValue(value, 'O');
  if (value instanceof JToken) return writeToken(value, false);
  if (value instanceof ClrException) return `${value.typeName}: ${value.message}`;
  if (value instanceof ClrAnonymous || canIterate(value)) return writeToken(fromObject(value, true), false);
  return display(value);
}
