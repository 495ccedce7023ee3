import { request as httpRequest, Agent, type IncomingMessage, type ServerResponse } from 'node:http';

/** One connection per request: none that the program closes just as it is used again. */
const agent = new Agent({ keepAlive: false });

/** Not `Transfer-Encoding`: Node frames a body by it on either side. */
const HOP_BY_HOP = ['connection', 'keep-alive', 'proxy-connection', 'te', 'trailer', 'upgrade'];

/**
 * Passes a request on to a program and its answer back, both as they come. A caller that leaves is a connection that closes, in
 * both directions.
 * @param headers name and value in turn, as the program shall see them
 * @returns false when the program did not answer; nothing was sent to the caller then
 */
export function forward(
  request: IncomingMessage,
  response: ServerResponse,
  origin: string,
  headers: readonly string[],
): Promise<boolean> {
  return new Promise((resolve) => {
    const { hostname, port } = new URL(origin);
    const upstream = httpRequest({
      agent,
      hostname,
      port,
      method: request.method,
      path: request.url,
      headers: [...headers],
      setHost: false,
    });
    upstream.once('response', (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.statusMessage, endToEnd(answer.rawHeaders));
      // An event stream may have nothing to say for long; its status and headers are awaited all the same.
      response.flushHeaders();
      answer.pipe(response);
      answer.once('error', () => response.destroy());
      answer.once('close', () => {
        if (!answer.complete) response.destroy();
        resolve(true);
      });
    });
    upstream.once('error', () => resolve(response.headersSent));
    response.once('close', () => upstream.destroy());
    // A body may come late, too.
    upstream.flushHeaders();
    request.pipe(upstream);
  });
}

/** Headers without those that concern one connection alone (RFC 9110 section 7.6.1), name and value in turn. */
export function endToEnd(rawHeaders: readonly string[]): string[] {
  return rawHeaders.filter((_text, index) => {
    const name = rawHeaders[index - (index % 2)] ?? '';
    return !HOP_BY_HOP.includes(name.toLowerCase());
  });
}
