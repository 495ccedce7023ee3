import { ClrException } from '../../clr-exception';
import type { ClrValue } from '../../clr-value';
import { changeType } from '../change-type';
import { DB_NULL } from '../db-null';
import type { ClrEnum } from '../enums';
import { argument, argumentNull } from '../errors';
import { isInstance } from '../hierarchy';
import type { MemberTable } from '../member';
import type { ClrTypeObject } from '../type-object';
import { typeNameOf } from '../values';

const M = 'M:System.Convert';
const OBJECT = 'System.Object';
const PROVIDER = 'System.IFormatProvider';
const EMPTY = 0;
const DB_NULL_CODE = 2;
const DATE_TIME_CODE = 16;
const STRING_CODE = 18;

function invalidCast(message: string): ClrException {
  return new ClrException('System.InvalidCastException', message);
}

function requireConvertible(value: ClrValue): void {
  if (!isInstance(value, 'System.IConvertible')) throw invalidCast('Object must implement IConvertible.');
}

function toTypeCode(value: ClrValue, code: ClrEnum): ClrValue {
  const name = code.toClrString();
  if (value === null && (code.value === EMPTY || name === 'Object' || code.value === STRING_CODE)) return null;
  requireConvertible(value);
  if (code.value === EMPTY || code.value === DB_NULL_CODE) throw invalidCast(`Object cannot be cast to ${name}.`);
  if (code.value < 0 || code.value > STRING_CODE || code.value === DATE_TIME_CODE + 1)
    throw argument('Unknown TypeCode value.');
  return changeType(value, `System.${name}`);
}

/** An expression has the types of exceptions alone, which nothing converts to. */
function toType(value: ClrValue, type: ClrTypeObject | null): ClrValue {
  if (type === null) throw argumentNull('conversionType');
  if (value === null || typeNameOf(value) === type.name) return value;
  requireConvertible(value);
  throw invalidCast(`Invalid cast from '${typeNameOf(value)}' to '${type.name}'.`);
}

/** `Convert.ChangeType` and what concerns DBNull. */
export const CHANGE_TYPE_MEMBERS: MemberTable = {
  [`${M}.ChangeType(${OBJECT},System.TypeCode)`]: toTypeCode,
  [`${M}.ChangeType(${OBJECT},System.TypeCode,${PROVIDER})`]: toTypeCode,
  [`${M}.ChangeType(${OBJECT},System.Type)`]: toType,
  [`${M}.ChangeType(${OBJECT},System.Type,${PROVIDER})`]: toType,
  'F:System.Convert.DBNull': () => DB_NULL,
  [`${M}.IsDBNull(${OBJECT})`]: (value: ClrValue) => value === DB_NULL,
};
