import type { Agent } from 'undici';
import { request, type Dispatcher } from 'undici';

/** What happened so far, over all sessions. */
export class Tally {
  readonly milliseconds: number[] = [];
  readonly errors = new Map<string, number>();

  fail(error: unknown): void {
    const text = error instanceof Error ? error.message : String(error);
    this.errors.set(text, (this.errors.get(text) ?? 0) + 1);
  }

  get errorCount(): number {
    return [...this.errors.values()].reduce((sum, count) => sum + count, 0);
  }
}

/** One MCP session of the 2025 revisions: a stream that stays open, and calls one after the other. */
export class McpSession {
  #id: string | undefined;
  #calls = 0;
  #stream: Dispatcher.ResponseData | undefined;

  constructor(
    private readonly url: string,
    private readonly token: string,
    private readonly dispatcher: Agent,
  ) {}

  /** @throws Error with the status of what was refused */
  async open(): Promise<void> {
    await this.#post('initialize');
    const stream = await this.#send('GET');
    if (stream.statusCode !== 200) throw new Error(`GET answered ${stream.statusCode}.`);
    stream.body.on('error', () => undefined).resume();
    this.#stream = stream;
  }

  /** @throws Error with the status of what was refused, or when the answer belongs to another session */
  async call(): Promise<void> {
    await this.#post('tools/call');
  }

  async close(): Promise<void> {
    this.#stream?.body.destroy();
    const { statusCode, body } = await this.#send('DELETE');
    await body.dump();
    if (statusCode !== 200) throw new Error(`DELETE answered ${statusCode}.`);
  }

  async #post(method: string): Promise<void> {
    const id = ++this.#calls;
    const { statusCode, headers, body } = await this.#send('POST', JSON.stringify({ jsonrpc: '2.0', id, method }));
    const text = await body.text();
    if (statusCode !== 200) throw new Error(`${method} answered ${statusCode}: ${text.slice(0, 200)}`);
    const session = /"session":"([^"]+)"/.exec(text)?.[1];
    if (!text.includes(`"id":${id},`) || session === undefined) throw new Error(`${method} got a foreign answer.`);
    this.#id ??= String(headers['mcp-session-id']);
    this.#server ??= session;
    if (session !== this.#server) throw new Error(`${method} was answered in another session.`);
  }

  /** The session's id as the server knows it; a gateway may show its client another. */
  #server: string | undefined;

  #send(method: 'GET' | 'POST' | 'DELETE', body?: string): Promise<Dispatcher.ResponseData> {
    return request(this.url, {
      dispatcher: this.dispatcher,
      method,
      headers: {
        authorization: `Bearer ${this.token}`,
        accept: 'application/json, text/event-stream',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(this.#id === undefined ? {} : { 'mcp-session-id': this.#id, 'mcp-protocol-version': '2025-11-25' }),
      },
      ...(body === undefined ? {} : { body }),
    });
  }
}
