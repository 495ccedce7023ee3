import { connect } from 'node:net';
import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import { HttpFront } from '../../../emulator/gateway/http-front';
import { createHosts } from '../../../emulator/azure/hosts';
import { TraceLog } from '../../../emulator/gateway/trace';
import type { startBackend } from './test-gateway';
import { policies, startEcho, startTestGateway, TestClock, type TestBackend, type TestGateway } from './test-gateway';
import { openBackend, start } from './started';
import { request as send } from 'undici';

/** Sends bytes as they are and returns everything that comes back. */
async function raw(origin: string, text: string): Promise<string> {
  const socket = connect(Number(new URL(origin).port), '127.0.0.1');
  socket.write(text);
  let answer = '';
  socket.setEncoding('utf8').on('data', (chunk: string) => (answer += chunk));
  await once(socket, 'close');
  return answer;
}

describe('HttpFront', () => {
  let gateway: TestGateway;
  let backend: TestBackend;

  beforeAll(async () => {
    backend = await startEcho();
    gateway = await startTestGateway({
      apis: [
        {
          path: 'echo',
          serviceUrl: `${backend.url}/base`,
          operations: [
            { method: 'GET', urlTemplate: '/*' },
            { method: 'POST', urlTemplate: '/*' },
          ],
        },
      ],
    });
  });

  afterAll(async () => {
    await gateway.close();
    await backend.close();
  });

  const port = (): string => new URL(gateway.origin).port;

  it('sends 127.0.0.1 to localhost, the one name it has', async () => {
    const answer = await raw(
      gateway.origin,
      `GET /echo/a?b=c HTTP/1.1\r\nHost: 127.0.0.1:${port()}\r\nConnection: close\r\n\r\n`,
    );
    expect(answer).toMatch(/^HTTP\/1\.1 308 /);
    expect(answer).toContain(`Location: ${gateway.origin}/echo/a?b=c`);
  });

  it.each(['evil.example', 'localhost', 'localhost:1', '[::1]:80'])('refuses the host %s', async (host) => {
    const answer = await raw(gateway.origin, `GET /echo/ HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`);
    expect(answer).toMatch(/^HTTP\/1\.1 403 /);
  });

  it.each([
    ['a query of 2,048 bytes', `/echo/?${'q'.repeat(2048)}`, 200],
    ['a query of 2,049 bytes', `/echo/?${'q'.repeat(2049)}`, 414],
    ['a segment of 1,024 characters', `/echo/${'s'.repeat(1024)}`, 200],
    ['a segment of 1,025 characters', `/echo/${'s'.repeat(1025)}`, 400],
    ['a URL past 16,384 bytes', `/echo/${`${'s'.repeat(1000)}/`.repeat(17)}`, 414],
  ])('answers %s as Azure does', async (_what, path, status) => {
    const response = await gateway.request(path);
    expect(response.status).toBe(status);
    if (status !== 200) expect(JSON.parse(response.text)).toMatchObject({ statusCode: status });
  });

  it('refuses a request target that is no path', async () => {
    const answer = await raw(
      gateway.origin,
      `GET http://x/echo HTTP/1.1\r\nHost: localhost:${port()}\r\nConnection: close\r\n\r\n`,
    );
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
  });

  it('resolves dot segments before it matches', async () => {
    const answer = await raw(
      gateway.origin,
      `GET /other/%2e%2e/echo/../echo/x HTTP/1.1\r\nHost: localhost:${port()}\r\nConnection: close\r\n\r\n`,
    );
    expect(answer).toContain('"url":"/base/x"');
  });

  it('passes a request on with its path, query, headers and body', async () => {
    const response = await gateway.request('/echo/a%20b/?x=1&y', {
      method: 'POST',
      headers: { 'X-One': ['a', 'b'], 'Content-Type': 'text/plain' },
      body: 'hello',
    });
    const { url, headers, body } = JSON.parse(response.text) as {
      url: string;
      headers: Record<string, string>;
      body: string;
    };
    expect({ url, body }).toEqual({ url: '/base/a%20b/?x=1&y', body: 'hello' });
    expect(headers).toMatchObject({ 'x-one': 'a, b', host: new URL(backend.url).host, 'content-length': '5' });
  });

  it('drops headers of the connection, also those Connection names', async () => {
    const lines = [`Host: localhost:${port()}`, 'Connection: close, X-Drop', 'X-Drop: 1', 'TE: trailers', 'X-Keep: 1'];
    const answer = await raw(gateway.origin, `GET /echo/ HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`);
    expect(answer).toContain('"x-keep"');
    expect(answer).not.toContain('"x-drop"');
    expect(answer).not.toContain('"te"');
  });

  it('names the port when it is taken', async () => {
    const front = new HttpFront({
      hosts: createHosts(),
      clock: new TestClock(),
      randomness: { bytes: (count) => new Uint8Array(count) },
      traces: new TraceLog(),
      log: () => undefined,
    });
    await expect(front.listen(Number(port()))).rejects.toThrow(`Port ${port()} is in use by another program.`);
  });
});

