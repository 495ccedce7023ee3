import { emitMetric } from '../../../policies/elements/emit-metric';
import { serialise } from '../../../policies/language/xml/serialise';

describe('emitMetric', () => {
  it('writes the metric with its dimensions in their order', () => {
    expect(serialise(emitMetric({ name: 'Calls', dimensions: { Backend: 'slack', Outcome: '@("2xx")' } }))).toBe(
      '<emit-metric name="Calls"><dimension name="Backend" value="slack" /><dimension name="Outcome" value="@("2xx")" /></emit-metric>',
    );
  });

  it('writes namespace and value', () => {
    const metric = emitMetric({
      id: 'a',
      name: 'Bytes',
      namespace: 'mcp',
      value: '@(1.5)',
      dimensions: { Backend: 'x' },
    });
    expect(serialise(metric)).toBe(
      '<emit-metric id="a" name="Bytes" value="@(1.5)" namespace="mcp"><dimension name="Backend" value="x" /></emit-metric>',
    );
  });
});
