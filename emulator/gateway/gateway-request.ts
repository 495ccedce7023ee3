import type { RequestView } from '../expressions/policy-context';
import type { HeaderBag } from './header-bag';
import type { MessageBody } from './message-body';
import { formatQuery, RequestUrl, type QueryParameter } from './url-state';

/** A request as it arrived. */
export interface ArrivedRequest {
  readonly method: string;
  readonly originalUrl: RequestUrl;
  readonly headers: HeaderBag;
  readonly body: MessageBody | null;
  readonly ipAddress: string;
}

/** The request of an exchange: what arrived, as policies have changed it so far. */
export class GatewayRequest implements RequestView {
  readonly originalUrl: RequestUrl;
  readonly headers: HeaderBag;
  readonly ipAddress: string;
  matchedParameters: ReadonlyMap<string, string> = new Map();
  method: string;
  body: MessageBody | null;
  /** Scheme, host and base path requests go to; undefined until an API with a service URL matched. */
  #service: URL | undefined;
  /** Path below the service URL, starting with `/`, percent-encoded. */
  #path: string;
  #queryString: string;
  #url: RequestUrl | undefined;

  constructor(arrived: ArrivedRequest) {
    this.originalUrl = arrived.originalUrl;
    this.headers = arrived.headers;
    this.ipAddress = arrived.ipAddress;
    this.method = arrived.method;
    this.body = arrived.body;
    this.#path = arrived.originalUrl.path;
    this.#queryString = arrived.originalUrl.queryString;
  }

  /** The URL as it would go to the backend now. */
  get url(): RequestUrl {
    if (this.#url === undefined) {
      const service = this.#service;
      if (service === undefined) {
        const { scheme, host, port } = this.originalUrl;
        this.#url = new RequestUrl(scheme, host, port, this.#path, this.#queryString);
      } else {
        const base = RequestUrl.of(service);
        const basePath = base.path.endsWith('/') ? base.path.slice(0, -1) : base.path;
        this.#url = new RequestUrl(base.scheme, base.host, base.port, basePath + this.#path, this.#queryString);
      }
    }
    return this.#url;
  }

  get hasService(): boolean {
    return this.#service !== undefined;
  }

  get queryString(): string {
    return this.#queryString;
  }

  setService(service: URL | undefined): void {
    this.#service = service;
    this.#url = undefined;
  }

  /** @param path below the service URL; starts with `/` */
  setPath(path: string): void {
    this.#path = path;
    this.#url = undefined;
  }

  setQuery(parameters: readonly QueryParameter[]): void {
    this.setQueryString(formatQuery(parameters));
  }

  /** @param queryString empty, or starting with `?`, percent-encoded */
  setQueryString(queryString: string): void {
    this.#queryString = queryString;
    this.#url = undefined;
  }
}
