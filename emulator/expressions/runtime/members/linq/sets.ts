import type { ClrValue } from '../../../clr-value';
import { keyFunctionOf } from '../../comparers';
import type { KeyFunction } from '../../comparers';
import { withSite } from '../../member';
import type { Member, MemberTable, Site } from '../../member';
import type { Run } from '../../run';
import { COMPARER, MANY, concat, lazyPair, lazyUnlessEmpty, method, typeAt, walk } from './shared';

function* distinct(values: Iterable<ClrValue>, keyOf: KeyFunction): Iterable<ClrValue> {
  const seen = new Set<unknown>();
  for (const value of values) {
    const key = keyOf(value);
    if (seen.has(key)) continue;
    seen.add(key);
    yield value;
  }
}

function keysOf(run: Run, source: ClrValue, keyOf: KeyFunction): Set<unknown> {
  return new Set(Array.from(walk(run, source), keyOf));
}

function* filtered(items: Iterable<ClrValue>, test: (item: ClrValue) => boolean): Iterable<ClrValue> {
  for (const item of items) if (test(item)) yield item;
}

function sets(): Record<string, Member> {
  const members: Record<string, Member> = {};
  const define = (
    name: string,
    body: (run: Run, first: ClrValue, second: ClrValue, keyOf: KeyFunction) => Iterable<ClrValue>,
  ): void => {
    const member = withSite((site: Site, run: Run, first: ClrValue, second: ClrValue, comparer: ClrValue = null) =>
      lazyPair(typeAt(site, 0), first, second, () => body(run, first, second, keyFunctionOf(comparer))),
    );
    members[method(name, 1, MANY, MANY)] = member;
    members[method(name, 1, MANY, MANY, `${COMPARER}{\`\`0}`)] = member;
  };
  define('Union', function* (run, first, second, keyOf) {
    yield* distinct(concat(run, first, second), keyOf);
  });
  define('Intersect', function* (run, first, second, keyOf) {
    const wanted = keysOf(run, second, keyOf);
    yield* distinct(
      filtered(walk(run, first), (item) => wanted.has(keyOf(item))),
      keyOf,
    );
  });
  define('Except', function* (run, first, second, keyOf) {
    const unwanted = keysOf(run, second, keyOf);
    yield* distinct(
      filtered(walk(run, first), (item) => !unwanted.has(keyOf(item))),
      keyOf,
    );
  });
  const unique = withSite((site: Site, run: Run, source: ClrValue, comparer: ClrValue = null) =>
    lazyUnlessEmpty(typeAt(site, 0), source, () => distinct(walk(run, source), keyFunctionOf(comparer))),
  );
  members[method('Distinct', 1, MANY)] = unique;
  members[method('Distinct', 1, MANY, `${COMPARER}{\`\`0}`)] = unique;
  return members;
}

/** Sets of whole elements. */
export const LINQ_SET_MEMBERS: MemberTable = { ...sets() };
