import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiManagementProduct } from '@cdktf/provider-azurerm/lib/api-management-product';
import { ApiManagementProductApi } from '@cdktf/provider-azurerm/lib/api-management-product-api';
import { ApiManagementSubscription } from '@cdktf/provider-azurerm/lib/api-management-subscription';
import { App } from 'cdktf';
import type { Construct } from 'constructs';
import type { GatewayApi } from '../../constructs/api-management/gateway-api';
import { LlmApi } from '../../constructs/backends/llm-api';
import { McpBackend, type McpBackendProps } from '../../constructs/backends/mcp-backend';
import type { McpBackendPolicy } from '../../policies/contract/mcp-backend-policy';
import { sse, streamableHttp } from '../../policies/contract/mcp-transport';
import { demoValue } from '../../emulator/stack/variables';
import { loadCSharp } from '../../policies/language/expressions/grammar';
import { readSettings } from '../../settings';
import { McpGatewayStack, STACK_NAME } from '../../stacks/mcp-gateway-stack';
import { findMutations, type Mutation, type StackJson } from '../mutations/mutate-stack';
import { PROJECT_FOLDER } from '../support/command';
import { REDIRECT_URI } from '../support/oauth-client';
import { SEAL_KEYS } from './seal';

/** Origin a browser may call the second backend from. */
export const WIKI_ORIGIN = 'https://app.example.com';

/** Keys of subscriptions: what they open, and whether they may. */
export const SUBSCRIPTION_KEYS = {
  agents: 'key-of-a-subscription-to-agents',
  suspended: 'key-of-a-suspended-subscription',
  wiki: 'key-of-a-subscription-to-wiki',
  models: 'key-of-a-subscription-to-models',
  everything: 'key-of-a-subscription-to-all-apis',
} as const;

/** A tool that callers of both backends may use. */
export const ALLOWED_TOOL = 'read_page';

/** A tool that callers of neither may use. */
export const DENIED_TOOL = 'delete_everything';

/** Host whose client metadata documents are read. */
export const CLIENT_HOST = 'clients.example.com';

/** A host the gateway could reach and should not. */
export const INTERNAL_HOST = 'internal.example.net';

/** A confidential client, and its secret on this machine. */
export const ROBOT = { id: 'robot', secret: demoValue('client_secret_robot') };

const STATIC_CLIENTS = [
  { id: ROBOT.id, name: 'Robot', redirectUris: [REDIRECT_URI], confidential: true },
  { id: 'android', name: 'Android', redirectUris: [REDIRECT_URI], confidential: true },
];

/** A further MCP server, so that what is meant for one can be tried on the other. It takes no credential. */
class OtherBackend extends McpBackend {
  readonly policy: McpBackendPolicy;
  readonly api: GatewayApi;

  constructor(scope: Construct, id: string, props: McpBackendProps, transport = streamableHttp('/mcp')) {
    super(scope, id, props);
    const { policy, api } = this.expose({
      serviceUrl: `https://${id}.example.net`,
      transport,
      credential: { kind: 'none' },
    });
    this.policy = policy;
    this.api = api;
  }
}

/** Tokens that callers of the models may use, each a hundred more than they use in an attack on another limit. */
export const TOKEN_LIMITS = { perSession: 500, perUser: 1000, perSubscription: 1500 } as const;

/** The stack under attack. */
export interface AttackStack {
  readonly json: StackJson;
  /** Every check of the deployed policies. Of the test's own backends only what the functions do not have. */
  readonly mutations: readonly Mutation[];
  /** Writes a variant of the stack and returns its file. */
  write(json: StackJson): string;
  remove(): void;
}

/**
 * Synthesises the project's own stack with three backends beside the functions, one that takes every credential, one of
 * the older transport and one for agents alone, with language models, and with clients of every kind. Two things differ from what is deployed, neither of them a policy: the
 * sealing keys are known, and no function app runs, because all attacks record what reaches it instead.
 */
