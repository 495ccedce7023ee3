import { TerraformOutput, type TerraformStack } from 'cdktf';
import { UserError } from '../../../constructs/user-error';
import { sse, streamableHttp } from '../../../policies/contract/mcp-transport';
import { gatewayIn } from '../gateway';
import { synth } from '../synth';
import { TestBackend, rulesFor, type TestBackendProps } from './test-mcp-backend';

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

  it.each<[string, Partial<TestBackendProps>, string[]]>([
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
    ['oauth', {}, ['backend-id-reserved']],
    ...[
      { callsPerSubject: 0, callsPerGrant: 1, windowSeconds: 1 },
      { callsPerSubject: 1, callsPerGrant: 1.5, windowSeconds: 1 },
      { callsPerSubject: 1, callsPerGrant: 1, windowSeconds: 0 },
      { callsPerSubject: 1, callsPerGrant: 1, windowSeconds: 301 },
      { callsPerSubject: Number.NaN, callsPerGrant: 1, windowSeconds: 60 },
    ].map((rateLimits): [string, Partial<TestBackendProps>, string[]] => [
      'tools',
      { rateLimits },
      ['backend-rate-limits'],
    ]),
    ...[0, 1.5, 241].map((timeoutSeconds): [string, Partial<TestBackendProps>, string[]] => [
      'tools',
      { timeoutSeconds },
      ['backend-timeout'],
    ]),
    ...[0, 1.5, 2 * 1024 * 1024 + 1].map((maxRequestBytes): [string, Partial<TestBackendProps>, string[]] => [
      'tools',
      { maxRequestBytes },
      ['backend-max-request-bytes'],
    ]),
    ...['', 'X Token', 'X-*', 'X-Token:'].map((name): [string, Partial<TestBackendProps>, string[]] => [
      'tools',
      { strippedHeaders: ['X-Remote-User', name] },
      ['backend-stripped-headers'],
    ]),
    ...['', 'mcp', '//mcp', '/mcp?x=1', '/{path}', '/a/../mcp', '/.', '/*'].map(
      (path): [string, Partial<TestBackendProps>, string[]] => [
        'tools',
        { transport: streamableHttp(path) },
        ['backend-transport-path'],
      ],
    ),
    ...['', '//evil.example/message', 'https://evil.example/', '/message?id=1', '../message', './message', 'a/..'].map(
      (messagePath): [string, Partial<TestBackendProps>, string[]] => [
        'tools',
        { transport: sse({ path: '/sse', messagePath }) },
        ['backend-message-path'],
      ],
    ),
    ...['/token', '/Authorize/x', '/.well-known/messages', '/status-0123456789abcdef/'].map(
      (messagePath): [string, Partial<TestBackendProps>, string[]] => [
        'tools',
        { transport: sse({ path: '/sse', messagePath }) },
        ['backend-message-path-reserved'],
      ],
    ),
    ['tools', { transport: sse({ path: '/sse', messagePath: '/' }) }, ['backend-message-path-root']],
    [
      'tools',
      { transport: sse({ path: '/sse', messagePath: '/message' }), authentication: { subscriptionKey: true } },
      ['backend-message-subscription'],
    ],
    [
      'tools',
      {
        timeoutSeconds: 0,
        maxRequestBytes: -1,
        rateLimits: { callsPerSubject: 1, callsPerGrant: 1, windowSeconds: -1 },
      },
      ['backend-rate-limits', 'backend-timeout', 'backend-max-request-bytes'],
    ],
    [
      'a_b',
      { path: '?', scopes: [''], allowedOrigins: ['*'] },
      ['backend-id', 'backend-path-form', 'backend-scopes', 'backend-allowed-origins'],
    ],
  ])('refuses %s %j', (id, props, rules) => {
    expect(rulesFor(id, props)).toEqual(rules);
  });
});

describe('McpBackend with limits of its own', () => {
  it('writes them into its policy, and the greatest that are allowed are', () => {
    const limits = {
      rateLimits: { callsPerSubject: 7, callsPerGrant: 6, windowSeconds: 300 },
      timeoutSeconds: 240,
      maxRequestBytes: 2 * 1024 * 1024,
      strippedHeaders: ['X-Remote-User'],
    };
    const { resource = {} } = synth((stack) => {
      const tools = new TestBackend(stack, 'tools', { gateway: gatewayIn(stack), path: 'tools', ...limits });
      expect(tools.policy).toMatchObject(limits);
    });
    const text = String(resource.azurerm_api_management_api_policy?.tools_api_policy?.['xml_content']);
    expect(text).toMatch(/calls="7" renewal-period="300".*calls="6" renewal-period="300"/s);
    expect(text).toContain('name="mcpMaxRequestBytes" value="@(2097152)"');
    expect(text).toContain('name="X-Remote-User" exists-action="delete"');
    expect(text).toContain('<forward-request timeout="240" buffer-response="false" />');
  });
});
