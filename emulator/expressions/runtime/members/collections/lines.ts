import type { ClrValue } from '../../../clr-value';
import { makeArray } from '../../collections/array';
import { add, itemsIn, removeAt, roomFor } from '../../collections/collection-access';
import { defaultByName } from '../../default-by-name';
import { invalidOperation, requireAtLeast, requireNonNegative } from '../../errors';
import { ClrList } from '../../collections/list';
import { withSite } from '../../member';
import type { Member, MemberTable, Ref, Site } from '../../member';
import type { Run } from '../../run';
import { collectionMembers, elementType, G, trimExcess } from './shared';

/** The index of the element whose turn it is; -1 in an empty collection. */
function nextIndex(self: ClrList): number {
  return self.shape === 'Queue' && self.items.length > 0 ? 0 : self.items.length - 1;
}

function take(self: ClrList, isRemoved: boolean): ClrValue {
  const index = nextIndex(self);
  if (index === -1) throw invalidOperation(`${self.shape} empty.`);
  const value = self.items[index] ?? null;
  if (isRemoved) removeAt(self, index);
  return value;
}

function tryTake(isRemoved: boolean): Member {
  return (self: ClrList, result: Ref) => {
    const isThere = self.items.length > 0;
    result.value = isThere ? take(self, isRemoved) : defaultByName(self.elementType);
    return isThere;
  };
}

function capacityMembers(type: string): MemberTable {
  return {
    [`P:${type}.Capacity`]: (self: ClrList) => self.capacity,
    [`M:${type}.EnsureCapacity(System.Int32)`]: (self: ClrList, capacity: number) => {
      requireNonNegative(capacity, 'capacity');
      if (self.capacity < capacity) self.touch();
      self.reserve(capacity);
      return self.capacity;
    },
    [`M:${type}.TrimExcess`]: trimExcess,
    [`M:${type}.TrimExcess(System.Int32)`]: (self: ClrList, capacity: number) => {
      requireNonNegative(capacity, 'capacity');
      requireAtLeast(capacity, self.items.length, 'capacity');
      if (capacity === self.capacity) return;
      if (self.shape === 'Queue') self.touch();
      self.capacity = capacity;
    },
  };
}

/** The members of Queue or Stack; `put` and `get` name how elements come and go. */
function lineMembers(shape: 'Queue' | 'Stack', put: string, get: string): MemberTable {
  const type = `${G}${shape}\`1`;
  return {
    ...collectionMembers(type, shape === 'Queue' ? 'queue' : 'stack'),
    [`M:${type}.#ctor`]: withSite((site: Site) => new ClrList(elementType(site), [], shape)),
    [`M:${type}.#ctor(System.Int32)`]: withSite((site: Site, _run: Run, capacity: number) => {
      requireNonNegative(capacity, 'capacity');
      return new ClrList(elementType(site), [], shape, capacity);
    }),
    [`M:${type}.#ctor(${G}IEnumerable{\`0})`]: withSite(
      (site: Site, _run: Run, source: ClrValue) =>
        new ClrList(elementType(site), itemsIn(source), shape, roomFor(source)),
    ),
    [`M:${type}.${put}(\`0)`]: add,
    [`M:${type}.${get}`]: (self: ClrList) => take(self, true),
    [`M:${type}.Peek`]: (self: ClrList) => take(self, false),
    [`M:${type}.Try${get}(\`0@)`]: tryTake(true),
    [`M:${type}.TryPeek(\`0@)`]: tryTake(false),
    [`M:${type}.ToArray`]: (self: ClrList) => makeArray(self.elementType, [...self.elements()]),
    ...capacityMembers(type),
  };
}

/** Members of Queue and Stack. */
export const LINE_MEMBERS: MemberTable = {
  ...lineMembers('Queue', 'Enqueue', 'Dequeue'),
  ...lineMembers('Stack', 'Push', 'Pop'),
};
