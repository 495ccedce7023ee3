import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Client as ModernClient, StreamableHTTPClientTransport as ModernTransport } from '@modelcontextprotocol/client';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js';
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js';
import { request } from 'undici';
import type { MetricTotal } from '../../emulator/gateway/metrics';
import type { LocalGateway } from '../../emulator/local-gateway';
import { sse, streamableHttp } from '../../policies/contract/mcp-transport';
import { startEverythingServer, type EverythingServer } from '../conformance/everything/start-server';
import { bootGateway } from '../support/gateway';
import { RawClient, send, type Answer } from '../support/oauth-client';
import { SseServer } from '../support/sse-server';
import { synthesiseBackends, type StackOfBackends } from '../support/stack-of-backends';
import { CONNECTIONS } from './sdk-connections';

const ALLOWED = 'test_simple_text';
const DENIED = 'test_image_content';

/** A server of SDK v1 that answers each message in JSON and keeps nothing. */
async function answerInJson(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const server = new McpServer({ name: 'json', version: '1.0.0' });
  for (const name of [DENIED, ALLOWED]) {
    server.registerTool(name, {}, () => ({ content: [{ type: 'text', text: name }] }));
  }
  const transport = new StreamableHTTPServerTransport({ sessionIdGenerator: undefined, enableJsonResponse: true });
  await server.connect(transport as Transport);
  await transport.handleRequest(incoming, outgoing);
}

type Listener = (incoming: IncomingMessage, outgoing: ServerResponse) => void;

let listener: Listener;
const ownServer: Server = createServer((incoming, outgoing) => listener(incoming, outgoing));
const jsonServer: Server = createServer((incoming, outgoing) => void answerInJson(incoming, outgoing));
const sseServer = new SseServer({
  path: '/sse',
  announces: 'message',
  messagePath: '/message',
  parameter: 'sessionId',
});
let everything: EverythingServer;
let stack: StackOfBackends;
let gateway: LocalGateway;

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function close(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
}

beforeAll(async () => {
  everything = await startEverythingServer();
  await sseServer.start();
  const transport = streamableHttp('/mcp');
  stack = await synthesiseBackends({
    stream: { transport, tools: { deny: [DENIED], hide: true } },
    json: { transport, tools: { allow: [ALLOWED], hide: true } },
    old: { transport: sse({ path: '/sse', messagePath: 'message' }), tools: { deny: ['whoami'] } },
    own: { transport, tools: { deny: [DENIED], hide: true } },
    open: { transport },
    known: { transport, tools: { known: [ALLOWED] } },
  });
  const json = await listen(jsonServer);
  gateway = await bootGateway(stack.stackFile, {
    backends: {
      stream: new URL(everything.url).origin,
      json,
      old: sseServer.url,
      own: await listen(ownServer),
      open: json,
      known: json,
    },
  });
});

afterAll(async () => {
  await gateway?.close();
  stack?.remove();
  await everything?.close();
  await Promise.all([sseServer.close(), close(jsonServer), close(ownServer)]);
});

const url = (backend: string): string => `${gateway.origin}/${backend}-mcp`;

describe.each(['Streamable HTTP, SDK v1', 'Streamable HTTP, SDK v2'] as const)('a client of %s', (connection) => {
  it.each(['stream', 'json'])('sees and calls the tools it may, of a server that answers as %s', async (backend) => {
    const client = await CONNECTIONS[connection](url(backend));
    const names = await client.toolNames();
    expect(names).toContain(ALLOWED);
    expect(names).not.toContain(DENIED);
    await expect(client.call(ALLOWED)).resolves.toMatchObject({ content: [{ type: 'text' }] });
    await expect(client.call(DENIED)).rejects.toMatchObject({
      code: -32602,
      message: expect.stringContaining('Unknown tool') as string,
    });
    await client.close();
  });
});

