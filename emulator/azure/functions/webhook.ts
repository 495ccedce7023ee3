import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js';
import { JSONRPCMessageSchema } from '@modelcontextprotocol/sdk/types.js';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { BodyTooLargeError, readBody, sendJson } from '../loopback-server';
import { hasKey } from './keys';
import { createMcpServer } from './mcp-server';
import type { McpHostSettings } from './package';
import type { SessionIds } from './session-ids';
import type { FunctionTool } from './tools';
import type { FunctionsWorker } from './worker';

/** One function app, running. */
export interface FunctionHost {
  /** The system key `mcp_extension`. */
  readonly key: string;
  readonly settings: McpHostSettings;
  readonly tools: ReadonlyMap<string, FunctionTool>;
  readonly worker: FunctionsWorker;
  readonly sessionIds: SessionIds;
}

/** Path of the MCP extension's Streamable HTTP endpoint. */
const MCP_WEBHOOK_PATH = '/runtime/webhooks/mcp';

/** Largest request Azure Functions takes. */
const BODY_LIMIT_BYTES = 104_857_600;

/**
 * Answers one request to a function app as the Functions MCP extension does: POST only, key first, replies as server-sent
 * events, a session id that is issued and checked but remembers nothing.
 */
export async function answerWebhook(
  host: FunctionHost,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://localhost');
  const path = url.pathname.toLowerCase().replace(/\/$/, '');
  if (path !== MCP_WEBHOOK_PATH && !path.startsWith(`${MCP_WEBHOOK_PATH}/`)) {
    return end(request, response, 404);
  }
  if (!hasKey(request, url, host.key)) {
    return end(request, response, 401);
  }
  if (path !== MCP_WEBHOOK_PATH) {
    request.resume();
    return sendJson(response, 501, {
      error: `${url.pathname} is not provided locally: of the Functions MCP extension, the local gateway provides Streamable HTTP at ${MCP_WEBHOOK_PATH}, not the SSE transport.`,
    });
  }
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
  if (message === undefined) {
    return;
  }
  try {
    await host.worker.ensureRunning();
  } catch {
    response.writeHead(503, { 'Content-Type': 'text/plain' }).end('Function host is not running.');
    return;
  }
  if (sessionId === undefined && 'method' in message && message.method === 'initialize') {
    response.setHeader('Mcp-Session-Id', host.sessionIds.issue());
  }
  const headers = Object.entries(request.headers).map(([name, value]) => [name, String(value)]);
  const server = createMcpServer(host.settings, host.tools, host.worker, {
    sessionId,
    headers: Object.fromEntries(headers),
  });
  const transport = new StreamableHTTPServerTransport({ sessionIdGenerator: undefined });
  response.once('close', () => void server.close());
  await server.connect(transport);
  await transport.handleRequest(request, response, message);
}

async function readMessage(request: IncomingMessage, response: ServerResponse): Promise<object | undefined> {
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
