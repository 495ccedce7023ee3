import { DEFAULT_MAX_REQUEST_BYTES, DEFAULT_TIMEOUT_SECONDS } from '../contract/mcp-backend-policy';
import type { McpBackendPolicy } from '../contract/mcp-backend-policy';
import { restrictsTools } from '../contract/tool-access';
import type { TokenAudience } from '../contract/oauth-options';
import { NAMED_VALUES } from '../contract/named-values';
import { authenticationManagedIdentity } from '../elements/authentication-managed-identity';
import { base } from '../elements/base';
import { choose } from '../elements/choose';
import { cors } from '../elements/cors';
import { forwardRequest } from '../elements/forward-request';
import { setHeader } from '../elements/set-header';
import { setVariable } from '../elements/set-variable';
import { namedValueText } from '../language/expressions/named-value';
import { csharp, expression } from '../language/expressions/template';
import type { XmlElement } from '../language/xml/node';
import { checkOrigin } from '../steps/check-origin';
import { MAX_REQUEST_BYTES } from '../steps/check-request-size';
import { describeTools } from '../steps/check-tool';
import { LISTS_TOOLS } from '../steps/hide-tools';
import { limitRates } from '../steps/limit-rates';
import { describeChallenge, describeEndpoint } from '../steps/mcp-endpoint';
import { redirectTrailingSlash } from '../steps/redirect-trailing-slash';
import { rewritePath } from '../steps/rewrite-path';
import { stripHeaders } from '../steps/strip-request';
import type { PolicyDocument } from './document';
import { authenticateCaller } from './authenticate-caller';
import {
  CHECK_REQUEST_SIZE,
  CHECK_TOOL,
  COUNT_ANSWER,
  HIDE_TOOLS,
  MCP_ERRORS,
  NAME_TOOL,
  OPEN_SESSION,
  READ_MESSAGE,
  SEAL_SESSION,
  STRIP_QUERY,
  STRIP_REQUEST,
  STRIP_RESPONSE,
  TELL_CALL,
} from './fragments/mcp';
import { FOREIGN_ORIGIN } from './fragments/responses';
import { include } from './gateway-fragment';
import { policies } from './policies';

/**
 * Builds the policy document of a backend's API: what happens to every MCP request. A further API that takes the messages
 * of its stream has the same.
 * @param audience what the tokens of its gateway are for
 */
export function mcpApiDocument(backend: McpBackendPolicy, audience: TokenAudience): PolicyDocument {
  return policies(`mcp-${backend.name}`, {
    inbound: [
      ...browserAccess(backend.allowedOrigins),
      base(),
      ...describeEndpoint(backend, audience),
      checkOrigin(backend.allowedOrigins, [include(FOREIGN_ORIGIN)]),
      redirectTrailingSlash(backend.transport),
      ...authenticateCaller(backend),
      ...limitRates(backend, backend.rateLimits),
      ...limitSize(backend),
      ...readCalls(backend),
      include(OPEN_SESSION),
      include(STRIP_REQUEST),
      ...stripHeaders(backend.strippedHeaders ?? []),
      ...Object.entries(backend.headers ?? {}).map(([name, value]) => setHeader({ name, values: [value] })),
      ...credential(backend),
      rewritePath(backend.transport, [include(STRIP_QUERY)]),
    ],
    backend: [forward(backend)],
    outbound: [
      base(),
      include(STRIP_RESPONSE),
      ...(backend.tools?.hide === true ? [include(HIDE_TOOLS)] : []),
      include(SEAL_SESSION),
      include(COUNT_ANSWER),
    ],
    // API Management refuses some requests before inbound, so what a challenge needs is written here again.
    onError: [base(), ...describeChallenge(backend), include(MCP_ERRORS)],
  });
}

function limitSize({ maxRequestBytes = DEFAULT_MAX_REQUEST_BYTES }: McpBackendPolicy): readonly XmlElement[] {
  return [
    setVariable({ name: MAX_REQUEST_BYTES, value: expression(csharp`${maxRequestBytes}`) }),
    include(CHECK_REQUEST_SIZE),
  ];
}

/** Every answer streams, but for a list of tools that will be changed. */
function forward({ tools, timeoutSeconds = DEFAULT_TIMEOUT_SECONDS }: McpBackendPolicy): XmlElement {
  const streamed = forwardRequest({ timeoutSeconds, bufferResponse: false });
  if (tools?.hide !== true) return streamed;
  const listed = forwardRequest({ timeoutSeconds, bufferResponse: true });
  return choose({ when: [{ condition: expression(LISTS_TOOLS), then: [listed] }], otherwise: [streamed] });
}

/** Finds out which tool a message calls, as far as something depends on it: a check, or else the metric alone. */
function readCalls({ tools }: McpBackendPolicy): readonly XmlElement[] {
  if (tools === undefined) return [include(TELL_CALL)];
  // Only messages call tools, and each of them is a POST.
  const isMessage = expression(csharp`context.Request.Method == "POST"`);
  const check = restrictsTools(tools) ? [include(CHECK_TOOL)] : [];
  return [
    ...describeTools(tools),
    choose({ when: [{ condition: isMessage, then: [include(READ_MESSAGE), include(NAME_TOOL), ...check] }] }),
    // A compressed list could not be read.
    ...(tools.hide === true ? [setHeader({ name: 'Accept-Encoding', values: ['identity'] })] : []),
  ];
}

/** Preflights and response headers for the configured origins; without one there is nothing to let in. */
function browserAccess(allowedOrigins: readonly string[]): readonly XmlElement[] {
  if (allowedOrigins.length === 0) return [];
  return [
    cors({
      allowCredentials: false,
      // A request from another origin goes on to the origin check, which answers 403 instead of an empty 200.
      terminateUnmatchedRequest: false,
      allowedOrigins,
      allowedMethods: ['GET', 'POST', 'DELETE'],
      preflightMaxAgeSeconds: 600,
      // MCP 2026-07-28 names headers after the parameters of tools (`Mcp-Param-*`), and `cors` knows no prefixes. These
      // origins may send anything: what must not reach a backend is taken away from every request, whoever sends it.
      allowedHeaders: ['*'],
      exposedHeaders: ['mcp-protocol-version', 'mcp-session-id', 'www-authenticate'],
    }),
  ];
}

function credential({ credential: sent }: McpBackendPolicy): readonly XmlElement[] {
  switch (sent.kind) {
    case 'none':
      return [];
    case 'header':
      return [setHeader({ name: sent.header, values: [namedValueText(sent.namedValue)] })];
    case 'managed-identity':
      return [
        authenticationManagedIdentity({
          resource: namedValueText(sent.audienceNamedValue),
          clientId: namedValueText(NAMED_VALUES.gatewayIdentityClientId),
        }),
      ];
  }
}
