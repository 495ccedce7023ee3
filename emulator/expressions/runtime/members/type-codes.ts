import type { ClrValue } from '../../clr-value';
import { enumMember } from '../enums';
import type { MemberTable } from '../member';
import { typeNameOf } from '../values';

const TYPES =
  'Boolean Char SByte Byte Int16 UInt16 Int32 UInt32 Int64 UInt64 Single Double Decimal DateTime String'.split(' ');

/** The `TypeCode` of a value. */
export function typeCodeOf(self: ClrValue): ClrValue {
  return (
    enumMember('System.TypeCode', typeNameOf(self)?.slice('System.'.length) ?? 'Empty') ??
    enumMember('System.TypeCode', 'Object') ??
    null
  );
}

/** `GetTypeCode` of every type that has one. */
export const TYPE_CODE_MEMBERS: MemberTable = {
  ...Object.fromEntries(TYPES.map((type) => [`M:System.${type}.GetTypeCode`, typeCodeOf])),
  'M:System.Convert.GetTypeCode(System.Object)': typeCodeOf,
};
