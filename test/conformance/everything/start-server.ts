import { randomBytes, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import {
  createMcpHandler,
  createRequestStateCodec,
  hostHeaderValidationResponse,
  isLegacyRequest,
  localhostAllowedHostnames,
  localhostAllowedOrigins,
  McpServer,
  originValidationResponse,
  WebStandardStreamableHTTPServerTransport,
} from '@modelcontextprotocol/server';
import { addAskingTools } from './asking-tools';
import { MemoryEventStore } from './event-store';
import { addPlainTools } from './plain-tools';
import { addPrompts, addResources } from './resources-and-prompts';

const RETRY_MILLISECONDS = 500;
const codec = createRequestStateCodec<number>({ key: randomBytes(32) });

function createEverything(): McpServer {
  const server = new McpServer(
    { name: 'everything', version: '1.0.0' },
    {
      capabilities: {
        tools: { listChanged: true },
        prompts: { listChanged: true },
        resources: { listChanged: true, subscribe: true },
        logging: {},
        completions: {},
      },
      requestState: { verify: codec.verify },
    },
  );
  addPlainTools(server);
  addAskingTools(server, codec);
  addResources(server);
  addPrompts(server);
  return server;
}

/** An MCP server on this machine. */
export interface EverythingServer {
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Starts an MCP server that has what the official suite's server scenarios ask for: sessions, streams and resumption for
 * the revisions up to 2025-11-25, single POSTs for 2026-07-28, on one endpoint. It takes requests for localhost alone.
 */
export async function startEverythingServer(): Promise<EverythingServer> {
  const sessions = new Map<string, WebStandardStreamableHTTPServerTransport>();
  const modern = createMcpHandler(
    () => {
      const server = createEverything();
      addChangeTools(server, modern.notify);
      return server;
    },
    { legacy: 'reject' },
  );
  const answer = async (request: Request): Promise<Response> => {
    const refusal =
      hostHeaderValidationResponse(request, localhostAllowedHostnames()) ??
      originValidationResponse(request, localhostAllowedOrigins());
    if (refusal) return refusal;
    return (await isLegacyRequest(request)) ? answerLegacy(request, sessions) : modern.fetch(request);
  };
  const http = createServer((incoming, outgoing) => {
    void serve(incoming, outgoing, answer);
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(http.address() as AddressInfo).port}/mcp`,
    close: async () => {
      await modern.close();
      for (const session of sessions.values()) await session.close();
      http.closeAllConnections();
      await new Promise<void>((resolve) => http.close(() => resolve()));
    },
  };
}

/** Tools that pretend a list has changed, which open subscriptions are told. */
function addChangeTools(server: McpServer, notify: ReturnType<typeof createMcpHandler>['notify']): void {
  const done = { content: [{ type: 'text' as const, text: 'Told.' }] };
  server.registerTool('test_trigger_tool_change', { description: 'Tells of a change.' }, () => {
    notify.toolsChanged();
    return done;
  });
  server.registerTool('test_trigger_prompt_change', { description: 'Tells of a change.' }, () => {
    notify.promptsChanged();
    return done;
  });
}

async function answerLegacy(
  request: Request,
  sessions: Map<string, WebStandardStreamableHTTPServerTransport>,
): Promise<Response> {
  const id = request.headers.get('mcp-session-id');
  const known = id === null ? undefined : sessions.get(id);
  if (known) return known.handleRequest(request);
  if (id !== null) return new Response('No such session.', { status: 404 });
  const transport = new WebStandardStreamableHTTPServerTransport({
    sessionIdGenerator: randomUUID,
    eventStore: new MemoryEventStore(),
    retryInterval: RETRY_MILLISECONDS,
    onsessioninitialized: (session) => void sessions.set(session, transport),
    onsessionclosed: (session) => void sessions.delete(session),
  });
  await createEverything().connect(transport);
  return transport.handleRequest(request);
}

/** Hands a request of Node to a handler of the web's shape, and streams its answer. */
async function serve(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  answer: (request: Request) => Promise<Response>,
): Promise<void> {
  const abort = new AbortController();
  outgoing.once('close', () => abort.abort());
  const hasBody = incoming.method === 'POST';
  const response = await answer(
    new Request(`http://${incoming.headers.host ?? 'localhost'}${incoming.url ?? '/'}`, {
      method: incoming.method ?? 'GET',
      headers: Object.entries(incoming.headersDistinct).map(([name, values = []]): [string, string] => [
        name,
        values.join(', '),
      ]),
      signal: abort.signal,
      ...(hasBody ? { body: Readable.toWeb(incoming) as ReadableStream, duplex: 'half' } : {}),
    }),
  );
  outgoing.writeHead(response.status, Object.fromEntries(response.headers));
  outgoing.flushHeaders();
  if (response.body === null) {
    outgoing.end();
    return;
  }
  // A client that goes away ends the pipeline with an error, which is nobody's mistake.
  await pipeline(Readable.fromWeb(response.body as never), outgoing).catch(() => undefined);
}
