import { ClrException } from '../../clr-exception';
import type { ClrValue } from '../../clr-value';
import { rawNumber, wrapInteger } from '../numbers/convert-number';
import { argumentOutOfRange } from '../errors';
import type { Member, MemberTable } from '../member';
import { absolute, clamp, extreme, signOf } from './math';

const BITS: Readonly<Record<string, number>> = {
  'System.SByte': 8,
  'System.Byte': 8,
  'System.Int16': 16,
  'System.UInt16': 16,
  'System.Int32': 32,
  'System.UInt32': 32,
  'System.Int64': 64,
  'System.UInt64': 64,
};

function whole(value: ClrValue): bigint {
  return BigInt(rawNumber(value) as number | bigint);
}

function size(value: bigint): bigint {
  return value < 0n ? -value : value;
}

function logarithm(value: bigint, signed: boolean): number {
  if (value < 0n && signed) throw argumentOutOfRange('Non-negative number required.', 'value');
  return value === 0n ? 0 : value.toString(2).length - 1;
}

/** Functions of one integer whose answer has the integer's own type; `bits` is the two's complement, `width` its length. */
function bitCounts(signed: boolean): Readonly<Record<string, (value: bigint, bits: bigint, width: number) => number>> {
  return {
    PopCount: (_value, bits) => bits.toString(2).replaceAll('0', '').length,
    LeadingZeroCount: (_value, bits, width) => (bits === 0n ? width : width - bits.toString(2).length),
    TrailingZeroCount: (_value, bits, width) => (bits === 0n ? width : (bits & -bits).toString(2).length - 1),
    Log2: (value) => logarithm(value, signed),
  };
}

const QUESTIONS: Readonly<Record<string, (value: bigint) => boolean>> = {
  IsEvenInteger: (value) => (value & 1n) === 0n,
  IsOddInteger: (value) => (value & 1n) === 1n,
  IsNegative: (value) => value < 0n,
  IsPositive: (value) => value >= 0n,
  IsPow2: (value) => value > 0n && (value & (value - 1n)) === 0n,
};

function copySign(value: bigint, sign: bigint, type: string): ClrValue {
  const result = wrapInteger(sign < 0n ? -size(value) : size(value), type);
  if (sign >= 0n && whole(result) < 0n) {
    throw new ClrException(
      'System.OverflowException',
      'Negating the minimum value of a twos complement number is invalid.',
    );
  }
  return result;
}

/** Two integers of one size: Max takes the positive one, Min the negative one. */
function magnitude(larger: boolean): Member {
  return (left: ClrValue, right: ClrValue) => {
    const [one, other] = [whole(left), whole(right)];
    if (size(one) === size(other)) return one < 0n === larger ? right : left;
    return size(one) > size(other) === larger ? left : right;
  };
}

function rotate(value: ClrValue, by: number, type: string): ClrValue {
  const width = BITS[type] ?? 32;
  const bits = BigInt.asUintN(width, whole(value));
  const left = BigInt(((by % width) + width) % width);
  return wrapInteger((bits << left) | (bits >> (BigInt(width) - left)), type);
}

function membersOf(type: string): Record<string, Member> {
  const M = `M:${type}`;
  const width = BITS[type] ?? 32;
  const counts = bitCounts(!/U|Byte$/.test(type) || type === 'System.SByte');
  return {
    ...Object.fromEntries(
      Object.entries(counts).map(([name, count]): [string, Member] => [
        `${M}.${name}(${type})`,
        (value: ClrValue) => wrapInteger(BigInt(count(whole(value), BigInt.asUintN(width, whole(value)), width)), type),
      ]),
    ),
    ...Object.fromEntries(
      Object.entries(QUESTIONS).map(([name, ask]): [string, Member] => [
        `${M}.${name}(${type})`,
        (value: ClrValue) => ask(whole(value)),
      ]),
    ),
    [`${M}.Abs(${type})`]: (value: ClrValue) => absolute(value, type),
    [`${M}.Sign(${type})`]: signOf,
    [`${M}.Max(${type},${type})`]: extreme(type, 'Max'),
    [`${M}.Min(${type},${type})`]: extreme(type, 'Min'),
    [`${M}.Clamp(${type},${type},${type})`]: clamp,
    [`${M}.CopySign(${type},${type})`]: (value: ClrValue, sign: ClrValue) => copySign(whole(value), whole(sign), type),
    [`${M}.MaxMagnitude(${type},${type})`]: magnitude(true),
    [`${M}.MinMagnitude(${type},${type})`]: magnitude(false),
    [`${M}.RotateLeft(${type},System.Int32)`]: (value: ClrValue, by: number) => rotate(value, by, type),
    [`${M}.RotateRight(${type},System.Int32)`]: (value: ClrValue, by: number) => rotate(value, -by, type),
  };
}

/** Static members that all integer types have, each with its own width: bits, signs, ranges. */
export const INTEGER_MEMBERS: MemberTable = {
  ...(Object.assign({}, ...Object.keys(BITS).map(membersOf)) as MemberTable),
};
