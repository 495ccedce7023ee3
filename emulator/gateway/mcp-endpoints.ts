import type { ApiModel } from './gateway-model';

/** Where clients connect. */
export interface GatewayEndpoint {
  readonly name: string;
  readonly url: string;
}

/**
 * The URLs of a service that MCP clients can connect to: what answers GET, which Streamable HTTP does at the root of its
 * API and HTTP with SSE at its one stream. An API that takes only POSTs is no endpoint, nor are the pages and documents of
 * OAuth, which are several and mostly at the root path.
 */
export function mcpEndpoints(apis: readonly ApiModel[], origin: string): GatewayEndpoint[] {
  return apis.flatMap(({ id, path, operations }) => {
    const templates = operations.filter(({ method }) => method === 'GET').map(({ urlTemplate }) => urlTemplate);
    const isAtRoot = templates.includes('/');
    if (path === '' || templates.length === 0 || (!isAtRoot && templates.length > 1)) return [];
    const stream = isAtRoot ? undefined : templates.find((template) => /^[^{*?]+$/.test(template));
    return [{ name: id, url: `${origin}/${path}${stream ?? ''}` }];
  });
}
