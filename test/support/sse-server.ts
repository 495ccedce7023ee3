import { EventEmitter } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { SSEServerTransport } from '@modelcontextprotocol/sdk/server/sse.js';

/** How an SSE server announces where its messages go, and where it takes them. */
export interface AnnouncingStyle {
  /** Path of the stream. */
  readonly path: string;
  /** What the stream announces, without its query. */
  readonly announces: string;
  /** Path at which messages are taken, to the letter. */
  readonly messagePath: string;
  /** Query parameter with the session. */
  readonly parameter: string;
}

/** A message as it arrived at the server. */
export interface ReceivedMessage {
  readonly url: string;
  readonly authorization: string | undefined;
}

/** The official server of MCP 2024-11-05's transport, which announces like servers in other languages. */
export class SseServer {
  readonly messages: ReceivedMessage[] = [];
  readonly #sessions = new Map<string, { readonly transport: SSEServerTransport; readonly server: McpServer }>();
  readonly #ended = new EventEmitter();
  readonly #http = createServer((incoming, outgoing) => void this.#answer(incoming, outgoing));

  constructor(private readonly style: AnnouncingStyle) {}

  async start(): Promise<this> {
    await new Promise<void>((resolve) => this.#http.listen(0, '127.0.0.1', resolve));
    return this;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#http.address() as AddressInfo).port}`;
  }

  /** Ids of the sessions whose streams are open. */
  get sessions(): readonly string[] {
    return [...this.#sessions.keys()];
  }

  /** Resolves when the next stream ends. */
  whenSessionEnds(): Promise<void> {
    return new Promise((resolve) => this.#ended.once('ended', resolve));
  }

  /** Sends a notification on every open stream, without being asked. */
  async notify(data: string): Promise<void> {
    for (const { server } of this.#sessions.values()) await server.sendLoggingMessage({ level: 'info', data });
  }

  async close(): Promise<void> {
    this.#http.closeAllConnections();
    await new Promise((resolve) => this.#http.close(resolve));
  }

  async #answer(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const url = new URL(incoming.url ?? '/', 'http://server');
    if (incoming.method === 'GET' && url.pathname === this.style.path) return this.#open(outgoing);
    const session = this.#sessions.get(url.searchParams.get(this.style.parameter) ?? '');
    if (incoming.method !== 'POST' || url.pathname !== this.style.messagePath || session === undefined) {
      outgoing.writeHead(404).end('Not Found');
      return;
    }
    this.messages.push({ url: incoming.url ?? '', authorization: incoming.headers.authorization });
    await session.transport.handlePostMessage(incoming, outgoing);
  }

  async #open(outgoing: ServerResponse): Promise<void> {
    const { announces, parameter } = this.style;
    const write = outgoing.write.bind(outgoing) as (text: string) => boolean;
    // The SDK announces absolute paths with a parameter of its own name alone.
    outgoing.write = (text: string) =>
      write(text.replace(/^(event: endpoint\ndata: ).*sessionId=/, `$1${announces}?${parameter}=`));
    const transport = new SSEServerTransport('/', outgoing);
    const server = new McpServer({ name: 'sse', version: '1.0.0' }, { capabilities: { logging: {} } });
    server.registerTool('whoami', {}, () => ({ content: [{ type: 'text', text: transport.sessionId }] }));
    outgoing.on('close', () => {
      this.#sessions.delete(transport.sessionId);
      this.#ended.emit('ended');
    });
    this.#sessions.set(transport.sessionId, { transport, server });
    await server.connect(transport);
  }
}
