import type { ClrValue } from '../../../clr-value';
import { keyFunctionOf } from '../../comparers';
import { defaultByName } from '../../default-by-name';
import type { ClrDelegate } from '../../delegate';
import { ClrSequence } from '../../collections/enumerable';
import { argumentNull } from '../../errors';
import { withSite } from '../../member';
import type { Member, MemberTable, Site } from '../../member';
import type { Run } from '../../run';
import { compared, groups } from './groups';
import { BY, MANY, func, lazyUnlessEmpty, many, method, typeAt, walk } from './shared';

function joins(): Record<string, Member> {
  const keyed = `${BY}{\`\`2}`;
  const base = [MANY, many(1), func('``0', '``2'), func('``1', '``2')];
  type Pairing = (outer: ClrValue, inner: readonly ClrValue[], result: ClrDelegate, site: Site) => Iterable<ClrValue>;
  const join = (pair: Pairing, needsInner = false): Member =>
    withSite(
      (
        site: Site,
        run: Run,
        outer: ClrValue,
        inner: ClrValue,
        outerKey: ClrDelegate,
        innerKey: ClrDelegate,
        result: ClrDelegate,
        comparer: ClrValue = null,
      ) => {
        if (outer === null) throw argumentNull('outer');
        if (inner === null) throw argumentNull('inner');
        const keyOf = keyFunctionOf(comparer);
        return lazyUnlessEmpty(typeAt(site, 3), outer, function* () {
          let found: ReturnType<typeof groups> | undefined;
          for (const item of walk(run, outer)) {
            // Nobody looks at what is joined to nothing.
            found ??= groups(run, inner, innerKey, null, [typeAt(site, 2), typeAt(site, 1)], keyOf);
            if (needsInner && found.size === 0) return;
            const key = outerKey.invoke(item);
            // A null key joins nothing.
            yield* pair(item, key === null ? [] : (found.get(keyOf(key))?.items ?? []), result, site);
          }
        });
      },
    );
  const rightJoin = withSite(
    (
      site: Site,
      run: Run,
      outer: ClrValue,
      inner: ClrValue,
      outerKey: ClrDelegate,
      innerKey: ClrDelegate,
      result: ClrDelegate,
      comparer: ClrValue = null,
    ) => {
      if (outer === null) throw argumentNull('outer');
      if (inner === null) throw argumentNull('inner');
      const none = [defaultByName(typeAt(site, 0))];
      const keyOf = keyFunctionOf(comparer);
      return lazyUnlessEmpty(typeAt(site, 3), inner, function* () {
        let found: ReturnType<typeof groups> | undefined;
        for (const item of walk(run, inner)) {
          found ??= groups(run, outer, outerKey, null, [typeAt(site, 2), typeAt(site, 0)], keyOf);
          const key = innerKey.invoke(item);
          const matches = key === null ? none : (found.get(keyOf(key))?.items ?? none);
          for (const match of matches) yield result.invoke(match, item);
        }
      });
    },
  );
  return {
    ...compared((by) => method('RightJoin', 4, ...base, func('``0', '``1', '``3'), ...by), keyed, rightJoin),
    ...compared(
      (by) => method('Join', 4, ...base, func('``0', '``1', '``3'), ...by),
      keyed,
      join((outer, inner, result) => inner.map((item) => result.invoke(outer, item)), true),
    ),
    ...compared(
      (by) => method('LeftJoin', 4, ...base, func('``0', '``1', '``3'), ...by),
      keyed,
      join((outer, inner, result, site) =>
        (inner.length === 0 ? [defaultByName(typeAt(site, 1))] : inner).map((item) => result.invoke(outer, item)),
      ),
    ),
    ...compared(
      (by) => method('GroupJoin', 4, ...base, func('``0', many(1), '``3'), ...by),
      keyed,
      join((outer, inner, result, site) => [result.invoke(outer, new ClrSequence(typeAt(site, 1), () => inner))]),
    ),
  };
}

/** Joins. */
export const LINQ_JOIN_MEMBERS: MemberTable = { ...joins() };
