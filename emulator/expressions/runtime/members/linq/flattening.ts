import type { ClrValue } from '../../../clr-value';
import { makeArray } from '../../collections/array';
import type { ClrDelegate } from '../../delegate';
import { ClrDictionary, ClrKeyValuePair } from '../../collections/dictionary';
import { invalidOperation } from '../../errors';
import { withSite } from '../../member';
import type { Member, MemberTable, Site } from '../../member';
import type { Run } from '../../run';
import {
  BY,
  G,
  MANY,
  SECOND,
  TEST,
  checked,
  flattened,
  func,
  isEmptyArray,
  lazyUnlessEmpty,
  many,
  mapped,
  method,
  typeAt,
  walk,
  walkInner,
} from './shared';

function flattening(): Record<string, Member> {
  const flat = (withIndex: boolean, withResult: boolean) =>
    withSite((site: Site, run: Run, source: ClrValue, selector: ClrDelegate, result?: ClrDelegate) => {
      return lazyUnlessEmpty(typeAt(site, withResult ? 2 : 1), source, function* () {
        let index = 0;
        for (const item of walk(run, source)) {
          const inner = withIndex ? selector.invoke(item, index++) : selector.invoke(item);
          for (const part of walkInner(run, inner)) yield result === undefined ? part : result.invoke(item, part);
        }
      });
    });
  const pairs = `${G}IEnumerable{${G}KeyValuePair{\`\`0,\`\`1}}`;
  const dictionary = withSite((site: Site, run: Run, source: ClrValue, comparer: ClrValue = null) => {
    const made = new ClrDictionary(typeAt(site, 0), typeAt(site, 1), comparer);
    for (const pair of walk(run, source)) if (pair instanceof ClrKeyValuePair) made.add(pair.key, pair.value);
    return made;
  });
  const orDefault = (pick: 'first' | 'last' | 'single') =>
    withSite((_site: Site, run: Run, source: ClrValue, predicate: ClrDelegate, fallback: ClrValue) => {
      const found: ClrValue[] = [];
      for (const item of walk(run, source)) {
        if (predicate.invoke(item) !== true) continue;
        if (pick === 'first') return item;
        if (pick === 'single' && found.length > 0)
          throw invalidOperation('Sequence contains more than one matching element');
        found[0] = item;
      }
      return found.length === 0 ? fallback : (found[0] ?? null);
    });
  return {
    [method('SelectMany', 2, MANY, func('``0', SECOND))]: withSite(
      (site: Site, run: Run, source: ClrValue, selector: ClrDelegate) =>
        isEmptyArray(checked(source))
          ? makeArray(typeAt(site, 1), [])
          : flattened(typeAt(site, 1), run, () => mapped(run, source, selector)),
    ),
    [method('SelectMany', 2, MANY, func('``0', 'System.Int32', many(1)))]: flat(true, false),
    [method('SelectMany', 3, MANY, func('``0', many(1)), func('``0', '``1', '``2'))]: flat(false, true),
    [method('SelectMany', 3, MANY, func('``0', 'System.Int32', many(1)), func('``0', '``1', '``2'))]: flat(true, true),
    [method('ToDictionary', 2, pairs)]: dictionary,
    [method('ToDictionary', 2, pairs, `${BY}{\`\`0}`)]: dictionary,
    [method('FirstOrDefault', 1, MANY, TEST, '``0')]: orDefault('first'),
    [method('LastOrDefault', 1, MANY, TEST, '``0')]: orDefault('last'),
    [method('SingleOrDefault', 1, MANY, TEST, '``0')]: orDefault('single'),
  };
}

/** SelectMany with index and result, and elements with a fallback. */
export const LINQ_FLATTENING_MEMBERS: MemberTable = { ...flattening() };
