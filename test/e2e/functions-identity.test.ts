import { resolve } from 'node:path';
import { FunctionMcpBackend } from '../../constructs/function-app/function-mcp-backend';
import type { LocalGateway } from '../../emulator/local-gateway';
import { bootGateway } from '../support/gateway';
import { send } from '../support/oauth-client';
import { synthesiseGateway, type StackOfBackends } from '../support/stack-of-backends';
import { CONNECTIONS, type Connection } from './sdk-connections';

const code = resolve(__dirname, '../../functions');

let stack: StackOfBackends;
let gateway: LocalGateway;

beforeAll(async () => {
  stack = await synthesiseGateway((terraform, mcpGateway) => {
    const shared = { gateway: mcpGateway, code, credential: 'managedIdentity' as const };
    new FunctionMcpBackend(terraform, 'tools', { ...shared, path: 'tools-mcp' });
    new FunctionMcpBackend(terraform, 'stream', { ...shared, path: 'stream-mcp', transport: 'sse' });
  });
  gateway = await bootGateway(stack.stackFile);
});

afterAll(async () => {
  await gateway?.close();
  stack?.remove();
});

describe('functions that the gateway reaches by its managed identity', () => {
  it.each<[Connection, string]>([
    ['Streamable HTTP, SDK v1', 'tools'],
    ['Streamable HTTP, SDK v2', 'tools'],
    ['SSE, SDK v1', 'stream'],
  ])('call a tool by %s', async (connection, name) => {
    const url = gateway.endpoints.find((endpoint) => endpoint.name === name)?.url ?? '';
    const client = await CONNECTIONS[connection](url);
    expect(await client.call('hello_mcp')).toMatchObject({ content: [{ type: 'text' }] });
    await client.close();
  });

  it('let nobody in around it, with or without a key', async () => {
    const hosts = gateway.hosts.publicHosts().filter((host) => host.endsWith('.azurewebsites.net'));
    expect(hosts).toHaveLength(2);
    for (const host of hosts) {
      const url = gateway.hosts.toLoopback(new URL(`https://${host}/runtime/webhooks/mcp`))?.href ?? '';
      for (const header of ['x-other', 'x-functions-key', 'authorization']) {
        const headers = { [header]: 'Bearer stolen' };
        expect((await send(url, { method: 'POST', headers, body: '{}' })).status).toBe(401);
      }
    }
  });
});
