import type { ClrValue } from '../../clr-value';
import { divideByZero } from '../errors';
import type { Member, MemberTable, Ref } from '../member';
import { arithmeticOverflow, integerRange, rawNumber, wrapInteger } from '../numbers/convert-number';
import { ClrInt128 } from '../numbers/int128';
import { NUMERIC_TYPES } from '../numbers/numbers';
import { ClrTuple } from '../tuple';

const INTEGER_TYPES = NUMERIC_TYPES.filter((type) => /Int|Byte/.test(type));

function whole(value: ClrValue): bigint {
  return BigInt(rawNumber(value) as number | bigint);
}

/** Quotient towards zero and rest. Below 32 bits the greatest quotient wraps around, above it overflows. */
function divide(left: ClrValue, right: ClrValue, type: string): readonly [quotient: ClrValue, rest: ClrValue] {
  const [dividend, divisor] = [whole(left), whole(right)];
  if (divisor === 0n) throw divideByZero();
  const isWide = /Int(32|64)$/.test(type);
  if (isWide && divisor === -1n && dividend === integerRange(type).minimum) throw arithmeticOverflow();
  return [wrapInteger(dividend / divisor, type), wrapInteger(dividend % divisor, type)];
}

function quotients(): Record<string, Member> {
  const members: Record<string, Member> = {};
  for (const type of INTEGER_TYPES) {
    const pair = (left: ClrValue, right: ClrValue): ClrValue =>
      new ClrTuple([type, type], divide(left, right, type), 'System.ValueTuple');
    members[`M:System.Math.DivRem(${type},${type})`] = pair;
    members[`M:${type}.DivRem(${type},${type})`] = pair;
    if (!/\.Int(32|64)$/.test(type)) continue;
    members[`M:System.Math.DivRem(${type},${type},${type}@)`] = (left: ClrValue, right: ClrValue, rest: Ref) => {
      const [quotient, remainder] = divide(left, right, type);
      rest.value = remainder;
      return quotient;
    };
  }
  return members;
}

function bigProducts(): Record<string, Member> {
  const members: Record<string, Member> = {};
  for (const bits of ['Int32', 'UInt32', 'Int64', 'UInt64']) {
    const type = `System.${bits}`;
    const product = (left: ClrValue, right: ClrValue): ClrValue => {
      const result = whole(left) * whole(right);
      return bits.endsWith('64')
        ? new ClrInt128(bits === 'Int64' ? 'System.Int128' : 'System.UInt128', result)
        : wrapInteger(result, type.replace('32', '64'));
    };
    members[`M:System.Math.BigMul(${type},${type})`] = product;
    members[`M:${type}.BigMul(${type},${type})`] = product;
    if (!bits.endsWith('64')) continue;
    members[`M:System.Math.BigMul(${type},${type},${type}@)`] = (left: ClrValue, right: ClrValue, low: Ref) => {
      const result = whole(left) * whole(right);
      low.value = wrapInteger(result, type);
      return wrapInteger(result >> 64n, type);
    };
  }
  return members;
}

/** `DivRem` and `BigMul`, of Math and of the integer types. */
export const PRODUCT_MEMBERS: MemberTable = { ...quotients(), ...bigProducts() };
