import type { Construct } from 'constructs';
import { TerraformOutput, type TerraformStack } from 'cdktf';
import { McpBackend, type McpBackendProps } from '../../constructs/mcp-backend';
import { UserError } from '../../constructs/user-error';
import type { McpBackendPolicy } from '../../policies/contract/mcp-backend-policy';
import { gatewayIn } from './gateway';
import { brokenRules, synth } from './synth';

class TestBackend extends McpBackend {
  readonly policy: McpBackendPolicy;

  constructor(scope: Construct, id: string, props: McpBackendProps) {
    super(scope, id, props);
    this.policy = this.expose({
      serviceUrl: 'https://tools.example.com',
      backendPath: '/server',
      credential: { kind: 'none' },
    }).policy;
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
        backendPath: '/server',
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
    [
      'a_b',
      { path: '?', scopes: [''], allowedOrigins: ['*'] },
      ['backend-id', 'backend-path-form', 'backend-scopes', 'backend-allowed-origins'],
    ],
  ])('refuses %s %j', (id, props, rules) => {
    expect(rulesFor(id, props)).toEqual(rules);
  });
});
