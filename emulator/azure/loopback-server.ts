import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

/** A stand-in's HTTP server. It is reachable from this machine only. */
export interface LoopbackServer {
  readonly port: number;
  /** Ends open connections too. Idempotent. */
  close(): Promise<void>;
}

/**
 * Serves `handle` on a free port of 127.0.0.1. A handler that throws answers 500 without details: a stand-in's internals are
 * no part of the service it plays; `report` gets the error.
 */
export async function listenOnLoopback(
  handle: (request: IncomingMessage, response: ServerResponse) => Promise<void>,
  report: (error: unknown) => void,
): Promise<LoopbackServer> {
  const server = createServer((request, response) => {
    handle(request, response).catch((error: unknown) => {
      report(error);
      if (!response.headersSent) {
        response.writeHead(500);
      }
      response.end();
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') {
    throw new Error('A server on 127.0.0.1 reported no port.');
  }
  let closed: Promise<void> | undefined;
  return {
    port: address.port,
    close: () => {
      closed ??= new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
      return closed;
    },
  };
}

/** The body was longer than the service accepts. */
export class BodyTooLargeError extends Error {
  constructor(readonly limitBytes: number) {
    super(`The request body is longer than ${limitBytes} bytes.`);
    this.name = 'BodyTooLargeError';
  }
}

/** Reads a request's body. @throws BodyTooLargeError past `limitBytes`; the rest is read and dropped, so that an answer can be sent */
export async function readBody(request: IncomingMessage, limitBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk as Uint8Array);
    length += bytes.length;
    if (length <= limitBytes) {
      chunks.push(bytes);
    }
  }
  if (length > limitBytes) {
    throw new BodyTooLargeError(limitBytes);
  }
  return Buffer.concat(chunks);
}

/** Answers with a JSON document. */
export function sendJson(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): void {
  const text = JSON.stringify(body);
  response.writeHead(status, {
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Length': Buffer.byteLength(text),
    ...headers,
  });
  response.end(text);
}
