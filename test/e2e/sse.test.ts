import { UnauthorizedError, type OAuthClientProvider } from '@modelcontextprotocol/sdk/client/auth.js';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { SSEClientTransport } from '@modelcontextprotocol/sdk/client/sse.js';
import type { LocalGateway } from '../../emulator/local-gateway';
import { OAuthSession } from '../../harness/oauth-session';
import { sse } from '../../policies/contract/mcp-transport';
import { bootGateway, TestClock } from '../support/gateway';
import { RawClient, send } from '../support/oauth-client';
import { SseServer, type AnnouncingStyle } from '../support/sse-server';
import { synthesiseBackends, type StackOfBackends } from '../support/stack-of-backends';
import { expectRefreshes } from './sdk-session';

const AN_HOUR = 3600;

/** How real servers announce, and one that knows the prefix it is behind. */
const STYLES = {
  // slack-mcp-server
  slack: { path: '/sse', announces: '/message', messagePath: '/message', parameter: 'sessionId' },
  // mcp-atlassian
  jira: { path: '/sse', announces: '/messages/', messagePath: '/messages/', parameter: 'session_id' },
  // Azure Functions
  functions: {
    path: '/runtime/webhooks/mcp/sse',
    announces: 'message',
    messagePath: '/runtime/webhooks/mcp/message',
    parameter: 'azmcpcs',
  },
  prefixed: {
    path: '/prefixed-mcp/sse',
    announces: '/prefixed-mcp/messages/',
    messagePath: '/prefixed-mcp/messages/',
    parameter: 'session_id',
  },
} satisfies Record<string, AnnouncingStyle>;

type Style = keyof typeof STYLES;
const NAMES = Object.keys(STYLES) as Style[];

const clock = new TestClock();
const servers = Object.fromEntries(NAMES.map((name) => [name, new SseServer(STYLES[name])])) as Record<
  Style,
  SseServer
>;
let stack: StackOfBackends;
let gateway: LocalGateway;

beforeAll(async () => {
  for (const name of NAMES) await servers[name].start();
  stack = await synthesiseBackends(
    Object.fromEntries(
      NAMES.map((name) => {
        const { path, announces } = STYLES[name];
        return [name, { transport: sse({ path, messagePath: announces }) }];
      }),
    ),
  );
  gateway = await bootGateway(stack.stackFile, {
    clock,
    backends: Object.fromEntries(NAMES.map((name) => [name, servers[name].url])),
  });
});

afterAll(async () => {
  await gateway?.close();
  stack?.remove();
  for (const name of NAMES) await servers[name].close();
});

const endpoint = (name: Style): string => `${gateway.origin}/${name}-mcp/sse`;

function transport(name: Style, session: OAuthSession): SSEClientTransport {
  return new SSEClientTransport(new URL(endpoint(name)), { authProvider: session as OAuthClientProvider });
}

/** Logs in and connects as the official client of SDK v1 does. */
async function connect(name: Style): Promise<{ readonly client: Client; readonly session: OAuthSession }> {
  const session = new OAuthSession();
  const refused = transport(name, session);
  await expect(new Client({ name: 'e2e', version: '1.0.0' }).connect(refused)).rejects.toBeInstanceOf(
    UnauthorizedError,
  );
  await refused.finishAuth(session.code);
  const client = new Client({ name: 'e2e', version: '1.0.0' });
  await client.connect(transport(name, session));
  return { client, session };
}

/** Disconnects and waits until the server has seen it. */
async function disconnect(name: Style, client: Client): Promise<void> {
  const ended = servers[name].whenSessionEnds();
  await client.close();
  await ended;
}

