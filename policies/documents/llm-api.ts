import { CONSUMED_TOKENS_HEADER, DEFAULT_TOKEN_LIMITS, remainingTokensHeader } from '../contract/llm-api-policy';
import type { LlmApiPolicy } from '../contract/llm-api-policy';
import { DEFAULT_TIMEOUT_SECONDS } from '../contract/mcp-backend-policy';
import { NAMED_VALUES } from '../contract/named-values';
import type { TokenAudience } from '../contract/oauth-options';
import { authenticationManagedIdentity } from '../elements/authentication-managed-identity';
import { base } from '../elements/base';
import { choose } from '../elements/choose';
import { cors } from '../elements/cors';
import { forwardRequest } from '../elements/forward-request';
import { llmEmitTokenMetric } from '../elements/llm-emit-token-metric';
import { rewriteUri } from '../elements/rewrite-uri';
import { setHeader } from '../elements/set-header';
import { namedValueText } from '../language/expressions/named-value';
import { csharp, expression } from '../language/expressions/template';
import type { XmlElement } from '../language/xml/node';
import { CALLER } from '../steps/caller';
import { checkBackground } from '../steps/check-background';
import { checkOrigin } from '../steps/check-origin';
import { countNoCalls } from '../steps/count-calls';
import { answerAsOpenAi } from '../steps/endpoint-error';
import { limitRates } from '../steps/limit-rates';
import { answerTokenLimits, limitTokens } from '../steps/limit-tokens';
import { describeChallenge, describeEndpoint } from '../steps/mcp-endpoint';
import { stripHeaders } from '../steps/strip-request';
import { stringVariable } from '../steps/variables';
import { authenticateCaller } from './authenticate-caller';
import type { PolicyDocument } from './document';
import { MCP_ERRORS, STRIP_REQUEST, STRIP_RESPONSE } from './fragments/mcp';
import { FOREIGN_ORIGIN } from './fragments/responses';
import { include } from './gateway-fragment';
import { policies } from './policies';

/** Whom tokens for Azure OpenAI are for. */
const AZURE_OPENAI = 'https://cognitiveservices.azure.com';

/** Where custom metrics of tokens are found in Application Insights. */
const METRIC_NAMESPACE = 'llm';

/**
 * Builds the policy document of an API of language models. Callers prove who they are as for an MCP server; their
 * credential stays here, and Azure OpenAI gets a token of the gateway's identity.
 * @param audience what the tokens of its gateway are for
 */
export function llmApiDocument(api: LlmApiPolicy, audience: TokenAudience): PolicyDocument {
  return policies(`llm-${api.name}`, {
    inbound: [
      ...browserAccess(api),
      base(),
      answerAsOpenAi(),
      countNoCalls(),
      ...describeEndpoint(api, audience),
      checkOrigin(api.allowedOrigins, [include(FOREIGN_ORIGIN)]),
      ...authenticateCaller(api),
      ...limitRates(api, api.rateLimits),
      checkBackground(),
      ...limitTokens(api),
      emitTokens(),
      include(STRIP_REQUEST),
      // The key of an Azure OpenAI account, its header that chooses another content filter than the deployment's, and what
      // says that a prompt is compressed: nobody could count it then.
      ...stripHeaders(['api-key', 'x-policy-id', 'content-encoding']),
      // The tokens of a compressed answer could not be counted.
      setHeader({ id: 'check-accept-encoding', name: 'Accept-Encoding', values: ['identity'] }),
      authenticationManagedIdentity({
        resource: AZURE_OPENAI,
        clientId: namedValueText(NAMED_VALUES.gatewayIdentityClientId),
      }),
      // The operation's own path without the caller's query, which no operation has a use for and keys may stand in.
      rewriteUri({
        id: 'check-strip-query',
        template: expression(csharp`context.Operation.UrlTemplate`),
        copyUnmatchedParams: false,
      }),
    ],
    backend: [forwardRequest({ timeoutSeconds: api.timeoutSeconds ?? DEFAULT_TIMEOUT_SECONDS, bufferResponse: false })],
    outbound: [base(), include(STRIP_RESPONSE)],
    // API Management refuses some requests before inbound, so what an answer needs is written here again.
    onError: [
      base(),
      answerAsOpenAi(),
      countNoCalls(),
      ...describeChallenge(api),
      choose({ when: answerTokenLimits() }),
      include(MCP_ERRORS),
    ],
  });
}

/** Counts tokens by who used them. Five dimensions at most, and none of them has a value for each request. */
function emitTokens(): XmlElement {
  return llmEmitTokenMetric({
    namespace: METRIC_NAMESPACE,
    dimensions: [
      { name: 'API ID' },
      { name: 'Operation ID' },
      { name: 'Caller', value: expression(stringVariable(CALLER.subject)) },
      { name: 'Client', value: expression(stringVariable(CALLER.client)) },
    ],
  });
}

/** Preflights and response headers for the configured origins; without one there is nothing to let in. */
function browserAccess({ allowedOrigins, tokenLimits = DEFAULT_TOKEN_LIMITS }: LlmApiPolicy): readonly XmlElement[] {
  if (allowedOrigins.length === 0) return [];
  return [
    cors({
      allowCredentials: false,
      // A request from another origin goes on to the origin check, which answers 403 instead of an empty 200.
      terminateUnmatchedRequest: false,
      allowedOrigins,
      allowedMethods: ['POST'],
      preflightMaxAgeSeconds: 600,
      // OpenAI's clients describe their platform in `x-stainless-*`, and `cors` knows no prefixes.
      allowedHeaders: ['*'],
      exposedHeaders: [
        'retry-after',
        'www-authenticate',
        'x-request-id',
        CONSUMED_TOKENS_HEADER,
        ...tokenLimits.map(remainingTokensHeader),
      ],
    }),
  ];
}
