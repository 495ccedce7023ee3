import type { ConstantValue } from '../../../policies/language/expressions/bound-tree/values';
import type { ClrType } from '../../../policies/language/expressions/clr-type';
import type { ClrValue } from '../clr-value';
import { convertNumber } from '../runtime/numbers/convert-number';
import { ClrDecimal } from '../runtime/numbers/decimal';
import { ClrEnum, isEnumType } from '../runtime/enums';
import { defaultStruct } from '../runtime/default-struct';

const PRIMITIVES = new Set(
  ['SByte', 'Byte', 'Int16', 'UInt16', 'Int32', 'UInt32', 'Int64', 'UInt64', 'Single', 'Double', 'Decimal', 'Char'].map(
    (name) => `System.${name}`,
  ),
);

/** The compiler writes zero without decimals as `decimal.Zero`, which has no sign. */
function decimalConstant(digits: string): ClrDecimal {
  const value = ClrDecimal.fromDigits(digits);
  return value.coefficient === 0n && value.scale === 0 ? ClrDecimal.of(0n, 0) : value;
}

/** The runtime value of a compile-time constant. */
export function constant(value: ConstantValue, type: ClrType): ClrValue {
  if (value === null || typeof value === 'boolean') return value;
  if (typeof value === 'object') return decimalConstant(value.decimal);
  if (type.kind !== 'named') return typeof value === 'string' ? value : null;
  const id = type.id === 'System.Nullable`1' && type.args[0]?.kind === 'named' ? type.args[0].id : type.id;
  if (isEnumType(id)) return new ClrEnum(id, Number(value));
  if (id === 'System.Decimal') return ClrDecimal.fromDigits(String(value));
  if (typeof value === 'string') return value;
  return PRIMITIVES.has(id) ? convertNumber(value, id, false) : new ClrEnum(id, Number(value));
}

/** The value of `default(T)`. */
export function defaultOf(type: ClrType): ClrValue {
  if (type.kind !== 'named') return null;
  if (type.id === 'System.Boolean') return false;
  if (PRIMITIVES.has(type.id)) return convertNumber(0, type.id, false);
  if (isEnumType(type.id)) return new ClrEnum(type.id, 0);
  return defaultStruct(type);
}