export async function synthesiseAttackStack(settings = readSettings()): Promise<AttackStack> {
  await loadCSharp();
  const folder = mkdtempSync(join(tmpdir(), 'azure-mcp-gateway-attacks-'));
  const app = new App({ outdir: folder });
  const options = { ...settings, clientMetadataHosts: [CLIENT_HOST], staticClients: STATIC_CLIENTS };
  const stack = new McpGatewayStack(app, { settings: options, functions: join(PROJECT_FOLDER, 'functions') });
  const { gateway } = stack;
  const everybody = { entra: true, subscriptionKey: true };
  const wiki = new OtherBackend(stack, 'wiki', {
    gateway,
    path: 'wiki',
    allowedOrigins: [WIKI_ORIGIN],
    authentication: everybody,
    tools: { deny: [DENIED_TOOL], hide: true },
  });
  new OtherBackend(stack, 'chat', { gateway, path: 'chat' }, sse({ path: '/sse', messagePath: '/message' }));
  const authentication = { oauth: false, ...everybody };
  const tools = { allow: [ALLOWED_TOOL] };
  const agents = new OtherBackend(stack, 'agents', { gateway, path: 'agents', authentication, tools });
  const models = new LlmApi(stack, 'models', {
    gateway,
    path: 'openai',
    account: { id: '/subscriptions/0/accounts/models', endpoint: 'https://models.example.net' },
    authentication: everybody,
    tokenLimits: [
      { per: 'session', tokensPerMinute: TOKEN_LIMITS.perSession },
      { per: 'user', tokensPerMinute: TOKEN_LIMITS.perUser },
      { per: 'subscription', tokenQuota: TOKEN_LIMITS.perSubscription, period: 'Hourly' },
    ],
  });
  models.addSubscription('models').primaryKey = SUBSCRIPTION_KEYS.models;
  wiki.addSubscription('wiki').primaryKey = SUBSCRIPTION_KEYS.wiki;
  agents.addSubscription('nightly').primaryKey = SUBSCRIPTION_KEYS.agents;
  const suspended = agents.addSubscription('suspended');
  suspended.primaryKey = SUBSCRIPTION_KEYS.suspended;
  suspended.state = 'suspended';
  openProduct(stack, agents);
  subscribeToEverything(stack);
  app.synth();
  const file = join(folder, 'stacks', STACK_NAME, 'cdk.tf.json');
  const json = prepare(JSON.parse(readFileSync(file, 'utf8')) as StackJson);
  let variants = 0;
  return {
    json,
    mutations: withoutRepetitions(findMutations(json)),
    write: (variant) => {
      const path = join(folder, `variant-${++variants}.tf.json`);
      writeFileSync(path, JSON.stringify(variant));
      return path;
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** A product that asks for no key: API Management then ignores a key it does not know, and the policies stand alone. */
function openProduct(stack: McpGatewayStack, { api }: McpBackend): void {
  const { name: apiManagementName, resourceGroupName } = stack.gateway.apiManagement;
  const service = { apiManagementName, resourceGroupName, productId: 'open' };
  new ApiManagementProduct(stack, 'open', {
    ...service,
    displayName: 'Open',
    published: true,
    subscriptionRequired: false,
  });
  new ApiManagementProductApi(stack, 'open-agents', { ...service, apiName: api.resource.name });
}

/** A subscription of an operator that opens every API. */
function subscribeToEverything(stack: McpGatewayStack): void {
  const { name: apiManagementName, resourceGroupName } = stack.gateway.apiManagement;
  new ApiManagementSubscription(stack, 'everything', {
    apiManagementName,
    resourceGroupName,
    displayName: 'Everything',
    state: 'active',
    primaryKey: SUBSCRIPTION_KEYS.everything,
  });
}

function withoutRepetitions(mutations: readonly Mutation[]): Mutation[] {
  const of = (pattern: RegExp): Mutation[] => mutations.filter(({ terraformName }) => pattern.test(terraformName));
  const own = of(/^(?!(?:wiki|agents|chat|models)_)/);
  return [of(/^agents_/), of(/^models_/)].reduce((all, more) => {
    const known = new Set(all.map(({ id }) => id));
    return [...all, ...more.filter(({ id }) => !known.has(id))];
  }, own);
}

const FUNCTION_APP_TYPES = /^azurerm_(?:function_app|service_plan|storage_)/;

function prepare({ resource, ...rest }: StackJson): StackJson {
  const blocks = Object.entries(resource).filter(([type]) => !FUNCTION_APP_TYPES.test(type));
  const {
    azurerm_role_assignment: roles = {},
    azapi_resource_action: actions = {},
    azurerm_api_management_api: apis = {},
    ...others
  } = Object.fromEntries(blocks);
  // What is left out refers to the function app, or only tells the operator something.
  const { terraform, provider, variable, data } = rest as Record<string, Record<string, unknown>>;
  return {
    terraform,
    provider,
    variable,
    data: { azurerm_client_config: data?.['azurerm_client_config'] },
    resource: {
      ...others,
      azurerm_role_assignment: Object.fromEntries(
        Object.entries(roles).filter(([name]) => !name.startsWith('functions_')),
      ),
      azapi_resource_action: mapValues(actions, (block) => withSecret(block)),
      azurerm_api_management_api: mapValues(apis, (block) =>
        block['name'] === 'functions' ? { ...block, service_url: 'https://functions.example.net' } : block,
      ),
    },
  } as StackJson;
}

/** What the key vault holds, by the name of the secret. */
const SECRETS: Readonly<Record<string, string>> = {
  'seal-key-a': SEAL_KEYS.a.toString('base64'),
  'seal-key-b': SEAL_KEYS.b.toString('base64'),
  'functions-credential': 'credential-of-the-gateway',
};

function withSecret(block: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const [, name = ''] = /\/secrets\/([\w-]+)$/.exec(String(block['resource_id'])) ?? [];
  const value = SECRETS[name];
  return value === undefined ? block : { ...block, body: { properties: { value } } };
}

function mapValues<T>(record: Readonly<Record<string, T>>, change: (value: T) => T): Record<string, T> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
}
