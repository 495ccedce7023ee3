import type { ClrValue } from '../clr-value';
import { ClrEnum, isEnumType } from './enums';
import { typeNameOf } from './values';

/**
 * What unboxing to the value type with this reflection name gives: the value itself where it is of that type, and an
 * enum as the integer it stands for or as another enum, which the runtime does not tell apart. Undefined: it fails.
 */
export function unbox(value: ClrValue, type: string): ClrValue | undefined {
  if (typeNameOf(value) === type) return value;
  const number = value instanceof ClrEnum ? value.value : value;
  if (typeof number !== 'number') return undefined;
  if (type === 'System.Int32') return number;
  return isEnumType(type) ? new ClrEnum(type, number) : undefined;
}
