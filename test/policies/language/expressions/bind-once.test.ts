import { bindOnce } from '../../../../policies/language/expressions/bind-once';
import { loadCSharp } from '../../../../policies/language/expressions/grammar';

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

  it('forgets what was asked for longest ago, and only that', async () => {
    await loadCSharp();
    const first = bindOnce('@(0)');
    const second = bindOnce('@(1)');
    for (let index = 2; index < 5000; index++) bindOnce(`@(${index})`);
    expect(bindOnce('@(0)')).toBe(first);
    bindOnce('@(5000)');
    expect(bindOnce('@(0)')).toBe(first);
    expect(bindOnce('@(1)')).not.toBe(second);
  });
});
