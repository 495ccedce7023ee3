import type { ClrValue } from '../../../clr-value';
import type { ClrDictionary, ClrHashSet } from '../../collections/dictionary';
import { DefaultComparer } from '../../collections/default-comparer';
import { argumentOutOfRange, invalidOperation } from '../../errors';
import type { MemberTable } from '../../member';

type HashTable = ClrDictionary | ClrHashSet;

/** Fails as Dictionary does for a capacity below the least one. */
export function requireCapacity(capacity: number, least = 0): void {
  if (capacity < least)
    throw argumentOutOfRange('Specified argument was out of the range of valid values.', 'capacity');
}

/** `TrimExcess(capacity)`; ends running walks where the table gets smaller. */
export function trim(self: HashTable, capacity: number): void {
  const before = self.entries.capacity;
  self.entries.trim(capacity);
  if (self.entries.capacity !== before) self.touch();
}

function ensureCapacity(self: HashTable, capacity: number): number {
  requireCapacity(capacity);
  const before = self.entries.capacity;
  self.entries.reserve(capacity);
  if ('keyType' in self && self.entries.capacity !== before) self.touch();
  return self.entries.capacity;
}

/** Members that Dictionary and HashSet have in common. */
export function hashTableMembers(type: string, keyTypeOf: (self: never) => string): MemberTable {
  return {
    [`P:${type}.Capacity`]: (self: HashTable) => self.entries.capacity,
    [`P:${type}.Comparer`]: (self: HashTable) => self.comparer ?? DefaultComparer.of(keyTypeOf(self as never)),
    [`M:${type}.EnsureCapacity(System.Int32)`]: ensureCapacity,
    [`M:${type}.TrimExcess`]: (self: HashTable) => trim(self, self.entries.size),
    [`M:${type}.OnDeserialization(System.Object)`]: () => undefined,
    // Comparers that find keys by something else do so by spans of characters, which expressions cannot name.
    [`M:${type}.GetAlternateLookup\`\`1`]: (): ClrValue => {
      throw invalidOperation("The collection's comparer does not support the requested operation.");
    },
  };
}
