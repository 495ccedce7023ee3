import type { ClrValue } from '../../../clr-value';
import { argument, argumentNull, requireAtLeast, requireNonNegative } from '../../errors';
import type { ClrArray } from '../../collections/array';
import { copyItems, countOf, itemsIn, roomFor } from '../../collections/collection-access';
import { defaultByName } from '../../default-by-name';
import type { ClrDelegate } from '../../delegate';
import { ClrHashSet } from '../../collections/dictionary';
import { iterate } from '../../collections/enumerable';
import { withSite } from '../../member';
import type { Member, MemberTable, Ref, Site } from '../../member';
import type { Run } from '../../run';
import { ReferenceObject } from '../../reference-object';
import { clrEquals } from '../../values';
import { hashTableMembers, requireCapacity, trim } from './hash-tables';
import { collectionMembers, elementType, G, matches } from './shared';

const OTHER = `(${G}IEnumerable{\`0})`;

/** The distinct elements of another sequence, by this set's own comparer. */
function setOf(self: ClrHashSet, other: ClrValue): ClrHashSet {
  const set = new ClrHashSet(self.elementType, self.comparer);
  for (const item of itemsIn(other, 'other')) set.add(item);
  return set;
}

function isWithin(inner: ClrHashSet, outer: ClrHashSet): boolean {
  return [...inner.elements()].every((item) => outer.has(item));
}

/** @param ofEmpty what an empty set answers without walking the other sequence */
function relation(holds: (self: ClrHashSet, other: ClrHashSet) => boolean, ofEmpty?: boolean): Member {
  return (self: ClrHashSet, other: ClrValue) => {
    if (other === null) throw argumentNull('other');
    return ofEmpty !== undefined && self.entries.size === 0 ? ofEmpty : holds(self, setOf(self, other));
  };
}

function symmetricExceptWith(self: ClrHashSet, other: ClrValue): void {
  if (other instanceof ClrHashSet && clrEquals(other.comparer, self.comparer)) {
    for (const item of [...other.elements()]) if (!self.remove(item)) self.add(item);
    return;
  }
  // What is new comes in first, so that it does not take the places of what goes.
  const found = new Set([...setOf(self, other).elements()].filter((item) => !self.add(item)).map(self.keyOf));
  for (const item of [...self.elements()]) if (found.has(self.keyOf(item))) self.remove(item);
}

function operations(type: string): MemberTable {
  return {
    [`M:${type}.Add(\`0)`]: (self: ClrHashSet, value: ClrValue) => self.add(value),
    [`M:${type}.UnionWith${OTHER}`]: (self: ClrHashSet, other: ClrValue) => {
      for (const item of itemsIn(other, 'other')) self.add(item);
    },
    [`M:${type}.ExceptWith${OTHER}`]: (self: ClrHashSet, other: ClrValue) => {
      if (other === null) throw argumentNull('other');
      if (self.entries.size === 0) return;
      for (const item of itemsIn(other, 'other')) self.remove(item);
    },
    [`M:${type}.IntersectWith${OTHER}`]: (self: ClrHashSet, other: ClrValue) => {
      if (other === null) throw argumentNull('other');
      // An empty set stays what it is, and the other sequence is not walked.
      if (self.entries.size === 0) return;
      const kept = setOf(self, other);
      for (const item of [...self.elements()]) if (!kept.has(item)) self.remove(item);
    },
    [`M:${type}.SymmetricExceptWith${OTHER}`]: symmetricExceptWith,
    [`M:${type}.SetEquals${OTHER}`]: relation((self, other) => isWithin(self, other) && isWithin(other, self)),
    [`M:${type}.IsSubsetOf${OTHER}`]: relation(isWithin, true),
    [`M:${type}.IsSupersetOf${OTHER}`]: relation((self, other) => isWithin(other, self)),
    [`M:${type}.IsProperSubsetOf${OTHER}`]: relation(
      (self, other) => isWithin(self, other) && other.entries.size > self.entries.size,
    ),
    [`M:${type}.IsProperSupersetOf${OTHER}`]: relation(
      (self, other) => isWithin(other, self) && self.entries.size > other.entries.size,
      false,
    ),
    [`M:${type}.Overlaps${OTHER}`]: (self: ClrHashSet, other: ClrValue) => {
      if (other === null) throw argumentNull('other');
      if (self.entries.size === 0) return false;
      for (const item of iterate(other)) if (self.has(item)) return true;
      return false;
    },
  };
}

const TYPE = `${G}HashSet\`1`;
const COMPARER = `${G}IEqualityComparer{\`0}`;
const INT = 'System.Int32';