describe.each(NAMES)('the SSE client of SDK v1 and a server that announces like %s', (name) => {
  const server = servers[name];

  it('logs in, lists tools, calls one and gets what the server sends by itself', async () => {
    const { client, session } = await connect(name);
    expect(session.steps).toEqual(['register', 'authorize', 'tokens']);
    expect((await client.listTools()).tools.map((tool) => tool.name)).toEqual(['whoami']);
    const [sessionId] = server.sessions;
    await expect(client.callTool({ name: 'whoami' })).resolves.toMatchObject({ content: [{ text: sessionId }] });

    const notified = new Promise((resolve) => (client.fallbackNotificationHandler = async (it) => resolve(it.params)));
    await server.notify('by itself');
    await expect(notified).resolves.toMatchObject({ data: 'by itself' });
    const { messagePath, parameter } = STYLES[name];
    for (const message of server.messages) {
      expect(message).toEqual({ url: `${messagePath}?${parameter}=${sessionId}`, authorization: undefined });
    }
    await disconnect(name, client);
  });

  it('refreshes while the stream stays open', async () => {
    const { client, session } = await connect(name);
    const [sessionId] = server.sessions;
    for (const hours of [1, 2]) {
      clock.advanceSeconds(AN_HOUR);
      expect((await client.listTools()).tools).toHaveLength(1);
      expectRefreshes(session, hours);
    }
    expect(server.sessions).toEqual([sessionId]);
    await disconnect(name, client);
  });

  it('ends the stream at the server when the client goes away', async () => {
    const { client } = await connect(name);
    expect(server.sessions).toHaveLength(1);
    await disconnect(name, client);
    expect(server.sessions).toEqual([]);
  });
});

describe('the endpoint of an SSE server', () => {
  it('is listed where clients connect, and nothing else is', () => {
    expect(gateway.endpoints).toHaveLength(NAMES.length);
    expect(gateway.endpoints).toEqual(expect.arrayContaining(NAMES.map((name) => ({ name, url: endpoint(name) }))));
  });

  it('is the resource of its own metadata, at the well-known path before the whole of its own', async () => {
    const answer = await send(`${gateway.origin}/.well-known/oauth-protected-resource/slack-mcp/sse`);
    expect(answer).toMatchObject({ status: 200, json: { resource: endpoint('slack') } });
    expect((await send(`${gateway.origin}/.well-known/oauth-protected-resource/slack-mcp`)).status).toBe(404);
  });

  it('challenges with that metadata at the stream and wherever messages go', async () => {
    const metadata = `resource_metadata="${gateway.origin}/.well-known/oauth-protected-resource/slack-mcp/sse"`;
    for (const [method, path] of [
      ['GET', '/slack-mcp/sse'],
      ['POST', '/slack-mcp/message?sessionId=1'],
      ['POST', '/message?sessionId=1'],
    ] as const) {
      const answer = await send(`${gateway.origin}${path}`, { method });
      expect({ path, status: answer.status }).toEqual({ path, status: 401 });
      expect(answer.headers['www-authenticate']).toContain(metadata);
    }
  });

  it('has one URL: the one with a trailing slash leads to it', async () => {
    const answer = await send(`${endpoint('slack')}/`);
    expect(answer).toMatchObject({ status: 308, headers: { location: endpoint('slack') } });
  });

  it('is not there for clients that try Streamable HTTP first, so that they fall back', async () => {
    for (const path of ['/slack-mcp', '/slack-mcp/sse']) {
      expect((await send(`${gateway.origin}${path}`, { method: 'POST' })).status).toBe(404);
    }
  });

  it('takes messages with and without the slash that a server announces', async () => {
    const token = await new RawClient(gateway.origin, endpoint('jira')).accessToken();
    const stream = await connect('jira');
    const [sessionId] = servers.jira.sessions;
    for (const path of ['/messages/', '/messages', '/jira-mcp/messages/', '/jira-mcp/messages']) {
      const answer = await send(`${gateway.origin}${path}?session_id=${sessionId}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: '{"jsonrpc":"2.0","method":"notifications/initialized"}',
      });
      expect({ path, status: answer.status }).toEqual({ path, status: 202 });
    }
    await disconnect('jira', stream.client);
  });
});
