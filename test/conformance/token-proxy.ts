import { createServer, request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A proxy in front of an MCP endpoint. */
export interface TokenProxy {
  /** What the proxy serves of the endpoint, as the suite is told. */
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Starts a proxy that adds an access token, because the suite cannot log in, and changes nothing else. Where a request
 * names the proxy itself as its Host or Origin it names the endpoint's instead; any other name goes through as it is.
 * @param onRequest is called for each request
 */
export async function startTokenProxy(
  endpoint: string,
  token: string,
  onRequest: () => void = () => undefined,
): Promise<TokenProxy> {
  const target = new URL(endpoint);
  let ownHost = '';
  const server = createServer((incoming, outgoing) => {
    onRequest();
    const renamed = incoming.rawHeaders.map((text) => text.replaceAll(ownHost, target.host));
    const onward = httpRequest(
      {
        hostname: '127.0.0.1',
        port: target.port,
        path: incoming.url,
        method: incoming.method,
        headers: [...renamed, 'Authorization', `Bearer ${token}`],
      },
      (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.rawHeaders);
        outgoing.flushHeaders();
        answer.pipe(outgoing);
        answer.on('error', () => outgoing.destroy());
      },
    );
    onward.on('error', () => outgoing.destroy());
    // A client that goes away ends the request, as it would without a proxy.
    outgoing.on('close', () => onward.destroy());
    incoming.pipe(onward);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  ownHost = `localhost:${(server.address() as AddressInfo).port}`;
  return {
    url: `http://${ownHost}${target.pathname}`,
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
