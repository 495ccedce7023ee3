import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { SSEClientTransport } from '@modelcontextprotocol/sdk/client/sse.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { request } from 'undici';
import type { ResolvedResource } from '../../../../emulator/stack/resolved-stack';
import { containerApp, runContainers } from './containers-fixture';

let close: () => Promise<void> = async () => {};
afterEach(() => close());

async function run(app: ResolvedResource) {
  const running = await runContainers(app);
  ({ close } = running);
  return running;
}

/** An app with this image, whose container has these variables. */
function appOf(
  image: string,
  port: number,
  env: Readonly<Record<string, string>>,
  rest: object = {},
): ResolvedResource {
  const ingress = { external_enabled: true, target_port: port };
  return containerApp(
    { image, env: Object.entries(env).map(([name, value]) => ({ name, value })), ...rest },
    { ingress },
  );
}

const SLACK = { SLACK_MCP_HOST: '0.0.0.0', SLACK_MCP_PORT: '3001', SLACK_MCP_XOXB_TOKEN: 'demo' };
const slack = (env: object = {}, rest: object = { command: ['mcp-server', '--transport', 'http'] }): ResolvedResource =>
  appOf('ghcr.io/korotovsky/slack-mcp-server:v1.3.0', 3001, { ...SLACK, ...env }, rest);

const JIRA = {
  TRANSPORT: 'streamable-http',
  JIRA_URL: 'https://contoso.atlassian.net/',
  JIRA_USERNAME: 'robot',
  JIRA_API_TOKEN: 'token',
  ALLOW_GLOBAL_CRED_FALLBACK: 'true',
};
const jira = (env: object = {}, rest: object = {}): ResolvedResource =>
  appOf('ghcr.io/sooperset/mcp-atlassian@sha256:0123', 8000, { ...JIRA, ...env }, rest);

async function connect(transport: StreamableHTTPClientTransport | SSEClientTransport): Promise<Client> {
  const client = new Client({ name: 'test', version: '1.0.0' });
  await client.connect(transport);
  return client;
}

const toolNames = async (client: Client): Promise<readonly string[]> =>
  (await client.listTools()).tools.map(({ name }) => name);

describe('the image of slack-mcp-server', () => {
  it('runs with the arguments of the container', async () => {
    const app = slack();
    const client = await connect(new StreamableHTTPClientTransport(new URL((await run(app)).urlOf(app, '/mcp'))));
    expect(client.getServerVersion()?.name).toBe('Slack MCP Server');
    await client.close();
  });

  it('serves SSE where the container says nothing, as the image does', async () => {
    const app = slack({}, {});
    const client = await connect(new SSEClientTransport(new URL((await run(app)).urlOf(app, '/sse'))));
    expect(await toolNames(client)).toContain('channels_list');
    await client.close();
  });

  it.each<[string, ResolvedResource, RegExp]>([
    ['stdio', slack({}, { args: ['--transport', 'stdio'] }), /transport "stdio", which takes no requests/],
    [
      'loopback',
      slack({ SLACK_MCP_HOST: '127.0.0.1' }),
      /listens on 127\.0\.0\.1.*Set the variable SLACK_MCP_HOST to 0\.0\.0\.0/,
    ],
    ['another port', slack({ SLACK_MCP_PORT: '3002' }), /listens on port 3002, and requests go to port 3001/],
  ])('is not started on %s, where no request would reach it', async (_case, app, message) => {
    await expect(runContainers(app)).rejects.toThrow(message);
  });
});

