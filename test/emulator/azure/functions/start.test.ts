import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import type { TestEnvironment } from '../stand-in-environment';
import { packageOf, writeOwnPackage, writePackage } from './function-package';
import { boot, closeAll, directory } from './running-app';

async function connect(origin: string, key: string): Promise<Client> {
  const client = new Client({ name: 'test', version: '1' });
  const transport = new StreamableHTTPClientTransport(new URL('/runtime/webhooks/mcp', origin), {
    requestInit: { headers: { 'x-functions-key': key } },
  });
  await client.connect(transport);
  return client;
}

describe('startFunctions with the project’s own package', () => {
  let origin: string;
  let key: string;
  let environment: TestEnvironment;
  beforeAll(async () => {
    ({ origin, key, environment } = await boot(writeOwnPackage(directory)));
  });
  afterAll(closeAll);

  const post = (headers: Readonly<Record<string, string>>, body: unknown = { jsonrpc: '2.0', id: 1, method: 'ping' }) =>
    fetch(new URL('/runtime/webhooks/mcp', origin), {
      method: 'POST',
      headers: {
        accept: 'application/json, text/event-stream',
        'content-type': 'application/json',
        'x-functions-key': key,
        ...headers,
      },
      body: JSON.stringify(body),
    });

  it('lists the tools with the schemas of their properties', async () => {
    const client = await connect(origin, key);
    const { tools } = await client.listTools();
    expect(tools.map(({ name }) => name).sort()).toEqual(['get_snippet', 'hello_mcp', 'save_snippet']);
    expect(tools.find(({ name }) => name === 'save_snippet')?.inputSchema).toEqual({
      type: 'object',
      properties: {
        name: { type: 'string', description: expect.stringContaining('Name of the snippet') },
        content: { type: 'string', description: expect.stringContaining('What to store') },
      },
      required: ['name', 'content'],
    });
    expect(client.getServerVersion()).toMatchObject({ name: 'Azure MCP Gateway tools' });
    expect(client.getInstructions()).toContain('snippets');
    await client.close();
  });

  it('saves a snippet into the storage stand-in and reads it back', async () => {
    const client = await connect(origin, key);
    const saved = await client.callTool({ name: 'save_snippet', arguments: { name: 'a.b', content: 'é "x" {"y":1}' } });
    expect(saved).toEqual({ content: [{ type: 'text', text: 'Saved snippet "a.b".' }] });
    const read = await client.callTool({ name: 'get_snippet', arguments: { name: 'a.b' } });
    expect(read).toEqual({ content: [{ type: 'text', text: 'é "x" {"y":1}' }] });
    expect(environment.lines).toEqual([]);
    await client.close();
  });

  it('answers a wrong name as a tool error the caller can act on', async () => {
    const client = await connect(origin, key);
    const answer = await client.callTool({ name: 'get_snippet', arguments: { name: '../secrets' } });
    expect(answer).toMatchObject({
      isError: true,
      content: [{ text: expect.stringContaining('"../secrets" is not valid') }],
    });
    await client.close();
  });

  it('refuses an unknown tool and missing arguments as invalid params', async () => {
    const client = await connect(origin, key);
    await expect(client.callTool({ name: 'nothing', arguments: {} })).rejects.toMatchObject({
      code: -32602,
      message: expect.stringContaining("Unknown tool: 'nothing'"),
    });
    await expect(client.callTool({ name: 'save_snippet', arguments: { name: 'n' } })).rejects.toMatchObject({
      code: -32602,
      message: expect.stringContaining('Please provide: content'),
    });
    await client.close();
  });

  it('answers as server-sent events', async () => {
    const answer = await post({});
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toContain('text/event-stream');
    expect(await answer.text()).toContain('data: {"result":{},"jsonrpc":"2.0","id":1}');
  });

  it('answers 202 without a body to a notification', async () => {
    const answer = await post({}, { jsonrpc: '2.0', method: 'notifications/initialized' });
    expect([answer.status, await answer.text()]).toEqual([202, '']);
  });

  it('issues a session id on initialize, takes it back, and needs none', async () => {
    const params = { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: 'test', version: '1' } };
    const first = await post({}, { jsonrpc: '2.0', id: 1, method: 'initialize', params });
    await first.text();
    const session = first.headers.get('mcp-session-id') ?? '';
    expect(session.length).toBeGreaterThan(40);
    const second = await post({ 'mcp-session-id': session });
    await second.text();
    expect([second.status, second.headers.get('mcp-session-id')]).toEqual([200, null]);
    const again = await post({ 'mcp-session-id': session }, { jsonrpc: '2.0', id: 1, method: 'initialize', params });
    await again.text();
    expect([again.status, again.headers.get('mcp-session-id')]).toEqual([200, null]);
  });

  it.each([
    ['a session id it did not issue', { 'mcp-session-id': 'AAAA' }, 400, 'Invalid client state.'],
    ['no text/event-stream in Accept', { accept: 'application/json' }, 406, 'must accept both'],
    ['no application/json in Accept', { accept: 'text/event-stream' }, 406, 'must accept both'],
    ['Accept before the session id', { accept: 'application/json', 'mcp-session-id': 'AAAA' }, 406, 'must accept both'],
    ['a wrong key', { 'x-functions-key': 'wrong' }, 401, ''],
  ])('refuses %s', async (_case, headers, status, text) => {
    const answer = await post(headers);
    expect(answer.status).toBe(status);
    const body = await answer.text();
    expect(text === '' ? body === '' : body.includes(text)).toBe(true);
  });

  it.each([
    ['no JSON', '{'],
    ['no JSON-RPC', '{"a":1}'],
    ['a batch', '[{"jsonrpc":"2.0","id":1,"method":"ping"}]'],
  ])('refuses a body that is %s', async (_case, body) => {
    const answer = await fetch(new URL('/runtime/webhooks/mcp', origin), {
      method: 'POST',
      headers: { accept: 'application/json, text/event-stream', 'x-functions-key': key },
      body,
    });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ jsonrpc: '2.0', error: { code: -32000 } });
  });

  it.each(['GET', 'DELETE', 'PUT', 'OPTIONS'])('answers 405 to %s', async (method) => {
    const answer = await fetch(new URL('/runtime/webhooks/mcp', origin), {
      method,
      headers: { 'x-functions-key': key },
    });
    expect(answer.status).toBe(405);
  });

  it('takes the key as the query parameter code too, and asks for it before anything else', async () => {
    const url = new URL('/runtime/webhooks/mcp', origin);
    expect((await fetch(url)).status).toBe(401);
    url.searchParams.set('code', key);
    expect((await fetch(url)).status).toBe(405);
  });

  it.each(['/api/hello', '/runtime/webhooks/mcp/other'])('knows no path %s', async (path) => {
    expect((await fetch(new URL(path, origin), { headers: { 'x-functions-key': key } })).status).toBe(404);
  });

  it('names the tools of the resources and templates it has: none', async () => {
    const client = await connect(origin, key);
    expect(await client.listResources()).toEqual({ resources: [] });
    expect(await client.listResourceTemplates()).toEqual({ resourceTemplates: [] });
    await client.close();
  });
});

