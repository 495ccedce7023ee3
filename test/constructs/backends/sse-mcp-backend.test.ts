import { TerraformOutput, type TerraformStack } from 'cdktf';
import { UserError } from '../../../constructs/user-error';
import { sse, streamableHttp, type McpTransport } from '../../../policies/contract/mcp-transport';
import { gatewayIn } from '../gateway';
import { synth } from '../synth';
import { TestBackend, rulesFor } from './test-mcp-backend';

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
