import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { request } from 'undici';
import type { HostMap } from '../../emulator/azure/hosts';

/** One call of the gateway to the store. */
export interface StoreCall {
  readonly method: string;
  /** For instance `/dbs/mcp-gateway/colls/codes/docs/<id>`. */
  readonly path: string;
}

/** Which calls a test means. */
export interface StoreCalls {
  readonly method: 'GET' | 'POST' | 'PUT';
  /** @default every container */
  readonly container?: string;
}

/** A call that waits for the test. */
export interface HeldCall {
  /** Resolves when the call has arrived. */
  readonly arrived: Promise<void>;
  /** Lets it go on. */
  release(): void;
}

/** Stands between the gateway and the Cosmos stand-in, to fail calls, hold them, line them up, or change what is stored. */
export class StoreProxy {
  /** Answers calls instead of forwarding them: all of them, or only some. */
  outage: { status: number; headers?: Record<string, string>; only?: StoreCalls } | undefined;
  /** Changes the items the gateway reads, as somebody who can write to the store would. */
  tamper: ((container: string, item: Record<string, unknown>) => Record<string, unknown>) | undefined;
  /** Calls that are done, and answered as if they were not. */
  #lost: StoreCalls | undefined;
  #gates: { calls: StoreCalls; pass(): Promise<void> }[] = [];
  #target = '';
  readonly #server = createServer((incoming, outgoing) => {
    this.answer(incoming).then(
      ({ status, headers, body }) => outgoing.writeHead(status, headers).end(body),
      () => outgoing.destroy(),
    );
  });

  constructor(private readonly hosts: HostMap) {}

  /** Public host of the store. @throws Error when the stack has none */
  get host(): string {
    const host = this.hosts.publicHosts().find((name) => name.endsWith('.documents.azure.com'));
    if (host === undefined) {
      throw new Error('The stack has no Cosmos account.');
    }
    return host;
  }

  async start(): Promise<this> {
    this.#target = this.hosts.toLoopback(new URL(`https://${this.host}/`))?.origin ?? '';
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    this.hosts.map(this.host, `http://localhost:${(this.#server.address() as AddressInfo).port}`);
    return this;
  }

  async close(): Promise<void> {
    this.hosts.map(this.host, this.#target);
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  /** Forwards everything as it is again. */
  reset(): void {
    this.outage = undefined;
    this.tamper = undefined;
    this.#lost = undefined;
    this.#gates = [];
  }

  /** Lets these calls do their work and answers them with 503, as when a connection breaks too late. */
  loseAnswers(calls: StoreCalls): void {
    this.#lost = calls;
  }

  /** Holds the next `count` of these calls back until all of them arrived: they race each other. */
  lineUp(calls: StoreCalls, count: number): void {
    const waiting: (() => void)[] = [];
    const gate = {
      calls,
      pass: () =>
        new Promise<void>((resolve) => {
          waiting.push(resolve);
          if (waiting.length === count) {
            this.#gates = this.#gates.filter((other) => other !== gate);
            waiting.forEach((go) => go());
          }
        }),
    };
    this.#gates.push(gate);
  }

  /** Holds the next one of these calls back until the test releases it; later ones pass. */
  hold(calls: StoreCalls): HeldCall {
    let release = (): void => {};
    const released = new Promise<void>((resolve) => (release = resolve));
    const arrived = new Promise<void>((resolve) => {
      const gate = {
        calls,
        pass: () => {
          this.#gates = this.#gates.filter((other) => other !== gate);
          resolve();
          return released;
        },
      };
      this.#gates.push(gate);
    });
    return { arrived, release };
  }

  private async answer(
    incoming: IncomingMessage,
  ): Promise<{ status: number; headers: Record<string, string | string[]>; body: Buffer }> {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) {
      chunks.push(chunk as Buffer);
    }
    const call = { method: incoming.method ?? 'GET', path: incoming.url ?? '/' };
    if (this.outage && (this.outage.only === undefined || matches(this.outage.only, call))) {
      return { status: this.outage.status, headers: this.outage.headers ?? {}, body: Buffer.alloc(0) };
    }
    await this.#gates.find(({ calls }) => matches(calls, call))?.pass();
    const response = await request(this.#target + call.path, {
      method: call.method as 'GET',
      headers: endToEnd(incoming.headers),
      body: chunks.length === 0 ? null : Buffer.concat(chunks),
    });
    const body = Buffer.from(await response.body.arrayBuffer());
    if (this.#lost !== undefined && matches(this.#lost, call)) {
      return { status: 503, headers: {}, body: Buffer.alloc(0) };
    }
    const changed = response.statusCode === 200 && call.method === 'GET' ? this.changed(call, body) : body;
    return { status: response.statusCode, headers: endToEnd(response.headers), body: changed };
  }

  private changed(call: StoreCall, body: Buffer): Buffer {
    const item = this.tamper?.(containerOf(call), JSON.parse(body.toString()) as Record<string, unknown>);
    return item === undefined ? body : Buffer.from(JSON.stringify(item));
  }
}

function containerOf({ path }: StoreCall): string {
  return /\/colls\/([^/]+)/.exec(path)?.[1] ?? '';
}

function matches({ method, container }: StoreCalls, call: StoreCall): boolean {
  return call.method === method && (container === undefined || container === containerOf(call));
}

const HOP_BY_HOP = ['connection', 'content-length', 'transfer-encoding'];

function endToEnd(headers: Readonly<Record<string, string | string[] | undefined>>): Record<string, string | string[]> {
  const kept = Object.entries(headers).filter(
    (entry): entry is [string, string | string[]] => entry[1] !== undefined && !HOP_BY_HOP.includes(entry[0]),
  );
  return Object.fromEntries(kept);
}
