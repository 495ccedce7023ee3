import type { ClrValue } from '../clr-value';
import { named } from '../../../policies/language/expressions/clr-type';
import { convertNumber } from './numbers/convert-number';
import { defaultStruct } from './default-struct';
import { ClrEnum, isEnumType } from './enums';
import { openName, typeArgumentsOf } from './type-names';

/** `default(T)` for the type with this reflection name. */
export function defaultByName(type: string): ClrValue {
  if (type === 'System.Boolean') return false;
  if (/^System\.(S?Byte|U?Int(16|32|64)|Single|Double|Decimal|Char)$/.test(type)) return convertNumber(0, type, false);
  if (isEnumType(type)) return new ClrEnum(type, 0);
  return defaultStruct({ kind: 'named', id: openName(type), args: typeArgumentsOf(type).map((name) => named(name)) });
}
