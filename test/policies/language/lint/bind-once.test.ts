import { loadCSharp } from '../../../../policies/language/expressions/grammar';
import { bindOnce } from '../../../../policies/language/lint/bind-once';

describe('bindOnce', () => {
  it('names the call that must come first', () => {
    expect(() => bindOnce('@(1)')).toThrow('loadCSharp');
  });

  it('gives the same answer for the same text without looking twice', async () => {
    await loadCSharp();
    const first = bindOnce('@(1 + 1)');
    expect(first).toMatchObject({ bound: { type: { id: 'System.Int32' } }, findings: [] });
    expect(bindOnce('@(1 + 1)')).toBe(first);
    expect(bindOnce('@(nothing)').findings).toHaveLength(1);
  });
});
