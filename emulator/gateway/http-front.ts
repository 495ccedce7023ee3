import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { randomGuid } from './random-guid';
import type { HostMap } from '../azure/hosts';
import type { Clock, Randomness } from '../seams';
import { errorMessage } from './error-details';
import { chunkBuffer } from './chunk-buffer';
import type { Gateway } from './gateway';
import { GatewayRequest } from './gateway-request';
import type { GatewayResponse } from './gateway-response';
import type { GatewayServices } from './gateway-services';
import { HeaderBag, removeHopByHop } from './header-bag';
import { MessageBody } from './message-body';
import { refuseUrl } from './url-limits';
import { TraceRecorder, type TraceLog } from './trace';
import { RequestUrl } from './url-state';

/** Running requests get this long after close() before their connections are cut. */
const CLOSE_MILLISECONDS = 5000;
/** Long enough for a URL of 16,384 bytes, which is refused by us and not by the parser, and headers beside it. */
const MAX_HEADER_BYTES = 65_536;

/** What the front needs to serve requests. */
export interface FrontOptions {
  readonly hosts: HostMap;
  readonly clock: Clock;
  readonly randomness: Randomness;
  readonly traces: TraceLog;
  readonly log: (line: string) => void;
}

/** The gateway's own HTTP server: it listens first, because its port stands in the stack's values, and serves once told. */
export class HttpFront {
  readonly #server: Server;
  readonly #running = new Map<ServerResponse, { isStreaming: boolean }>();
  #port = 0;
  #isClosing = false;
  #serving: { readonly gateway: Gateway; readonly services: GatewayServices } | undefined;
  #closed: Promise<void> | undefined;

