import { Readable } from 'node:stream';
import { Agent } from 'undici';
import type { Hosts } from '../azure/stand-in';
import { errorCode } from './error-details';
import { GatewayResponse } from './gateway-response';
import { HeaderBag, removeHopByHop } from './header-bag';
import { MessageBody } from './message-body';
import { PolicyError } from './policy-error';
import { Slots } from './slots';

/** A request the gateway makes: to a backend, or for a policy. */
export interface OutboundRequest {
  /** The public URL. */
  readonly url: URL;
  readonly method: string;
  /** Sent as they are, without those of a single connection; Host is the public one. */
  readonly headers: HeaderBag;
  readonly body: Uint8Array | Readable | undefined;
  /** Longest wait for the response's headers. The body may take longer, unless {@link timeoutCoversBody}. */
  readonly timeoutMilliseconds: number;
  /** Whether the body has to be there in time too. @default false */
  readonly timeoutCoversBody?: boolean;
  readonly followRedirects?: boolean;
  /** True for a request a policy makes for itself: the number of those at once is limited. */
  readonly isForPolicy?: boolean;
  /** Aborts when nobody waits for the answer any more. */
  readonly signal: AbortSignal;
}

const LOOPBACK_HOSTS = new Set(['localhost', '127.0.0.1', '[::1]']);
const MAX_REDIRECTS = 5;
const SENT_AGAIN = new Set(['GET', 'HEAD', 'DELETE']);
/**
 * Requests of policies that run at once; for the others time does not count yet. Node accepts one connection per turn of its
 * loop, and the stand-ins share ours: of hundreds at once the last would be accepted after its timeout.
 */
const POLICY_REQUESTS = 16;

/** Makes HTTP requests for the gateway: pooled, streamed both ways, and to this machine only. */
export class OutboundClient {
  readonly #agent = new Agent({ headersTimeout: 0, bodyTimeout: 0 });
  readonly #policyRequests = new Slots(POLICY_REQUESTS);
  readonly #allowedOrigins: ReadonlySet<string>;

  /**
   * @param hosts public hosts served on this machine
   * @param allowed URLs the operator named with `--backend`; their origins may be anywhere
   */
  constructor(
    private readonly hosts: Hosts,
    allowed: readonly URL[],
    private readonly log: (line: string) => void,
  ) {
    this.#allowedOrigins = new Set(allowed.map((url) => url.origin));
  }

  /** @throws PolicyError Timeout, BackendConnectionFailure, or ClientConnectionFailure when the signal aborted */
  async send(request: OutboundRequest): Promise<GatewayResponse> {
    let current = request;
    for (let redirects = 0; ; redirects += 1) {
      const response = await (request.isForPolicy === true
        ? this.#policyRequests.run(() => this.#dial(current))
        : this.#dial(current));
      const location = response.headers.first('location');
      if (request.followRedirects !== true || location === undefined || redirects >= MAX_REDIRECTS) return response;
      if (![301, 302, 303, 307, 308].includes(response.statusCode)) return response;
      // A stream cannot be sent twice.
      if (current.body instanceof Readable && response.statusCode >= 307) return response;
      response.body?.discard();
      const asGet = response.statusCode === 303 || (response.statusCode < 303 && current.method === 'POST');
      const headers = current.headers.copy();
      if (asGet) for (const name of ['content-length', 'content-type']) headers.remove(name);
      const url = new URL(location, current.url);
      current = { ...current, url, headers, ...(asGet ? { method: 'GET', body: undefined } : {}) };
    }
  }

  /** Whether requests to `url` have somewhere to go on this machine. */
  reaches(url: URL): boolean {
    return this.#target(url) !== undefined;
  }

  async close(): Promise<void> {
    await this.#agent.destroy();
  }

  #target(url: URL): URL | undefined {
    const mapped = this.hosts.toLoopback(url);
    if (mapped !== undefined) return mapped;
    return LOOPBACK_HOSTS.has(url.hostname) || this.#allowedOrigins.has(url.origin) ? url : undefined;
  }

  async #dial(request: OutboundRequest): Promise<GatewayResponse> {
    const target = this.#target(request.url);
    if (target === undefined) {
      const message = `Nothing on this machine stands in for ${request.url.origin}. Serve it here and start with --backend <api>=<url>.`;
      this.log(message);
      throw new PolicyError({ reason: 'BackendConnectionFailure', message });
    }
    const headers = request.headers.copy();
    removeHopByHop(headers);
    headers.delete('expect');
    headers.replace('host', [request.url.host]);
    const abort = new AbortController();
    const onAbort = (): void => abort.abort();
    request.signal.addEventListener('abort', onAbort, { once: true });
    let isTimeout = false;
    let coversBody = false;
    const timer = setTimeout(() => {
      isTimeout = true;
      abort.abort();
    }, request.timeoutMilliseconds);
    try {
      if (request.signal.aborted) abort.abort();
      const sent = {
        origin: target.origin,
        path: target.pathname + target.search,
        method: request.method,
        headers: headers.toRaw(),
        body: request.body ?? null,
        signal: abort.signal,
        responseHeaders: 'raw',
      } as const;
      const answer = await this.#agent.request(sent).catch((error: unknown) => {
        if (abort.signal.aborted || !mayBeSentAgain(request, error)) throw error;
        return this.#agent.request(sent);
      });
      coversBody = request.timeoutCoversBody === true;
      answer.body.once('close', () => {
        clearTimeout(timer);
        request.signal.removeEventListener('abort', onAbort);
      });
      // Reading the body reports its errors; a body nobody reads any more must not end the process.
      answer.body.on('error', () => undefined);
      const raw: unknown = answer.headers;
      const received = HeaderBag.fromRaw(Array.isArray(raw) ? raw.map(String) : []);
      removeHopByHop(received);
      return new GatewayResponse(answer.statusCode, {
        reason: answer.statusText,
        headers: received,
        body: MessageBody.ofResponse(answer.body),
      });
    } catch (error) {
      request.signal.removeEventListener('abort', onAbort);
      throw connectionError(error, request, isTimeout);
    } finally {
      if (!coversBody) clearTimeout(timer);
    }
  }
}

/**
 * Whether a request without an answer goes out once more: a backend may close an idle connection just as it is used. Only
 * what RFC 9110 section 9.2.2 calls idempotent, and only without a body, as nobody knows whether it was processed.
 */
function mayBeSentAgain({ method, body }: OutboundRequest, error: unknown): boolean {
  return (
    body === undefined && SENT_AGAIN.has(method) && ['UND_ERR_SOCKET', 'ECONNRESET'].includes(errorCode(error) ?? '')
  );
}

function connectionError(error: unknown, request: OutboundRequest, isTimeout: boolean): PolicyError {
  if (isTimeout) {
    return new PolicyError({
      reason: 'Timeout',
      message: `No status and headers within ${request.timeoutMilliseconds / 1000} seconds.`,
    });
  }
  if (error instanceof PolicyError) return error;
  if (request.signal.aborted) {
    return new PolicyError({ reason: 'ClientConnectionFailure', message: 'The client closed the connection.' });
  }
  const code = errorCode(error) ?? 'no code';
  return new PolicyError({
    reason: 'BackendConnectionFailure',
    message: `The connection to ${request.url.origin} failed (${code}).`,
  });
}
