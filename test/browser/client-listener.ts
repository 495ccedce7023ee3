import { createServer, type RequestListener } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { createLoopbackCertificate } from '../../emulator/azure/storage/certificate';

/** The redirect URI of a client on the web; Chromium reaches it at a port of the loopback. */
export const HTTPS_REDIRECT_URI = 'https://client.example/callback';

/** Where a client waits for its answer. */
export interface ClientListener {
  readonly port: number;
  /** Every answer it got, in order. */
  readonly callbacks: readonly URLSearchParams[];
  /** The next answer that {@link callbacks} does not hold yet. */
  next(): Promise<URLSearchParams>;
  close(): Promise<void>;
}

/** Listens on a free port of the loopback, by https with a certificate of its own or by http. */
export async function listenForClient(scheme: 'http' | 'https'): Promise<ClientListener> {
  const callbacks: URLSearchParams[] = [];
  let waiting: ((callback: URLSearchParams) => void)[] = [];
  const answer: RequestListener = (incoming, outgoing) => {
    outgoing.setHeader('content-type', 'text/html');
    outgoing.end('<!doctype html><title>client</title><link rel="icon" href="data:,">');
    const url = new URL(incoming.url ?? '/', 'http://client.example');
    if (url.pathname !== '/callback') return;
    callbacks.push(url.searchParams);
    waiting.forEach((resolve) => resolve(url.searchParams));
    waiting = [];
  };
  const server = scheme === 'http' ? createServer(answer) : await httpsServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    callbacks,
    next: () => new Promise((resolve) => waiting.push(resolve)),
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function httpsServer(answer: RequestListener): Promise<ReturnType<typeof createHttpsServer>> {
  const { key, certificate } = await createLoopbackCertificate();
  return createHttpsServer({ key, cert: certificate }, answer);
}
