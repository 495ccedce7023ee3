import { compareOrdinal, compareStrings, requireComparison } from '../../comparers';
import type { ClrEnum } from '../../enums';
import { argumentOutOfRange, requireNonNegative } from '../../errors';
import type { MemberTable } from '../../member';

const S = 'M:System.String';
const TEXT = 'System.String';
const INT = 'System.Int32';
const PART = `${TEXT},${INT},${TEXT},${INT},${INT}`;
const CULTURE = 'System.Globalization.CultureInfo';
const OUTSIDE = 'Index was out of range. Must be non-negative and less than or equal to the size of the collection.';

type Text = string | null;

/** Compares parts under the culture, which counts the length that is left of each text. */
function compareParts(left: Text, leftAt: number, right: Text, rightAt: number, length: number, rule: number): number {
  const sizes = [left, right].map((text) => text?.length ?? 0);
  const [leftLength = 0, rightLength = 0] = sizes.map((size, index) =>
    Math.min(length, (size - (index === 0 ? leftAt : rightAt)) | 0),
  );
  requireNonNegative(left === null ? 0 : leftLength, 'length1');
  requireNonNegative(right === null ? 0 : rightLength, 'length2');
  requireNonNegative(leftAt, 'offset1');
  requireNonNegative(rightAt, 'offset2');
  for (const [text, at, parameter] of [
    [left, leftAt, 'string1'],
    [right, rightAt, 'string2'],
  ] as const)
    if (text === null && (at !== 0 || length !== 0))
      throw argumentOutOfRange('Offset and length must refer to a position in the string.', parameter);
  return compareStrings(
    left?.slice(leftAt, leftAt + leftLength) ?? null,
    right?.slice(rightAt, rightAt + rightLength) ?? null,
    rule,
  );
}

/** Cuts the parts of two texts, checked as the overloads with a StringComparison and CompareOrdinal check them. */
function checkedParts(
  left: string,
  leftAt: number,
  right: string,
  rightAt: number,
  length: number,
): readonly [string, string] {
  requireNonNegative(length, 'length');
  // Both are looked at for being negative before either is for being too large.
  if (leftAt < 0) throw argumentOutOfRange(OUTSIDE, 'indexA');
  if (rightAt < 0) throw argumentOutOfRange(OUTSIDE, 'indexB');
  if (leftAt > left.length) throw argumentOutOfRange(OUTSIDE, 'indexA');
  if (rightAt > right.length) throw argumentOutOfRange(OUTSIDE, 'indexB');
  return [left.slice(leftAt, leftAt + length), right.slice(rightAt, rightAt + length)];
}

/** Null comes first, wherever its part begins. */
function compareChecked(
  left: Text,
  leftAt: number,
  right: Text,
  rightAt: number,
  length: number,
  compare: (left: string, right: string) => number,
): number {
  if (left === null || right === null) return left === right ? 0 : left === null ? -1 : 1;
  return compare(...checkedParts(left, leftAt, right, rightAt, length));
}

/** `string.Compare` and `CompareOrdinal`. */
export const STRING_COMPARE_MEMBERS: MemberTable = {
  [`${S}.Compare(${TEXT},${TEXT})`]: (left: Text, right: Text) => compareStrings(left, right, 0),
  [`${S}.Compare(${TEXT},${TEXT},System.Boolean)`]: (left: Text, right: Text, ignoreCase: boolean) =>
    compareStrings(left, right, Number(ignoreCase)),
  [`${S}.Compare(${TEXT},${TEXT},System.Boolean,${CULTURE})`]: (left: Text, right: Text, ignoreCase: boolean) =>
    compareStrings(left, right, Number(ignoreCase)),
  [`${S}.Compare(${TEXT},${TEXT},${CULTURE},System.Globalization.CompareOptions)`]: (left: Text, right: Text) =>
    compareStrings(left, right, 0),
  [`${S}.Compare(${TEXT},${TEXT},System.StringComparison)`]: (left: Text, right: Text, comparison: ClrEnum) =>
    compareStrings(left, right, comparison.value),
  [`${S}.Compare(${PART})`]: (left: Text, leftAt: number, right: Text, rightAt: number, length: number) =>
    compareParts(left, leftAt, right, rightAt, length, 0),
  [`${S}.Compare(${PART},${CULTURE},System.Globalization.CompareOptions)`]: (
    left: Text,
    leftAt: number,
    right: Text,
    rightAt: number,
    length: number,
  ) => compareParts(left, leftAt, right, rightAt, length, 0),
  [`${S}.Compare(${PART},System.Boolean,${CULTURE})`]: (
    left: Text,
    leftAt: number,
    right: Text,
    rightAt: number,
    length: number,
    ignoreCase: boolean,
  ) => compareParts(left, leftAt, right, rightAt, length, Number(ignoreCase)),
  [`${S}.Compare(${PART},System.Boolean)`]: (
    left: Text,
    leftAt: number,
    right: Text,
    rightAt: number,
    length: number,
    ignoreCase: boolean,
  ) => compareParts(left, leftAt, right, rightAt, length, Number(ignoreCase)),
  [`${S}.Compare(${PART},System.StringComparison)`]: (
    left: Text,
    leftAt: number,
    right: Text,
    rightAt: number,
    length: number,
    { value: rule }: ClrEnum,
  ) => {
    requireComparison(rule);
    return compareChecked(left, leftAt, right, rightAt, length, (one, other) =>
      rule === 4 ? compareOrdinal(one, other) : compareStrings(one, other, rule),
    );
  },
  [`${S}.CompareOrdinal(${TEXT},${TEXT})`]: (left: Text, right: Text) => compareStrings(left, right, 4),
  [`${S}.CompareOrdinal(${PART})`]: (left: Text, leftAt: number, right: Text, rightAt: number, length: number) =>
    compareChecked(left, leftAt, right, rightAt, length, compareOrdinal),
};
