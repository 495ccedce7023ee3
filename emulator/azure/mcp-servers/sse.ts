import type { Server } from '@modelcontextprotocol/sdk/server/index.js';
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js';
import { JSONRPCMessageSchema, type JSONRPCMessage } from '@modelcontextprotocol/sdk/types.js';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { readBody } from '../loopback-server';
import type { McpEndpoint } from './streamable-http';

/** Paths of a server of the older kind. */
export interface SsePaths {
  readonly path: string;
  /** What the stream announces, for instance `/messages/`. */
  readonly messagePath: string;
}

const BODY_LIMIT_BYTES = 4 * 1024 * 1024;

/**
 * An endpoint of HTTP with SSE (MCP 2024-11-05) as the Python SDK serves it: the stream announces an absolute path with
 * `session_id`, messages are accepted with 202 and answered on the stream.
 * @param newId makes session ids
 */
export function sseEndpoint(createServer: () => Server, paths: SsePaths, newId: () => string): McpEndpoint {
  const streams = new Map<string, SseStream>();

  const open = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (request.method !== 'GET') return end(request, response, 405, 'Method Not Allowed');
    const id = newId();
    const stream = new SseStream(response, `${paths.messagePath}?session_id=${id}`);
    streams.set(id, stream);
    const server = createServer();
    response.once('close', () => {
      streams.delete(id);
      void server.close();
    });
    await server.connect(stream);
  };

  const accept = async (request: IncomingMessage, response: ServerResponse, id: string | null): Promise<void> => {
    if (request.method !== 'POST') return end(request, response, 405, 'Method Not Allowed');
    if (id === null) return end(request, response, 400, 'session_id is required');
    const stream = streams.get(id);
    if (stream === undefined) return end(request, response, 404, 'Could not find session');
    const message = parseMessage(await readBody(request, BODY_LIMIT_BYTES));
    if (message === undefined) return end(request, response, 400, 'Could not parse message');
    response.writeHead(202, { 'Content-Type': 'text/plain; charset=utf-8' }).end('Accepted');
    stream.onmessage?.(message);
  };

  return {
    answer: async (request, response) => {
      const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
      if (pathname === paths.path) return open(request, response);
      if (pathname === paths.messagePath) return accept(request, response, searchParams.get('session_id'));
      end(request, response, 404, 'Not Found');
    },
    close: async () => {
      await Promise.all([...streams.values()].map((stream) => stream.close()));
    },
  };
}

/** One open stream, as the SDK's servers talk through it. */
class SseStream implements Transport {
  onmessage?: (message: JSONRPCMessage) => void;
  onclose?: () => void;

  constructor(
    private readonly response: ServerResponse,
    private readonly announced: string,
  ) {}

  start(): Promise<void> {
    this.response.writeHead(200, { 'Content-Type': 'text/event-stream; charset=utf-8', 'Cache-Control': 'no-store' });
    this.response.write(`event: endpoint\r\ndata: ${this.announced}\r\n\r\n`);
    return Promise.resolve();
  }

  send(message: JSONRPCMessage): Promise<void> {
    this.response.write(`event: message\r\ndata: ${JSON.stringify(message)}\r\n\r\n`);
    return Promise.resolve();
  }

  close(): Promise<void> {
    if (!this.response.writableEnded) this.response.end();
    this.onclose?.();
    return Promise.resolve();
  }
}

function parseMessage(body: Buffer): JSONRPCMessage | undefined {
  try {
    const parsed = JSONRPCMessageSchema.safeParse(JSON.parse(body.toString('utf8')));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}

function end(request: IncomingMessage, response: ServerResponse, status: number, text: string): void {
  request.resume();
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8' }).end(text);
}
