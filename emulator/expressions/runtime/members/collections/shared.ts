import { ClrArray } from '../../collections/array';
import type { ClrValue } from '../../../clr-value';
import { add, clear, contains, copyItems, countOf, itemsIn, remove } from '../../collections/collection-access';
import type { CopyRules } from '../../collections/collection-access';
import { ReadOnlyMap } from '../../context/read-only-map';
import type { ClrDelegate } from '../../delegate';
import { ClrDictionary } from '../../collections/dictionary';
import { argumentNull } from '../../errors';
import type { ClrList } from '../../collections/list';
import type { MemberTable, Site } from '../../member';

/** The namespace of the generic collections. */
export const G = 'System.Collections.Generic.';

/** The element type of a generic collection. */
export function elementType(site: Site): string {
  return site.declaringTypeArguments[0] ?? 'System.Object';
}

/** A predicate as a JavaScript function. */
export function matches(predicate: ClrDelegate | null, parameter = 'match'): (item: ClrValue) => boolean {
  if (predicate === null) throw argumentNull(parameter);
  return (item) => predicate.invoke(item) === true;
}

/** `TrimExcess` of a list, queue or stack: nothing where at least nine tenths are in use. */
export function trimExcess(self: ClrList): void {
  if (self.items.length < Math.trunc(self.capacity * 0.9)) {
    self.touch();
    self.capacity = self.items.length;
  }
}

/** What every ICollection has. */
export function collectionMembers(type: string, rules: CopyRules = 'array'): MemberTable {
  return {
    [`P:${type}.Count`]: countOf,
    [`P:${type}.IsReadOnly`]: (self: ClrValue) =>
      self instanceof ClrArray || self instanceof Uint8Array || self instanceof ReadOnlyMap,
    [`M:${type}.Add(\`0)`]: add,
    [`M:${type}.Clear`]: clear,
    [`M:${type}.Contains(\`0)`]: contains,
    [`M:${type}.Remove(\`0)`]: remove,
    [`M:${type}.CopyTo(\`0[],System.Int32)`]: (self: ClrValue, target: ClrArray | Uint8Array | null, index: number) =>
      copyItems(itemsIn(self), target, index, self instanceof ClrDictionary ? 'dictionary' : rules),
  };
}
