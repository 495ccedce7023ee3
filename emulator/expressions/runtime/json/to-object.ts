import { ClrException } from '../../clr-exception';
import type { ClrValue } from '../../clr-value';
import { isEnumType } from '../enums';
import { argument } from '../errors';
import { castToken } from './cast';
import { contractOf } from './type-contract';
import { JProperty } from './containers';
import { JTokenReader } from './token-reader';
import type { JToken } from './token';
import { JValue } from './value';
import { toEnum } from './ensure-type';
import { deserialiseWith } from './deserialise';

/** `token.ToObject<T>()`: an explicit conversion for primitive types, deserialisation for the others. */
export function toObject(token: JToken, type: string): ClrValue {
  const { kind, target } = contractOf(type);
  if (isEnumType(target)) {
    const value = token instanceof JProperty ? token.value : token;
    if (value.type === 'String') return enumOfText(value, type, target);
    if (value.type === 'Integer' && value instanceof JValue) return toEnum(value.value, target);
    const number = castToken(value, type === target ? 'System.Int32' : 'System.Nullable`1[System.Int32]');
    return number === null ? null : toEnum(number, target);
  }
  const isCast = kind === 'String' || (kind === 'Primitive' && target !== 'System.Byte[]');
  return isCast ? castToken(token, type) : deserialiseWith(new JTokenReader(token), type, false);
}

function enumOfText(token: JToken, type: string, target: string): ClrValue {
  try {
    return deserialiseWith(new JTokenReader(token), type, false);
  } catch (error) {
    if (!(error instanceof ClrException)) throw error;
    throw argument(`Could not convert '${token.toClrString()}' to ${target.slice(target.lastIndexOf('.') + 1)}.`);
  }
}
