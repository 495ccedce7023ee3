import type { ClrException } from '../clr-exception';
import type { ClrValue } from '../clr-value';
import { compareNumbers } from './numbers/arithmetic';
import { ClrStringComparer, compareCulture, compareStrings } from './comparers';
import { ClrBigInteger } from './numbers/big-integer';
import { asNumber } from './numbers/convert-number';
import { ClrEnum } from './enums';
import { argument } from './errors';
import { ClrTuple } from './tuple';
import { typeNameOf } from './values';

/** Types of .NET that `IComparable` orders, next to enums and tuples. */
const COMPARABLE =
  /^System\.(String|Boolean|Char|S?Byte|U?Int(16|32|64)|Single|Double|Decimal|DateTime|DateTimeOffset|TimeSpan)$/;

/** The exception of `IComparable.CompareTo` for an argument of another type; undefined for a type that is not comparable. */
function otherType(left: ClrValue, right: ClrValue): ClrException | undefined {
  const type = typeNameOf(left) ?? '';
  if (left instanceof ClrEnum) {
    return argument(
      `Object must be the same type as the enum. The type passed in was '${typeNameOf(right)}'; the enum type was '${type}'.`,
    );
  }
  if (left instanceof ClrTuple) return argument(`Argument must be of type ${type}.`, 'other');
  if (left instanceof ClrBigInteger) return argument('The parameter must be a BigInteger.', 'obj');
  if (type === 'System.Guid') return argument('Object must be of type GUID.', 'value');
  return COMPARABLE.test(type) ? argument(`Object must be of type ${type.slice('System.'.length)}.`) : undefined;
}

/** Whether the type of a value orders its values. */
export function isComparable(value: ClrValue): boolean {
  return otherType(value, value) !== undefined || (typeof value === 'object' && value !== null && 'compareTo' in value);
}

function compareTuples(left: ClrTuple, right: ClrTuple): number {
  for (const [index, item] of left.items.entries()) {
    const order = compareValues(item, right.items[index] ?? null);
    if (order !== 0) return order;
  }
  return 0;
}

/**
 * `Comparer<T>.Default`: null first, numbers by size, strings by culture, anything else by its own comparison. Values of two
 * types fail.
 */
export function compareValues(left: ClrValue, right: ClrValue): number {
  if (left === right) return 0;
  if (left === null || right === null) return left === null ? -1 : 1;
  if (typeof left === 'string' && typeof right === 'string') return compareCulture(left, right, false);
  if (typeof left === 'number' && typeof right === 'number') return Math.sign(left - right);
  const refusal = otherType(left, right);
  if (refusal !== undefined && typeNameOf(left) !== typeNameOf(right)) throw refusal;
  if (typeof left === 'boolean' && typeof right === 'boolean') return Number(left) - Number(right);
  if (left instanceof ClrTuple && right instanceof ClrTuple) return compareTuples(left, right);
  if (left instanceof ClrBigInteger && right instanceof ClrBigInteger)
    return Number(left.value > right.value) - Number(left.value < right.value);
  if (typeof left === 'object' && 'compareTo' in left && typeof left.compareTo === 'function') {
    const result: unknown = left.compareTo(right);
    return typeof result === 'number' ? result : 0;
  }
  if (refusal === undefined) {
    if (otherType(right, left) !== undefined) return -compareValues(right, left);
    throw argument('At least one object must implement IComparable.');
  }
  const result = compareNumbers(left, right);
  if (!Number.isNaN(result)) return result;
  return Number.isNaN(asNumber(left)) ? -1 : 1;
}

/** The order of a comparer argument (`IComparer<T>`); null is the default. */
export function comparisonOf(comparer: ClrValue): (left: ClrValue, right: ClrValue) => number {
  if (typeof comparer === 'object' && comparer !== null && 'order' in comparer && typeof comparer.order === 'function')
    return comparer.order as (left: ClrValue, right: ClrValue) => number;
  if (!(comparer instanceof ClrStringComparer)) return compareValues;
  const isText = (value: ClrValue): value is string | null => typeof value === 'string' || value === null;
  return (left, right) =>
    isText(left) && isText(right) ? compareStrings(left, right, comparer.comparison) : compareValues(left, right);
}
