import {
  CONSUMED_TOKENS_HEADER,
  DEFAULT_TOKEN_LIMITS,
  remainingTokensHeader,
  tokenLimitName,
} from '../contract/llm-api-policy';
import type { LlmApiPolicy, TokenLimit, TokenLimitKey } from '../contract/llm-api-policy';
import { choose } from '../elements/choose';
import type { When } from '../elements/choose';
import { llmTokenLimit } from '../elements/llm-token-limit';
import { csharp, expression } from '../language/expressions/template';
import type { CSharpCode } from '../language/expressions/template';
import type { XmlElement } from '../language/xml/node';
import { CALLER } from './caller';
import { errorResponse } from './json-response';
import { openAiErrorText } from './openai-error';
import { stringVariable } from './variables';

/** Variable with the seconds a refused caller has to wait; the policy sets it to a number. */
const RETRY_AFTER = 'tokenRetryAfter';

/** What a counter is for; a subscription is the caller's subject where the limit applies. */
const COUNTED: Readonly<Record<TokenLimitKey, CSharpCode>> = {
  user: stringVariable(CALLER.subject),
  session: stringVariable(CALLER.login),
  subscription: stringVariable(CALLER.subject),
};

/**
 * Limits the tokens of prompts and completions. Keys are global in APIM, so they name limit and API. What was consumed
 * stands in a response header, under each limit what is left. Reads {@link CALLER}.
 */
export function limitTokens(api: LlmApiPolicy): readonly XmlElement[] {
  const { tokenLimits = DEFAULT_TOKEN_LIMITS, estimatePromptTokens = false, name } = api;
  return tokenLimits.map((limit, index) => {
    const policy = llmTokenLimit({
      id: `check-tokens-${tokenLimitName(limit)}`,
      counterKey: expression(csharp`${`llm-${tokenLimitName(limit)}:${name}:`} + ${COUNTED[limit.per]}`),
      ...amount(limit),
      estimatePromptTokens,
      retryAfterVariableName: RETRY_AFTER,
      tokensConsumedHeaderName: index === 0 ? CONSUMED_TOKENS_HEADER : undefined,
    });
    return limit.per === 'subscription' ? choose({ when: [{ condition: bySubscription(), then: [policy] }] }) : policy;
  });
}

function amount(limit: TokenLimit): Partial<Parameters<typeof llmTokenLimit>[0]> {
  const header = remainingTokensHeader(limit);
  return 'tokensPerMinute' in limit
    ? { tokensPerMinute: limit.tokensPerMinute, remainingTokensHeaderName: header }
    : { tokenQuota: limit.tokenQuota, tokenQuotaPeriod: limit.period, remainingQuotaTokensHeaderName: header };
}

function bySubscription(): string {
  return expression(csharp`${stringVariable(CALLER.subject)}.StartsWith("subscription:")`);
}

/** Answers, in on-error, who used too many tokens: 429 for a minute's, 403 for a quota's, each with when to come back. */
export function answerTokenLimits(): readonly [When, ...When[]] {
  const limited = csharp`context.LastError.Source == "llm-token-limit"`;
  const headers = [
    {
      name: 'Retry-After',
      values: [
        expression(
          csharp`context.Variables.ContainsKey(${RETRY_AFTER}) ? context.Variables[${RETRY_AFTER}].ToString() : "60"`,
        ),
      ],
    },
  ];
  const tokensPerMinute = {
    message: 'Too many tokens in a minute. Try again after the seconds of Retry-After.',
    type: 'tokens',
    code: 'rate_limit_exceeded',
  };
  const quota = {
    message: 'The quota of tokens is used up. It begins anew after the seconds of Retry-After.',
    type: 'insufficient_quota',
    code: 'insufficient_quota',
  };
  return [
    {
      condition: expression(csharp`${limited} && context.Response.StatusCode == 403`),
      then: [errorResponse({ status: 403, headers }, openAiErrorText(quota))],
    },
    {
      condition: expression(limited),
      then: [errorResponse({ status: 429, headers }, openAiErrorText(tokensPerMinute))],
    },
  ];
}
