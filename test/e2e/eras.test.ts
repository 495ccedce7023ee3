import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Client as ModernClient, StreamableHTTPClientTransport as ModernTransport } from '@modelcontextprotocol/client';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js';
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js';
import { request } from 'undici';
import type { LocalGateway } from '../../emulator/local-gateway';
import { RecordingBackend } from '../attacks/recording-backend';
import { startEverythingServer, type EverythingServer } from '../conformance/everything/start-server';
import { bootGateway, defaultStackFile, TestClock } from '../support/gateway';
import { RawClient, send, type Answer } from '../support/oauth-client';

const LEGACY = ['2025-03-26', '2025-06-18', '2025-11-25'];
const MODERN = '2026-07-28';
const BOTH_TYPES = 'application/json, text/event-stream';
const AN_HOUR = 3600;

type Listener = (incoming: IncomingMessage, outgoing: ServerResponse) => void;

/** The gateway in front of an MCP server, with a token for it. */
interface Endpoint {
  readonly gateway: LocalGateway;
  readonly clock: TestClock;
  readonly token: string;
  readonly url: string;
}

const REFUSE: Listener = (_incoming, outgoing) => void outgoing.writeHead(500).end();

let everythingServer: EverythingServer;
/** Behind the other gateway: what a test wants it to be. */
let listener: Listener = REFUSE;
const ownServer: Server = createServer((incoming, outgoing) => listener(incoming, outgoing));
const clock = new TestClock();
let toEverything: LocalGateway;
let toOwn: LocalGateway;

beforeAll(async () => {
  everythingServer = await startEverythingServer();
  await new Promise<void>((resolve) => ownServer.listen(0, '127.0.0.1', resolve));
  const stackFile = await defaultStackFile();
  const own = `http://127.0.0.1:${(ownServer.address() as AddressInfo).port}`;
  toEverything = await bootGateway(stackFile, { clock, backends: { functions: new URL(everythingServer.url).origin } });
  toOwn = await bootGateway(stackFile, { clock, backends: { functions: own } });
});

afterEach(() => {
  listener = REFUSE;
});

afterAll(async () => {
  await Promise.all([toEverything?.close(), toOwn?.close()]);
  await everythingServer?.close();
  ownServer.closeAllConnections();
  await new Promise((resolve) => ownServer.close(resolve));
});

async function endpointOf(gateway: LocalGateway): Promise<Endpoint> {
  return { gateway, clock, token: await new RawClient(gateway.origin).accessToken(), url: `${gateway.origin}/mcp` };
}

const everything = (): Promise<Endpoint> => endpointOf(toEverything);

/** The gateway in front of a server that does what the listener does. */
function inFrontOf(next: Listener): Promise<Endpoint> {
  listener = next;
  return endpointOf(toOwn);
}

/** The gateway in front of a server that records what it gets. */
async function inFrontOfRecorder(): Promise<{ readonly endpoint: Endpoint; readonly backend: RecordingBackend }> {
  const backend = new RecordingBackend();
  return { backend, endpoint: await inFrontOf((incoming, outgoing) => backend.handle(incoming, outgoing)) };
}

