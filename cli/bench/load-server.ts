import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';

/**
 * The MCP server behind the load: sessions, a stream per session, and answers as event streams, with no work of its own.
 * A call is answered with the id of the session it came in, so that a mix-up shows.
 */
export function createLoadServer(): Server {
  const sessions = new Set<string>();
  // Longer than the pauses of a loaded machine, so that no connection is closed at the moment it is used again.
  return createServer({ keepAliveTimeout: 120_000 }, (incoming, outgoing) => {
    const session = incoming.headers['mcp-session-id'];
    const id = typeof session === 'string' ? session : undefined;
    if (id !== undefined && !sessions.has(id)) return void outgoing.writeHead(404).end();
    if (incoming.method === 'GET') return openStream(outgoing);
    if (incoming.method === 'DELETE') {
      sessions.delete(id ?? '');
      return void outgoing.writeHead(200).end();
    }
    void readMessage(incoming).then((message) => {
      if (message.id === undefined) return void outgoing.writeHead(202).end();
      const own = id ?? randomUUID();
      sessions.add(own);
      const answer = JSON.stringify({ jsonrpc: '2.0', id: message.id, result: { session: own } });
      outgoing.writeHead(200, { 'content-type': 'text/event-stream', 'mcp-session-id': own });
      outgoing.end(`event: message\ndata: ${answer}\n\n`);
    });
  });
}

function openStream(outgoing: ServerResponse): void {
  outgoing.writeHead(200, { 'content-type': 'text/event-stream' });
  outgoing.write(': open\n\n');
}

async function readMessage(incoming: IncomingMessage): Promise<{ id?: number }> {
  let text = '';
  for await (const chunk of incoming) text += String(chunk);
  return JSON.parse(text) as { id?: number };
}
