import type { ClrValue } from '../../clr-value';
import { ClrBigInteger } from '../numbers/big-integer';
import { changeType } from '../change-type';
import { compareCulture, compareOrdinal } from '../comparers';
import { asNumber } from '../numbers/convert-number';
import { ClrDateTime, ClrDateTimeOffset, ClrTimeSpan } from '../dates/date-time';
import { ClrDecimal } from '../numbers/decimal';
import { argument, argumentOutOfRange, invalidCast, nullReference } from '../errors';
import { ClrGuid } from '../guid';
import { ClrNumber, ClrUInt64 } from '../numbers/numbers';
import { ClrUri } from '../uri/uri-value';
import { castNameOf, display } from '../values';
import type { TokenType } from './token';

function sign(difference: number): number {
  return difference < 0 ? -1 : difference > 0 ? 1 : 0;
}

function order(left: bigint, right: bigint): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

function isReal(value: ClrValue): boolean {
  return value instanceof ClrNumber && /Double|Single/.test(value.clrType);
}

/** Doubles that differ by rounding alone count as equal. */
function compareReals(left: ClrValue, right: ClrValue): number {
  const [first, second] = [asNumber(changeType(left, 'System.Double')), asNumber(changeType(right, 'System.Double'))];
  const tolerance = (Math.abs(first) + Math.abs(second) + 10) * Number.EPSILON;
  if (first === second || Math.abs(first - second) < tolerance) return 0;
  if (Number.isNaN(first) || Number.isNaN(second)) return Number(Number.isNaN(second)) - Number(Number.isNaN(first));
  return sign(first - second);
}

function compareBig(left: ClrValue, right: ClrValue): number {
  const whole = (value: ClrValue): bigint | number => {
    if (value instanceof ClrBigInteger) return value.value;
    return isReal(value) ? asNumber(value) : BigInt(display(changeType(value, 'System.Int64')));
  };
  const [first, second] = [whole(left), whole(right)];
  return first < second ? -1 : first > second ? 1 : 0;
}

function compareNumbers(left: ClrValue, right: ClrValue, real: boolean): number {
  if (left instanceof ClrBigInteger || right instanceof ClrBigInteger) return compareBig(left, right);
  const isExact = (value: ClrValue): boolean => value instanceof ClrUInt64 || value instanceof ClrDecimal;
  if (isExact(left) || isExact(right)) {
    const [first, second] = [changeType(left, 'System.Decimal'), changeType(right, 'System.Decimal')];
    return first instanceof ClrDecimal && second instanceof ClrDecimal ? sign(first.compare(second)) : 0;
  }
  if (real || isReal(left) || isReal(right)) return compareReals(left, right);
  const int64 = (value: ClrValue): bigint => BigInt(display(changeType(value, 'System.Int64')));
  return order(int64(left), int64(right));
}

function wrongKind(value: ClrValue, wanted: string): Error {
  return invalidCast(castNameOf(value), wanted);
}

function compareDates(left: ClrValue, right: ClrValue): number {
  if (left instanceof ClrDateTimeOffset) {
    const other = right instanceof ClrDateTimeOffset ? right : changeType(right, 'System.DateTime');
    const ticks = other instanceof ClrDateTimeOffset ? other.utcTicks : other instanceof ClrDateTime ? other.ticks : 0n;
    return order(left.utcTicks, ticks);
  }
  if (!(left instanceof ClrDateTime)) throw wrongKind(left, 'System.DateTimeOffset');
  const other =
    right instanceof ClrDateTimeOffset ? new ClrDateTime(right.ticks) : changeType(right, 'System.DateTime');
  return other instanceof ClrDateTime ? order(left.ticks, other.ticks) : 0;
}

function compareBytes(left: Uint8Array, right: Uint8Array): number {
  if (left.length !== right.length) return sign(left.length - right.length);
  return Buffer.compare(left, right);
}

/** Compares two values of JSON tokens as values of one token type: negative, zero or positive; null comes first. */
export function compareJson(type: TokenType, left: ClrValue, right: ClrValue): number {
  if (left === right) return 0;
  if (right === null) return 1;
  if (left === null) return -1;
  switch (type) {
    case 'Integer':
    case 'Float':
      return compareNumbers(left, right, type === 'Float');
    case 'Comment':
    case 'String':
    case 'Raw':
      return compareOrdinal(display(left), display(right));
    case 'Boolean':
      return Number(changeType(left, 'System.Boolean')) - Number(changeType(right, 'System.Boolean'));
    case 'Date':
      return compareDates(left, right);
    case 'Bytes':
      if (!(right instanceof Uint8Array)) throw argument('Object must be of type byte[].');
      if (!(left instanceof Uint8Array)) throw nullReference();
      return compareBytes(left, right);
    case 'Guid':
      if (!(right instanceof ClrGuid)) throw argument('Object must be of type Guid.');
      if (!(left instanceof ClrGuid)) throw wrongKind(left, 'System.Guid');
      return left.compareTo(right);
    case 'Uri':
      if (!(right instanceof ClrUri)) throw argument('Object must be of type Uri.');
      if (!(left instanceof ClrUri)) throw wrongKind(left, 'System.Uri');
      return compareCulture(display(left), display(right), false);
    case 'TimeSpan':
      if (!(right instanceof ClrTimeSpan)) throw argument('Object must be of type TimeSpan.');
      if (!(left instanceof ClrTimeSpan)) throw wrongKind(left, 'System.TimeSpan');
      return order(left.ticks, right.ticks);
    default:
      throw argumentOutOfRange(`Unexpected value type: ${type}`, 'valueType', type);
  }
}
