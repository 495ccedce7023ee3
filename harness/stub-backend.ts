import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request as the server behind the gateway received it. */
export interface ReceivedRequest {
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  /** Names in lower case. */
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** What a {@link StubBackend} answers. */
export interface StubAnswer {
  /** @default 200 */
  readonly status?: number;
  /** @default JSON by `content-type` */
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  /** Text, or anything else as JSON. @default empty */
  readonly body?: unknown;
}

/** Plays the server behind a gateway: records what reaches it and answers what a test wants. It listens on 127.0.0.1. */
export class StubBackend {
  /** Every request that reached it, oldest first. */
  readonly received: ReceivedRequest[] = [];
  readonly #server = createServer((incoming, outgoing) => this.#handle(incoming, outgoing));

  private constructor(private readonly answer: (request: ReceivedRequest) => StubAnswer) {}

  /** Starts one on a free port. @param answer asked for each request; an empty 200 when it is left out */
  static async start(answer: (request: ReceivedRequest) => StubAnswer = () => ({})): Promise<StubBackend> {
    const backend = new StubBackend(answer);
    await new Promise<void>((resolve, reject) => {
      backend.#server.once('error', reject).listen(0, '127.0.0.1', resolve);
    });
    return backend;
  }

  /** `http://127.0.0.1:<port>` */
  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** The last request. @throws Error when there was none, which fails the test */
  get last(): ReceivedRequest {
    const last = this.received.at(-1);
    if (last === undefined) throw new Error('No request reached the backend.');
    return last;
  }

  /** Stops it and drops open connections. Idempotent. */
  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #handle(incoming: IncomingMessage, outgoing: ServerResponse): void {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      const { method = '', url: path = '', headers } = incoming;
      const request = { method, path, headers, body: Buffer.concat(chunks).toString('utf8') };
      this.received.push(request);
      const { status = 200, headers: sent = { 'content-type': 'application/json' }, body = '' } = this.answer(request);
      for (const [name, value] of Object.entries(sent)) outgoing.setHeader(name, value);
      outgoing.writeHead(status).end(typeof body === 'string' ? body : JSON.stringify(body));
    });
  }
}
