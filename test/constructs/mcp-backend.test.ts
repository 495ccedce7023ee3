import type { Construct } from 'constructs';
import { TerraformOutput, type TerraformStack } from 'cdktf';
import type { GatewayApi } from '../../constructs/gateway-api';
import { McpBackend, type McpBackendProps } from '../../constructs/mcp-backend';
import { UserError } from '../../constructs/user-error';
import type { McpBackendPolicy } from '../../policies/contract/mcp-backend-policy';
import { streamableHttp } from '../../policies/contract/mcp-transport';
import { gatewayIn } from './gateway';
import { brokenRules, synth } from './synth';

class TestBackend extends McpBackend {
  readonly policy: McpBackendPolicy;
  readonly api: GatewayApi;

  constructor(scope: Construct, id: string, props: McpBackendProps) {
    super(scope, id, props);
    const { policy, api } = this.expose({
      serviceUrl: 'https://tools.example.com',
      transport: streamableHttp('/server'),
      credential: { kind: 'none' },
    });
    this.policy = policy;
    this.api = api;
  }
}

function rulesFor(id: string, props: Partial<McpBackendProps>): readonly string[] {
  return brokenRules((stack) => new TestBackend(stack, id, { gateway: gatewayIn(stack), path: 'mcp', ...props }));
}

describe('McpBackend', () => {
  it('creates an API with the three methods of Streamable HTTP and a policy', () => {
    const { resource = {} } = synth((stack) => {
      new TestBackend(stack, 'tools', { gateway: gatewayIn(stack), path: 'tools-mcp' });
    });
    expect(resource.azurerm_api_management_api?.tools_api).toEqual({
      api_management_name: '${azurerm_api_management.gateway_api-management.name}',
      resource_group_name: '${azurerm_api_management.gateway_api-management.resource_group_name}',
      name: 'tools',
      display_name: 'tools',
      path: 'tools-mcp',
      protocols: ['https'],
      revision: '1',
      service_url: 'https://tools.example.com',
      subscription_required: false,
    });
    expect(
      Object.entries(resource.azurerm_api_management_api_operation ?? {})
        .filter(([name]) => name.startsWith('tools_'))
        .map(([, { method, url_template }]) => `${String(method)} ${String(url_template)}`),
    ).toEqual(['DELETE /', 'GET /', 'POST /']);
    expect(Object.keys(resource.azurerm_api_management_api_policy ?? {})).toContain('tools_api_policy');
    expect(Object.keys(resource.azurerm_api_management_api_operation ?? {})).toContain(
      'gateway_oauth_protected-resource-tools',
    );
  });

  it('takes name, scope and origins from id and gateway, and every one of them from props', () => {
    synth((stack) => {
      const gateway = gatewayIn(stack, { allowedOrigins: ['https://app.example.com'] });
      expect(new TestBackend(stack, 'one', { gateway, path: 'one' }).policy).toEqual({
        name: 'one',
        path: 'one',
        displayName: 'one',
        scopes: ['mcp:one'],
        resourcePath: 'one',
        transport: { kind: 'streamable-http', path: '/server' },
        credential: { kind: 'none' },
        allowedOrigins: ['https://app.example.com'],
      });
      const props = { displayName: 'Two', scopes: ['a', 'b'], allowedOrigins: [] };
      expect(new TestBackend(stack, 'two', { gateway, path: '2', ...props }).policy).toMatchObject(props);
    });
  });

  it('tells the gateway, so that outputs follow', () => {
    const { output } = synth((stack: TerraformStack) => {
      const gateway = gatewayIn(stack);
      new TerraformOutput(stack, 'endpoints', { value: gateway.mcpEndpoints });
      new TestBackend(stack, 'one', { gateway, path: 'first' });
      new TestBackend(stack, 'two', { gateway, path: 'second' });
    });
    expect(output).toEqual({
      endpoints: {
        value: {
          one: '${azurerm_api_management.gateway_api-management.gateway_url}/first',
          two: '${azurerm_api_management.gateway_api-management.gateway_url}/second',
        },
      },
    });
  });

  it('refuses a path that another backend has, naming both', () => {
    const build = (stack: TerraformStack): void => {
      const gateway = gatewayIn(stack);
      new TestBackend(stack, 'one', { gateway, path: 'mcp' });
      new TestBackend(stack, 'two', { gateway, path: 'mcp' });
    };
    expect(() => synth(build)).toThrow(UserError);
    expect(() => synth(build)).toThrow(/stack\/two: the path "mcp" is taken by stack\/one/);
  });

  it('refuses a name that another backend has', () => {
    expect(() =>
      synth((stack) => {
        const gateway = gatewayIn(stack);
        new TestBackend(stack, 'one', { gateway, path: 'a' });
        new TestBackend(gateway, 'one', { gateway, path: 'b' });
      }),
    ).toThrow(/stack\/gateway\/one: the name "one" is taken by stack\/one/);
  });

  it.each([
    ['Tools', {}, ['backend-id']],
    ['tools', { path: '/mcp' }, ['backend-path-form']],
    ['tools', { path: 'a/b' }, ['backend-path-form']],
    ['tools', { path: 'MCP' }, ['backend-path-form']],
    ['tools', { path: '' }, ['backend-path-form']],
    ['tools', { path: 'token' }, ['backend-path-reserved']],
    ['tools', { path: '.well-known' }, ['backend-path-reserved']],
    ['tools', { path: 'status-0123456789abcdef' }, ['backend-path-reserved']],
    ['tools', { scopes: [] }, ['backend-scopes']],
    ['tools', { scopes: ['a b'] }, ['backend-scopes']],
    ['tools', { allowedOrigins: ['https://a/'] }, ['backend-allowed-origins']],
    ['tools', { authentication: { oauth: false } }, ['backend-authentication']],
    [
      'a_b',
      { path: '?', scopes: [''], allowedOrigins: ['*'] },
      ['backend-id', 'backend-path-form', 'backend-scopes', 'backend-allowed-origins'],
    ],
  ])('refuses %s %j', (id, props, rules) => {
    expect(rulesFor(id, props)).toEqual(rules);
  });
});