function make(site: Site, comparer: ClrValue): ClrHashSet {
  return new ClrHashSet(elementType(site), comparer);
}

/** How many places for each element a copy may have at most. */
const SHRINK_THRESHOLD = 3;

/** What `HashSet<T>.CreateSetComparer` answers: sets are equal that hold the same elements. */
class SetComparer extends ReferenceObject {
  readonly clrType: string;

  constructor(private readonly setElementType: string) {
    super();
    this.clrType = `${G}IEqualityComparer\`1[${TYPE}[${setElementType}]]`;
  }

  readonly equalTo = (left: ClrValue, right: ClrValue): boolean => {
    if (!(left instanceof ClrHashSet) || !(right instanceof ClrHashSet)) return left === right;
    return left.entries.size === right.entries.size && isWithin(left, right);
  };

  override toClrString(): string {
    return `${G}HashSetEqualityComparer\`1[${this.setElementType}]`;
  }

  override equals(other: ClrValue): boolean {
    return other instanceof SetComparer && other.clrType === this.clrType;
  }
}

const copying: Member = withSite((site: Site, _run: Run, source: ClrValue, comparer: ClrValue = null) => {
  if (source === null) throw argumentNull('collection');
  const set = make(site, comparer);
  if (source instanceof ClrHashSet && clrEquals(source.comparer, comparer) && source.entries.isFull) {
    set.entries.copyFrom(source.entries);
    return set;
  }
  set.entries.reserve(roomFor(source));
  for (const item of iterate(source)) set.add(item);
  if (set.entries.size > 0 && Math.trunc(set.entries.capacity / set.entries.size) > SHRINK_THRESHOLD)
    set.entries.trim(set.entries.size);
  return set;
});

const sized: Member = withSite((site: Site, _run: Run, capacity: number, comparer: ClrValue = null) => {
  requireCapacity(capacity);
  const made = make(site, comparer);
  made.entries.reserve(capacity);
  return made;
});

function copyTo(self: ClrHashSet, target: ClrArray | Uint8Array | null, index = 0, count = self.entries.size): void {
  if (target === null) throw argumentNull('array');
  requireNonNegative(index, 'arrayIndex');
  requireNonNegative(count, 'count');
  if (index > countOf(target) || count > countOf(target) - index) {
    throw argument(
      'Destination array is not long enough to copy all the items in the collection. Check array index and length.',
    );
  }
  copyItems([...self.elements()].slice(0, count), target, index, 'set');
}

/** Members of HashSet and ISet. */
export const SET_MEMBERS: MemberTable = {
  ...collectionMembers(TYPE, 'set'),
  ...operations(TYPE),
  ...operations(`${G}ISet\`1`),
  [`M:${TYPE}.#ctor`]: withSite((site: Site) => make(site, null)),
  [`M:${TYPE}.#ctor(${COMPARER})`]: withSite((site: Site, _run: Run, comparer: ClrValue) => make(site, comparer)),
  [`M:${TYPE}.#ctor(${INT})`]: sized,
  [`M:${TYPE}.#ctor(${INT},${COMPARER})`]: sized,
  [`M:${TYPE}.#ctor(${G}IEnumerable{\`0})`]: copying,
  [`M:${TYPE}.#ctor(${G}IEnumerable{\`0},${COMPARER})`]: copying,
  [`M:${TYPE}.CopyTo(\`0[])`]: copyTo,
  [`M:${TYPE}.CopyTo(\`0[],${INT},${INT})`]: copyTo,
  [`M:${TYPE}.RemoveWhere(System.Predicate{\`0})`]: (self: ClrHashSet, predicate: ClrDelegate | null) => {
    const passes = matches(predicate);
    const removed = [...self.elements()].filter((item) => passes(item) && self.remove(item));
    return removed.length;
  },
  [`M:${TYPE}.TryGetValue(\`0,\`0@)`]: (self: ClrHashSet, value: ClrValue, result: Ref) => {
    const found = self.entries.get(self.keyOf(value));
    result.value = found ?? defaultByName(self.elementType);
    return found !== undefined;
  },
  [`M:${TYPE}.TrimExcess(${INT})`]: (self: ClrHashSet, capacity: number) => {
    requireAtLeast(capacity, self.entries.size, 'capacity');
    trim(self, capacity);
  },
  [`M:${TYPE}.CreateSetComparer`]: withSite((site: Site) => new SetComparer(elementType(site))),
  ...hashTableMembers(TYPE, (self: ClrHashSet) => self.elementType),
};