describe('a client of 2026-07-28', () => {
  it('sees and calls the tools it may', async () => {
    const token = await new RawClient(gateway.origin, url('stream')).accessToken();
    const client = new ModernClient({ name: 'auto', version: '1.0.0' }, { versionNegotiation: { mode: 'auto' } });
    const requestInit = { headers: { authorization: `Bearer ${token}` } };
    await client.connect(new ModernTransport(new URL(url('stream')), { requestInit }));
    expect(client.getNegotiatedProtocolVersion()).toBe('2026-07-28');
    const names = (await client.listTools()).tools.map(({ name }) => name);
    expect([names.includes(ALLOWED), names.includes(DENIED)]).toEqual([true, false]);
    await expect(client.callTool({ name: ALLOWED, arguments: {} })).resolves.toMatchObject({ content: [{}] });
    await expect(client.callTool({ name: DENIED, arguments: {} })).rejects.toMatchObject({ code: -32602 });
    await client.close();
  });
});

describe('a client of SSE', () => {
  it('is told at once that it may not call a tool', async () => {
    const client = await CONNECTIONS['SSE, SDK v1'](`${url('old')}/sse`);
    await expect(client.call('whoami')).rejects.toThrow(/HTTP 400.*Unknown tool/);
    // The server itself has no other tool.
    await expect(client.call('another')).resolves.toMatchObject({ isError: true });
    await client.close();
  });
});

async function post(backend: string, message: object, headers: Record<string, string> = {}): Promise<Answer> {
  const authorization = `Bearer ${await new RawClient(gateway.origin, url(backend)).accessToken()}`;
  const accept = 'application/json, text/event-stream';
  const body = JSON.stringify({ jsonrpc: '2.0', id: 1, ...message });
  return send(url(backend), {
    method: 'POST',
    headers: { authorization, accept, 'content-type': 'application/json', ...headers },
    body,
  });
}

const call = (name: string): object => ({ method: 'tools/call', params: { name, arguments: {} } });

describe('an answer of a server whose tools are hidden', () => {
  it('streams when it is not the list of them', async () => {
    let finish: () => void = () => undefined;
    listener = (incoming, outgoing) => {
      incoming.resume();
      outgoing.writeHead(200, { 'content-type': 'text/event-stream' }).write('data: {"one":1}\n\n');
      finish = () => outgoing.end('data: {"two":2}\n\n');
    };
    const token = await new RawClient(gateway.origin, url('own')).accessToken();
    const answer = await request(url('own'), {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ jsonrpc: '2.0', id: 1, ...call(ALLOWED) }),
    });
    const events = answer.body[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
    expect(String((await events.next()).value)).toBe('data: {"one":1}\n\n');
    finish();
    expect(String((await events.next()).value)).toBe('data: {"two":2}\n\n');
  });

  it('comes uncompressed, with the length it has then', async () => {
    let asked: IncomingMessage['headers'] = {};
    const tools = [{ name: DENIED }, { name: ALLOWED }];
    listener = (incoming, outgoing) => {
      asked = incoming.headers;
      incoming.resume();
      outgoing.setHeader('content-type', 'application/json');
      outgoing.end(JSON.stringify({ jsonrpc: '2.0', id: 1, result: { tools } }));
    };
    const answer = await post('own', { method: 'tools/list' }, { 'accept-encoding': 'gzip' });
    expect(asked['accept-encoding']).toBe('identity');
    expect(answer).toMatchObject({ status: 200, json: { result: { tools: [{ name: ALLOWED }] } } });
    expect(answer.headers['content-length'] ?? String(answer.text.length)).toBe(String(answer.text.length));
  });

  it('is refused when it cannot be read', async () => {
    listener = (incoming, outgoing) => {
      incoming.resume();
      outgoing.setHeader('content-type', 'application/json');
      outgoing.end(`{"result":{"tools":[{"name":"${DENIED}"}]}`);
    };
    const answer = await post('own', { method: 'tools/list' });
    expect(answer).toMatchObject({ status: 502, json: { error: 'server_error' } });
    expect(answer.text).not.toContain(DENIED);
  });
});

