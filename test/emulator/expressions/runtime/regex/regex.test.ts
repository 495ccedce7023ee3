import { ClrRegex } from '../../../../../emulator/expressions/runtime/regex/regex';
import { Run } from '../../../../../emulator/expressions/runtime/run';
import { makeContext } from '../../context';

function isMatch(pattern: string, input: string, options = 0, maximumSteps?: number): boolean {
  return new ClrRegex(pattern, options).isMatch(new Run(makeContext(), maximumSteps), input);
}

describe('ClrRegex', () => {
  it.each([
    ['nested repetition', '^(?:a+)+$', `${'a'.repeat(40)}b`],
    ['a back-reference', '^(a*)*\\1$', `${'a'.repeat(40)}b`],
    ['a repetition in a lookbehind', '(?<=^b(?:a+)+)c', `${'a'.repeat(40)}c`],
    ['an empty body repeated very often', '(?:){2000000000}', ''],
  ])('ends %s by the steps of the expression', (_, pattern, input) => {
    expect(() => isMatch(pattern, input, 0, 50_000)).toThrow(/more than 50000 steps/);
  });

  it('ends by steps however much of the work lies in many short searches', () => {
    const run = new Run(makeContext(), 10_000);
    const regex = new ClrRegex('a', 0);
    const search = (): void => {
      for (;;) regex.isMatch(run, 'b');
    };
    expect(search).toThrow(/more than 10000 steps/);
  });

  it('searches more than a stack could hold', () => {
    expect(isMatch('(?:a|bc?)+d$', `${'abc'.repeat(100_000)}d`)).toBe(true);
    expect(isMatch('[0-9]{3}', 'a'.repeat(1_000_000))).toBe(false);
  });

  it('says that a pattern nests too deeply, as any expression that does', () => {
    expect(() => isMatch(`${'('.repeat(100_000)}${')'.repeat(100_000)}`, '')).toThrow(RangeError);
  });

  it('refuses RegexOptions.NonBacktracking by name', () => {
    expect(() => isMatch('a', 'a', 1024)).toThrow('RegexOptions.NonBacktracking is not implemented');
  });
});
