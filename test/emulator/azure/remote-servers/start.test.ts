import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { request } from 'undici';
import { startRemoteServers } from '../../../../emulator/azure/remote-servers/start';
import type { StandIn } from '../../../../emulator/azure/stand-in';
import type { ResolvedResource } from '../../../../emulator/stack/resolved-stack';
import { ENVIRONMENT_SERVER } from '../programs/programs-fixture';
import { createTestEnvironment } from '../stand-in-environment';

const api = (name: string, serviceUrl: unknown, local?: unknown): ResolvedResource => ({
  address: `azurerm_api_management_api.${name}`,
  mode: 'managed',
  type: 'azurerm_api_management_api',
  name,
  attributes: { name, service_url: serviceUrl },
  ...(local === undefined ? {} : { local }),
});

let standIn: StandIn;
afterEach(() => standIn.close());

async function run(...resources: readonly ResolvedResource[]) {
  const environment = createTestEnvironment();
  standIn = await startRemoteServers(environment);
  await standIn.configure({ directory: '/', outputs: {}, resources });
  return environment;
}

describe('startRemoteServers', () => {
  it('runs what an API says in place of its host, once for all APIs of that host', async () => {
    const local = { command: 'node', args: ['-e', ENVIRONMENT_SERVER] };
    const { hosts, lines } = await run(
      api('stream', 'https://mcp.example.com'),
      api('messages', 'https://mcp.example.com', local),
      api('other', 'https://other.example.com'),
      api('none', null),
    );
    const url = hosts.toLoopback(new URL('https://mcp.example.com/x'));
    expect((await request(String(url))).statusCode).toBe(200);
    expect(hosts.toLoopback(new URL('https://other.example.com'))).toBeUndefined();
    expect(lines).toEqual([]);
  });

  it('plays GitHub to who has a token, and says that it does', async () => {
    const { hosts, lines } = await run(api('github', 'https://api.githubcopilot.com'));
    expect(lines).toEqual([expect.stringContaining('--backend github=https://api.githubcopilot.com')]);
    const url = hosts.toLoopback(new URL('https://api.githubcopilot.com/mcp/')) ?? new URL('http://nowhere');
    const refused = await request(url, { method: 'POST', body: '{}' });
    expect(refused.statusCode).toBe(401);
    expect(refused.headers['www-authenticate']).toContain('resource_metadata=');
    expect((await request(new URL('/other', url))).statusCode).toBe(404);

    const client = new Client({ name: 'test', version: '1.0.0' });
    const headers = { authorization: 'Bearer github_pat_demo' };
    await client.connect(new StreamableHTTPClientTransport(url, { requestInit: { headers } }));
    const call = (name: string, args: Readonly<Record<string, unknown>>) => client.callTool({ name, arguments: args });
    await expect(call('get_me', {})).resolves.toMatchObject({
      content: [{ text: expect.stringContaining('octocat') as string }],
    });
    await expect(call('list_issues', { owner: 'octo-org', repo: 'other' })).resolves.toMatchObject({ isError: true });
    await client.close();
  });
});
