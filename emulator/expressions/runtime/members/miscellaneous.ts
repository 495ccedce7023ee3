import type { ClrValue } from '../../clr-value';
import { ClrStringComparer, compareStrings } from '../comparers';
import { asNumber, convertNumber, wrapInteger } from '../convert-number';
import { ClrDecimal } from '../decimal';
import { ClrException } from '../../clr-exception';
import { argument, argumentNull, argumentOutOfRange, formatError } from '../errors';
import type { ClrEnum } from '../enums';
import { ClrGuid } from '../guid';
import { withRun } from '../member';
import type { Member, MemberTable, Ref } from '../member';
import { double, NUMERIC_TYPES } from '../numbers';
import type { ClrNumber } from '../numbers';
import { compareNumbers } from '../arithmetic';
import type { Run } from '../run';
import { clrEquals, display } from '../values';

const UNARY = [
  'Sqrt',
  'Sin',
  'Cos',
  'Tan',
  'Asin',
  'Acos',
  'Atan',
  'Exp',
  'Log10',
  'Log2',
  'Sinh',
  'Cosh',
  'Tanh',
  'Cbrt',
  'Floor',
  'Truncate',
] as const;
const JAVASCRIPT: Readonly<Record<(typeof UNARY)[number], (value: number) => number>> = {
  Sqrt: Math.sqrt,
  Sin: Math.sin,
  Cos: Math.cos,
  Tan: Math.tan,
  Asin: Math.asin,
  Acos: Math.acos,
  Atan: Math.atan,
  Exp: Math.exp,
  Log10: Math.log10,
  Log2: Math.log2,
  Sinh: Math.sinh,
  Cosh: Math.cosh,
  Tanh: Math.tanh,
  Cbrt: Math.cbrt,
  Floor: Math.floor,
  Truncate: Math.trunc,
};

/** Rounds to whole, ties to even or away from zero. */
function roundReal(value: number, mode: number): number {
  if (!Number.isFinite(value)) return value;
  const floor = Math.floor(value);
  const difference = value - floor;
  if (difference !== 0.5) return Math.round(value);
  if (mode === 1) return value < 0 ? floor : floor + 1;
  return floor % 2 === 0 ? floor : floor + 1;
}

function roundDigits(value: number, digits: number, mode: number): number {
  if (digits < 0 || digits > 15)
    throw argumentOutOfRange('Rounding digits must be between 0 and 15, inclusive.', 'digits');
  if (Math.abs(value) >= 1e16) return value;
  const power = 10 ** digits;
  return roundReal(value * power, mode) / power;
}

function absolute(value: ClrValue, type: string): ClrValue {
  const raw = value instanceof ClrDecimal ? value : asNumber(value);
  if (raw instanceof ClrDecimal) return raw.coefficient < 0n ? raw.negate() : raw;
  if (typeof value === 'bigint') return checkedAbsolute(value < 0n ? -value : value, type);
  return type === 'System.Double' || type === 'System.Single'
    ? convertNumber(double(Math.abs(raw)), type, false)
    : checkedAbsolute(BigInt(Math.abs(raw)), type);
}

function checkedAbsolute(value: bigint, type: string): ClrValue {
  const result = wrapInteger(value, type);
  if (asNumber(result) < 0) {
    throw new ClrException(
      'System.OverflowException',
      'Negating the minimum value of a twos complement number is invalid.',
    );
  }
  return result;
}

