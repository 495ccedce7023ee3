import type { ApiModel } from '../../../emulator/gateway/gateway-model';
import { mcpEndpoints } from '../../../emulator/gateway/mcp-endpoints';

const ORIGIN = 'http://localhost:8080';

function urlsOf(path: string, operations: readonly string[]): readonly string[] {
  const api = {
    id: 'api',
    path,
    operations: operations.map((text) => {
      const [method, urlTemplate] = text.split(' ');
      return { method, urlTemplate };
    }),
  } as unknown as ApiModel;
  return mcpEndpoints([api], ORIGIN).map(({ url }) => url.slice(ORIGIN.length));
}

describe('mcpEndpoints', () => {
  it.each([
    ['Streamable HTTP', 'mcp', ['POST /', 'GET /', 'DELETE /'], ['/mcp']],
    ['HTTP with SSE', 'slack-mcp', ['POST /message', 'GET /sse'], ['/slack-mcp/sse']],
    ['an API with parameters', 'items', ['GET /{id}'], ['/items']],
    ['messages of such a stream', 'message', ['POST /'], []],
    ['an API of a language model', 'openai/v1', ['POST /chat/completions'], []],
    ['OAuth below a path', 'mcp-auth', ['GET /authorize', 'GET /consent', 'POST /token'], []],
    ['the API at the root', '', ['GET /authorize'], []],
  ])('finds that of %s', (_kind, path, operations, urls) => {
    expect(urlsOf(path, operations)).toEqual(urls);
  });
});
