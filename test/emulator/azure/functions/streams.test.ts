import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { SSEClientTransport } from '@modelcontextprotocol/sdk/client/sse.js';
import { writeOwnPackage } from './function-package';
import { boot, closeAll, directory } from './running-app';

let origin: string;
let key: string;
beforeAll(async () => {
  ({ origin, key } = await boot(writeOwnPackage(directory)));
});
afterAll(closeAll);

const url = (path: string): URL => new URL(`/runtime/webhooks/mcp/${path}`, origin);

/** Opens a stream and reads its first event. */
async function firstEvent(target: URL, headers: Readonly<Record<string, string>>): Promise<string> {
  const stopped = new AbortController();
  const answer = await fetch(target, { headers, signal: stopped.signal });
  expect(answer.headers.get('content-type')).toBe('text/event-stream');
  const { value } = (await answer.body?.getReader().read()) ?? {};
  stopped.abort();
  return Buffer.from(value ?? []).toString('utf8');
}

function post(target: URL, body: unknown = { jsonrpc: '2.0', id: 1, method: 'ping' }): Promise<Response> {
  return fetch(target, { method: 'POST', headers: { 'x-functions-key': key }, body: JSON.stringify(body) });
}

describe('the SSE transport of the Functions host', () => {
  it('calls a tool', async () => {
    const client = new Client({ name: 'test', version: '1' });
    const headers = { 'x-functions-key': key };
    await client.connect(
      new SSEClientTransport(url('sse'), {
        requestInit: { headers },
        eventSourceInit: {
          fetch: (target, init) => fetch(target, { ...init, headers: { ...init.headers, ...headers } }),
        },
      }),
    );
    expect(await client.callTool({ name: 'hello_mcp', arguments: {} })).toMatchObject({ content: [{ type: 'text' }] });
    await client.close();
  });

  it('announces a path relative to the stream, and repeats the key it was opened with', async () => {
    expect(await firstEvent(url('sse'), { 'x-functions-key': key })).toMatch(
      new RegExp(`^event: endpoint\\ndata: message\\?azmcpcs=[\\w-]+&code=${key}\\n\\n`),
    );
    const byQuery = url('sse');
    byQuery.searchParams.set('code', key);
    expect(await firstEvent(byQuery, {})).toContain(`&code=${key}\n`);
  });

  it('asks for the key on both of its paths', async () => {
    expect((await fetch(url('sse'))).status).toBe(401);
    expect((await fetch(url('message?azmcpcs=x'), { method: 'POST', body: '{}' })).status).toBe(401);
  });

  it('answers 405 to anything but GET on the stream', async () => {
    expect((await post(url('sse'))).status).toBe(405);
  });

  it.each([
    ['message', 'Missing service context.'],
    ['message?azmcpcs=AAAA', 'Invalid client state.'],
  ])('refuses a message to %s', async (path, reason) => {
    const answer = await post(url(path));
    expect([answer.status, await answer.json()]).toEqual([
      400,
      `${reason} Please connect to the /sse endpoint to initiate your session.`,
    ]);
  });

  it('refuses a message for a stream that is closed, and a body that is no message', async () => {
    const event = await firstEvent(url('sse'), { 'x-functions-key': key });
    const state = /azmcpcs=([\w-]+)/.exec(event)?.[1] ?? '';
    expect((await post(url(`message?azmcpcs=${state}`), { not: 'a message' })).status).toBe(400);
    let answer = await post(url(`message?azmcpcs=${state}`));
    // The host notices that a client is gone when its connection ends, which may be after this request.
    while (answer.status === 202) answer = await post(url(`message?azmcpcs=${state}`));
    expect([answer.status, await answer.text()]).toEqual([400, expect.stringContaining('No active session')]);
  });
});
