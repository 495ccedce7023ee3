import type { ServedApi, ServedOperation } from './gateway-model';
import { pathSegments } from './url-template';
import { percentDecode } from './url-state';

/** The API a path belongs to, and what is left of the path. */
export interface ApiMatch {
  readonly api: ServedApi;
  /** Percent-encoded segments below the API's path. */
  readonly segments: readonly string[];
  /** The same as a path: starts with `/`, keeps a trailing slash. */
  readonly remainder: string;
}

/** The operation a request belongs to. */
export interface OperationMatch {
  readonly operation: ServedOperation;
  readonly parameters: ReadonlyMap<string, string>;
}

/** Finds APIs by the longest path prefix, without regard to case; the API at the root path takes what is left. */
export class ApiRouter {
  readonly #byPath = new Map<string, ServedApi>();
  readonly #longest: number;

  constructor(apis: readonly ServedApi[]) {
    for (const api of apis) this.#byPath.set(pathSegments(api.model.path).join('/').toLowerCase(), api);
    this.#longest = Math.max(0, ...[...this.#byPath.keys()].map((path) => path.split('/').length));
  }

  match(path: string): ApiMatch | undefined {
    const segments = pathSegments(path);
    const decoded = segments.map((segment) => percentDecode(segment).toLowerCase());
    for (let length = Math.min(segments.length, this.#longest); length >= 0; length -= 1) {
      const api = this.#byPath.get(decoded.slice(0, length).join('/'));
      if (api !== undefined) {
        const rest = segments.slice(length);
        const slash = rest.length > 0 && path.endsWith('/') ? '/' : '';
        return { api, segments: rest, remainder: `/${rest.join('/')}${slash}` };
      }
    }
    return undefined;
  }
}

/** The most specific operation of the API for method and path. */
export function matchOperation(match: ApiMatch, method: string): OperationMatch | undefined {
  let best: OperationMatch | undefined;
  for (const operation of match.api.operations) {
    if (operation.model.method !== method) continue;
    if (best !== undefined && best.operation.template.rank <= operation.template.rank) continue;
    const parameters = operation.template.match(match.segments);
    if (parameters !== undefined) best = { operation, parameters };
  }
  return best;
}