describe('startFunctions', () => {
  afterEach(closeAll);

  it('lets a tool fail when the identity has no role on the storage, and logs why', async () => {
    const { origin, key, environment } = await boot(writeOwnPackage(directory), { role: 'Storage Blob Data Reader' });
    const client = await connect(origin, key);
    const answer = await client.callTool({ name: 'save_snippet', arguments: { name: 'n', content: 'text' } });
    expect(answer).toMatchObject({ isError: true });
    expect(environment.lines).toEqual([
      'example-functions: error: Blob storage refused writing: 403 AuthorizationPermissionMismatch.',
    ]);
    await client.close();
  });

  it.each([
    ['a missing package', 'absent.zip', /app: the package absent\.zip \(zip_deploy_file\) cannot be read/],
    ['no package', null, /app deploys no package: zip_deploy_file is not set/],
  ])('refuses %s', async (_case, zip, message) => {
    await expect(boot('', { app: { zip_deploy_file: zip } })).rejects.toThrow(message);
  });

  it('refuses a runtime that is not Node.js', async () => {
    await expect(boot('', { app: { runtime_name: 'python' } })).rejects.toThrow('runtime_name is "python"');
  });

  it('says what the code threw while it loaded, without a stack', async () => {
    const zip = writePackage(directory, packageOf('throw new TypeError("no such thing")'));
    const message = await boot(zip).then(
      () => 'started',
      (error: Error) => error.message,
    );
    expect(message).toBe(
      'azurerm_function_app_flex_consumption.app: the deployed code does not start. TypeError: no such thing',
    );
  });

  it('fails the call under which the process dies, and answers 503 while it does not start again', async () => {
    const script = `
      const core = require('@azure/functions-core');
      const marker = process.env.HOME + '/started';
      if (require('node:fs').existsSync(marker)) throw new Error('not again');
      require('node:fs').writeFileSync(marker, '');
      core.setProgrammingModel({
        getInvocationModel: (context) => ({
          getArguments: async () => ({ context, inputs: [] }),
          invokeFunction: async (context, inputs, handler) => handler(),
        }),
      });
      const trigger = { type: 'mcpToolTrigger', toolName: 'die', description: '', toolProperties: '[]' };
      core.registerFunction({ name: 'die', bindings: { trigger } }, () => process.exit(1));`;
    const { origin, key } = await boot(writePackage(directory, packageOf(script)));
    const client = await connect(origin, key);
    expect(await client.callTool({ name: 'die', arguments: {} })).toEqual({
      content: [{ type: 'text', text: "An error occurred invoking 'die'." }],
      isError: true,
    });
    await expect(client.callTool({ name: 'die', arguments: {} })).rejects.toMatchObject({
      code: 503,
      message: expect.stringContaining('Function host is not running.'),
    });
    await client.close();
  });
});
