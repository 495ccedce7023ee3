import { rateLimitByKey } from '../elements/rate-limit-by-key';
import { csharp, expression } from '../language/expressions/template';
import type { CSharpCode } from '../language/expressions/template';
import type { XmlElement } from '../language/xml/node';
import { callerOrigin } from './caller-origin';
import { countRefusal } from './count-calls';
import { endpointErrorText } from './endpoint-error';
import { jsonResponse } from './json-response';
import { ENDPOINT } from './mcp-endpoint';
import { stringVariable } from './variables';

/** Refused calls per window and IP address after which the answer is 429. The same wherever the counter is used. */
const REFUSALS = { calls: 120, windowSeconds: 60 } as const;

/** Variable with the token the caller presented; empty when there is none. */
export const BEARER_TOKEN = 'bearerToken';

const QUOTE = csharp`"\""`;

/**
 * C# of the parameters that end every challenge: where to log in, and for what (RFC 9728 section 5.1). Nobody logs in to
 * an endpoint for agents alone, so its challenge names no metadata.
 */
const WHERE: CSharpCode = csharp`(${stringVariable(ENDPOINT.metadata)} == "" ? "" : "resource_metadata=\"" + ${stringVariable(ENDPOINT.metadata)} + "\", ") + "scope=\"" + ${stringVariable(ENDPOINT.scope)} + ${QUOTE}`;

/**
 * The one answer to a token that is missing, malformed, forged, expired, revoked or for somewhere else. It says
 * `invalid_token` only when a token was presented (RFC 6750 section 3.1), and never why it was refused.
 * @param limitId id of the check that counts refusals by IP address
 */
export function challenge(limitId: string): readonly XmlElement[] {
  return [
    rateLimitByKey({
      id: limitId,
      calls: REFUSALS.calls,
      renewalPeriodSeconds: REFUSALS.windowSeconds,
      counterKey: expression(
        csharp`"mcp-refused:" + ${stringVariable(ENDPOINT.name)} + ":" + context.Request.IpAddress`,
      ),
    }),
    countRefusal('unauthorized'),
    unauthorizedResponse(),
  ];
}

/** The 401 of {@link challenge} without the counting, which is an inbound policy. */
export function unauthorizedResponse(): XmlElement {
  const token = csharp`context.Variables.GetValueOrDefault<string>(${BEARER_TOKEN}, "")`;
  return jsonResponse({
    status: 401,
    headers: [
      {
        name: 'WWW-Authenticate',
        values: [expression(csharp`"Bearer " + (${token} == "" ? "" : "error=\"invalid_token\", ") + ${WHERE}`)],
      },
      ...callerOrigin(['WWW-Authenticate']),
    ],
    body: endpointErrorText({
      status: 401,
      error: 'invalid_token',
      description: 'An access token for this endpoint is required.',
    }),
  });
}

/** The answer to a good token that has not all scopes of the endpoint: log in again for more (RFC 6750 section 3.1). */
export function insufficientScopeResponse(): XmlElement {
  return jsonResponse({
    status: 403,
    headers: [
      {
        name: 'WWW-Authenticate',
        values: [expression(csharp`"Bearer error=\"insufficient_scope\", " + ${WHERE}`)],
      },
      ...callerOrigin(['WWW-Authenticate']),
    ],
    body: endpointErrorText({
      status: 403,
      error: 'insufficient_scope',
      description: 'The access token lacks a scope of this endpoint.',
    }),
  });
}
