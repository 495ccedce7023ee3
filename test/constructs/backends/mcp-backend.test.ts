import type { Construct } from 'constructs';
import { TerraformOutput, type TerraformStack } from 'cdktf';
import type { GatewayApi } from '../../../constructs/api-management/gateway-api';
import { McpBackend, type McpBackendProps } from '../../../constructs/backends/mcp-backend';
import { UserError } from '../../../constructs/user-error';
import type { McpBackendPolicy } from '../../../policies/contract/mcp-backend-policy';
import { sse, streamableHttp, type McpTransport } from '../../../policies/contract/mcp-transport';
import { gatewayIn } from '../gateway';
import { brokenRules, synth } from '../synth';

interface TestBackendProps extends McpBackendProps {
  readonly transport?: McpTransport;
}

class TestBackend extends McpBackend {
  readonly policy: McpBackendPolicy;
  readonly api: GatewayApi;

  constructor(scope: Construct, id: string, props: TestBackendProps) {
    super(scope, id, props);
    const { policy, api } = this.expose({
      serviceUrl: 'https://tools.example.com',
      transport: props.transport ?? streamableHttp('/server'),
      credential: { kind: 'none' },
    });
    this.policy = policy;
    this.api = api;
  }
}

function rulesFor(id: string, props: Partial<TestBackendProps>): readonly string[] {
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

describe('McpBackend of an SSE server', () => {
  const SLACK = sse({ path: '/sse', messagePath: '/message' });

  it('has its endpoint and OAuth resource at /sse, and an API at the path its stream announces', () => {
    const { resource = {}, output } = synth((stack: TerraformStack) => {
      const gateway = gatewayIn(stack);
      new TerraformOutput(stack, 'endpoints', { value: gateway.mcpEndpoints });
      const slack = new TestBackend(stack, 'slack', { gateway, path: 'slack-mcp', transport: SLACK });
      expect(slack.policy).toMatchObject({ path: 'slack-mcp', resourcePath: 'slack-mcp/sse' });
      expect(slack.messagesApi?.resource.name).toBeDefined();
    });
    expect(output).toEqual({
      endpoints: { value: { slack: '${azurerm_api_management.gateway_api-management.gateway_url}/slack-mcp/sse' } },
    });
    expect(resource.azurerm_api_management_api?.['slack_messages-api']).toMatchObject({
      name: 'slack-messages',
      display_name: 'slack (messages)',
      path: 'message',
      service_url: 'https://tools.example.com',
      subscription_required: false,
    });
    const operations = Object.entries(resource.azurerm_api_management_api_operation ?? {});
    expect(
      operations
        .filter(([name]) => name.startsWith('slack_'))
        .map(
          ([, { api_name, method, url_template }]) => `${String(api_name)} ${String(method)} ${String(url_template)}`,
        ),
    ).toEqual([
      '${azurerm_api_management_api.slack_api.name} POST /message',
      '${azurerm_api_management_api.slack_api.name} GET /sse',
      '${azurerm_api_management_api.slack_messages-api.name} POST /',
    ]);
    const policies = resource.azurerm_api_management_api_policy ?? {};
    expect(policies['slack_messages-api_policy']?.['xml_content']).toBe(policies['slack_api_policy']?.['xml_content']);
    expect(policies['slack_messages-api_policy']?.['depends_on']).toEqual(policies['slack_api_policy']?.['depends_on']);
    expect(resource.azurerm_api_management_api_operation?.['gateway_oauth_protected-resource-slack']).toMatchObject({
      url_template: '/.well-known/oauth-protected-resource/slack-mcp/sse',
    });
  });

  it.each([
    ['message', '/sse'],
    ['/slack-mcp/message', '/slack-mcp/sse'],
  ])('needs no further API when its stream announces %s', (messagePath, path) => {
    const { resource = {} } = synth((stack) => {
      const transport = sse({ path, messagePath });
      const slack = new TestBackend(stack, 'slack', { gateway: gatewayIn(stack), path: 'slack-mcp', transport });
      expect(slack.messagesApi).toBeUndefined();
    });
    expect(Object.keys(resource.azurerm_api_management_api ?? {})).toEqual(['gateway_oauth', 'slack_api']);
  });

  it('takes subscription keys when one API takes all its messages', () => {
    expect(
      rulesFor('slack', {
        transport: sse({ path: '/sse', messagePath: 'message' }),
        authentication: { subscriptionKey: true },
      }),
    ).toEqual([]);
  });

  it.each<[string, McpTransport, string, McpTransport, string]>([
    ['chat', SLACK, 'mail', SLACK, 'stack/mail: its messages go to "/message", which is taken by stack/chat.'],
    [
      'chat',
      SLACK,
      'mail',
      sse({ path: '/x/sse', messagePath: '/Message/' }),
      'stack/mail: its messages go to "/Message", which is taken by stack/chat.',
    ],
    [
      'chat',
      SLACK,
      'mail',
      sse({ path: '/sse', messagePath: '/chat/message' }),
      'stack/mail: its messages go to "/chat/message", which is taken by stack/chat.',
    ],
    [
      'message',
      streamableHttp('/mcp'),
      'mail',
      SLACK,
      'stack/mail: its messages go to "/message", which is taken by stack/message.',
    ],
    [
      'chat',
      SLACK,
      'message',
      streamableHttp('/mcp'),
      'stack/message: the path "message" is taken by the messages of stack/chat, which go to "/message".',
    ],
  ])('refuses another backend at the same path, naming both: %s %j and %s %j', (first, one, second, other, message) => {
    const build = (stack: TerraformStack): void => {
      const gateway = gatewayIn(stack);
      new TestBackend(stack, first, { gateway, path: first, transport: one });
      new TestBackend(stack, second, { gateway, path: second, transport: other });
    };
    expect(() => synth(build)).toThrow(UserError);
    expect(() => synth(build)).toThrow(message);
    expect(() => synth(build)).toThrow(/streamableHttp.*\[backend-message-path\]/s);
  });

  it('refuses messages at the path of the OAuth endpoints', () => {
    const build = (messagePath: string) => (stack: TerraformStack) => {
      const gateway = gatewayIn(stack, { oauthPath: 'login' });
      new TestBackend(stack, 'slack', { gateway, path: 'a', transport: sse({ path: '/sse', messagePath }) });
    };
    expect(() => synth(build('/login/message'))).toThrow(
      /stack\/slack: the path "login\/message" is that of the OAuth endpoints.*\[backend-path-oauth\]/,
    );
    synth(build('/logins/message'));
  });

  it('refuses a backend that has the name of its further API', () => {
    expect(() =>
      synth((stack) => {
        const gateway = gatewayIn(stack);
        new TestBackend(stack, 'slack', { gateway, path: 'a', transport: SLACK });
        new TestBackend(stack, 'slack-messages', { gateway, path: 'b' });
      }),
    ).toThrow(/stack\/slack-messages: the name "slack-messages" is taken by stack\/slack/);
  });

  it('lives beside others whose streams announce other paths, or relative ones', () => {
    synth((stack) => {
      const gateway = gatewayIn(stack);
      const transports = [
        SLACK,
        sse({ path: '/sse', messagePath: '/messages/' }),
        sse({ path: '/sse', messagePath: 'message' }),
      ];
      transports.forEach((transport, index) => {
        new TestBackend(stack, `b${index}`, { gateway, path: `b${index}`, transport });
      });
    });
  });
});

describe('McpBackend for agents', () => {
  const PRINCIPAL = '00000000-0000-4000-8000-000000000001';
  const ROLE = {
    id: 'b44aaf2d-72ae-5cbb-a7e1-46cdfa3178d8',
    value: 'Mcp.tools',
    display_name: 'Call Tools',
    description: 'The application may call Tools as itself.',
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
      'api',
      'display_name',
      'sign_in_audience',
      'web',
    ]);
  });
});