  constructor(private readonly options: FrontOptions) {
    this.#server = createServer(
      { maxHeaderSize: MAX_HEADER_BYTES, requestTimeout: 0, keepAliveTimeout: 60_000 },
      (request, response) => {
        this.#answer(request, response).catch((error: unknown) => this.#fail(error, response));
      },
    );
  }

  get origin(): string {
    return `http://localhost:${this.#port}`;
  }

  /** @param port 0 takes a free one. @throws Error naming the port when it is taken */
  async listen(port: number): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', (error: NodeJS.ErrnoException) => {
        if (error.code === 'EADDRINUSE') {
          reject(
            new Error(
              `Port ${port} is in use by another program. Stop that program, or choose another port; 0 takes a free one.`,
            ),
          );
        } else if (error.code === 'EACCES') {
          reject(new Error(`Port ${port} may not be used by this user. Choose one above 1023; 0 takes a free one.`));
        } else reject(error);
      });
      this.#server.listen(port, '127.0.0.1', resolve);
    });
    const address = this.#server.address();
    if (typeof address === 'object' && address !== null) this.#port = address.port;
  }

  serve(gateway: Gateway, services: GatewayServices): void {
    this.#serving = { gateway, services };
  }

  /** Stops: streams end at once, running requests get five seconds. Idempotent. */
  close(): Promise<void> {
    this.#closed ??= new Promise((resolve) => {
      this.#isClosing = true;
      const cut = setTimeout(() => this.#server.closeAllConnections(), CLOSE_MILLISECONDS);
      this.#server.close(() => {
        clearTimeout(cut);
        resolve();
      });
      for (const [response, { isStreaming }] of this.#running) if (isStreaming) response.destroy();
      this.#server.closeIdleConnections();
    });
    return this.#closed;
  }

  async #answer(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const rawUrl = incoming.url ?? '/';
    const host = incoming.headers.host?.toLowerCase();
    if (host === `127.0.0.1:${this.#port}` && rawUrl.startsWith('/'))
      return redirect(outgoing, `${this.origin}${rawUrl}`);
    if (host !== `localhost:${this.#port}`) {
      return sendError(outgoing, 403, `The local gateway answers at ${this.origin} only.`);
    }
    const refusal = refuseUrl(rawUrl);
    if (refusal !== undefined) return sendError(outgoing, refusal.statusCode, refusal.message);
    const serving = this.#serving;
    if (serving === undefined) return sendError(outgoing, 503, 'The local gateway is starting.');
    await this.#process(incoming, outgoing, serving);
  }

  async #process(
    incoming: IncomingMessage,
    outgoing: ServerResponse,
    { gateway, services }: { readonly gateway: Gateway; readonly services: GatewayServices },
  ): Promise<void> {
    const abort = new AbortController();
    const running = { isStreaming: false };
    this.#running.set(outgoing, running);
    outgoing.once('close', () => {
      this.#running.delete(outgoing);
      if (!outgoing.writableFinished) abort.abort();
    });
    // Dot segments are resolved as a URL parser does it, before anything is matched.
    const originalUrl = RequestUrl.of(new URL(this.origin + incoming.url));
    const requestId = randomGuid(this.options.randomness);
    const recorder = new TraceRecorder(
      requestId,
      incoming.method ?? '',
      originalUrl.path + originalUrl.queryString,
      this.options.clock.nowMilliseconds(),
    );
    this.options.traces.add(recorder);
    const { response } = await gateway.process({
      requestId,
      request: readRequest(incoming, originalUrl),
      services,
      signal: abort.signal,
      recorder,
    });
    recorder.finish(response.statusCode);
    if (outgoing.destroyed) return response.body?.discard();
    running.isStreaming = response.body?.isStream === true;
    this.#send(incoming, outgoing, response);
  }

  #send(incoming: IncomingMessage, outgoing: ServerResponse, response: GatewayResponse): void {
    const { headers } = response;
    this.#rewriteLocation(headers);
    removeHopByHop(headers);
    // A connection that stays open would hold up close().
    if (this.#isClosing) headers.replace('Connection', ['close']);
    const body = response.body?.take();
    if (body === undefined || body instanceof Uint8Array) {
      const isBodiless = response.statusCode === 204 || response.statusCode === 304 || response.statusCode < 200;
      const bytes = body ?? new Uint8Array();
      if (isBodiless) headers.remove('content-length');
      else if (incoming.method !== 'HEAD' || body !== undefined)
        headers.replace('Content-Length', [String(bytes.length)]);
      outgoing.writeHead(response.statusCode, response.statusReason, headers.toRaw());
      outgoing.end(isBodiless || incoming.method === 'HEAD' ? undefined : bytes);
      return;
    }
    outgoing.writeHead(response.statusCode, response.statusReason, headers.toRaw());
    // The headers go out now: a stream may have nothing to say for minutes.
    outgoing.flushHeaders();
    const source = response.isBuffered ? body.pipe(chunkBuffer()) : body;
    // A backend that breaks off in the middle breaks off the client's response too: the status is gone already.
    body.once('error', () => outgoing.destroy());
    source.pipe(outgoing);
    outgoing.once('close', () => body.destroy());
  }

  #rewriteLocation(headers: HeaderBag): void {
    const location = headers.first('location');
    if (location === undefined || !URL.canParse(location)) return;
    const loopback = this.options.hosts.toLoopback(new URL(location));
    if (loopback !== undefined) headers.replace('Location', [loopback.href]);
  }

  #fail(error: unknown, outgoing: ServerResponse): void {
    this.options.log(
      `A request failed inside the local gateway: ${error instanceof Error ? error.stack : errorMessage(error)}`,
    );
    if (outgoing.headersSent) outgoing.destroy();
    else sendError(outgoing, 500, 'Internal server error');
  }
}

function readRequest(incoming: IncomingMessage, originalUrl: RequestUrl): GatewayRequest {
  const headers = HeaderBag.fromRaw(incoming.rawHeaders);
  const hasBody =
    incoming.headers['transfer-encoding'] !== undefined || Number(incoming.headers['content-length'] ?? 0) > 0;
  removeHopByHop(headers);
  return new GatewayRequest({
    method: incoming.method ?? 'GET',
    originalUrl,
    headers,
    body: hasBody ? MessageBody.ofRequest(incoming) : null,
    ipAddress: (incoming.socket.remoteAddress ?? '127.0.0.1').replace(/^::ffff:/, ''),
  });
}

function redirect(outgoing: ServerResponse, location: string): void {
  outgoing.writeHead(308, { Location: location, 'Content-Length': 0 });
  outgoing.end();
}

function sendError(outgoing: ServerResponse, statusCode: number, message: string): void {
  const text = JSON.stringify({ statusCode, message });
  outgoing.writeHead(statusCode, { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(text) });
  outgoing.end(text);
}