describe('the metric of calls', () => {
  /** What a request added to it, as `tool outcome`. */
  async function counted(backend: string, act: () => Promise<unknown>): Promise<readonly string[]> {
    const before = await totals(backend);
    await act();
    const after = await totals(backend);
    return [...after].flatMap(([key, count]) => (count === before.get(key) ? [] : [key]));
  }

  async function totals(backend: string): Promise<ReadonlyMap<string, number>> {
    const { text } = await send(`${gateway.consoleUrl}/traces.json`);
    const { metrics } = JSON.parse(text) as { metrics: readonly MetricTotal[] };
    return new Map(
      metrics
        .filter(({ name, dimensions }) => name === 'Tool calls' && dimensions['Backend'] === backend)
        .map(({ dimensions, count }) => [`${dimensions['Tool']} ${dimensions['Outcome']}`, count]),
    );
  }

  it.each<[string, string, object, readonly string[]]>([
    ['a call of a tool', 'open', call(ALLOWED), ['other 2xx']],
    ['a call of a tool it knows', 'known', call(ALLOWED), [`${ALLOWED} 2xx`]],
    ['a call of a tool it does not know', 'known', call(DENIED), ['other 2xx']],
    ['a call of a tool that is allowed', 'json', call(ALLOWED), [`${ALLOWED} 2xx`]],
    ['a call of a tool that is denied', 'stream', call(DENIED), [`${DENIED} tool-denied`]],
    ['a call of a tool that is not allowed', 'json', call('whatever'), ['other tool-denied']],
    ['a call without a tool', 'json', { method: 'tools/call' }, ['other bad-request']],
    ['no list of tools', 'json', { method: 'tools/list' }, []],
    ['no other message', 'open', { method: 'ping' }, []],
    ['no notification', 'known', { id: undefined, method: 'notifications/initialized' }, []],
  ])('counts %s', async (_title, backend, message, expected) => {
    expect(await counted(backend, () => post(backend, message))).toEqual(expected);
  });

  it('counts a call of 2026-07-28 by its header', async () => {
    const modern = (method: string): Record<string, string> => ({
      'mcp-protocol-version': '2026-07-28',
      'mcp-method': method,
    });
    expect(await counted('open', () => post('open', call(ALLOWED), modern('tools/call')))).toEqual(['other 4xx']);
    expect(await counted('open', () => post('open', { method: 'ping' }, modern('ping')))).toEqual([]);
  });

  it.each<[string, Record<string, string>, string]>([
    ['without a token', {}, 'unauthorized'],
    [
      'with a key that opens nothing, which API Management refuses',
      { 'ocp-apim-subscription-key': 'x' },
      'unauthorized',
    ],
    ['from a foreign origin', { origin: 'https://evil.example' }, 'foreign-origin'],
  ])('counts a message %s, whatever it asks for', async (_title, headers, outcome) => {
    const refused = (): Promise<Answer> => send(url('open'), { method: 'POST', headers, body: '{"method":"ping"}' });
    expect(await counted('open', refused)).toEqual([`other ${outcome}`]);
  });

  it.each<[string, object, Record<string, string>, string]>([
    ['of a session that is not of the caller', call(ALLOWED), { 'mcp-session-id': 'x' }, 'session-not-found'],
    ['that is too long', { ...call(ALLOWED), more: 'x'.repeat(1024 * 1024) }, {}, 'too-large'],
  ])('counts a call %s', async (_title, message, headers, outcome) => {
    expect(await counted('open', () => post('open', message, headers))).toEqual([`other ${outcome}`]);
  });

  it('counts a call that no server answers', async () => {
    listener = (incoming) => incoming.socket.destroy();
    expect(await counted('own', () => post('own', call(ALLOWED)))).toEqual(['other unreachable']);
    expect(await counted('own', () => post('own', { method: 'ping' }))).toEqual([]);
  });

  it('counts no request without a message', async () => {
    expect(await counted('open', () => send(url('open')))).toEqual([]);
  });
});
