import type { ClrValue } from '../../clr-value';
import { hashCode } from '../hash-code';
import { isInstance } from '../hierarchy';
import type { MemberTable } from '../member';
import { ReferenceObject } from '../reference-object';
import { clrTypeOf } from '../type-object';
import { clrEquals, display, typeNameOf } from '../values';

/** `new object()`. */
class PlainObject extends ReferenceObject {
  readonly clrType = 'System.Object';
}

/** Members of System.Object. */
export const OBJECT_MEMBERS: MemberTable = {
  'M:System.Object.#ctor': () => new PlainObject(),
  'M:System.Object.ToString': (self: ClrValue) => display(self),
  'M:System.Object.Equals(System.Object)': clrEquals,
  'M:System.Object.Equals(System.Object,System.Object)': clrEquals,
  // A struct is boxed anew for each argument.
  'M:System.Object.ReferenceEquals(System.Object,System.Object)': (left: ClrValue, right: ClrValue) =>
    left === right && !isInstance(left, 'System.ValueType'),
  'M:System.Object.GetHashCode': hashCode,
  'M:System.Object.GetType': (self: ClrValue) => clrTypeOf(typeNameOf(self) ?? 'System.Object'),
};
