import { DEFAULT_MCP_RATE_LIMITS } from '../contract/mcp-backend-policy';
import type { McpRateLimits } from '../contract/mcp-backend-policy';
import type { ProtectedEndpoint } from '../contract/protected-endpoint';
import { rateLimitByKey } from '../elements/rate-limit-by-key';
import { csharp, expression } from '../language/expressions/template';
import type { XmlElement } from '../language/xml/node';
import { CALLER } from './caller';
import { stringVariable } from './variables';

/** Limits the calls of one person and of one login to an endpoint. Keys are global in APIM, so they name limit and endpoint. */
export function limitRates(
  { name }: ProtectedEndpoint,
  rateLimits: McpRateLimits = DEFAULT_MCP_RATE_LIMITS,
): readonly XmlElement[] {
  return [
    rateLimitByKey({
      id: 'check-subject-rate',
      calls: rateLimits.callsPerSubject,
      renewalPeriodSeconds: rateLimits.windowSeconds,
      counterKey: expression(csharp`${`mcp-subject:${name}:`} + ${stringVariable(CALLER.subject)}`),
    }),
    rateLimitByKey({
      id: 'check-grant-rate',
      calls: rateLimits.callsPerGrant,
      renewalPeriodSeconds: rateLimits.windowSeconds,
      counterKey: expression(csharp`${`mcp-grant:${name}:`} + ${stringVariable(CALLER.login)}`),
    }),
  ];
}