function post(endpoint: Endpoint, message: object, headers: Record<string, string> = {}): Promise<Answer> {
  return send(endpoint.url, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${endpoint.token}`,
      'content-type': 'application/json',
      accept: BOTH_TYPES,
      ...headers,
    },
    body: JSON.stringify({ jsonrpc: '2.0', ...message }),
  });
}

describe.each(LEGACY)('a client of %s', (version) => {
  it('initialises, calls, opens the stream and ends its session', async () => {
    const endpoint = await everything();
    const opened = await post(endpoint, {
      id: 1,
      method: 'initialize',
      params: { protocolVersion: version, capabilities: {}, clientInfo: { name: 'raw', version: '1' } },
    });
    expect(opened.status).toBe(200);
    expect(opened.text).toContain(`"protocolVersion":"${version}"`);
    const session = String(opened.headers['mcp-session-id']);
    expect(session).toMatch(/^[A-Za-z0-9_-]{100,}$/);

    const headers = { 'mcp-session-id': session, 'mcp-protocol-version': version };
    expect(await post(endpoint, { method: 'notifications/initialized' }, headers)).toMatchObject({
      status: 202,
      text: '',
    });
    const call = { id: 2, method: 'tools/call', params: { name: 'test_simple_text', arguments: {} } };
    const called = await post(endpoint, call, headers);
    expect(called.status).toBe(200);
    expect(called.text).toContain('"id":2');
    // The client goes on with the id it has: it is not sealed anew with each answer.
    expect(called.headers['mcp-session-id'] ?? session).toBe(session);

    const authorization = `Bearer ${endpoint.token}`;
    const stream = await request(endpoint.url, {
      headers: { ...headers, authorization, accept: 'text/event-stream' },
    });
    expect({ status: stream.statusCode, type: stream.headers['content-type'] }).toEqual({
      status: 200,
      type: 'text/event-stream',
    });
    stream.body.on('error', () => undefined).destroy();

    expect((await send(endpoint.url, { method: 'DELETE', headers: { ...headers, authorization } })).status).toBe(200);
    expect((await post(endpoint, call, headers)).status).toBe(404);
  });
});

describe('a client of 2026-07-28', () => {
  const meta = {
    'io.modelcontextprotocol/protocolVersion': MODERN,
    'io.modelcontextprotocol/clientInfo': { name: 'raw', version: '1' },
    'io.modelcontextprotocol/clientCapabilities': {},
  };

  it('finds out by itself which era the server speaks, and calls it', async () => {
    const endpoint = await everything();
    const client = new ModernClient({ name: 'auto', version: '1.0.0' }, { versionNegotiation: { mode: 'auto' } });
    const transport = new ModernTransport(new URL(endpoint.url), {
      requestInit: { headers: { authorization: `Bearer ${endpoint.token}` } },
    });
    await client.connect(transport);
    expect(client.getNegotiatedProtocolVersion()).toBe(MODERN);
    expect(transport.sessionId).toBeUndefined();
    await expect(client.callTool({ name: 'test_simple_text', arguments: {} })).resolves.toMatchObject({
      content: [{ type: 'text' }],
    });
    await client.close();
  });

  it('gets the errors of the server as they are', async () => {
    const endpoint = await everything();
    const params = { _meta: meta };
    const headers = (method: string): Record<string, string> => ({
      'mcp-protocol-version': MODERN,
      'mcp-method': method,
    });
    const mismatch = await post(endpoint, { id: 1, method: 'tools/list', params }, headers('tools/call'));
    expect(mismatch).toMatchObject({ status: 400, json: { error: { code: -32020 } } });
    const unknown = await post(endpoint, { id: 2, method: 'no/such', params }, headers('no/such'));
    expect(unknown).toMatchObject({ status: 404, json: { error: { code: -32601 } } });
    const listed = await post(endpoint, { id: 3, method: 'tools/list', params }, headers('tools/list'));
    expect(listed.status).toBe(200);
    expect(listed.headers).not.toHaveProperty('mcp-session-id');
  });

  it('is told so when the server is of the era before', async () => {
    const { endpoint, backend } = await inFrontOfRecorder();
    for (const status of [202, 204, 400, 404, 405, 406, 500]) {
      backend.answer = { status, headers: status === 204 ? {} : { 'content-type': 'text/plain' } };
      for (const method of ['POST', 'GET', 'DELETE']) {
        const headers = { authorization: `Bearer ${endpoint.token}`, 'mcp-protocol-version': MODERN };
        expect((await send(endpoint.url, { method, headers })).status).toBe(status);
      }
    }
  });
});

describe('headers', () => {
  it('of both eras reach the server as the client sent them, and its own reach the client', async () => {
    const { endpoint, backend } = await inFrontOfRecorder();
    const sent = {
      accept: BOTH_TYPES,
      'last-event-id': 'event 7/~',
      'mcp-protocol-version': '2025-11-25',
      'mcp-method': 'tools/call',
      'mcp-name': '=?base64?w6Q=?=',
      'mcp-param-region': 'eu-west',
      'mcp-param-never-heard-of': 'x',
    };
    backend.answer = {
      status: 200,
      headers: { 'content-type': 'application/json', 'mcp-protocol-version': '2025-11-25' },
    };
    const answer = await post(endpoint, { id: 1, method: 'tools/call' }, sent);
    expect(backend.last.headers).toMatchObject(sent);
    expect(answer.headers['mcp-protocol-version']).toBe('2025-11-25');
  });

  it('that say what a legacy message is open nothing', async () => {
    const { endpoint, backend } = await inFrontOfRecorder();
    const pretended = { 'mcp-method': 'ping', 'mcp-name': 'harmless', 'mcp-protocol-version': '2025-11-25' };
    const call = { id: 1, method: 'tools/call', params: { name: 'delete_everything' } };
    expect((await post(endpoint, call, { ...pretended, authorization: '' })).status).toBe(401);
    expect((await post(endpoint, call, { ...pretended, 'mcp-session-id': 'raw' })).status).toBe(404);
    expect((await post({ ...endpoint, token: 'forged' }, call, pretended)).status).toBe(401);
    expect(backend.received).toHaveLength(0);
  });
});

describe('streams', () => {
  /** A server whose event stream a test feeds. */
  async function streaming(): Promise<{ endpoint: Endpoint; opened: Promise<ServerResponse>; closed: Promise<void> }> {
    let open: (response: ServerResponse) => void = () => undefined;
    let close: () => void = () => undefined;
    const opened = new Promise<ServerResponse>((resolve) => (open = resolve));
    const closed = new Promise<void>((resolve) => (close = resolve));
    const endpoint = await inFrontOf((incoming, response) => {
      response.on('close', close);
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.flushHeaders();
      incoming.resume();
      open(response);
    });
    return { endpoint, opened, closed };
  }

  it.each(['POST', 'GET'])('of a %s come event by event, and outlive the token', async (method) => {
    const { endpoint, opened } = await streaming();
    const headers = { authorization: `Bearer ${endpoint.token}`, accept: 'text/event-stream' };
    const answer = await request(endpoint.url, { method: method as 'GET', headers });
    const server = await opened;
    const events = answer.body[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
    server.write('id: 1\ndata: one\n\n');
    expect(String((await events.next()).value)).toBe('id: 1\ndata: one\n\n');
    endpoint.clock.advanceSeconds(AN_HOUR);
    server.write(': keep-alive\n\n');
    expect(String((await events.next()).value)).toBe(': keep-alive\n\n');
    server.end('id: 2\ndata: two\n\n');
    expect(String((await events.next()).value)).toBe('id: 2\ndata: two\n\n');
    expect((await events.next()).done).toBe(true);
    expect((await post(endpoint, { id: 1, method: 'tools/list' })).status).toBe(401);
  });

  it.each(['POST', 'GET'])('of a %s end at the server when the client goes away', async (method) => {
    const { endpoint, opened, closed } = await streaming();
    const headers = { authorization: `Bearer ${endpoint.token}`, 'mcp-protocol-version': MODERN };
    const answer = await request(endpoint.url, { method: method as 'GET', headers });
    await opened;
    answer.body.on('error', () => undefined).destroy();
    await closed;
  });

  it('end at the server when the client goes away before the answer began', async () => {
    let arrive: (response: ServerResponse) => void = () => undefined;
    const arrived = new Promise<ServerResponse>((resolve) => (arrive = resolve));
    const endpoint = await inFrontOf((incoming, response) => {
      incoming.resume();
      arrive(response);
    });
    const abort = new AbortController();
    const headers = { authorization: `Bearer ${endpoint.token}` };
    const call = request(endpoint.url, { method: 'POST', headers, body: '{}', signal: abort.signal });
    const refused = expect(call).rejects.toThrow();
    const response = await arrived;
    abort.abort();
    await refused;
    if (!response.destroyed) await new Promise((resolve) => response.on('close', resolve));
    expect(response.writableFinished).toBe(false);
  });
});

describe('a server of SDK v1 with sessions', () => {
  function startSessions(): {
    readonly serve: Listener;
    readonly sessions: Map<string, StreamableHTTPServerTransport>;
  } {
    const sessions = new Map<string, StreamableHTTPServerTransport>();
    const create = async (): Promise<StreamableHTTPServerTransport> => {
      const transport: StreamableHTTPServerTransport = new StreamableHTTPServerTransport({
        sessionIdGenerator: randomUUID,
        onsessioninitialized: (id) => void sessions.set(id, transport),
        onsessionclosed: (id) => void sessions.delete(id),
      });
      const server = new McpServer({ name: 'sessions', version: '1.0.0' }, { capabilities: { logging: {} } });
      server.registerTool('count', {}, async () => {
        await server.sendLoggingMessage({ level: 'info', data: 'counted' });
        return { content: [{ type: 'text', text: String(sessions.size) }] };
      });
      await server.connect(transport as Transport);
      return transport;
    };
    const serve: Listener = (incoming, response) => {
      const id = incoming.headers['mcp-session-id'];
      const known = typeof id === 'string' ? sessions.get(id) : undefined;
      if (id !== undefined && known === undefined) response.writeHead(404).end();
      else
        void (known === undefined ? create() : Promise.resolve(known)).then((it) =>
          it.handleRequest(incoming, response),
        );
    };
    return { serve, sessions };
  }

  it('keeps its sessions apart, sends on the stream, and ends one by DELETE', async () => {
    const { serve, sessions } = startSessions();
    const endpoint = await inFrontOf(serve);
    const connect = async (): Promise<{
      client: Client;
      transport: StreamableHTTPClientTransport;
      logged: Promise<unknown>;
    }> => {
      const transport = new StreamableHTTPClientTransport(new URL(endpoint.url), {
        requestInit: { headers: { authorization: `Bearer ${endpoint.token}` } },
      });
      const client = new Client({ name: 'e2e', version: '1.0.0' });
      const logged = new Promise((resolve) => (client.fallbackNotificationHandler = async (it) => resolve(it.params)));
      await client.connect(transport as Transport);
      return { client, transport, logged };
    };
    const one = await connect();
    const two = await connect();
    expect(sessions.size).toBe(2);
    expect(one.transport.sessionId).not.toBe(two.transport.sessionId);
    expect([...sessions.keys()]).not.toContain(one.transport.sessionId);
    await expect(one.client.callTool({ name: 'count', arguments: {} })).resolves.toMatchObject({
      content: [{ type: 'text', text: '2' }],
    });
    await expect(one.logged).resolves.toMatchObject({ data: 'counted' });
    await one.transport.terminateSession();
    expect(sessions.size).toBe(1);
    await two.client.close();
    await one.client.close();
  });
});
