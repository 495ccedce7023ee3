import type { ApiModel } from './gateway-model';

/** Where clients connect. */
export interface GatewayEndpoint {
  readonly name: string;
  readonly url: string;
}

/**
 * The URLs of a service that MCP clients can connect to: what answers GET, which Streamable HTTP does at the root of its
 * API and HTTP with SSE at its stream. An API that takes only POSTs is no endpoint, nor is the one at the root path.
 */
export function mcpEndpoints(apis: readonly ApiModel[], origin: string): GatewayEndpoint[] {
  return apis.flatMap(({ id, path, operations }) => {
    const templates = operations.filter(({ method }) => method === 'GET').map(({ urlTemplate }) => urlTemplate);
    if (path === '' || templates.length === 0) return [];
    const stream = templates.includes('/') ? undefined : templates.find((template) => /^[^{*?]+$/.test(template));
    return [{ name: id, url: `${origin}/${path}${stream ?? ''}` }];
  });
}
