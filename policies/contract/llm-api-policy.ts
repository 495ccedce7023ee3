import type { McpRateLimits } from './mcp-backend-policy';
import type { ProtectedEndpoint } from './protected-endpoint';

/** How long a quota of tokens is for. Periods begin with the hour, day, week, month or year in UTC. */
export const TOKEN_QUOTA_PERIODS = ['Hourly', 'Daily', 'Weekly', 'Monthly', 'Yearly'] as const;

/** One of the {@link TOKEN_QUOTA_PERIODS}. */
type TokenQuotaPeriod = (typeof TOKEN_QUOTA_PERIODS)[number];

/**
 * Whose tokens a limit counts together. `user`: one person over all logins, one application, one subscription key.
 * `session`: one login of a person; an agent has no logins and counts as under `user`. `subscription`: one subscription
 * key; callers with another credential are not counted.
 */
export const TOKEN_LIMIT_KEYS = ['user', 'session', 'subscription'] as const;

/** One of the {@link TOKEN_LIMIT_KEYS}. */
export type TokenLimitKey = (typeof TOKEN_LIMIT_KEYS)[number];

/** A limit of the tokens that prompts and completions have together. */
export type TokenLimit =
  | {
      readonly per: TokenLimitKey;
      /** Past it requests get 429 until the minute is over. At least 1. */
      readonly tokensPerMinute: number;
    }
  | {
      readonly per: TokenLimitKey;
      /** Past it requests get 403 until the next period begins. At least 1. */
      readonly tokenQuota: number;
      readonly period: TokenQuotaPeriod;
    };

/** The limits of an API that does not set its own. */
export const DEFAULT_TOKEN_LIMITS: readonly TokenLimit[] = [{ per: 'user', tokensPerMinute: 20_000 }];

/** What the policies need to know about an API of language models. */
export interface LlmApiPolicy extends ProtectedEndpoint {
  /** Calls are limited beside tokens, because a call that fails uses none. @default DEFAULT_MCP_RATE_LIMITS */
  readonly rateLimits?: McpRateLimits;
  /** Asked in this order; at most one for the same key and time. @default DEFAULT_TOKEN_LIMITS */
  readonly tokenLimits?: readonly TokenLimit[];
  /**
   * Whether a prompt is counted before the model sees it, so that one that is too long for the limit is not sent. Counts
   * are estimates then; without it the model's own count is subtracted after the answer. @default false
   */
  readonly estimatePromptTokens?: boolean;
  /** Longest wait for the first byte of an answer, in seconds. @default 240, above which Azure's network cuts */
  readonly timeoutSeconds?: number;
}

/** Names a limit among those of an API, for instance `user-minute` or `subscription-monthly`. */
export function tokenLimitName(limit: TokenLimit): string {
  return `${limit.per}-${'tokensPerMinute' in limit ? 'minute' : limit.period.toLowerCase()}`;
}

/** Response header with the tokens that are left under a limit. */
export function remainingTokensHeader(limit: TokenLimit): string {
  return `x-remaining-tokens-${tokenLimitName(limit)}`;
}

/** Response header with the tokens of prompt and completion; an answer that is streamed has none. */
export const CONSUMED_TOKENS_HEADER = 'x-consumed-tokens';
