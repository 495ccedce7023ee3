import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js';
import type { Server } from '@modelcontextprotocol/sdk/server/index.js';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { sendJson } from '../loopback-server';

/** Answers the requests to an MCP endpoint. */
export interface McpEndpoint {
  answer(request: IncomingMessage, response: ServerResponse): Promise<void>;
  /** Ends what is open. */
  close(): Promise<void>;
}

/** A Streamable HTTP endpoint that remembers nothing between two requests: POST alone, no session ids. */
export function statelessEndpoint(createServer: () => Server): McpEndpoint {
  return {
    answer: async (request, response) => {
      if (request.method !== 'POST') return refuse(request, response, 405, 'Method Not Allowed');
      const server = createServer();
      const transport = new StreamableHTTPServerTransport({ sessionIdGenerator: undefined });
      response.once('close', () => void server.close());
      await server.connect(transport);
      await transport.handleRequest(request, response);
    },
    close: async () => {},
  };
}

/** A Streamable HTTP endpoint with sessions. @param newId makes session ids */
export function sessionEndpoint(createServer: () => Server, newId: () => string): McpEndpoint {
  const sessions = new Map<string, StreamableHTTPServerTransport>();
  return {
    answer: async (request, response) => {
      const id = request.headers['mcp-session-id'];
      if (typeof id === 'string') {
        const session = sessions.get(id);
        if (session === undefined) return refuse(request, response, 404, 'Session not found');
        return session.handleRequest(request, response);
      }
      const transport = new StreamableHTTPServerTransport({
        sessionIdGenerator: newId,
        onsessioninitialized: (opened) => void sessions.set(opened, transport),
        onsessionclosed: (closed) => void sessions.delete(closed),
      });
      await createServer().connect(transport);
      await transport.handleRequest(request, response);
    },
    close: async () => {
      await Promise.all([...sessions.values()].map((session) => session.close()));
    },
  };
}

function refuse(request: IncomingMessage, response: ServerResponse, status: number, message: string): void {
  request.resume();
  sendJson(response, status, { jsonrpc: '2.0', id: 'server-error', error: { code: -32600, message } });
}
