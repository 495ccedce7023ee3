import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request as the MCP server behind the gateway received it. */
export interface ReceivedRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
}

/** What the server answers. */
export interface BackendAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[]>>;
  /** @default an empty list of tools */
  readonly body?: string;
}

const NO_TOOLS = '{"jsonrpc":"2.0","id":1,"result":{"tools":[]}}';
const ORDINARY: BackendAnswer = { status: 200, headers: { 'content-type': 'application/json' } };

/** An MCP server that records what reaches it and answers what a test wants. */
export class RecordingBackend {
  answer = ORDINARY;
  readonly received: ReceivedRequest[] = [];
  readonly #server = createServer((incoming, outgoing) => this.handle(incoming, outgoing));

  /** Records a request and answers it; for a test that has a server of its own. */
  handle(incoming: IncomingMessage, outgoing: ServerResponse): void {
    incoming.resume().on('end', () => {
      this.received.push({ method: incoming.method ?? '', path: incoming.url ?? '', headers: incoming.headers });
      outgoing.writeHead(this.answer.status, this.answer.headers).end(this.answer.body ?? NO_TOOLS);
    });
  }

  async start(): Promise<this> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return this;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** The last request. @throws Error when there was none, which fails the test */
  get last(): ReceivedRequest {
    const last = this.received.at(-1);
    if (last === undefined) {
      throw new Error('Nothing reached the MCP server.');
    }
    return last;
  }

  reset(): void {
    this.answer = ORDINARY;
    this.received.length = 0;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}
