import type { XmlElement } from '../language/xml/node';
import { element } from './element';
import type { PolicyProps } from './element';

/** What {@link llmTokenLimit} takes: `tokensPerMinute`, or `tokenQuota` with its period, or both. */
export interface LlmTokenLimitProps extends PolicyProps {
  /** The counter; keys are global in a service, so it carries the name of the limit. */
  readonly counterKey: string;
  readonly tokensPerMinute?: number;
  readonly tokenQuota?: number;
  readonly tokenQuotaPeriod?: string;
  /** True counts the prompt before the model sees it. A prompt whose answer is streamed is always counted. */
  readonly estimatePromptTokens: boolean;
  /** Variable that receives the seconds to wait when the request is refused. @default none */
  readonly retryAfterVariableName?: string;
  /** Response header with what is left of the tokens per minute. @default none */
  readonly remainingTokensHeaderName?: string;
  /** Response header with what is left of the quota. @default none */
  readonly remainingQuotaTokensHeaderName?: string;
  /** Response header with the tokens of this request. @default none */
  readonly tokensConsumedHeaderName?: string;
}

/**
 * Refuses with 429 when a key used too many tokens in a minute, with 403 when its quota is used up
 * (https://learn.microsoft.com/azure/api-management/llm-token-limit-policy). Not on the Consumption tier.
 */
export function llmTokenLimit(props: LlmTokenLimitProps): XmlElement {
  return element('llm-token-limit', {
    id: props.id,
    'counter-key': props.counterKey,
    'tokens-per-minute': props.tokensPerMinute,
    'token-quota': props.tokenQuota,
    'token-quota-period': props.tokenQuotaPeriod,
    'estimate-prompt-tokens': props.estimatePromptTokens,
    'retry-after-variable-name': props.retryAfterVariableName,
    'remaining-tokens-header-name': props.remainingTokensHeaderName,
    'remaining-quota-tokens-header-name': props.remainingQuotaTokensHeaderName,
    'tokens-consumed-header-name': props.tokensConsumedHeaderName,
  });
}
