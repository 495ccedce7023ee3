import type { ClrValue } from '../../clr-value';
import type { ArithmeticOperator } from '../numbers/arithmetic';
import { decimalOperator } from '../numbers/arithmetic';
import { ClrArray } from '../collections/array';
import { convertNumber, wrapInteger } from '../numbers/convert-number';
import { ClrDecimal } from '../numbers/decimal';
import type { ClrEnum } from '../enums';
import { argument, argumentNull, overflow, requireAtMost } from '../errors';
import type { Member, MemberTable } from '../member';
import { byte } from '../numbers/numbers';
import type { ClrNumber } from '../numbers/numbers';
import { absolute, clamp, extreme, signOf } from './math';
import { roundDecimal } from './rounding';

const D = 'System.Decimal';
const M = `M:${D}`;
const INT = 'System.Int32';
const SIGN = 0x8000_0000n;

const CONVERSIONS = ['Byte', 'SByte', 'Int16', 'UInt16', 'Int32', 'UInt32', 'Int64', 'UInt64', 'Single', 'Double'];

/** Low, middle and high 32 bits of the number without its sign, and the flags: sign bit and scale. */
function bitsOf(value: ClrDecimal): ClrArray {
  const size = value.absolute().coefficient;
  const flags = (BigInt(value.scale) << 16n) | (value.negative ? SIGN : 0n);
  return new ClrArray(
    INT,
    [size, size >> 32n, size >> 64n, flags].map((part) => wrapInteger(part, INT)),
  );
}

function fromParts(low: number, middle: number, high: number, negative: boolean, scale: number): ClrDecimal {
  const part = (value: number, place: bigint): bigint => BigInt(value >>> 0) << place;
  const size = part(low, 0n) | part(middle, 32n) | part(high, 64n);
  return ClrDecimal.of(negative ? -size : size, scale, negative);
}

function fromBits(bits: ClrArray | null): ClrDecimal {
  if (bits === null) throw argumentNull('bits');
  const [low = 0, middle = 0, high = 0, flags = 0] = bits.items as number[];
  const scale = (flags >> 16) & 0xff;
  if (bits.items.length !== 4 || (flags & 0x7f00_ffff) !== 0 || scale > 28)
    throw argument('Decimal constructor requires an array or span of four valid decimal bytes.');
  return fromParts(low, middle, high, flags < 0, scale);
}

function toCurrency(value: ClrDecimal): bigint {
  const rounded = value.round(4);
  const units = rounded.coefficient * 10n ** BigInt(4 - rounded.scale);
  if (BigInt.asIntN(64, units) !== units) throw overflow('Currency');
  return units;
}

function isInteger(value: ClrDecimal): boolean {
  return value.compare(value.round(0, 2)) === 0;
}

function magnitude(larger: boolean): Member {
  return (left: ClrDecimal, right: ClrDecimal) => {
    const order = left.absolute().compare(right.absolute());
    if (order === 0) return left.negative === larger ? right : left;
    return order > 0 === larger ? left : right;
  };
}

function arithmetic(): Record<string, Member> {
  const names: Readonly<Record<string, ArithmeticOperator>> = {
    Add: '+',
    Subtract: '-',
    Multiply: '*',
    Divide: '/',
    Remainder: '%',
  };
  return Object.fromEntries(
    Object.entries(names).map(([name, operator]) => [`${M}.${name}(${D},${D})`, decimalOperator(operator)]),
  );
}

function conversions(): Record<string, Member> {
  const members: Record<string, Member> = {};
  for (const name of CONVERSIONS)
    members[`${M}.To${name}(${D})`] = (value: ClrDecimal) => convertNumber(value, `System.${name}`, true);
  for (const name of ['Int32', 'UInt32', 'Int64', 'UInt64', 'Single', 'Double'])
    members[`${M}.#ctor(System.${name})`] = (value: ClrValue) => convertNumber(value, D, true);
  return members;
}

/** Members of System.Decimal beyond parsing and printing. */
export const DECIMAL_MEMBERS: MemberTable = {
  ...arithmetic(),
  ...conversions(),
  [`${M}.#ctor(${INT},${INT},${INT},System.Boolean,System.Byte)`]: (
    low: number,
    middle: number,
    high: number,
    negative: boolean,
    scale: ClrNumber,
  ) => {
    requireAtMost(scale.value, 28, 'scale');
    return fromParts(low, middle, high, negative, scale.value);
  },
  [`${M}.#ctor(${INT}[])`]: fromBits,
  [`${M}.GetBits(${D})`]: bitsOf,
  [`P:${D}.Scale`]: (self: ClrDecimal) => byte(self.scale),
  [`${M}.Abs(${D})`]: (value: ClrDecimal) => absolute(value, D),
  [`${M}.Negate(${D})`]: (value: ClrDecimal) => value.negate(),
  [`${M}.Sign(${D})`]: signOf,
  [`${M}.Clamp(${D},${D},${D})`]: clamp,
  [`${M}.Max(${D},${D})`]: extreme(D, 'Max'),
  [`${M}.Min(${D},${D})`]: extreme(D, 'Min'),
  [`${M}.Compare(${D},${D})`]: (left: ClrDecimal, right: ClrDecimal) => left.compare(right),
  [`${M}.Equals(${D},${D})`]: (left: ClrDecimal, right: ClrDecimal) => left.compare(right) === 0,
  [`${M}.CopySign(${D},${D})`]: (value: ClrDecimal, sign: ClrDecimal) =>
    value.negative === sign.negative ? value : value.negate(),
  [`${M}.MaxMagnitude(${D},${D})`]: magnitude(true),
  [`${M}.MinMagnitude(${D},${D})`]: magnitude(false),
  [`${M}.IsNegative(${D})`]: (value: ClrDecimal) => value.negative,
  [`${M}.IsPositive(${D})`]: (value: ClrDecimal) => !value.negative,
  [`${M}.IsInteger(${D})`]: isInteger,
  [`${M}.IsEvenInteger(${D})`]: (value: ClrDecimal) => isInteger(value) && value.truncate() % 2n === 0n,
  [`${M}.IsOddInteger(${D})`]: (value: ClrDecimal) => isInteger(value) && value.truncate() % 2n !== 0n,
  [`${M}.IsCanonical(${D})`]: (value: ClrDecimal) => value.scale === value.trimmed().scale,
  [`${M}.Truncate(${D})`]: (value: ClrDecimal) => value.round(0, 2),
  [`${M}.Floor(${D})`]: (value: ClrDecimal) => value.round(0, 3),
  [`${M}.Ceiling(${D})`]: (value: ClrDecimal) => value.round(0, 4),
  [`${M}.Round(${D})`]: (value: ClrDecimal) => roundDecimal(value),
  [`${M}.Round(${D},${INT})`]: (value: ClrDecimal, digits: number) => roundDecimal(value, digits),
  [`${M}.Round(${D},System.MidpointRounding)`]: (value: ClrDecimal, mode: ClrEnum) => roundDecimal(value, 0, mode),
  [`${M}.Round(${D},${INT},System.MidpointRounding)`]: roundDecimal,
  [`${M}.ToOACurrency(${D})`]: toCurrency,
  [`${M}.FromOACurrency(System.Int64)`]: (units: bigint) =>
    units === 0n ? ClrDecimal.of(0n, 4) : ClrDecimal.of(units, 4).trimmed(),
};
