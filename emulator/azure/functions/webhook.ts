import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js';
import { JSONRPCMessageSchema, type JSONRPCMessage } from '@modelcontextprotocol/sdk/types.js';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Clock } from '../../seams';
import { admit, type BuiltInAuthentication } from '../built-in-authentication';
import { BodyTooLargeError, readBody, sendJson } from '../loopback-server';
import { hasKey, keyOf } from './keys';
import { createMcpServer, type CallContext } from './mcp-server';
import type { McpHostSettings } from './package';
import type { SessionIds } from './session-ids';
import type { OpenStreams } from './streams';
import type { FunctionTool } from './tools';
import type { FunctionsWorker } from './worker';

/** One function app, running. */
export interface FunctionHost {
  /** What checks requests before the host sees them; undefined when nothing does. */
  readonly authentication: BuiltInAuthentication | undefined;
  readonly clock: Clock;
  /** The system key `mcp_extension`. */
  readonly key: string;
  readonly settings: McpHostSettings;
  readonly tools: ReadonlyMap<string, FunctionTool>;
  readonly worker: FunctionsWorker;
  readonly sessionIds: SessionIds;
  readonly streams: OpenStreams;
}

/** Path of the MCP extension's Streamable HTTP endpoint; those of its SSE transport are below. */
const MCP_WEBHOOK_PATH = '/runtime/webhooks/mcp';

/** Largest request Azure Functions takes. */
const BODY_LIMIT_BYTES = 104_857_600;

/**
 * Answers one request to a function app as the Functions MCP extension does: built-in authentication first where there is
 * any, then the key unless host.json asks for none, then the transport.
 */
export async function answerWebhook(
  host: FunctionHost,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const verdict =
    host.authentication === undefined ? 'admitted' : await admit(request, host.authentication, host.clock);
  if (verdict !== 'admitted') {
    return end(request, response, verdict);
  }
  const url = new URL(request.url ?? '/', 'http://localhost');
  const path = url.pathname.toLowerCase().replace(/\/$/, '');
  if (path !== MCP_WEBHOOK_PATH && !path.startsWith(`${MCP_WEBHOOK_PATH}/`)) {
    return end(request, response, 404);
  }
  if (host.settings.asksForKey && !hasKey(request, url, host.key)) {
    return end(request, response, 401);
  }
  switch (path) {
    case MCP_WEBHOOK_PATH:
      return answerMessage(host, request, response);
    case `${MCP_WEBHOOK_PATH}/sse`:
      return openStream(host, url, request, response);
    case `${MCP_WEBHOOK_PATH}/message`:
      return takeMessage(host, url, request, response);
    default:
      return end(request, response, 404);
  }
}

/** Streamable HTTP: POST only, replies as server-sent events, a session id that is issued and checked but remembers nothing. */
async function answerMessage(host: FunctionHost, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.method !== 'POST') {
    return end(request, response, 405);
  }
  if (!accepts(request, 'application/json') || !accepts(request, 'text/event-stream')) {
    request.resume();
    return sendError(response, 406, 'Not Acceptable: Client must accept both application/json and text/event-stream');
  }
  const session = request.headers['mcp-session-id'];
  const sessionId = typeof session === 'string' && session !== '' ? session : undefined;
  if (sessionId !== undefined && host.sessionIds.open(sessionId) === undefined) {
    request.resume();
    return sendError(response, 400, 'Invalid client state.');
  }
  const message = await readMessage(request, response);
  if (message === undefined || !(await isWorkerRunning(host, response))) {
    return;
  }
  if (sessionId === undefined && 'method' in message && message.method === 'initialize') {
    response.setHeader('Mcp-Session-Id', host.sessionIds.issue());
  }
  const server = createMcpServer(host.settings, host.tools, host.worker, {
    ...contextOf(request),
    transport: 'http-streamable',
    sessionId,
  });
  const transport = new StreamableHTTPServerTransport({ sessionIdGenerator: undefined });
  response.once('close', () => void server.close());
  await server.connect(transport);
  await transport.handleRequest(request, response, message);
}

/** The SSE transport: a stream whose first event tells where messages go. */
async function openStream(
  host: FunctionHost,
  url: URL,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (request.method !== 'GET') {
    return end(request, response, 405);
  }
  request.resume();
  if (!(await isWorkerRunning(host, response))) {
    return;
  }
  const server = createMcpServer(host.settings, host.tools, host.worker, {
    ...contextOf(request),
    transport: 'http-sse',
    sessionId: undefined,
  });
  await server.connect(host.streams.open(response, keyOf(request, url)));
}

async function takeMessage(
  host: FunctionHost,
  url: URL,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const message = await readMessage(request, response);
  if (message === undefined) {
    return;
  }
  const refusal = host.streams.deliver(url.searchParams.get('azmcpcs'), message);
  if (refusal !== undefined) {
    return sendJson(response, 400, `${refusal} Please connect to the /sse endpoint to initiate your session.`);
  }
  response.writeHead(202, { 'Content-Type': 'text/plain' }).end('Accepted');
}

function contextOf(request: IncomingMessage): Pick<CallContext, 'headers'> {
  const headers = Object.entries(request.headers).map(([name, value]) => [name, String(value)]);
  return { headers: Object.fromEntries(headers) };
}

/** Starts the worker if it has ended; answers 503 when it does not start. */
async function isWorkerRunning({ worker }: FunctionHost, response: ServerResponse): Promise<boolean> {
  try {
    await worker.ensureRunning();
    return true;
  } catch {
    response.writeHead(503, { 'Content-Type': 'text/plain' }).end('Function host is not running.');
    return false;
  }
}

async function readMessage(request: IncomingMessage, response: ServerResponse): Promise<JSONRPCMessage | undefined> {
  try {
    const body = await readBody(request, BODY_LIMIT_BYTES);
    const parsed = JSONRPCMessageSchema.safeParse(JSON.parse(body.toString('utf8')));
    if (parsed.success) {
      return parsed.data;
    }
  } catch (error) {
    if (error instanceof BodyTooLargeError) {
      response.writeHead(413).end();
      return undefined;
    }
    if (!(error instanceof SyntaxError)) {
      throw error;
    }
  }
  sendError(response, 400, 'Bad Request: The POST body did not contain a valid JSON-RPC message.');
  return undefined;
}

function accepts(request: IncomingMessage, mediaType: string): boolean {
  const ranges = (request.headers.accept ?? '').split(',').map((range) => range.split(';')[0]?.trim().toLowerCase());
  return ranges.includes(mediaType);
}

function sendError(response: ServerResponse, status: number, message: string): void {
  sendJson(response, status, { jsonrpc: '2.0', id: null, error: { code: -32000, message } });
}

function end(request: IncomingMessage, response: ServerResponse, status: number): void {
  request.resume();
  response.writeHead(status).end();
}
