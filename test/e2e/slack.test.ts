import { TerraformVariable, type TerraformStack } from 'cdktf';
import { ContainerAppMcpBackend } from '../../constructs/container-app/container-app-mcp-backend';
import type { McpGateway } from '../../constructs/mcp-gateway';
import type { LocalGateway } from '../../emulator/local-gateway';
import { sse, streamableHttp, type McpTransport } from '../../policies/contract/mcp-transport';
import { bootGateway } from '../support/gateway';
import { send } from '../support/oauth-client';
import { synthesiseGateway, type StackOfBackends } from '../support/stack-of-backends';
import { CONNECTIONS, type Connection } from './sdk-connections';

/** The backend of the stack, once for each transport of the server. */
function addSlack(stack: TerraformStack, gateway: McpGateway): void {
  const token = new TerraformVariable(stack, 'slack_bot_token', { type: 'string', sensitive: true });
  const add = (id: string, kind: string, transport: McpTransport): void => {
    new ContainerAppMcpBackend(stack, id, {
      gateway,
      path: `${id}-mcp`,
      transport,
      image: 'ghcr.io/korotovsky/slack-mcp-server:v1.3.0',
      port: 3001,
      command: ['mcp-server', '--transport', kind],
      env: { SLACK_MCP_HOST: '0.0.0.0', SLACK_MCP_PORT: '3001' },
      secrets: { SLACK_MCP_XOXB_TOKEN: token.stringValue },
    });
  };
  add('slack', 'http', streamableHttp('/mcp'));
  add('slack-stream', 'sse', sse({ path: '/sse', messagePath: '/message' }));
}

let stack: StackOfBackends;
let gateway: LocalGateway;
let lines: readonly string[];

beforeAll(async () => {
  stack = await synthesiseGateway(addSlack);
  const said: string[] = [];
  gateway = await bootGateway(stack.stackFile, { log: (line) => said.push(line) });
  lines = [...said];
});

afterAll(async () => {
  await gateway?.close();
  stack?.remove();
});

const endpoint = (name: string): string => gateway.endpoints.find((one) => one.name === name)?.url ?? '';

describe('slack-mcp-server in a container app', () => {
  it.each<[Connection, string]>([
    ['Streamable HTTP, SDK v1', 'slack'],
    ['Streamable HTTP, SDK v2', 'slack'],
    ['SSE, SDK v1', 'slack-stream'],
  ])('answers after a login by %s', async (connection, name) => {
    const client = await CONNECTIONS[connection](endpoint(name));
    expect(await client.toolNames()).toEqual(expect.arrayContaining(['channels_list', 'conversations_history']));
    // In demo mode there is no workspace behind its tools, and it says so.
    expect(await client.call('channels_list', { channel_types: 'public_channel' })).toMatchObject({
      isError: true,
      content: [{ type: 'text', text: expect.stringContaining('users cache is not ready yet') as string }],
    });
    await client.close();
  });

  it('lets in the gateway and nobody around it', async () => {
    const hosts = gateway.hosts.publicHosts().filter((host) => host.endsWith('.azurecontainerapps.io'));
    expect(hosts).toHaveLength(2);
    for (const host of hosts) {
      const url = gateway.hosts.toLoopback(new URL(`https://${host}/mcp`))?.href ?? '';
      for (const header of ['x-other', 'authorization', 'x-ms-client-principal-id']) {
        const headers = { [header]: 'Bearer stolen' };
        expect((await send(url, { method: 'POST', headers, body: '{}' })).status).toBe(401);
      }
    }
  });

  it('starts in demo mode, because the token has no value', () => {
    // The programs start at the same time.
    expect([...lines].sort()).toEqual([
      expect.stringContaining('TF_VAR_slack_bot_token is not set'),
      expect.stringMatching(/^ca-\S+-slack-stream: .*demo mode/),
      expect.stringMatching(/^ca-\S+-slack: .*demo mode/),
    ]);
  });
});
