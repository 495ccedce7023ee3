import type { ClrValue } from '../../../clr-value';
import type { ClrArray } from '../../collections/array';
import { compareStrings } from '../../comparers';
import type { ClrEnum } from '../../enums';
import { argument, argumentNull, outsideArray, requireNonNegative, requireRange } from '../../errors';
import type { MemberTable } from '../../member';
import { char } from '../../numbers/numbers';
import type { ClrChar } from '../../numbers/numbers';
import { display } from '../../values';
import { required } from './text';
import type { Text } from './text';
import { trimmer } from './trim';

const S = 'M:System.String';
const STRING = 'System.String';
const COMPARISON = 'System.StringComparison';

function charsOf(chars: ClrArray | null): string {
  return chars === null ? '' : chars.items.map((item) => display(item)).join('');
}

function equalsComparing(left: Text, right: Text, comparison: ClrEnum): boolean {
  if (left === null || right === null) return left === right;
  return compareStrings(left, right, comparison.value) === 0;
}

/** Members of System.String that make, read and compare one. */
export const STRING_MEMBERS: MemberTable = {
  'F:System.String.Empty': () => '',
  'P:System.String.Length': (self: string) => self.length,
  'P:System.String.Chars(System.Int32)': (self: string, index: number) => {
    const code = self.charCodeAt(index);
    if (Number.isNaN(code)) throw outsideArray();
    return char(code);
  },
  [`${S}.#ctor(System.Char,System.Int32)`]: (unit: ClrChar, count: number) => {
    requireNonNegative(count, 'count');
    return display(unit).repeat(count);
  },
  [`${S}.#ctor(System.Char[])`]: (chars: ClrArray | null) => charsOf(chars),
  [`${S}.#ctor(System.Char[],System.Int32,System.Int32)`]: (chars: ClrArray | null, start: number, length: number) => {
    if (chars === null) throw argumentNull('value');
    requireRange(start, length, chars.items.length, ['startIndex', 'length']);
    return charsOf(chars).slice(start, start + length);
  },
  [`${S}.Clone`]: (self: string) => self,
  [`${S}.Copy(${STRING})`]: (value: Text) => required(value, 'str'),
  [`${S}.Intern(${STRING})`]: (value: Text) => required(value, 'str'),
  [`${S}.IsNullOrEmpty(${STRING})`]: (value: Text) => value === null || value === '',
  [`${S}.IsNullOrWhiteSpace(${STRING})`]: (value: Text) =>
    value === null || trimmer(undefined, true, false)(value) === '',
  [`${S}.op_Equality(${STRING},${STRING})`]: (left: Text, right: Text) => left === right,
  [`${S}.op_Inequality(${STRING},${STRING})`]: (left: Text, right: Text) => left !== right,
  [`${S}.Equals(${STRING})`]: (self: string, other: Text) => self === other,
  [`${S}.Equals(${STRING},${STRING})`]: (left: Text, right: Text) => left === right,
  [`${S}.Equals(${STRING},${COMPARISON})`]: equalsComparing,
  [`${S}.Equals(${STRING},${STRING},${COMPARISON})`]: equalsComparing,
  [`${S}.CompareTo(${STRING})`]: (self: string, other: Text) => compareStrings(self, other, 0),
  [`${S}.CompareTo(System.Object)`]: (self: string, other: ClrValue) => {
    if (other !== null && typeof other !== 'string') throw argument('Object must be of type String.');
    return compareStrings(self, other, 0);
  },
  [`${S}.IsInterned(${STRING})`]: (value: Text) => required(value, 'str'),
};
