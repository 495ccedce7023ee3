import { bindExpression } from '../../../../policies/language/expressions/bind-expression';
import { loadCSharp } from '../../../../policies/language/expressions/grammar';

describe('loadCSharp', () => {
  it('is named by what needs it, then loads once', async () => {
    expect(() => bindExpression('@(1)')).toThrow('await loadCSharp()');
    const loading = loadCSharp();
    expect(loadCSharp()).toBe(loading);
    await loading;
    expect(bindExpression('@(1)').findings).toEqual([]);
  });
});
