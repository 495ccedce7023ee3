import { DataAzurermCognitiveAccount } from '@cdktf/provider-azurerm/lib/data-azurerm-cognitive-account';
import { TerraformOutput, type TerraformStack } from 'cdktf';
import { LlmApi, type LlmApiProps } from '../../../constructs/backends/llm-api';
import { UserError } from '../../../constructs/user-error';
import { gatewayIn } from '../gateway';
import { brokenRules, synth } from '../synth';

const DEPLOYMENTS = { 'gpt-4.1-mini': { model: 'gpt-4.1-mini' } };
const ACCOUNT = { id: '/subscriptions/s/resourceGroups/g/providers/a', endpoint: 'https://contoso.openai.azure.com/' };

function modelsIn(stack: TerraformStack, props: object = {}): LlmApi {
  return new LlmApi(stack, 'models', { gateway: gatewayIn(stack), path: 'openai', deployments: DEPLOYMENTS, ...props });
}

/** No deployments, where the account exists. */
const EXISTING = { deployments: undefined };

const created = (props?: object) => {
  const { resource = {} } = synth((stack) => void modelsIn(stack, props));
  return resource;
};

describe('LlmApi', () => {
  it('deploys models in an account that takes no keys, one after the other', () => {
    const resource = created({
      deployments: {
        ...DEPLOYMENTS,
        embed: { model: 'text-embedding-3-small', version: '1', sku: 'Standard', capacity: 5 },
      },
    });
    expect(resource['azurerm_cognitive_account']).toEqual({
      models_account: {
        name: 'oai-mcpgw-models-${random_string.gateway_naming_suffix.result}',
        resource_group_name: '${azurerm_resource_group.gateway_resource-group.name}',
        location: '${azurerm_resource_group.gateway_resource-group.location}',
        kind: 'OpenAI',
        sku_name: 'S0',
        custom_subdomain_name: 'oai-mcpgw-models-${random_string.gateway_naming_suffix.result}',
        local_auth_enabled: false,
      },
    });
    const account = '${azurerm_cognitive_account.models_account.id}';
    expect(Object.values(resource['azurerm_cognitive_deployment'] ?? {}).reverse()).toEqual([
      {
        name: 'gpt-4.1-mini',
        cognitive_account_id: account,
        model: { format: 'OpenAI', name: 'gpt-4.1-mini' },
        sku: { name: 'GlobalStandard', capacity: 10 },
      },
      {
        name: 'embed',
        cognitive_account_id: account,
        model: { format: 'OpenAI', name: 'text-embedding-3-small', version: '1' },
        sku: { name: 'Standard', capacity: 5 },
        depends_on: ['azurerm_cognitive_deployment.models_account_deployment-gpt-41-mini'],
      },
    ]);
  });

  it('lets the gateway use the models and nothing else', () => {
    const { models_role: role } = created()['azurerm_role_assignment'] ?? {};
    expect(role).toEqual({
      scope: '${azurerm_cognitive_account.models_account.id}',
      role_definition_name: 'Cognitive Services OpenAI User',
      principal_id: '${azurerm_user_assigned_identity.gateway_identity.principal_id}',
      principal_type: 'ServicePrincipal',
    });
  });

  it('creates an API with the operations of OpenAI and one policy, and the metadata of its resource', () => {
    const resource = created();
    expect(resource['azurerm_api_management_api']?.['models_api']).toMatchObject({
      name: 'models',
      path: 'openai/v1',
      service_url: '${trimsuffix(azurerm_cognitive_account.models_account.endpoint, "/")}/openai/v1',
    });
    const operations = Object.entries(resource['azurerm_api_management_api_operation'] ?? {});
    expect(
      operations
        .filter(([name]) => name.startsWith('models_'))
        .map(([, { method, url_template }]) => [method, url_template]),
    ).toEqual([
      ['POST', '/chat/completions'],
      ['POST', '/embeddings'],
      ['POST', '/responses'],
    ]);
    expect(operations.map(([, { url_template }]) => url_template)).toContain(
      '/.well-known/oauth-protected-resource/openai/v1',
    );
    expect(resource['azurerm_api_management_api_policy']).toHaveProperty('models_api_policy');
  });

  it.each([
    ['a literal endpoint', ACCOUNT.endpoint, 'https://contoso.openai.azure.com/openai/v1'],
    ['one without slash', 'https://contoso.openai.azure.com', 'https://contoso.openai.azure.com/openai/v1'],
  ])('takes an account that exists by %s', (_what, endpoint, serviceUrl) => {
    const resource = created({ ...EXISTING, account: { ...ACCOUNT, endpoint } });
    expect(resource).not.toHaveProperty('azurerm_cognitive_account');
    expect(resource['azurerm_role_assignment']?.['models_role']).toMatchObject({ scope: ACCOUNT.id });
    expect(resource['azurerm_api_management_api']?.['models_api']).toMatchObject({ service_url: serviceUrl });
  });

  it('takes an account that exists by reference', () => {
    const { resource = {} } = synth((stack) => {
      const data = new DataAzurermCognitiveAccount(stack, 'existing', { name: 'contoso', resourceGroupName: 'ai' });
      modelsIn(stack, { ...EXISTING, account: data });
    });
    expect(resource['azurerm_api_management_api']?.['models_api']).toMatchObject({
      service_url: '${trimsuffix(data.azurerm_cognitive_account.existing.endpoint, "/")}/openai/v1',
    });
  });

  it('tells the policies what it is given, and leaves out what it is not', () => {
    synth((stack) => {
      const gateway = gatewayIn(stack, { allowedOrigins: ['https://app.example.com'] });
      expect(new LlmApi(stack, 'plain', { gateway, path: 'plain', deployments: DEPLOYMENTS }).policy).toEqual({
        name: 'plain',
        path: 'plain/v1',
        resourcePath: 'plain/v1',
        displayName: 'plain',
        scopes: ['llm:plain'],
        allowedOrigins: ['https://app.example.com'],
      });
      const given = {
        displayName: 'All',
        scopes: ['all'],
        allowedOrigins: [],
        authentication: { entra: true },
        rateLimits: { callsPerSubject: 2, callsPerGrant: 1, windowSeconds: 10 },
        tokenLimits: [],
        estimatePromptTokens: true,
        timeoutSeconds: 30,
      };
      const all = new LlmApi(stack, 'all', { gateway, path: 'all', deployments: DEPLOYMENTS, ...given });
      expect(all.policy).toMatchObject(given);
    });
  });

  it('is not among the MCP endpoints', () => {
    const { output } = synth((stack) => {
      const models = modelsIn(stack);
      new TerraformOutput(stack, 'url', { value: models.url });
      const { gateway } = { gateway: stack.node.findChild('gateway') as ReturnType<typeof gatewayIn> };
      new TerraformOutput(stack, 'mcp', { value: gateway.mcpEndpoints });
    });
    expect(output).toMatchObject({
      url: { value: '${azurerm_api_management.gateway_api-management.gateway_url}/openai/v1' },
      mcp: { value: {} },
    });
  });

  it('lets agents in where it takes them', () => {
    const { resource = {} } = synth((stack) => {
      const models = modelsIn(stack, {
        authentication: { entra: true, subscriptionKey: true },
      });
      models.addSubscription('batch');
      models.grantAccess('nightly', 'object-id');
    });
    expect(resource['azurerm_api_management_subscription']?.['models_subscription-batch']).toMatchObject({
      subscription_id: 'batch',
    });
    expect(resource['azuread_app_role_assignment']?.['models_agent-nightly']).toMatchObject({
      principal_object_id: 'object-id',
    });
    synth((stack) => {
      const models = modelsIn(stack);
      expect(() => models.addSubscription('batch')).toThrow(UserError);
    });
  });

  it('is reached by private endpoint in a network', () => {
    const { resource = {} } = synth((stack) => {
      const gateway = gatewayIn(stack, { sku: 'StandardV2', network: {} });
      new LlmApi(stack, 'models', { gateway, path: 'openai', deployments: DEPLOYMENTS });
    });
    expect(resource['azurerm_cognitive_account']?.['models_account']).toMatchObject({
      public_network_access_enabled: false,
    });
    expect(Object.keys(resource['azurerm_private_endpoint'] ?? {}).join()).toContain('openai');
  });

  it('shows every resource it creates to override', () => {
    const seen: string[] = [];
    synth((stack) => {
      const override: LlmApiProps['override'] = ({ terraformResourceType }) => void seen.push(terraformResourceType);
      modelsIn(stack, { deployments: DEPLOYMENTS, override });
    });
    expect([...new Set(seen)].sort()).toEqual([
      'azurerm_api_management_api',
      'azurerm_api_management_api_operation',
      'azurerm_api_management_api_policy',
      'azurerm_cognitive_account',
      'azurerm_cognitive_deployment',
      'azurerm_role_assignment',
    ]);
  });

  it.each([
    ['neither account nor deployments', EXISTING, ['llm-account']],
    ['both', { account: ACCOUNT, deployments: DEPLOYMENTS }, ['llm-account']],
    [
      'an endpoint with a path',
      { ...EXISTING, account: { ...ACCOUNT, endpoint: 'https://x.example/openai' } },
      ['llm-account-endpoint'],
    ],
    [
      'an endpoint without TLS',
      { ...EXISTING, account: { ...ACCOUNT, endpoint: 'http://x.example' } },
      ['llm-account-endpoint'],
    ],
    ['a region of an account that exists', { ...EXISTING, account: ACCOUNT, location: 'westeurope' }, ['llm-location']],
    ['no model', { deployments: {} }, ['openai-deployments']],
    [
      'models with mistakes',
      { deployments: { 'a b': { model: 'm', sku: 'Fast', capacity: 0 } } },
      ['openai-deployment-name', 'openai-deployment-sku', 'openai-deployment-capacity'],
    ],
    ['a path of two segments', { deployments: DEPLOYMENTS, path: 'a/b' }, ['backend-path-form']],
    ['a limit of nobody', limits({ per: 'group', tokensPerMinute: 1 }), ['llm-token-limit-key']],
    ['a limit of nothing', limits({ per: 'user' }), ['llm-token-limit']],
    ['a limit of half a token', limits({ per: 'user', tokensPerMinute: 0.5 }), ['llm-token-limit']],
    ['a quota without end', limits({ per: 'user', tokenQuota: 5 }), ['llm-token-limit']],
    ['a quota of a period unknown', limits({ per: 'user', tokenQuota: 5, period: 'daily' }), ['llm-token-limit']],
    [
      'both in one limit',
      limits({ per: 'user', tokensPerMinute: 1, tokenQuota: 5, period: 'Daily' }),
      ['llm-token-limit'],
    ],
    [
      'the same limit twice',
      limits({ per: 'user', tokensPerMinute: 1 }, { per: 'user', tokensPerMinute: 2 }),
      ['llm-token-limit-unique'],
    ],
  ])('refuses %s', (_what, props, rules) => {
    expect(brokenRules((stack) => void modelsIn(stack, props))).toEqual(rules);
  });
});

function limits(...tokenLimits: readonly object[]): object {
  return { deployments: DEPLOYMENTS, tokenLimits };
}
