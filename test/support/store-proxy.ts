import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { request } from 'undici';
import type { Hosts } from '../../emulator/azure/stand-in';

/** Stands between the gateway and the Cosmos stand-in, to fail calls or to line two of them up. */
export class StoreProxy {
  /** Answers every call instead of forwarding it. */
  outage: { status: number; headers?: Record<string, string> } | undefined;
  #barrier: { method: string; waiting: (() => void)[]; count: number } | undefined;
  #target = '';
  readonly #server = createServer((incoming, outgoing) => {
    this.answer(incoming).then(
      ({ status, headers, body }) => outgoing.writeHead(status, headers).end(body),
      () => outgoing.destroy(),
    );
  });

  constructor(
    private readonly hosts: Hosts,
    private readonly host: string,
  ) {}

  async start(): Promise<this> {
    const target = this.hosts.toLoopback(new URL(`https://${this.host}/`));
    if (target === undefined) {
      throw new Error(`The stack has no ${this.host}.`);
    }
    this.#target = target.origin;
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    this.hosts.map(this.host, `http://localhost:${(this.#server.address() as AddressInfo).port}`);
    return this;
  }

  async close(): Promise<void> {
    this.hosts.map(this.host, this.#target);
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  /** Holds the next `count` calls with this method back until all of them arrived: they race each other. */
  lineUp(method: 'GET' | 'PUT', count: number): void {
    this.#barrier = { method, count, waiting: [] };
  }

  private async answer(
    incoming: IncomingMessage,
  ): Promise<{ status: number; headers: Record<string, string | string[]>; body: Buffer }> {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) {
      chunks.push(chunk as Buffer);
    }
    if (this.outage) {
      return { status: this.outage.status, headers: this.outage.headers ?? {}, body: Buffer.alloc(0) };
    }
    await this.wait(incoming.method ?? 'GET');
    const response = await request(this.#target + (incoming.url ?? '/'), {
      method: (incoming.method ?? 'GET') as 'GET',
      headers: endToEnd(incoming.headers),
      body: chunks.length === 0 ? null : Buffer.concat(chunks),
    });
    const body = Buffer.from(await response.body.arrayBuffer());
    return { status: response.statusCode, headers: endToEnd(response.headers), body };
  }

  private async wait(method: string): Promise<void> {
    const barrier = this.#barrier;
    if (barrier?.method !== method) {
      return;
    }
    await new Promise<void>((resolve) => {
      barrier.waiting.push(resolve);
      if (barrier.waiting.length === barrier.count) {
        this.#barrier = undefined;
        barrier.waiting.forEach((release) => release());
      }
    });
  }
}

const HOP_BY_HOP = ['connection', 'content-length', 'transfer-encoding'];

function endToEnd(headers: Readonly<Record<string, string | string[] | undefined>>): Record<string, string | string[]> {
  const kept = Object.entries(headers).filter(
    (entry): entry is [string, string | string[]] => entry[1] !== undefined && !HOP_BY_HOP.includes(entry[0]),
  );
  return Object.fromEntries(kept);
}
