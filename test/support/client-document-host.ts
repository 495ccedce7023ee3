import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Hosts } from '../../emulator/azure/stand-in';
import { REDIRECT_URI } from './oauth-client';

/** What the host answers for a path. */
export interface DocumentAnswer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A web host that serves client metadata documents under public names. */
export class ClientDocumentHost {
  /** Answers by path; every other path is a 404. */
  readonly answers = new Map<string, DocumentAnswer>();
  /** `host path` of every request, in order. */
  readonly received: string[] = [];
  #silent = false;
  readonly #server = createServer((incoming, outgoing) => {
    if (this.#silent) {
      incoming.destroy();
      return;
    }
    const path = incoming.url ?? '/';
    this.received.push(`${incoming.headers.host ?? ''} ${path}`);
    const { status = 200, headers, body } = this.answers.get(path) ?? { status: 404, body: 'not here' };
    outgoing.writeHead(status, { 'content-type': 'application/json', ...headers }).end(body);
  });

  /** Serves these public hosts from now on. */
  async start(hosts: Hosts, names: readonly string[]): Promise<this> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    const { port } = this.#server.address() as AddressInfo;
    for (const name of names) hosts.map(name, `http://127.0.0.1:${port}`);
    return this;
  }

  /** Publishes a correct document, but for these members, and returns its URL. */
  publish(url: string, members: Record<string, unknown> = {}, answer: Partial<DocumentAnswer> = {}): string {
    const body = JSON.stringify({ ...clientDocument(url), ...members });
    this.answers.set(new URL(url).pathname, { body, ...answer });
    return url;
  }

  /** Does something while the host does not answer. */
  async withoutHost(act: () => Promise<void>): Promise<void> {
    this.#silent = true;
    await act().finally(() => (this.#silent = false));
  }

  reset(): void {
    this.answers.clear();
    this.received.length = 0;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

/** A correct client metadata document. */
function clientDocument(url: string): Record<string, unknown> {
  return { client_id: url, client_name: 'Document client', redirect_uris: [REDIRECT_URI] };
}
