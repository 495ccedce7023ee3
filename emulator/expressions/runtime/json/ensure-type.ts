import { ClrException } from '../../clr-exception';
import type { ClrValue } from '../../clr-value';
import { ClrBigInteger } from '../numbers/big-integer';
import { ClrEnum, isEnumType, parseEnum } from '../enums';
import { argument } from '../errors';
import { display, typeNameOf } from '../values';
import { castToken } from './cast';
import { changeTypeOfAny, uriOf } from './convert';
import type { Contract } from './type-contract';
import type { JsonReader } from './reader';
import { JValue } from './value';

function printed(value: ClrValue): string {
  if (value === null) return '{null}';
  return typeof value === 'string' ? `"${value}"` : display(value);
}

/** A value as the contract's type: converted as Convert.ChangeType does where it is another. */
export function ensureType(reader: JsonReader, value: ClrValue, contract: Contract): ClrValue {
  if (contract.kind === 'Any' || (value !== null && typeNameOf(value) === contract.target)) return value;
  if (value === null && contract.isNullable) return null;
  try {
    return convert(value, contract);
  } catch (error) {
    if (!(error instanceof ClrException)) throw error;
    throw reader.serializationError(`Error converting value ${printed(value)} to type '${contract.type}'.`, error);
  }
}

function convert(value: ClrValue, { target, kind }: Contract): ClrValue {
  if (isEnumType(target)) return toEnum(value, target);
  if (value instanceof ClrBigInteger) return value.toNumber(target);
  if (kind !== 'Primitive' && kind !== 'String') throw notConvertible(value, target);
  if (target === 'System.Uri') {
    if (typeof value === 'string') return uriOf(value);
    throw notConvertible(value, target);
  }
  if (target === 'System.Guid' || target === 'System.TimeSpan') {
    if (typeof value === 'string') return castToken(new JValue('String', value), target);
    throw notConvertible(value, target);
  }
  return changeTypeOfAny(value, target);
}

function notConvertible(value: ClrValue, target: string): ClrException {
  return argument(`Could not cast or convert from ${typeNameOf(value) ?? '{null}'} to ${target}.`);
}

/** A JSON number, boolean or name as a value of the enum. */
export function toEnum(value: ClrValue, target: string): ClrEnum {
  if (typeof value === 'string') {
    const parsed = parseEnum(target, value, true);
    if (typeof parsed === 'string') throw argument(`Requested value '${value}' was not found.`);
    return parsed;
  }
  if (typeof value === 'boolean') return new ClrEnum(target, Number(value));
  if (typeof value === 'number' || typeof value === 'bigint')
    return new ClrEnum(target, Number(BigInt.asIntN(32, BigInt(value))));
  throw argument(
    'The value passed in must be an enum base or an underlying type for an enum, such as an Int32.',
    'value',
  );
}
