import { ClrException } from '../../clr-exception';
import type { ClrValue } from '../../clr-value';
import { argumentNull } from '../errors';
import { isInstance } from '../hierarchy';
import { defaultByName } from '../default-by-name';
import { typeArgumentsOf } from '../type-names';
import { castGivesNull, changeTypeOfAny, notConvertible } from './convert';
import { JProperty } from './containers';
import type { JToken } from './token';
import { JValue } from './value';

/** A cast `(T)token`; a property converts as its value does. */
export function castToken(token: JToken | null, target: string): ClrValue {
  if (token === null) {
    if (castGivesNull(target)) return null;
    throw argumentNull('value');
  }
  const value = token instanceof JProperty ? token.value : token;
  if (value instanceof JValue) return value.convertTo(target);
  throw notConvertible(value.type, target);
}

/**
 * `token.Value<T>()`: the token itself when it is a T, else its value converted by Convert.ChangeType. No token gives
 * default(T), a null value null or, where T has no null, an InvalidCastException.
 */
export function valueOf(token: JToken | null, target: string): ClrValue {
  if (token === null) return defaultByName(target);
  if (target !== 'System.IComparable' && target !== 'System.IFormattable' && isInstance(token, target)) return token;
  if (!(token instanceof JValue)) {
    throw new ClrException(
      'System.InvalidCastException',
      `Cannot cast ${token.clrType} to Newtonsoft.Json.Linq.JToken.`,
    );
  }
  const { value } = token;
  if (value !== null && isInstance(value, target)) return value;
  const nullable = target.startsWith('System.Nullable');
  if (value === null && nullable) return null;
  return changeTypeOfAny(value, nullable ? (typeArgumentsOf(target)[0] ?? target) : target);
}