describe('the image of mcp-atlassian', () => {
  it('answers at its path and at its health check', async () => {
    const app = jira({ STATELESS: 'true' });
    const { urlOf } = await run(app);
    expect(await (await request(urlOf(app, '/healthz'))).body.json()).toEqual({ status: 'ok' });
    expect((await request(urlOf(app, '/other'))).statusCode).toBe(404);
    expect((await request(urlOf(app, '/mcp'))).statusCode).toBe(405);
  });

  it('has sessions unless it is stateless', async () => {
    const app = jira();
    const url = new URL((await run(app)).urlOf(app, '/mcp'));
    const transport = new StreamableHTTPClientTransport(url);
    const client = await connect(transport);
    expect(transport.sessionId).toMatch(/^[0-9a-f]{32}$/);
    expect(await toolNames(client)).toHaveLength(25);
    const headers = { 'mcp-session-id': 'unknown', 'content-type': 'application/json' };
    expect((await request(url, { method: 'POST', headers, body: '{}' })).statusCode).toBe(404);
    await client.close();
  });

  it('serves SSE with its own names', async () => {
    const app = jira({ TRANSPORT: 'sse' });
    const { urlOf } = await run(app);
    const client = await connect(new SSEClientTransport(new URL(urlOf(app, '/sse'))));
    const created = await client.callTool({
      name: 'jira_add_comment',
      arguments: { issue_key: 'demo-1', comment: 'hello' },
    });
    expect(created).toMatchObject({ content: [{ text: expect.stringContaining('"robot"') as string }] });
    await client.close();
    for (const [query, status] of [
      ['', 400],
      ['?session_id=unknown', 404],
    ] as const) {
      const answer = await request(urlOf(app, `/messages/${query}`), { method: 'POST', body: '{}' });
      expect(answer.statusCode).toBe(status);
    }
  });

  it('leaves out what it is told to', async () => {
    const app = jira({ READ_ONLY_MODE: 'true', ENABLED_TOOLS: 'jira_get_issue, jira_create_issue' });
    const client = await connect(new StreamableHTTPClientTransport(new URL((await run(app)).urlOf(app, '/mcp'))));
    expect(await toolNames(client)).toEqual(['jira_get_issue']);
    await client.close();
  });

  it('says what the demo project does not know', async () => {
    const app = jira();
    const client = await connect(new StreamableHTTPClientTransport(new URL((await run(app)).urlOf(app, '/mcp'))));
    const search = (jql: string) => client.callTool({ name: 'jira_search_issues', arguments: { jql } });
    await expect(search('assignee = currentUser()')).resolves.toMatchObject({
      isError: true,
      content: [{ text: expect.stringContaining('does not understand "assignee = currentUser()"') as string }],
    });
    const found = await search('project = DEMO AND status = "To Do" ORDER BY created DESC');
    expect(found).toMatchObject({
      content: [{ text: expect.stringContaining('contoso.atlassian.net/browse/DEMO-3') as string }],
    });
    await client.close();
  });

  it.each<[string, object, Readonly<Record<string, string>>, number]>([
    ['takes a header for the credential of its caller', {}, { authorization: 'Bearer gateway' }, 401],
    ['ignores the header when it is told to', { IGNORE_HEADER_AUTH: 'true' }, { authorization: 'Bearer gateway' }, 200],
    ['refuses everybody when it may not share its own credential', { ALLOW_GLOBAL_CRED_FALLBACK: '' }, {}, 401],
  ])('%s', async (_case, env, headers, status) => {
    const app = jira({ STATELESS: 'true', ...env });
    const { urlOf } = await run(app);
    const answer = await request(urlOf(app, '/mcp'), {
      method: 'POST',
      headers: { accept: 'application/json, text/event-stream', 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/list' }),
    });
    expect(answer.statusCode).toBe(status);
    await answer.body.dump();
  });

  it.each<[string, ResolvedResource, RegExp]>([
    ['stdio', jira({ TRANSPORT: '' }), /transport "", which takes no requests/],
    ['no account', jira({ JIRA_API_TOKEN: '' }), /has no Jira to talk to/],
    ['another port', jira({}, { args: ['--port', '9000'] }), /listens on port 9000, and requests go to port 8000/],
  ])('is not started with %s', async (_case, app, message) => {
    await expect(runContainers(app)).rejects.toThrow(message);
  });
});
