import type { ClrValue } from '../../../clr-value';
import { ClrDictionary } from '../../collections/dictionary';
import { ClrSequence } from '../../collections/enumerable';
import { argumentNull } from '../../errors';
import { withSite } from '../../member';
import type { Member, MemberTable, Site } from '../../member';
import type { Run } from '../../run';
import { ClrTuple } from '../../tuple';
import { COMPARER, G, MANY, SECOND, isEmptyArray, lazy, many, method, typeAt, walk } from './shared';
import { makeArray } from '../../collections/array';

function valueTuple(types: readonly string[], ...items: ClrValue[]): ClrTuple {
  return new ClrTuple(types, items, 'System.ValueTuple');
}

function nameOf(types: readonly string[]): string {
  return `System.ValueTuple\`${types.length}[${types.join(',')}]`;
}

const NAMES = ['first', 'second', 'third'];

/** `Zip` without a selector, of two or three sequences: as long as the shortest. */
function zip(site: Site, run: Run, ...sources: ClrValue[]): ClrValue {
  sources.forEach((source, index) => {
    if (source === null) throw argumentNull(NAMES[index] ?? 'source');
  });
  return new ClrSequence(nameOf(site.typeArguments), function* () {
    const walks = sources.map((source) => walk(run, source)[Symbol.iterator]());
    for (;;) {
      const items: ClrValue[] = [];
      for (const each of walks) {
        const next = each.next();
        if (next.done === true) return;
        items.push(next.value);
      }
      yield valueTuple(site.typeArguments, ...items);
    }
  });
}

const toDictionary: Member = withSite((site: Site, run: Run, source: ClrValue, comparer: ClrValue = null) => {
  const made = new ClrDictionary(typeAt(site, 0), typeAt(site, 1), comparer);
  for (const pair of walk(run, source))
    if (pair instanceof ClrTuple) made.add(pair.items[0] ?? null, pair.items[1] ?? null);
  return made;
});

const PAIRS = `${G}IEnumerable{System.ValueTuple{\`\`0,\`\`1}}`;

/** Members of Enumerable that answer or take value tuples. */
export const LINQ_VALUE_TUPLE_MEMBERS: MemberTable = {
  [method('Index', 1, MANY)]: withSite((site: Site, run: Run, source: ClrValue) => {
    const types = ['System.Int32', typeAt(site, 0)];
    if (isEmptyArray(source)) return makeArray(nameOf(types), []);
    return lazy(nameOf(types), source, function* () {
      let index = 0;
      for (const item of walk(run, source)) yield valueTuple(types, index++, item);
    });
  }),
  [method('Zip', 2, MANY, SECOND)]: withSite(zip),
  [method('Zip', 3, MANY, SECOND, many(2))]: withSite(zip),
  [method('ToDictionary', 2, PAIRS)]: toDictionary,
  [method('ToDictionary', 2, PAIRS, `${COMPARER}{\`\`0}`)]: toDictionary,
};
