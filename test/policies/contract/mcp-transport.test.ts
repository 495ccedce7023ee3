import { mcpOperations } from '../../../policies/contract/mcp-operations';
import {
  endpointPath,
  messageRoutes,
  servedMessagePath,
  sse,
  streamableHttp,
} from '../../../policies/contract/mcp-transport';

const operations = (...parameters: Parameters<typeof mcpOperations>): readonly string[] =>
  mcpOperations(...parameters).map(({ method, urlTemplate }) => `${method} ${urlTemplate}`);

describe('streamableHttp', () => {
  it('is one URL with three methods', () => {
    expect(endpointPath('slack-mcp', streamableHttp('/mcp'))).toBe('slack-mcp');
    expect(operations('slack-mcp', streamableHttp('/mcp'))).toEqual(['POST /', 'GET /', 'DELETE /']);
  });
});

describe('sse', () => {
  it('has its endpoint at /sse, wherever the server has its stream', () => {
    expect(endpointPath('slack-mcp', sse({ path: '/events', messagePath: '/message' }))).toBe('slack-mcp/sse');
  });

  it.each([
    // What stands at a server of Go, of Python, and of Azure Functions, which announces a relative path.
    ['/sse', '/message', '/message', ['/message'], 'message'],
    ['/sse', '/messages/', '/messages/', ['/messages'], 'messages'],
    ['/runtime/webhooks/mcp/sse', 'message', '/runtime/webhooks/mcp/message', ['/message'], undefined],
    // Servers that know the prefix they are behind, at the same path or at another.
    ['/slack-mcp/sse', '/slack-mcp/messages/', '/slack-mcp/messages/', ['/messages'], undefined],
    ['/a/sse', '/Slack-MCP/b/messages', '/Slack-MCP/b/messages', ['/b/messages'], undefined],
    ['/slack-mcp/x/sse', '/slack-mcp/x/message', '/slack-mcp/x/message', ['/message', '/x/message'], undefined],
    ['/sse', '/slack-mcp', '/slack-mcp', ['/slack-mcp', '/'], undefined],
    // A stream in another folder than its messages, and one that takes them itself.
    ['/a/sse', '/b/message', '/b/message', [], 'b/message'],
    ['/events/', 'post', '/events/post', ['/post'], undefined],
    ['/sse', '/sse', '/sse', ['/sse'], 'sse'],
    ['/mcp/sse', '/mcp', '/mcp', ['/'], 'mcp'],
  ])('at %s with messages at %s takes them where clients send them', (path, messagePath, served, own, announced) => {
    const transport = sse({ path, messagePath });
    expect(servedMessagePath(transport)).toBe(served);
    expect(messageRoutes('slack-mcp', transport)).toEqual({ own, ...(announced === undefined ? {} : { announced }) });
    expect(operations('slack-mcp', transport)).toEqual(['GET /sse', ...own.map((template) => `POST ${template}`)]);
  });

  it('resolves announcements as clients do', () => {
    for (const [path, messagePath] of [
      ['/sse', '/message?sessionId=1'],
      ['/sse', '/messages/?session_id=1'],
      ['/runtime/webhooks/mcp/sse', 'message?azmcpcs=1'],
    ] as const) {
      const [announcement = ''] = messagePath.split('?');
      const { own, announced } = messageRoutes('slack-mcp', sse({ path, messagePath: announcement }));
      const { pathname } = new URL(messagePath, 'https://gateway.example/slack-mcp/sse');
      const taken = [...own.map((template) => `/slack-mcp${template}`), `/${announced ?? ''}`];
      expect(taken).toContain(pathname.replace(/\/$/, ''));
    }
  });

  it('gives each operation a name of its own', () => {
    const transport = sse({ path: '/slack-mcp/x/sse', messagePath: '/slack-mcp/x/message' });
    expect(mcpOperations('slack-mcp', transport).map(({ name }) => name)).toEqual([
      'mcp-stream',
      'mcp-message',
      'mcp-message-2',
    ]);
  });
});
