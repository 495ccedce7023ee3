import { llmTokenLimit } from '../../../policies/elements/llm-token-limit';
import { serialise } from '../../../policies/language/xml/serialise';

describe('llmTokenLimit', () => {
  it.each([
    [
      'tokens per minute',
      { counterKey: 'a', tokensPerMinute: 10, estimatePromptTokens: false },
      '<llm-token-limit counter-key="a" tokens-per-minute="10" estimate-prompt-tokens="false" />',
    ],
    [
      'a quota',
      { counterKey: 'a', tokenQuota: 10, tokenQuotaPeriod: 'Daily', estimatePromptTokens: true },
      '<llm-token-limit counter-key="a" token-quota="10" token-quota-period="Daily" estimate-prompt-tokens="true" />',
    ],
    [
      'everything it tells',
      {
        id: 'x',
        counterKey: 'a',
        tokensPerMinute: 10,
        estimatePromptTokens: false,
        retryAfterVariableName: 'wait',
        remainingTokensHeaderName: 'x-left',
        remainingQuotaTokensHeaderName: 'x-quota',
        tokensConsumedHeaderName: 'x-used',
      },
      '<llm-token-limit id="x" counter-key="a" tokens-per-minute="10" estimate-prompt-tokens="false" retry-after-variable-name="wait" remaining-tokens-header-name="x-left" remaining-quota-tokens-header-name="x-quota" tokens-consumed-header-name="x-used" />',
    ],
  ] as const)('writes %s', (_title, props, xml) => {
    expect(serialise(llmTokenLimit(props))).toBe(xml);
  });
});
