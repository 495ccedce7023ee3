import { Testing, TerraformStack } from 'cdktf';
import { LogAnalytics } from '../../constructs/monitoring/log-analytics';
import { McpGateway, type McpGatewayProps } from '../../constructs/mcp-gateway';
import { ResourceGroup } from '../../constructs/resource-group';
import { NAMED_VALUES } from '../../policies/contract/named-values';
import { STORE } from '../../policies/contract/store';
import { policyFragments } from '../../policies/documents/policy-fragments';
import { gatewayIn } from './gateway';
import { brokenRules, existingApiManagementIn, synth, synthTypes } from './synth';

describe('McpGateway', () => {
  it('creates every named value of the contract, secrets as secrets', () => {
    const { azurerm_api_management_named_value: values = {} } = synthTypes(
      ['azurerm_api_management_named_value'],
      gatewayIn,
    ) as Record<string, Record<string, { name: string; secret: boolean }>>;
    expect(Object.fromEntries(Object.values(values).map(({ name, secret }) => [name, secret]))).toEqual(
      Object.fromEntries(
        Object.values(NAMED_VALUES).map((name) => [
          name,
          name === NAMED_VALUES.sealKeyA || name === NAMED_VALUES.sealKeyB,
        ]),
      ),
    );
  });

  it('creates every fragment and every container', () => {
    const { resource = {} } = synth(gatewayIn);
    const names = (type: string): unknown[] => Object.values(resource[type] ?? {}).map(({ name }) => name);
    expect(names('azurerm_api_management_policy_fragment').sort()).toEqual(
      policyFragments()
        .map(({ name }) => name)
        .sort(),
    );
    expect(names('azurerm_cosmosdb_sql_container').sort()).toEqual(
      Object.values(STORE.containers)
        .map(({ name }) => name)
        .sort(),
    );
  });

  it('lets the system-assigned identity of API Management into the store', () => {
    expect(synthTypes(['azurerm_cosmosdb_sql_role_assignment'], gatewayIn)).toMatchObject({
      azurerm_cosmosdb_sql_role_assignment: {
        'gateway_store_role-gateway': {
          principal_id: '${azurerm_api_management.gateway_api-management.identity[0].principal_id}',
        },
      },
    });
  });

  it('passes every resource to the override', () => {
    const seen: string[] = [];
    const { resource = {}, data = {} } = synth((stack) =>
      gatewayIn(stack, {
        override: (block) => {
          seen.push(block.terraformResourceType.replace(/^data\./, ''));
        },
      }),
    );
    const written = Object.entries({ ...resource, ...data }).flatMap(([type, blocks]) =>
      Object.keys(blocks).map(() => type),
    );
    expect(seen.sort()).toEqual(written.sort());
  });

  it('puts tags on everything that takes them', () => {
    const { resource = {} } = synth((stack) => gatewayIn(stack, { tags: { team: 'a' } }));
    const tagged = Object.entries(resource)
      .filter(([, blocks]) => Object.values(blocks).every(({ tags }) => JSON.stringify(tags) === '{"team":"a"}'))
      .map(([type]) => type);
    expect(tagged.sort()).toEqual([
      'azurerm_api_management',
      'azurerm_application_insights',
      'azurerm_application_insights_workbook',
      'azurerm_cosmosdb_account',
      'azurerm_key_vault',
      'azurerm_log_analytics_workspace',
      'azurerm_monitor_action_group',
      'azurerm_monitor_scheduled_query_rules_alert_v2',
      'azurerm_resource_group',
      'azurerm_user_assigned_identity',
    ]);
  });

  it('refuses a default resource that no backend is called, and names the backends', () => {
    const errors = (defaultResource?: string): string[] => {
      const gateway = gatewayIn(new TerraformStack(Testing.app(), 'stack'), { oauth: { defaultResource } });
      const backend = { path: 'mcp', resourcePath: 'mcp', displayName: 'B', scopes: ['b'], allowedOrigins: [] };
      const policy = { ...backend, name: 'functions' };
      gateway.addBackend({ policy, url: 'https://gateway.example/mcp', path: 'stack/functions' });
      const authentication = { oauth: false, entra: true };
      const agents = { ...policy, name: 'agents', path: 'agents', authentication };
      gateway.addBackend({ policy: agents, url: 'https://gateway.example/agents', path: 'stack/agents' });
      return gateway.node.validate();
    };
    expect(errors()).toEqual([]);
    expect(errors('functions')).toEqual([]);
    expect(errors('slack')).toEqual([
      'defaultResource is "slack". It names the backend a login is for by default; the backends people log in to are functions. Name one of them, or leave it out. [gateway-default-resource]',
    ]);
    expect(errors('agents')).toHaveLength(1);
  });

  it('refuses origins that are none', () => {
    expect(brokenRules((stack) => gatewayIn(stack, { allowedOrigins: ['https://a.example/path'] }))).toEqual([
      'gateway-allowed-origins',
    ]);
  });

  it('has the issuer and the address Entra answers to below the path of the OAuth endpoints', () => {
    const { resource } = synth((stack) => gatewayIn(stack, { oauthPath: 'mcp-auth' }));
    const url = '${azurerm_api_management.gateway_api-management.gateway_url}';
    const values = Object.values(resource?.azurerm_api_management_named_value ?? {});

    expect(values.find(({ name }) => name === 'oauth-issuer')?.value).toBe(`${url}/mcp-auth`);
    expect(values.find(({ name }) => name === 'gateway-url')?.value).toBe(url);
    expect(resource?.azuread_application).toMatchObject({
      gateway_entra: { web: { redirect_uris: [`${url}/mcp-auth/oauth-callback`] } },
    });
  });

  it.each(['/mcp-auth', 'mcp/auth', 'Auth', 'token', '.well-known'])('refuses the OAuth path "%s"', (oauthPath) => {
    expect(brokenRules((stack) => gatewayIn(stack, { oauthPath }))).toEqual(['gateway-oauth-path']);
  });

  it('refuses a backend at the path of the OAuth endpoints', () => {
    expect(() =>
      synth((stack) => {
        const path = 'mcp-auth';
        const policy = { name: 'tools', path, resourcePath: path, displayName: 'T', scopes: ['t'], allowedOrigins: [] };
        gatewayIn(stack, { oauthPath: path }).addBackend({
          policy,
          url: 'https://gateway.example',
          path: 'stack/tools',
        });
      }),
    ).toThrow('the path "mcp-auth" is that of the OAuth endpoints');
  });

  it('puts itself on what is there: nothing is made of what was given', () => {
    const { resource = {}, data = {} } = synth((stack) => {
      const resourceGroup = ResourceGroup.fromExisting(stack, 'group', 'rg-platform');
      const place = { name: 'log-platform', resourceGroupName: 'rg-platform' };
      new McpGateway(stack, 'gateway', {
        resourceGroup,
        apiManagement: existingApiManagementIn(stack),
        logAnalytics: LogAnalytics.fromExisting(stack, 'logs', place),
      });
    });

    const looked = [
      'azurerm_api_management',
      'azurerm_key_vault',
      'azurerm_log_analytics_workspace',
      'azurerm_resource_group',
      'azurerm_user_assigned_identity',
    ];
    expect(Object.keys(data)).toEqual(expect.arrayContaining(looked));
    expect(Object.keys(resource).filter((type) => looked.includes(type))).toEqual([]);
    expect(resource.azurerm_cosmosdb_account).toMatchObject({
      gateway_store: {
        location: '${data.azurerm_resource_group.group.location}',
        resource_group_name: '${data.azurerm_resource_group.group.name}',
      },
    });
    expect(resource.azuread_application_federated_identity_credential).toMatchObject({
      'gateway_entra_federated-credential': {
        subject: '${data.azurerm_user_assigned_identity.identity.principal_id}',
      },
    });
  });

  it('asks the existing service for its identities when it is planned', () => {
    const { data } = synth(existingApiManagementIn);

    expect(data?.azurerm_api_management).toMatchObject({
      existing: {
        name: 'apim-platform',
        lifecycle: {
          postcondition: [
            { condition: '${try(self.identity[0].principal_id, "") != ""}' },
            {
              condition:
                '${contains([for id in try(self.identity[0].identity_ids, []) : lower(id)], lower(data.azurerm_user_assigned_identity.identity.id))}',
            },
          ],
        },
      },
    });
  });

  it.each<[string, (stack: TerraformStack) => Partial<McpGatewayProps>, string[]]>([
    ['no location', () => ({ location: undefined }), ['gateway-location']],
    ['no publisher', () => ({ publisher: undefined }), ['gateway-publisher']],
    [
      'a location and a resource group',
      (stack) => ({ resourceGroup: ResourceGroup.fromExisting(stack, 'group', 'rg-platform') }),
      ['gateway-location'],
    ],
    [
      'a publisher and a SKU for an existing service',
      (stack) => ({ apiManagement: existingApiManagementIn(stack), sku: 'StandardV2' }),
      ['gateway-existing-service-publisher', 'gateway-existing-service-sku'],
    ],
    [
      'a retention of logs for an existing workspace',
      (stack) => {
        const place = { name: 'log-platform', resourceGroupName: 'rg-platform' };
        return { logAnalytics: LogAnalytics.fromExisting(stack, 'logs', place), logRetentionDays: 90 };
      },
      ['gateway-log-retention'],
    ],
    [
      'a vault for an existing service, which has one',
      (stack) => {
        const apiManagement = existingApiManagementIn(stack);
        return { apiManagement, keyVault: apiManagement.keyVault, publisher: undefined };
      },
      ['gateway-existing-service-keyvault'],
    ],
  ])('refuses %s', (_case, props, rules) => {
    expect(brokenRules((stack) => gatewayIn(stack, props(stack)))).toEqual(rules);
  });
});
