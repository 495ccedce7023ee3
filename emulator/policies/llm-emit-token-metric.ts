import { LlmCall } from '../llm/llm-call';
import type { PolicyExecutor } from './executor';
import { compileDimensions } from './metric-dimensions';

/** Counts the tokens of requests to a language model as three metrics; the trace console shows the totals. */
export const llmEmitTokenMetric: PolicyExecutor = {
  name: 'llm-emit-token-metric',
  sections: 'I',
  compile: (element) => {
    element.literal('namespace');
    const dimensions = compileDimensions(element);
    return async (exchange) => {
      const written = await dimensions(exchange);
      const { metrics } = exchange.services;
      LlmCall.of(exchange).onUsage(({ prompt, completion }) => {
        if (prompt + completion === 0) return;
        metrics.add('Total Tokens', prompt + completion, written);
        metrics.add('Prompt Tokens', prompt, written);
        metrics.add('Completion Tokens', completion, written);
      });
    };
  },
};
