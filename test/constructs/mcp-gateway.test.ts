import { Testing, TerraformStack } from 'cdktf';
import { NAMED_VALUES } from '../../policies/contract/named-values';
import { STORE } from '../../policies/contract/store';
import { policyFragments } from '../../policies/documents/policy-fragments';
import { gatewayIn } from './gateway';
import { brokenRules, synth, synthTypes } from './synth';

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
      'azurerm_cosmosdb_account',
      'azurerm_key_vault',
      'azurerm_log_analytics_workspace',
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
});
