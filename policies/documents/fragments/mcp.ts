import { admitApplication, admitSubscription, APPLICATION_TOKEN } from '../../steps/admit-agent';
import { answerErrors } from '../../steps/answer-errors';
import { CALLER } from '../../steps/caller';
import { BEARER_TOKEN, challenge, unauthorizedResponse } from '../../steps/challenge';
import { checkAccessToken, readBearerToken, TOKEN } from '../../steps/check-access-token';
import { checkGrant } from '../../steps/check-grant';
import { checkMessage } from '../../steps/check-message';
import { checkRequestSize, MAX_REQUEST_BYTES } from '../../steps/check-request-size';
import { checkTool, TOOLS } from '../../steps/check-tool';
import { GRANT_TEXT, lookUpGrant, readGrant } from '../../steps/find-grant';
import { countAnswer, countError, COUNTED_TOOL, countRefusal } from '../../steps/count-calls';
import { endpointErrorResponse } from '../../steps/endpoint-error';
import { UNAVAILABLE_ERROR } from '../../steps/json-response';
import { hideTools } from '../../steps/hide-tools';
import { ENDPOINT } from '../../steps/mcp-endpoint';
import { openSession, sealSession, SESSION } from '../../steps/mcp-session';
import { MCP_MESSAGE, readMessage } from '../../steps/read-message';
import { STORE_AUTHORIZATION } from '../../steps/store-authorization';
import { stripQuery } from '../../steps/strip-query';
import { stripRequest } from '../../steps/strip-request';
import { stripResponse } from '../../steps/strip-response';
import { nameTool, tellCall } from '../../steps/tell-call';
import { csharp, expression } from '../../language/expressions/template';
import { fragment } from '../gateway-fragment';

const DESCRIBED = [ENDPOINT.name, ENDPOINT.metadata, ENDPOINT.scope];

/** Reads the token a caller presents. */
export const READ_TOKEN = fragment({
  name: 'mcp-read-token',
  description: 'Reads the bearer token of an MCP request.',
  sections: ['inbound'],
  reads: [],
  writes: [BEARER_TOKEN],
  policies: [readBearerToken()],
});

/** Challenges a caller whose credential has no shape that the endpoint takes. */
export const REFUSE_CALLER = fragment({
  name: 'mcp-refuse-caller',
  description: 'Challenges a caller without a credential that the endpoint takes.',
  sections: ['inbound'],
  reads: [...DESCRIBED, BEARER_TOKEN],
  writes: [],
  policies: challenge('check-refused-caller-limit'),
});

/** Makes an application the caller of an MCP request. */
export const ADMIT_APPLICATION = fragment({
  name: 'mcp-admit-application',
  description: 'Makes the application whose Entra token was validated the caller.',
  sections: ['inbound'],
  reads: [APPLICATION_TOKEN],
  writes: [CALLER.subject, CALLER.client, CALLER.login],
  policies: admitApplication(),
});

/** Makes an API Management subscription the caller of an MCP request. */
export const ADMIT_SUBSCRIPTION = fragment({
  name: 'mcp-admit-subscription',
  description: 'Makes the API Management subscription whose key was presented the caller.',
  sections: ['inbound'],
  reads: [...DESCRIBED, BEARER_TOKEN],
  writes: [CALLER.subject, CALLER.client, CALLER.login],
  policies: admitSubscription(),
});

/** Opens the access token, or challenges the caller; then looks for the grant in the cache. */
export const CHECK_TOKEN = fragment({
  name: 'mcp-check-token',
  description: 'Opens the access token of an MCP request and looks up its grant in the cache.',
  sections: ['inbound'],
  reads: [...DESCRIBED, BEARER_TOKEN],
  writes: [TOKEN.grantId, TOKEN.expires, TOKEN.scopes],
  policies: [...checkAccessToken(), lookUpGrant()],
});

/** Reads the grant from the store when the cache has no copy. */
export const READ_GRANT = fragment({
  name: 'mcp-read-grant',
  description: 'Reads the grant of an MCP request from the store and caches a copy.',
  sections: ['inbound'],
  reads: [TOKEN.grantId, TOKEN.expires, STORE_AUTHORIZATION],
  writes: [GRANT_TEXT],
  policies: readGrant([countRefusal('unavailable'), endpointErrorResponse(UNAVAILABLE_ERROR)]),
});

/** Checks what the grant allows. */
export const CHECK_GRANT = fragment({
  name: 'mcp-check-grant',
  description: 'Checks that the grant of an MCP request lives and allows this endpoint.',
  sections: ['inbound'],
  reads: [...DESCRIBED, ENDPOINT.audience, BEARER_TOKEN, TOKEN.scopes, GRANT_TEXT],
  writes: [CALLER.subject, CALLER.client],
  policies: checkGrant(),
});

