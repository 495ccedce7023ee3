import type { McpBackendPolicy } from '../../../policies/contract/mcp-backend-policy';
import type { LlmApiPolicy } from '../../../policies/contract/llm-api-policy';
import { sse, streamableHttp } from '../../../policies/contract/mcp-transport';
import type { PolicyDocument } from '../../../policies/documents/document';
import { llmApiDocument } from '../../../policies/documents/llm-api';
import { mcpApiDocument } from '../../../policies/documents/mcp-api';
import { oauthDocuments } from '../../../policies/documents/oauth-documents';
import type { OAuthOptions } from '../../../policies/contract/oauth-options';
import type { GatewayFragment } from '../../../policies/documents/gateway-fragment';
import { policyFragments as fragmentsOf } from '../../../policies/documents/policy-fragments';
import { protectedResourceDocument } from '../../../policies/documents/protected-resource';
import type { XmlElement } from '../../../policies/language/xml/node';

/** The backend every gateway has. */
export const FUNCTIONS: McpBackendPolicy = {
  name: 'functions',
  path: 'mcp',
  displayName: 'Functions MCP',
  scopes: ['mcp.functions'],
  resourcePath: 'mcp',
  transport: streamableHttp('/runtime/webhooks/mcp'),
  credential: { kind: 'header', header: 'x-functions-key', namedValue: 'functions-credential' },
  allowedOrigins: [],
};

/** A backend that uses everything the others leave out. */
export const EVERYTHING: McpBackendPolicy = {
  name: 'slack',
  path: 'slack-mcp',
  displayName: 'Slack',
  scopes: ['slack.read', 'slack.write'],
  resourcePath: 'slack-mcp',
  transport: streamableHttp('/mcp'),
  credential: { kind: 'none' },
  authentication: { entra: true, subscriptionKey: true },
  allowedOrigins: ['https://inspector.example', 'http://localhost:6274'],
  strippedHeaders: ['X-Slack-Token'],
  rateLimits: { callsPerSubject: 30, callsPerGrant: 20, windowSeconds: 30 },
  timeoutSeconds: 120,
};

/** Every option that changes what a document says. */
const OAUTH_OPTIONS: OAuthOptions = {
  backends: [FUNCTIONS, EVERYTHING],
  clientMetadataHosts: ['vscode.dev', 'claude.ai'],
  staticClients: [
    { id: 'copilot-studio', name: 'Copilot Studio', redirectUris: ['https://a.example/1'], confidential: true },
    { id: 'https://chatgpt.com/oauth/client.json', name: 'ChatGPT', redirectUris: ['https://chatgpt.com/callback'] },
  ],
};

/** The fragments of the same gateway. */
export function policyFragments(): readonly GatewayFragment[] {
  return fragmentsOf(OAUTH_OPTIONS);
}

/** A backend that no person logs in to. */
const AGENTS_ONLY: McpBackendPolicy = {
  ...FUNCTIONS,
  name: 'agents',
  path: 'agents-mcp',
  resourcePath: 'agents-mcp',
  scopes: ['mcp.agents'],
  credential: { kind: 'managed-identity', audienceNamedValue: 'entra-client-id' },
  authentication: { oauth: false, subscriptionKey: true },
  tools: { allow: ['list_reports', 'read_report'], deny: ['delete_report'], hide: true },
};

/** A backend of the older kind, whose stream announces where messages go. */
export const STREAM: McpBackendPolicy = {
  ...FUNCTIONS,
  name: 'stream',
  path: 'stream-mcp',
  resourcePath: 'stream-mcp/sse',
  transport: sse({ path: '/events/sse', messagePath: '/events/messages/' }),
  credential: { kind: 'none' },
  maxRequestBytes: 4096,
};

/** An API of language models with everything that can be left out. */
const MODELS: LlmApiPolicy = {
  name: 'models',
  path: 'openai/v1',
  resourcePath: 'openai/v1',
  displayName: 'Models',
  scopes: ['llm:models'],
  authentication: { entra: true, subscriptionKey: true },
  allowedOrigins: ['https://chat.example'],
  tokenLimits: [
    { per: 'session', tokensPerMinute: 2_000 },
    { per: 'user', tokenQuota: 100_000, period: 'Daily' },
    { per: 'subscription', tokensPerMinute: 50_000 },
    { per: 'subscription', tokenQuota: 5_000_000, period: 'Monthly' },
  ],
  estimatePromptTokens: true,
  timeoutSeconds: 120,
};

/** One that sets nothing. */
const MODELS_OF_PEOPLE: LlmApiPolicy = {
  name: 'people',
  path: 'people/v1',
  resourcePath: 'people/v1',
  displayName: 'Models',
  scopes: ['llm:people'],
  allowedOrigins: [],
};

/** Where a document applies. */
export type DocumentScope = 'api' | 'operation';

/** Every document of a gateway with the two backends, and the endpoints of two more that OAuth does not know. */
export function allDocuments(): readonly { readonly scope: DocumentScope; readonly document: PolicyDocument }[] {
  const backends = [FUNCTIONS, EVERYTHING];
  const oauth = oauthDocuments(OAUTH_OPTIONS);
  const operation = (document: PolicyDocument) => ({ scope: 'operation' as const, document });
  const api = (document: PolicyDocument) => ({ scope: 'api' as const, document });
  return [
    api(oauth.api),
    ...[...oauth.operations.values()].map(operation),
    ...backends.map(protectedResourceDocument).map(operation),
    ...[...backends, AGENTS_ONLY, STREAM].map((backend) => mcpApiDocument(backend, 'backend')).map(api),
    ...[MODELS, MODELS_OF_PEOPLE].map((models) => llmApiDocument(models, 'backend')).map(api),
  ];
}

/** Every element of a tree in document order, the root first. */
export function elementsOf(root: XmlElement): readonly XmlElement[] {
  return [root, ...root.children.flatMap((child) => (child.type === 'element' ? elementsOf(child) : []))];
}

/** An attribute of an element; undefined when it has none. */
export function attribute(element: XmlElement, name: string): string | undefined {
  return element.attributes.find((candidate) => candidate.name === name)?.value;
}

/** Every attribute value and text of a tree in document order, with the element that holds it. */
export function valuesOf(root: XmlElement): readonly { readonly element: XmlElement; readonly value: string }[] {
  return elementsOf(root).flatMap((element) => [
    ...element.attributes.map(({ value }) => ({ element, value })),
    ...element.children.flatMap((child) => (child.type === 'text' ? [{ element, value: child.value }] : [])),
  ]);
}
