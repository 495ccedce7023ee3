import { answerCase } from '../../emulator/expressions/cases/answer-case';
import { loadCSharp } from '../../policies/language/expressions/grammar';
import { caseFiles, comparable, readCases, readRecorded } from './recording';

beforeAll(loadCSharp);

describe.each(caseFiles())('what .NET answered to %s', (name) => {
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
