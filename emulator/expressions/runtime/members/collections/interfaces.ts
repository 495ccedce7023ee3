import type { ClrValue } from '../../../clr-value';
import { at, countOf, indexOf, insert, put, removeAt } from '../../collections/collection-access';
import { JArray } from '../../json/containers';
import { JToken } from '../../json/token';
import type { MemberTable } from '../../member';
import { collectionMembers, G } from './shared';

/** Members of the interfaces that lists, arrays and JSON arrays are used through. */
export const COLLECTION_INTERFACE_MEMBERS: MemberTable = {
  ...collectionMembers(`${G}ICollection\`1`),
  [`P:${G}IReadOnlyCollection\`1.Count`]: countOf,
  [`P:${G}IList\`1.Item(System.Int32)`]: at,
  [`set:P:${G}IList\`1.Item(System.Int32)`]: put,
  [`M:${G}IList\`1.IndexOf(\`0)`]: (self: ClrValue, value: ClrValue) =>
    self instanceof JArray ? self.indexOf(value instanceof JToken ? value : null) : indexOf(self, value),
  [`M:${G}IList\`1.Insert(System.Int32,\`0)`]: insert,
  [`M:${G}IList\`1.RemoveAt(System.Int32)`]: removeAt,
};