describe('McpBackend for agents', () => {
  const PRINCIPAL = '00000000-0000-4000-8000-000000000001';
  const ROLE = {
    id: 'b44aaf2d-72ae-5cbb-a7e1-46cdfa3178d8',
    value: 'Mcp.tools',
    display_name: 'Call Tools',
    description: 'The application may call the MCP server Tools as itself.',
    allowed_member_types: ['Application'],
  };

  it('adds the app role to the Entra application and assigns it', () => {
    const { resource = {} } = synth((stack) => {
      const gateway = gatewayIn(stack);
      const authentication = { entra: true };
      const tools = new TestBackend(stack, 'tools', { gateway, path: 'tools', displayName: 'Tools', authentication });
      new TestBackend(stack, 'other', { gateway, path: 'other', authentication });
      const assignment = tools.grantAccess('nightly', PRINCIPAL);
      expect([...tools.roleAssignments]).toEqual([['nightly', assignment]]);
    });
    const application = resource.azuread_application?.gateway_entra ?? {};
    expect(application).toMatchObject({
      api: { requested_access_token_version: 2 },
      optional_claims: { access_token: [{ name: 'idtyp' }] },
      app_role: [ROLE, { value: 'Mcp.other' }],
    });
    expect(resource.azuread_app_role_assignment).toEqual({
      'tools_agent-nightly': {
        app_role_id: ROLE.id,
        principal_object_id: PRINCIPAL,
        resource_object_id: '${azuread_service_principal.gateway_entra_service-principal.object_id}',
      },
    });
  });

  it('creates a subscription for its API alone, active at once', () => {
    const { resource = {} } = synth((stack) => {
      const authentication = { subscriptionKey: true };
      const tools = new TestBackend(stack, 'tools', { gateway: gatewayIn(stack), path: 'tools', authentication });
      const subscription = tools.addSubscription('nightly');
      expect([...tools.subscriptions]).toEqual([['nightly', subscription]]);
    });
    expect(resource.azurerm_api_management_subscription).toEqual({
      'tools_subscription-nightly': {
        api_management_name: '${azurerm_api_management.gateway_api-management.name}',
        resource_group_name: '${azurerm_api_management.gateway_api-management.resource_group_name}',
        subscription_id: 'nightly',
        display_name: 'tools: nightly',
        api_id: '${azurerm_api_management.gateway_api-management.id}/apis/${azurerm_api_management_api.tools_api.name}',
        state: 'active',
        allow_tracing: false,
      },
    });
    expect(resource.azurerm_api_management_api?.tools_api?.subscription_required).toBe(false);
  });

  it('has no place in the OAuth documents when no person may log in', () => {
    const { resource = {} } = synth((stack) => {
      const authentication = { oauth: false, entra: true };
      new TestBackend(stack, 'tools', { gateway: gatewayIn(stack), path: 'tools', authentication });
    });
    expect(Object.keys(resource.azurerm_api_management_api_operation ?? {})).not.toContain(
      'gateway_oauth_protected-resource-tools',
    );
    expect(JSON.stringify(resource.azurerm_api_management_api_operation_policy)).not.toContain('mcp:tools');
  });

  it('changes nothing at Entra for a backend of people alone, and refuses to let agents in', () => {
    const { resource = {} } = synth((stack) => {
      const tools = new TestBackend(stack, 'tools', { gateway: gatewayIn(stack), path: 'tools' });
      expect(() => tools.grantAccess('nightly', PRINCIPAL)).toThrow(
        /stack\/tools: grantAccess needs .* authentication: { entra: true }/,
      );
      expect(() => tools.addSubscription('nightly')).toThrow(UserError);
    });
    expect(Object.keys(resource.azuread_application?.gateway_entra ?? {}).sort()).toEqual([
      'display_name',
      'sign_in_audience',
      'web',
    ]);
  });
});
