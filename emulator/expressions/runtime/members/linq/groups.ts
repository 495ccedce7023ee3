import type { ClrValue } from '../../../clr-value';
import { keyFunctionOf } from '../../comparers';
import type { KeyFunction } from '../../comparers';
import type { ClrDelegate } from '../../delegate';
import { ClrSequence } from '../../collections/enumerable';
import { Grouping } from '../../collections/grouping';
import { withSite } from '../../member';
import type { Member, MemberTable, Site } from '../../member';
import type { Run } from '../../run';
import { BY, MANY, func, lazyUnlessEmpty, many, method, typeAt, walk } from './shared';

/** Keys with their elements, in order of first appearance. */
export function groups(
  run: Run,
  source: ClrValue,
  key: ClrDelegate,
  element: ClrDelegate | null,
  types: readonly [string, string],
  keyOf: KeyFunction,
): Map<unknown, Grouping> {
  const found = new Map<unknown, Grouping>();
  for (const item of walk(run, source)) {
    const value = key.invoke(item);
    const id = keyOf(value);
    const group = found.get(id) ?? new Grouping(value, types[0], types[1], []);
    found.set(id, group);
    group.items.push(element === null ? item : element.invoke(item));
  }
  return found;
}

/** An ILookup: groups by key; a missing key has no elements. */
class Lookup extends ClrSequence {
  constructor(
    readonly groups: ReadonlyMap<unknown, Grouping>,
    readonly keyOf: KeyFunction,
    readonly elements: string,
  ) {
    super('System.Linq.IGrouping`2', () => groups.values());
  }
}

/** Both variants of a method, without and with an equality comparer as last argument. */
export function compared(id: (comparer: string[]) => string, comparer: string, member: Member): Record<string, Member> {
  return { [id([])]: member, [id([comparer])]: member };
}

function grouping(): Record<string, Member> {
  const key = func('``0', '``1');
  const keyed = `${BY}{\`\`1}`;
  const make =
    (shape: 'plain' | 'element' | 'result' | 'both') =>
    (
      site: Site,
      run: Run,
      source: ClrValue,
      keySelector: ClrDelegate,
      ...rest: (ClrDelegate | ClrValue)[]
    ): ClrValue => {
      const element = shape === 'element' || shape === 'both' ? (rest.shift() as ClrDelegate) : null;
      const result = shape === 'result' || shape === 'both' ? (rest.shift() as ClrDelegate) : null;
      const keyOf = keyFunctionOf((rest[0] ?? null) as ClrValue);
      const types = [typeAt(site, 1), element === null ? typeAt(site, 0) : typeAt(site, 2)] as const;
      const type = `System.Linq.IGrouping\`2[${types.join(',')}]`;
      return lazyUnlessEmpty(result === null ? type : typeAt(site, shape === 'both' ? 3 : 2), source, function* () {
        for (const group of groups(run, source, keySelector, element, types, keyOf).values())
          yield result === null ? group : result.invoke(group.key, group);
      });
    };
  const define = (
    generics: number,
    shape: 'plain' | 'element' | 'result' | 'both',
    ...more: string[]
  ): Record<string, Member> =>
    compared((by) => method('GroupBy', generics, MANY, key, ...more, ...by), keyed, withSite(make(shape)));
  const lookup =
    (withElement: boolean) =>
    (site: Site, run: Run, source: ClrValue, keySelector: ClrDelegate, ...rest: ClrValue[]): ClrValue => {
      const element = withElement ? (rest.shift() as ClrDelegate) : null;
      const keyOf = keyFunctionOf(rest[0] ?? null);
      const types = [typeAt(site, 1), typeAt(site, withElement ? 2 : 0)] as const;
      return new Lookup(groups(run, source, keySelector, element, types, keyOf), keyOf, types[1]);
    };
  const L = 'System.Linq.ILookup`2';
  return {
    ...define(2, 'plain'),
    ...define(3, 'element', func('``0', '``2')),
    ...define(3, 'result', func('``1', many(0), '``2')),
    ...define(4, 'both', func('``0', '``2'), func('``1', many(2), '``3')),
    ...compared((by) => method('ToLookup', 2, MANY, key, ...by), keyed, withSite(lookup(false))),
    ...compared((by) => method('ToLookup', 3, MANY, key, func('``0', '``2'), ...by), keyed, withSite(lookup(true))),
    [`P:${L}.Count`]: (self: Lookup) => self.groups.size,
    [`M:${L}.Contains(\`0)`]: (self: Lookup, wanted: ClrValue) => self.groups.has(self.keyOf(wanted)),
    [`P:${L}.Item(\`0)`]: (self: Lookup, wanted: ClrValue) =>
      self.groups.get(self.keyOf(wanted)) ?? new ClrSequence(self.elements, () => []),
    'P:System.Linq.IGrouping`2.Key': (self: Grouping) => self.key,
  };
}

/** GroupBy and lookups. */
export const LINQ_GROUP_MEMBERS: MemberTable = { ...grouping() };
