import type { ClrValue } from '../../clr-value';
import { compareValues } from '../compare-values';
import { convertNumber, asNumber } from '../numbers/convert-number';
import { argument } from '../errors';
import { formatNumber } from '../numbers/format-number';
import type { Member, MemberTable, Ref } from '../member';
import { clrEquals, typeNameOf } from '../values';
import { parseNumber, tryParseNumber } from '../numbers/parse-number';
import type { NumberStyle } from '../numbers/parse-number';
import { NUMERIC_TYPES } from '../numbers/numbers';

/** CompareTo: the sign, but of integers below 32 bits the difference. */
function comparer(type: string): (left: ClrValue, right: ClrValue) => number {
  return /Byte|Int16/.test(type) ? (left, right) => asNumber(left) - asNumber(right) : compareValues;
}

function tryParse(type: string, style?: NumberStyle): (text: string | null, result: Ref) => boolean {
  const zero = convertNumber(0, type, false);
  return (text, result) => {
    const parsed = text === null ? { failure: 'format' as const } : tryParseNumber(text, type, style);
    result.value = 'value' in parsed ? parsed.value : zero;
    return 'value' in parsed;
  };
}

function compareToObject(self: ClrValue, other: ClrValue): number {
  if (other === null) return 1;
  const type = typeNameOf(self) ?? '';
  if (typeNameOf(other) !== type) throw argument(`Object must be of type ${type.slice('System.'.length)}.`);
  return comparer(type)(self, other);
}

function membersOf(type: string): Record<string, Member> {
  const provider = 'System.IFormatProvider';
  const styles = 'System.Globalization.NumberStyles';
  // The one style that an expression can write is 0, NumberStyles.None.
  const parsePlain = (text: string | null): ClrValue => parseNumber(text, type, 'none');
  return {
    [`M:${type}.Parse(System.String,${styles})`]: parsePlain,
    [`M:${type}.Parse(System.String,${styles},${provider})`]: parsePlain,
    [`M:${type}.TryParse(System.String,${styles},${provider},${type}@)`]: (
      text: string | null,
      _styles: ClrValue,
      _provider: ClrValue,
      result: Ref,
    ) => tryParse(type, 'none')(text, result),
    [`M:${type}.Parse(System.String)`]: (text: string | null) => parseNumber(text, type),
    [`M:${type}.TryParse(System.String,${type}@)`]: tryParse(type),
    [`M:${type}.TryParse(System.String,${provider},${type}@)`]: (
      text: string | null,
      _provider: ClrValue,
      result: Ref,
    ) => tryParse(type)(text, result),
    [`M:${type}.ToString(System.String)`]: (self: ClrValue, format: string | null) => formatNumber(self, format),
    [`M:${type}.ToString(System.String,${provider})`]: (self: ClrValue, format: string | null) =>
      formatNumber(self, format),
    [`M:${type}.ToString(${provider})`]: (self: ClrValue) => formatNumber(self, null),
    [`M:${type}.Parse(System.String,${provider})`]: (text: string | null) => parseNumber(text, type),
    [`M:${type}.CompareTo(${type})`]: comparer(type),
    [`M:${type}.CompareTo(System.Object)`]: compareToObject,
    [`M:${type}.Equals(${type})`]: (self: ClrValue, other: ClrValue) => clrEquals(self, other),
  };
}

/** Parsing, printing and comparing of the numeric types. */
export const NUMBER_MEMBERS: MemberTable = Object.assign({}, ...NUMERIC_TYPES.map(membersOf)) as MemberTable;
