import type { ClrValue } from '../../../clr-value';
import { makeArray } from '../../collections/array';
import type { ClrDelegate } from '../../delegate';
import { argumentNull, argumentOutOfRange, invalidOperation } from '../../errors';
import { withRun, withSite } from '../../member';
import type { Member, MemberTable, Site } from '../../member';
import type { Run } from '../../run';
import { KnownSequence, elementsOf } from './known-sequence';
import { MANY, func, method, typeAt, walk } from './shared';

function requireStep(source: ClrValue, step: ClrDelegate | null): asserts step is ClrDelegate {
  if (source === null) throw argumentNull('source');
  if (step === null) throw argumentNull('func');
}

/** So many elements, each by its number. */
function generated(type: string, run: Run, length: number, at: (index: number) => ClrValue): KnownSequence {
  const known = { length, at };
  return new KnownSequence(
    type,
    () => elementsOf(run, known, at),
    () => known,
  );
}

function folds(): Record<string, Member> {
  return {
    [method('Aggregate', 1, MANY, func('``0', '``0', '``0'))]: withSite(
      (_site: Site, run: Run, source: ClrValue, step: ClrDelegate | null) => {
        requireStep(source, step);
        let result: ClrValue | undefined;
        for (const item of walk(run, source)) result = result === undefined ? item : step.invoke(result, item);
        if (result === undefined) throw invalidOperation('Sequence contains no elements');
        return result;
      },
    ),
    [method('Aggregate', 2, MANY, '``1', func('``1', '``0', '``1'))]: withSite(
      (_site: Site, run: Run, source: ClrValue, seed: ClrValue, step: ClrDelegate | null) => {
        requireStep(source, step);
        let result = seed;
        for (const item of walk(run, source)) result = step.invoke(result, item);
        return result;
      },
    ),
    [method('Aggregate', 3, MANY, '``1', func('``1', '``0', '``1'), func('``1', '``2'))]: withSite(
      (_site: Site, run: Run, source: ClrValue, seed: ClrValue, step: ClrDelegate | null, finish: ClrDelegate) => {
        requireStep(source, step);
        let result = seed;
        for (const item of walk(run, source)) result = step.invoke(result, item);
        return finish.invoke(result);
      },
    ),
    'M:System.Linq.Enumerable.Empty``1': withSite((site: Site) => makeArray(typeAt(site, 0), [])),
    'M:System.Linq.Enumerable.Range(System.Int32,System.Int32)': withRun((run: Run, start: number, length: number) => {
      if (length < 0 || start + length - 1 > 0x7fffffff)
        throw argumentOutOfRange('Specified argument was out of the range of valid values.', 'count');
      if (length === 0) return makeArray('System.Int32', []);
      return generated('System.Int32', run, length, (index) => start + index);
    }),
    'M:System.Linq.Enumerable.Repeat``1(``0,System.Int32)': withSite(
      (site: Site, run: Run, item: ClrValue, length: number) => {
        if (length < 0) throw argumentOutOfRange('Specified argument was out of the range of valid values.', 'count');
        if (length === 0) return makeArray(typeAt(site, 0), []);
        return generated(typeAt(site, 0), run, length, () => item);
      },
    ),
  };
}

/** Aggregate, and sequences made of nothing. */
export const LINQ_FOLD_MEMBERS: MemberTable = { ...folds() };
