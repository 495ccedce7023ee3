import type { ClrValue } from '../../../clr-value';
import { compareValues, isComparable } from '../../compare-values';
import { ClrStringComparer, compareStrings, requireComparison } from '../../comparers';
import type { ClrEnum } from '../../enums';
import { argument } from '../../errors';
import type { Member, MemberTable } from '../../member';
import { clrEquals } from '../../values';

const SC = 'System.StringComparer';
const TEXT = '(System.String,System.String)';
const OBJECTS = '(System.Object,System.Object)';

function comparer(comparison: number): Member {
  const made = new ClrStringComparer(comparison);
  return () => made;
}

function compare(self: ClrStringComparer, left: string | null, right: string | null): number {
  return compareStrings(left, right, self.comparison);
}

function equals(self: ClrStringComparer, left: string | null, right: string | null): boolean {
  return clrEquals(left, right) || compare(self, left, right) === 0;
}

function isText(value: ClrValue): value is string | null {
  return value === null || typeof value === 'string';
}

/** Members of System.StringComparer. */
export const STRING_COMPARER_MEMBERS: MemberTable = {
  [`P:${SC}.CurrentCulture`]: comparer(0),
  [`P:${SC}.CurrentCultureIgnoreCase`]: comparer(1),
  [`P:${SC}.InvariantCulture`]: comparer(2),
  [`P:${SC}.InvariantCultureIgnoreCase`]: comparer(3),
  [`P:${SC}.Ordinal`]: comparer(4),
  [`P:${SC}.OrdinalIgnoreCase`]: comparer(5),
  [`M:${SC}.Equals${TEXT}`]: equals,
  [`M:${SC}.Compare${TEXT}`]: compare,
  [`M:${SC}.Equals${OBJECTS}`]: (self: ClrStringComparer, left: ClrValue, right: ClrValue) =>
    isText(left) && isText(right) ? equals(self, left, right) : clrEquals(left, right),
  [`M:${SC}.Compare${OBJECTS}`]: (self: ClrStringComparer, left: ClrValue, right: ClrValue) => {
    if (isText(left) && isText(right)) return compare(self, left, right);
    if (left !== null && right !== null && !isComparable(left))
      throw argument('At least one object must implement IComparable.');
    return compareValues(left, right);
  },
  [`M:${SC}.FromComparison(System.StringComparison)`]: ({ value: rule }: ClrEnum) => {
    requireComparison(rule);
    return new ClrStringComparer(rule);
  },
};