describe('HttpFront streaming', () => {
  async function serve(listener: Parameters<typeof startBackend>[0], forward: string): Promise<TestGateway> {
    const backend = await openBackend(listener);
    return start({
      apis: [
        {
          serviceUrl: backend.url,
          operations: [
            { policy: policies({ backend: forward }) },
            { method: 'POST', policy: policies({ backend: forward }) },
          ],
        },
      ],
    });
  }

  it('passes the first byte on before the backend ends', async () => {
    let finish = (): void => undefined;
    const gateway = await serve((_request, response) => {
      response.write('data: 1\n\n');
      finish = () => response.end('data: 2\n\n');
    }, '<forward-request buffer-response="false" />');
    const response = await send(`${gateway.origin}/`);
    const chunks: string[] = [];
    for await (const chunk of response.body) {
      chunks.push(String(chunk));
      if (chunks.length === 1) finish();
    }
    expect(chunks).toEqual(['data: 1\n\n', 'data: 2\n\n']);
  });

  it('sends headers before the first byte of a stream', async () => {
    let finish = (): void => undefined;
    const gateway = await serve((_request, response) => {
      response.writeHead(200, { 'Content-Type': 'text/event-stream' });
      response.flushHeaders();
      finish = () => response.end();
    }, '<forward-request buffer-response="false" />');
    const response = await send(`${gateway.origin}/`);
    expect(response.headers['content-type']).toBe('text/event-stream');
    finish();
    expect(await response.body.text()).toBe('');
  });

  it('collects small chunks by default', async () => {
    let finish = (): void => undefined;
    const gateway = await serve((_request, response) => {
      response.write('small');
      finish = () => response.end('end');
    }, '<forward-request />');
    const response = await send(`${gateway.origin}/`);
    finish();
    const chunks: string[] = [];
    for await (const chunk of response.body) chunks.push(String(chunk));
    expect(chunks).toEqual(['smallend']);
  });

  it('tells the backend when the client leaves', async () => {
    const left = new Promise<void>((resolve) => {
      void serve((_request, response) => {
        response.on('close', () => resolve());
        response.write('x');
      }, '<forward-request buffer-response="false" />').then(async (gateway) => {
        const controller = new AbortController();
        const response = await send(`${gateway.origin}/`, { signal: controller.signal });
        response.body.on('error', () => undefined);
        controller.abort();
      });
    });
    await left;
  });

  it('tells the backend when the client leaves before it answered', async () => {
    const controller = new AbortController();
    const left = new Promise<void>((resolve) => {
      void serve((request, response) => {
        response.on('close', () => resolve());
        request.resume();
        controller.abort();
      }, '<forward-request />').then((gateway) =>
        send(`${gateway.origin}/`, { signal: controller.signal }).catch(() => undefined),
      );
    });
    await left;
  });

  it('streams a request body', async () => {
    const gateway = await serve((request, response) => {
      request.once('data', (chunk: Buffer) => {
        response.write(chunk);
        request.on('data', (more: Buffer) => response.write(more));
        request.on('end', () => response.end());
      });
    }, '<forward-request buffer-response="false" />');
    const body = new PassThrough();
    const answer = send(`${gateway.origin}/`, { method: 'POST', body });
    body.write('one');
    const response = await answer;
    const chunks: string[] = [];
    for await (const chunk of response.body) {
      chunks.push(String(chunk));
      if (chunks.length === 1) {
        body.end('two');
      }
    }
    expect(chunks.join('')).toBe('onetwo');
  });

  it('breaks off when the backend breaks off', async () => {
    const gateway = await serve((_request, response) => {
      response.write('half');
      setImmediate(() => response.destroy());
    }, '<forward-request buffer-response="false" />');
    const response = await send(`${gateway.origin}/`);
    await expect(response.body.text()).rejects.toThrow();
  });

  it('ends streams at once when it closes, and lets running requests finish', async () => {
    let answer = (): void => undefined;
    let arrived = (): void => undefined;
    const hasArrived = new Promise<void>((resolve) => (arrived = resolve));
    const gateway = await serve((request, response) => {
      if (request.method === 'GET') response.write('stream');
      else {
        answer = () => response.end('done');
        arrived();
      }
    }, '<forward-request buffer-response="false" />');
    const stream = await send(`${gateway.origin}/`);
    const slow = send(`${gateway.origin}/`, { method: 'POST' });
    await hasArrived;
    const closing = gateway.close();
    await expect(stream.body.text()).rejects.toThrow();
    answer();
    expect(await (await slow).body.text()).toBe('done');
    await closing;
  });
});
