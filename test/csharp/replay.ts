import { answerCase } from '../../emulator/expressions/cases/answer-case';
import { loadCSharp } from '../../policies/language/expressions/grammar';
import { caseFiles, comparable, readCases, readRecorded } from './recording';

/** Jest runs test files beside each other; the cases are dealt out to so many. */
const SHARES = 4;

/** The files of cases of a share: each file, the longest first, goes to the share that has the fewest cases. */
function filesOf(share: number): readonly string[] {
  const sized = caseFiles()
    .map((name) => ({ name, size: readCases(name).length }))
    .sort((left, right) => right.size - left.size);
  const shares = Array.from({ length: SHARES }, () => ({ size: 0, names: [] as string[] }));
  for (const { name, size } of sized) {
    const smallest = shares.reduce((least, next) => (next.size < least.size ? next : least));
    smallest.names.push(name);
    smallest.size += size;
  }
  return shares[share - 1]?.names ?? [];
}

/**
 * Declares the tests that our engine answers as recorded.
 *
 * @param share which quarter of the cases, from 1 on
 */
export function replay(share: 1 | 2 | 3 | 4): void {
  beforeAll(loadCSharp);

  describe.each(filesOf(share))('what .NET answered to %s', (name) => {
    const recorded = new Map(readRecorded(name).map((answer) => [answer.id, answer]));

    it.each(readCases(name).map((item) => [item.id, item] as const))('%s', (id, item) => {
      const expected = recorded.get(id);
      if (expected === undefined) throw new Error(`${id} is not recorded: run npm run csharp:record.`);
      expect(comparable(answerCase(item))).toEqual(comparable(expected));
    });

    it('is recorded for these cases alone', () => {
      const ids = new Set(readCases(name).map(({ id }) => id));
      expect([...recorded.keys()].filter((id) => !ids.has(id))).toEqual([]);
    });
  });
}