function mathMembers(): Record<string, Member> {
  const members: Record<string, Member> = {};
  for (const name of UNARY)
    members[`M:System.Math.${name}(System.Double)`] = (value: ClrNumber) => double(JAVASCRIPT[name](value.value));
  for (const type of NUMERIC_TYPES) {
    members[`M:System.Math.Max(${type},${type})`] = (left: ClrValue, right: ClrValue) =>
      compareNumbers(left, right) >= 0 || Number.isNaN(asNumber(left)) ? left : right;
    members[`M:System.Math.Min(${type},${type})`] = (left: ClrValue, right: ClrValue) =>
      compareNumbers(left, right) <= 0 || Number.isNaN(asNumber(left)) ? left : right;
    members[`M:System.Math.Abs(${type})`] = (value: ClrValue) => absolute(value, type);
    members[`M:System.Math.Sign(${type})`] = (value: ClrValue) => Math.sign(asNumber(value));
    members[`M:System.Math.Clamp(${type},${type},${type})`] = (value: ClrValue, low: ClrValue, high: ClrValue) => {
      if (compareNumbers(low, high) > 0) throw argument(`'${display(low)}' cannot be greater than ${display(high)}.`);
      return compareNumbers(value, low) < 0 ? low : compareNumbers(value, high) > 0 ? high : value;
    };
  }
  return {
    ...members,
    'M:System.Math.Ceiling(System.Double)': (value: ClrNumber) => double(Math.ceil(value.value)),
    'M:System.Math.Ceiling(System.Decimal)': (value: ClrDecimal) =>
      ClrDecimal.of(value.truncate() + (value.compare(ClrDecimal.of(value.truncate(), 0)) > 0 ? 1n : 0n), 0),
    'M:System.Math.Floor(System.Decimal)': (value: ClrDecimal) =>
      ClrDecimal.of(value.truncate() - (value.compare(ClrDecimal.of(value.truncate(), 0)) < 0 ? 1n : 0n), 0),
    'M:System.Math.Truncate(System.Decimal)': (value: ClrDecimal) => ClrDecimal.of(value.truncate(), 0),
    'M:System.Math.Pow(System.Double,System.Double)': (base: ClrNumber, exponent: ClrNumber) =>
      double(base.value ** exponent.value),
    'M:System.Math.Atan2(System.Double,System.Double)': (y: ClrNumber, x: ClrNumber) =>
      double(Math.atan2(y.value, x.value)),
    'M:System.Math.Log(System.Double)': (value: ClrNumber) => double(Math.log(value.value)),
    'M:System.Math.Log(System.Double,System.Double)': (value: ClrNumber, base: ClrNumber) =>
      double(Math.log(value.value) / Math.log(base.value)),
    'M:System.Math.Round(System.Double)': (value: ClrNumber) => double(roundReal(value.value, 0)),
    'M:System.Math.Round(System.Double,System.Int32)': (value: ClrNumber, digits: number) =>
      double(roundDigits(value.value, digits, 0)),
    'M:System.Math.Round(System.Double,System.MidpointRounding)': (value: ClrNumber, mode: ClrEnum) =>
      double(roundReal(value.value, mode.value)),
    'M:System.Math.Round(System.Double,System.Int32,System.MidpointRounding)': (
      value: ClrNumber,
      digits: number,
      mode: ClrEnum,
    ) => double(roundDigits(value.value, digits, mode.value)),
    'M:System.Math.Round(System.Decimal)': (value: ClrDecimal) => value.round(0, false),
    'M:System.Math.Round(System.Decimal,System.Int32)': (value: ClrDecimal, digits: number) =>
      value.round(digits, false),
    'M:System.Math.Round(System.Decimal,System.Int32,System.MidpointRounding)': (
      value: ClrDecimal,
      digits: number,
      mode: ClrEnum,
    ) => value.round(digits, mode.value === 1),
  };
}

function parseGuid(text: string | null): ClrGuid {
  if (text === null) throw argumentNull('input');
  const parsed = ClrGuid.parse(text);
  if (parsed === undefined) throw formatError('Unrecognized Guid format.');
  return parsed;
}

function comparer(comparison: number): Member {
  const made = new ClrStringComparer(comparison);
  return () => made;
}

const G = 'M:System.Guid';
const SC = 'System.StringComparer';

/** Members of System.Math, Guid and StringComparer. */
export const MISCELLANEOUS_MEMBERS: MemberTable = {
  ...mathMembers(),
  'F:System.Guid.Empty': () => ClrGuid.empty,
  [`${G}.NewGuid`]: withRun((run: Run) => ClrGuid.fromRandom(run.context.randomness.bytes(16))),
  [`${G}.#ctor(System.String)`]: parseGuid,
  [`${G}.#ctor(System.Byte[])`]: (bytes: Uint8Array) => {
    if (bytes.length !== 16) throw argument('Byte array for Guid must be exactly 16 bytes long.', 'b');
    return ClrGuid.fromBytes(bytes);
  },
  [`${G}.Parse(System.String)`]: parseGuid,
  [`${G}.TryParse(System.String,System.Guid@)`]: (text: string | null, result: Ref) => {
    const parsed = text === null ? undefined : ClrGuid.parse(text);
    result.value = parsed ?? ClrGuid.empty;
    return parsed !== undefined;
  },
  [`${G}.ToString(System.String)`]: (self: ClrGuid, format: string | null) => self.format(format),
  [`${G}.ToByteArray`]: (self: ClrGuid) => self.toBytes(),
  [`${G}.Equals(System.Guid)`]: (self: ClrGuid, other: ClrGuid) => self.equals(other),
  [`${G}.CompareTo(System.Guid)`]: (self: ClrGuid, other: ClrGuid) => self.compareTo(other),
  [`${G}.op_Equality(System.Guid,System.Guid)`]: (left: ClrGuid, right: ClrGuid) => left.equals(right),
  [`${G}.op_Inequality(System.Guid,System.Guid)`]: (left: ClrGuid, right: ClrGuid) => !left.equals(right),
  [`P:${SC}.CurrentCulture`]: comparer(0),
  [`P:${SC}.CurrentCultureIgnoreCase`]: comparer(1),
  [`P:${SC}.InvariantCulture`]: comparer(2),
  [`P:${SC}.InvariantCultureIgnoreCase`]: comparer(3),
  [`P:${SC}.Ordinal`]: comparer(4),
  [`P:${SC}.OrdinalIgnoreCase`]: comparer(5),
  [`M:${SC}.Equals(System.String,System.String)`]: (
    self: ClrStringComparer,
    left: string | null,
    right: string | null,
  ) => clrEquals(left, right) || compareStrings(left, right, self.comparison) === 0,
  [`M:${SC}.Compare(System.String,System.String)`]: (
    self: ClrStringComparer,
    left: string | null,
    right: string | null,
  ) => compareStrings(left, right, self.comparison),
};