/** Refuses a message that is too long for the endpoint. */
export const CHECK_REQUEST_SIZE = fragment({
  name: 'mcp-check-request-size',
  description: 'Refuses an MCP request whose body is too long.',
  sections: ['inbound'],
  reads: [ENDPOINT.name, MAX_REQUEST_BYTES],
  writes: [],
  policies: [checkRequestSize()],
});

const OWNERSHIP = [ENDPOINT.name, CALLER.subject, CALLER.client];

/** Reads what a message asks for, for those that go by it. */
export const READ_MESSAGE = fragment({
  name: 'mcp-read-message',
  description: 'Reads what an MCP message asks for.',
  sections: ['inbound'],
  reads: [],
  writes: [MCP_MESSAGE],
  policies: [readMessage()],
});

/** Refuses messages that could be read in two ways, and calls of tools that may not be called. */
export const CHECK_TOOL = fragment({
  name: 'mcp-check-tool',
  description: 'Checks that an MCP message calls no tool that may not be called.',
  sections: ['inbound'],
  reads: [ENDPOINT.name, MCP_MESSAGE, TOOLS.allowed, TOOLS.denied],
  writes: [],
  policies: [...checkMessage(), checkTool()],
});

/** Leaves tools that may not be called out of the list of tools. */
export const HIDE_TOOLS = fragment({
  name: 'mcp-hide-tools',
  description: 'Leaves tools that may not be called out of the list of tools.',
  sections: ['outbound'],
  reads: [MCP_MESSAGE, TOOLS.allowed, TOOLS.denied],
  writes: [],
  policies: [hideTools()],
});

/** Tells the calls of tools from other messages, for the metric alone. */
export const TELL_CALL = fragment({
  name: 'mcp-tell-call',
  description: 'Tells calls of tools from other MCP messages, for the metric.',
  sections: ['inbound'],
  reads: [],
  writes: [COUNTED_TOOL],
  policies: [tellCall()],
});

/** Names the tool that a message calls, for the metric. */
export const NAME_TOOL = fragment({
  name: 'mcp-name-tool',
  description: 'Names the tool that an MCP message calls, for the metric.',
  sections: ['inbound'],
  reads: [MCP_MESSAGE, TOOLS.allowed, TOOLS.denied, TOOLS.known],
  writes: [COUNTED_TOOL],
  policies: [nameTool()],
});

/** Counts a call that was answered. */
export const COUNT_ANSWER = fragment({
  name: 'mcp-count-answer',
  description: 'Counts a call of a tool that was answered.',
  sections: ['outbound'],
  reads: [],
  writes: [],
  policies: [countAnswer()],
});

/** Opens the session id of a request, for the caller it was given to. */
export const OPEN_SESSION = fragment({
  name: 'mcp-open-session',
  description: 'Gives the MCP server its own session id for the sealed one of the caller.',
  sections: ['inbound'],
  reads: OWNERSHIP,
  writes: [SESSION.sent, SESSION.id],
  policies: [openSession()],
});

/** Seals the session id of a response to the caller. */
export const SEAL_SESSION = fragment({
  name: 'mcp-seal-session',
  description: 'Seals the session id of the MCP server to the caller.',
  sections: ['outbound'],
  reads: [...OWNERSHIP, SESSION.sent, SESSION.id],
  writes: [],
  policies: [sealSession()],
});

/** Removes what a caller may not tell a backend. */
export const STRIP_REQUEST = fragment({
  name: 'mcp-strip-request',
  description: 'Removes credentials and claims about the caller from an MCP request.',
  sections: ['inbound'],
  reads: [],
  writes: [],
  policies: stripRequest(),
});

/** Removes credentials from a query that a backend gets to see. */
export const STRIP_QUERY = fragment({
  name: 'mcp-strip-query',
  description: 'Removes credentials from the query of a message to an SSE server.',
  sections: ['inbound'],
  reads: [],
  writes: [],
  policies: stripQuery(),
});

/** Removes what a backend may not tell a caller. */
export const STRIP_RESPONSE = fragment({
  name: 'mcp-strip-response',
  description: 'Removes headers of the backend that only the gateway may set.',
  sections: ['outbound'],
  reads: [],
  writes: [],
  policies: stripResponse(),
});

/** Answers what goes wrong outside the checks; whatever is a 401 becomes the challenge. */
export const MCP_ERRORS = fragment({
  name: 'mcp-answer-errors',
  description: 'Answers errors of an MCP request.',
  sections: ['on-error'],
  reads: [ENDPOINT.metadata, ENDPOINT.scope],
  writes: [],
  policies: [
    countError(),
    answerErrors({
      answer: endpointErrorResponse,
      first: [
        {
          condition: expression(csharp`context.Response.StatusCode == 401`),
          then: [unauthorizedResponse()],
        },
      ],
    }),
  ],
});
