import { llmEmitTokenMetric } from '../../../policies/elements/llm-emit-token-metric';
import { serialise } from '../../../policies/language/xml/serialise';

describe('llmEmitTokenMetric', () => {
  it('writes namespace and dimensions, with and without a value of their own', () => {
    const dimensions = [{ name: 'API ID' }, { name: 'Caller', value: '@("a")' }] as const;
    expect(serialise(llmEmitTokenMetric({ namespace: 'llm', dimensions }))).toBe(
      '<llm-emit-token-metric namespace="llm"><dimension name="API ID" /><dimension name="Caller" value="@("a")" /></llm-emit-token-metric>',
    );
  });
});
