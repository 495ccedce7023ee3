import { ClrRegex } from '../../../../emulator/expressions/runtime/regex';

describe('ClrRegex under its watchdog', () => {
  it('answers for a pattern that may backtrack', () => {
    expect(new ClrRegex('^(?:a|aa)+$', 0).isMatch('aaaa')).toBe(true);
    expect(new ClrRegex('^(?:a|aa)+$', 0).isMatch('aaab')).toBe(false);
  });

  it('answers for an input that is long', () => {
    expect(new ClrRegex('^a+$', 0).isMatch('a'.repeat(5000))).toBe(true);
  });

  it('stops one that backtracks without end, and answers the next', () => {
    const regex = new ClrRegex('^(?:a+)+$', 0);
    expect(() => regex.isMatch(`${'a'.repeat(40)}b`)).toThrow('took more than 1000 ms');
    expect(regex.isMatch('aaa')).toBe(true);
  });
});
