import type { MultiValueMap, UrlView } from '../expressions/policy-context';

/** Decodes percent escapes and leaves invalid ones as they are: a caller's mistake must not become ours. */
export function percentDecode(text: string): string {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** A name and value of a query string, decoded. */
export type QueryParameter = readonly [name: string, value: string];

/** Splits a query string (with or without `?`) into decoded pairs, in order. */
export function parseQuery(queryString: string): QueryParameter[] {
  const text = queryString.startsWith('?') ? queryString.slice(1) : queryString;
  if (text === '') return [];
  return text
    .split('&')
    .filter((part) => part !== '')
    .map((part) => {
      const equals = part.indexOf('=');
      const decode = (piece: string): string => percentDecode(piece.replaceAll('+', ' '));
      return equals < 0 ? [decode(part), ''] : [decode(part.slice(0, equals)), decode(part.slice(equals + 1))];
    });
}

/** Writes pairs as a query string with its `?`; empty for no pairs. */
export function formatQuery(parameters: readonly QueryParameter[]): string {
  if (parameters.length === 0) return '';
  return `?${parameters.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`).join('&')}`;
}

/** A URL as expressions see it. The query is decoded when somebody asks for it. */
export class RequestUrl implements UrlView {
  #query: MultiValueMap | undefined;

  constructor(
    readonly scheme: string,
    readonly host: string,
    readonly port: number,
    readonly path: string,
    readonly queryString: string,
  ) {}

  static of(url: URL): RequestUrl {
    const scheme = url.protocol.slice(0, -1);
    const port = url.port === '' ? (scheme === 'https' ? 443 : 80) : Number(url.port);
    return new RequestUrl(scheme, url.hostname, port, url.pathname, url.search);
  }

  get query(): MultiValueMap {
    if (this.#query === undefined) {
      const query = new Map<string, string[]>();
      for (const [name, value] of parseQuery(this.queryString)) {
        const values = query.get(name);
        if (values === undefined) query.set(name, [value]);
        else values.push(value);
      }
      this.#query = query;
    }
    return this.#query;
  }

  toString(): string {
    const standard = this.scheme === 'https' ? 443 : 80;
    return `${this.scheme}://${this.host}${this.port === standard ? '' : `:${this.port}`}${this.path}${this.queryString}`;
  }
}
