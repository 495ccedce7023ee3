import type { ClrValue } from '../../clr-value';
import { compareValues } from '../comparers';
import { convertNumber, asNumber } from '../convert-number';
import { ClrDecimal } from '../decimal';
import { argument, argumentNull, formatError, invalidOperation } from '../errors';
import { formatNumber } from '../format-number';
import { defaultByName } from '../default-by-name';
import { withSite } from '../member';
import type { Member, MemberTable, Ref, Site } from '../member';
import type { Run } from '../run';
import { clrEquals, typeNameOf } from '../values';
import { parseBoolean, parseNumber, tryParseNumber } from '../parse-number';
import { NUMERIC_TYPES } from '../numbers';
import type { ClrNumber } from '../numbers';

/** CompareTo: the sign, but of integers below 32 bits the difference. */
function comparer(type: string): (left: ClrValue, right: ClrValue) => number {
  return /Byte|Int16/.test(type) ? (left, right) => asNumber(left) - asNumber(right) : compareValues;
}

function tryParse(type: string): (text: string | null, result: Ref) => boolean {
  const zero = convertNumber(0, type, false);
  return (text, result) => {
    const parsed = text === null ? { failure: 'format' as const } : tryParseNumber(text, type);
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
  return {
    [`M:${type}.Parse(System.String)`]: (text: string | null) => parseNumber(text, type),
    [`M:${type}.TryParse(System.String,${type}@)`]: tryParse(type),
    [`M:${type}.ToString(System.String)`]: (self: ClrValue, format: string | null) => formatNumber(self, format),
    [`M:${type}.ToString(System.String,${provider})`]: (self: ClrValue, format: string | null) =>
      formatNumber(self, format),
    [`M:${type}.ToString(${provider})`]: (self: ClrValue) => formatNumber(self, null),
    [`M:${type}.Parse(System.String,${provider})`]: (text: string | null) => parseNumber(text, type),
    [`M:${type}.CompareTo(${type})`]: comparer(type),
    [`M:${type}.CompareTo(System.Object)`]: compareToObject,
    [`M:${type}.Equals(${type})`]: (self: ClrValue, other: ClrValue) => clrEquals(self, other),
    [`M:${type}.Max(${type},${type})`]: (left: ClrValue, right: ClrValue) =>
      compareValues(left, right) >= 0 ? left : right,
    [`M:${type}.Min(${type},${type})`]: (left: ClrValue, right: ClrValue) =>
      compareValues(left, right) <= 0 ? left : right,
  };
}

function realMembers(type: string): Record<string, Member> {
  return {
    [`M:${type}.IsNaN(${type})`]: (value: ClrNumber) => Number.isNaN(value.value),
    [`M:${type}.IsInfinity(${type})`]: (value: ClrNumber) => Math.abs(value.value) === Infinity,
    [`M:${type}.IsPositiveInfinity(${type})`]: (value: ClrNumber) => value.value === Infinity,
    [`M:${type}.IsNegativeInfinity(${type})`]: (value: ClrNumber) => value.value === -Infinity,
    [`M:${type}.IsFinite(${type})`]: (value: ClrNumber) => Number.isFinite(value.value),
    [`M:${type}.op_Equality(${type},${type})`]: (left: ClrNumber, right: ClrNumber) => left.value === right.value,
  };
}

function roundDecimal(value: ClrDecimal, digits: number): ClrDecimal {
  return value.round(digits, false);
}

function booleanOf(text: string | null): boolean {
  if (text === null) throw argumentNull('value');
  const parsed = parseBoolean(text);
  if (parsed === undefined) throw formatError(`String '${text}' was not recognized as a valid Boolean.`);
  return parsed;
}

/** Members of the numeric types and of System.Boolean. */
export const NUMBER_MEMBERS: MemberTable = {
  ...Object.assign({}, ...NUMERIC_TYPES.map(membersOf)),
  ...realMembers('System.Double'),
  ...realMembers('System.Single'),
  'M:System.Decimal.Round(System.Decimal)': (value: ClrDecimal) => roundDecimal(value, 0),
  'M:System.Decimal.Round(System.Decimal,System.Int32)': roundDecimal,
  'M:System.Decimal.Truncate(System.Decimal)': (value: ClrDecimal) => ClrDecimal.of(value.truncate(), 0),
  'M:System.Decimal.ToInt32(System.Decimal)': (value: ClrDecimal) => convertNumber(value, 'System.Int32', true),
  'M:System.Decimal.ToDouble(System.Decimal)': (value: ClrDecimal) =>
    convertNumber(asNumber(value), 'System.Double', false),
  'M:System.Boolean.Parse(System.String)': booleanOf,
  'M:System.Boolean.TryParse(System.String,System.Boolean@)': (text: string | null, result: Ref) => {
    const parsed = text === null ? undefined : parseBoolean(text);
    result.value = parsed ?? false;
    return parsed !== undefined;
  },
  'M:System.Boolean.Equals(System.Boolean)': (self: boolean, other: boolean) => self === other,
  'M:System.Boolean.CompareTo(System.Boolean)': (self: boolean, other: boolean) => Number(self) - Number(other),
  'F:System.Boolean.TrueString': () => 'True',
  'F:System.Boolean.FalseString': () => 'False',
  'P:System.Nullable`1.HasValue': (self: ClrValue) => self !== null,
  'P:System.Nullable`1.Value': (self: ClrValue) => {
    if (self === null) throw invalidOperation('Nullable object must have a value.');
    return self;
  },
  'M:System.Nullable`1.#ctor(`0)': (value: ClrValue) => value,
  'M:System.Nullable`1.GetValueOrDefault': withSite(
    (site: Site, _run: Run, self: ClrValue) => self ?? defaultByName(site.declaringTypeArguments[0] ?? 'System.Object'),
  ),
  'M:System.Nullable`1.GetValueOrDefault(`0)': (self: ClrValue, fallback: ClrValue) => self ?? fallback,
};
