import type { ResponseView } from '../../../emulator/expressions/policy-context';
import { ViewObject } from '../../../emulator/expressions/runtime/context/view-object';
import {
  policies,
  startBackend,
  startEcho,
  startTestGateway,
  type TestBackend,
  type TestGateway,
  type TestService,
} from '../gateway/test-gateway';

const cleanups: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

async function start(service: TestService): Promise<TestGateway> {
  const gateway = await startTestGateway(service);
  cleanups.push(() => gateway.close());
  return gateway;
}

async function backend(listener?: Parameters<typeof startBackend>[0]): Promise<TestBackend> {
  const running = listener === undefined ? await startEcho() : await startBackend(listener);
  cleanups.push(() => running.close());
  return running;
}

const inbound = (text: string): TestService => ({ apis: [{ policy: policies({ inbound: text, backend: '' }) }] });
const body = (text: string) => `<return-response><set-body>${text}</set-body></return-response>`;

describe('choose', () => {
  it.each([
    ['a', 'first'],
    ['b', 'second'],
    ['c', 'otherwise'],
  ])('runs the first branch that is true: %s', async (path, expected) => {
    const gateway = await start({
      ...inbound(
        `<choose><when condition="@(a)">${body('first')}</when><when condition="@(ab)">${body('second')}</when><otherwise>${body('otherwise')}</otherwise></choose>`,
      ),
      expressions: {
        '@(a)': ({ request }) => request.originalUrl.queryString === '?a',
        '@(ab)': ({ request }) => request.originalUrl.queryString !== '?c',
      },
    });
    expect((await gateway.request(`/?${path}`)).text).toBe(expected);
  });

  it('goes on when nothing matches, and fails when the condition is no boolean', async () => {
    const gateway = await start({
      ...inbound(`<choose><when condition="@(c)">${body('x')}</when></choose>${body('after')}`),
      expressions: { '@(c)': ({ request }) => (request.originalUrl.queryString === '' ? false : 'maybe') },
    });
    expect((await gateway.request('/')).text).toBe('after');
    expect((await gateway.request('/?x')).status).toBe(500);
  });
});

describe('set-variable', () => {
  it('keeps the type of an expression, and text for a literal', async () => {
    const gateway = await start({
      ...inbound(`<set-variable name="n" value="@(5)" /><set-variable name="s" value="5" />${body('@(types)')}`),
      expressions: {
        '@(5)': () => 5,
        '@(types)': ({ variables }) => `${typeof variables.get('n')} ${typeof variables.get('s')}`,
      },
    });
    expect((await gateway.request('/')).text).toBe('number string');
  });
});

describe('send-request', () => {
  const read = ({ variables }: { variables: ReadonlyMap<string, unknown> }) => {
    const value = variables.get('r');
    if (!(value instanceof ViewObject)) return String(value);
    const view = value.view as ResponseView;
    return `${view.statusCode} ${Buffer.from(view.body?.read(true) ?? []).toString('utf8')}`;
  };

  it('makes a new request and stores the response, whatever its status', async () => {
    const { url } = await backend((request, response) => {
      request.setEncoding('utf8').on('data', (text: string) => {
        response.statusCode = 404;
        response.end(`${request.method} ${request.url} ${request.headers['x-a']} ${request.headers.cookie} ${text}`);
      });
    });
    const gateway = await start({
      ...inbound(
        `<send-request mode="new" response-variable-name="r"><set-url>${url}/a?b=c</set-url><set-method>POST</set-method><set-header name="X-A"><value>1</value></set-header><set-body>hello</set-body></send-request>${body('@(r)')}`,
      ),
      expressions: { '@(r)': read },
    });
    expect((await gateway.request('/', { headers: { cookie: 'mine' } })).text).toBe(
      '404 POST /a?b=c 1 undefined hello',
    );
  });

  it('copies the running request', async () => {
    const { url } = await backend();
    const gateway = await start({
      apis: [
        {
          policy: policies({
            inbound: `<send-request mode="copy" response-variable-name="r"><set-url>${url}/copy</set-url></send-request>${body('@(r)')}`,
          }),
          operations: [{ method: 'POST' }],
        },
      ],
      expressions: { '@(r)': read },
    });
    const { text } = await gateway.request('/', { method: 'POST', body: 'payload', headers: { 'X-Mine': '1' } });
    expect(JSON.parse(text.slice(4))).toMatchObject({
      method: 'POST',
      url: '/copy',
      body: 'payload',
      headers: { 'x-mine': '1' },
    });
  });

  it.each([
    ['an unreachable server', 'http://127.0.0.1:9/', 'ignore-error="true"', 200, 'null'],
    ['an unreachable server', 'http://127.0.0.1:9/', '', 500, 'Internal server error'],
    ['a host nothing stands in for', 'https://api.example.com/', 'ignore-error="true"', 200, 'null'],
    ['a URL that is none', '/relative', 'ignore-error="false"', 500, 'Internal server error'],
  ])('yields null or fails for %s (%s, %s)', async (_what, url, attribute, status, text) => {
    const gateway = await start({
      ...inbound(
        `<send-request ${attribute} response-variable-name="r"><set-url>${url}</set-url><set-method>GET</set-method></send-request>${body('@(r)')}`,
      ),
      expressions: { '@(r)': read },
    });
    const response = await gateway.request('/');
    expect(response.status).toBe(status);
    expect(response.text).toContain(text);
  });

  it('treats a response that breaks off as a failure', async () => {
    const { url } = await backend((_request, response) => {
      response.writeHead(200, { 'Content-Length': 100 });
      response.write('half');
      setImmediate(() => response.destroy());
    });
    const gateway = await start({
      ...inbound(
        `<send-request ignore-error="true" response-variable-name="r"><set-url>${url}</set-url><set-method>GET</set-method></send-request>${body('@(r)')}`,
      ),
      expressions: { '@(r)': read },
    });
    expect((await gateway.request('/')).text).toBe('null');
  });

  it('authenticates with the managed identity', async () => {
    const { url } = await backend((request, response) => void response.end(request.headers.authorization));
    const gateway = await start({
      ...inbound(
        `<send-request response-variable-name="r"><set-url>${url}</set-url><set-method>GET</set-method><authentication-managed-identity resource="api://x" client-id="c" /></send-request>${body('@(r)')}`,
      ),
      identityToken: async (resource, clientId) => `token-${resource}-${clientId}`,
      expressions: { '@(r)': read },
    });
    expect((await gateway.request('/')).text).toBe('200 Bearer token-api://x-c');
  });

  it('answers with the stored response', async () => {
    const { url } = await backend((_request, response) => void response.writeHead(203, { 'X-B': 'b' }).end('stored'));
    const gateway = await start(
      inbound(
        `<send-request response-variable-name="r"><set-url>${url}</set-url><set-method>GET</set-method></send-request><return-response response-variable-name="r"><set-header name="X-C"><value>c</value></set-header></return-response>`,
      ),
    );
    const response = await gateway.request('/');
    expect(response).toMatchObject({ status: 203, text: 'stored' });
    expect(response.headers).toMatchObject({ 'x-b': 'b', 'x-c': 'c' });
  });
});

describe('send-one-way-request', () => {
  it('sends and waits for nothing', async () => {
    let arrived = (_path: string | undefined): void => undefined;
    const path = new Promise<string | undefined>((resolve) => (arrived = resolve));
    const { url } = await backend((request) => arrived(request.url));
    const gateway = await start(
      inbound(
        `<send-one-way-request mode="new"><set-url>${url}/event</set-url><set-method>GET</set-method></send-one-way-request>${body('done')}`,
      ),
    );
    expect((await gateway.request('/')).text).toBe('done');
    expect(await path).toBe('/event');
  });
});

describe('authentication-managed-identity', () => {
  const tokens = {
    identityToken: async (resource: string, clientId?: string) => `t-${resource}-${clientId ?? 'system'}`,
  };

  it('replaces Authorization', async () => {
    const { url } = await backend();
    const gateway = await start({
      apis: [
        {
          serviceUrl: url,
          policy: policies({ inbound: '<authentication-managed-identity resource="https://cosmos" />' }),
        },
      ],
      ...tokens,
    });
    const { text } = await gateway.request('/', { headers: { authorization: 'Bearer mine' } });
    expect((JSON.parse(text) as { headers: Record<string, string> }).headers.authorization).toBe(
      'Bearer t-https://cosmos-system',
    );
  });

  it('stores the token and leaves Authorization alone', async () => {
    const gateway = await start({
      ...inbound(
        `<authentication-managed-identity resource="r" client-id="c" output-token-variable-name="t" />${body('@(t)')}`,
      ),
      ...tokens,
      expressions: {
        '@(t)': ({ variables, request }) =>
          `${String(variables.get('t'))} ${String(request.headers.get('authorization'))}`,
      },
    });
    expect((await gateway.request('/')).text).toBe('t-r-c undefined');
  });

  it.each([
    ['fails', '', 500],
    ['goes on when told to', 'ignore-error="true"', 200],
  ])('%s when there is no token', async (_what, attribute, status) => {
    const gateway = await start(inbound(`<authentication-managed-identity resource="r" ${attribute} />${body('x')}`));
    expect((await gateway.request('/')).status).toBe(status);
  });
});

describe('forward-request', () => {
  it('fails on an error status when told to', async () => {
    const { url } = await backend((_request, response) => void response.writeHead(503).end('sorry'));
    const service = (attributes: string): TestService => ({
      apis: [
        {
          serviceUrl: url,
          policy: policies({
            backend: `<forward-request ${attributes} />`,
            onError: '<set-header name="E"><value>@(e)</value></set-header>',
          }),
        },
      ],
      expressions: { '@(e)': ({ lastError, response }) => `${lastError?.source} ${response?.statusCode}` },
    });
    expect(await (await start(service(''))).request('/')).toMatchObject({ status: 503, text: 'sorry' });
    const failed = await (await start(service('fail-on-error-status-code="true"'))).request('/');
    expect(failed.headers.e).toBe('forward-request 503');
  });

  it('follows redirects when told to', async () => {
    const { url } = await backend((request, response) => {
      if (request.url === '/') response.writeHead(302, { Location: '/next' }).end();
      else response.end(`${request.method} ${request.url}`);
    });
    const service = (attributes: string): TestService => ({
      apis: [{ serviceUrl: url, policy: policies({ backend: `<forward-request ${attributes} />` }) }],
    });
    expect((await (await start(service(''))).request('/')).status).toBe(302);
    expect((await (await start(service('follow-redirects="true"'))).request('/')).text).toBe('GET /next');
  });

  it('passes repeated headers and an encoded body through', async () => {
    const { url } = await backend((_request, response) => {
      response.writeHead(200, [
        'Set-Cookie',
        'a=1',
        'Set-Cookie',
        'b=2',
        'Content-Encoding',
        'gzip',
        'X-B',
        '1',
        'Connection',
        'X-B',
      ]);
      response.end('not really gzip');
    });
    const response = await (await start({ apis: [{ serviceUrl: url }] })).request('/');
    expect(response.text).toBe('not really gzip');
    expect(response.headers['set-cookie']).toEqual(['a=1', 'b=2']);
    expect(response.headers).not.toHaveProperty('x-b');
  });

  it('fails without a service URL', async () => {
    expect((await (await start({ apis: [{}] })).request('/')).status).toBe(500);
  });
});

describe('retry', () => {
  it.each([
    ['until the condition is false', 5, 3],
    ['until no retry is left', 1, 2],
  ])('runs again %s', async (_what, count, calls) => {
    let seen = 0;
    const { url } = await backend((request, response) => {
      request.resume().on('end', () => {
        seen += 1;
        response.statusCode = seen < 3 ? 500 : 200;
        response.end(String(seen));
      });
    });
    const gateway = await start({
      apis: [
        {
          serviceUrl: url,
          policy: policies({
            backend: `<retry condition="@(again)" count="${count}" interval="0"><forward-request buffer-request-body="true" /></retry>`,
          }),
          operations: [{ method: 'POST' }],
        },
      ],
      expressions: { '@(again)': ({ response }) => (response?.statusCode ?? 0) >= 500 },
    });
    await gateway.request('/', { method: 'POST', body: 'x' });
    expect(seen).toBe(calls);
  });
});

describe('limit-concurrency', () => {
  it('refuses what is too much and lets others in afterwards', async () => {
    let release = (): void => undefined;
    let arrived = (): void => undefined;
    const hasArrived = new Promise<void>((resolve) => (arrived = resolve));
    const { url } = await backend((_request, response) => {
      release = () => response.end('ok');
      arrived();
    });
    const gateway = await start({
      apis: [
        {
          serviceUrl: url,
          policy: policies({
            backend: '<limit-concurrency key="k" max-count="1"><forward-request /></limit-concurrency>',
          }),
        },
      ],
    });
    const first = gateway.request('/');
    await hasArrived;
    expect((await gateway.request('/')).status).toBe(429);
    release();
    expect((await first).status).toBe(200);
    const third = gateway.request('/');
    await new Promise<void>((resolve) => (arrived = resolve));
    release();
    expect((await third).status).toBe(200);
  });
});

describe('wait', () => {
  it('runs requests side by side', async () => {
    const pending: (() => void)[] = [];
    const { url } = await backend((_request, response) => {
      pending.push(() => response.end());
      // Neither is answered before both have arrived.
      if (pending.length === 2) for (const answer of pending) answer();
    });
    const one = (name: string) =>
      `<send-request response-variable-name="${name}"><set-url>${url}</set-url><set-method>GET</set-method></send-request>`;
    const gateway = await start({
      ...inbound(`<wait for="all">${one('a')}${one('b')}</wait>${body('@(names)')}`),
      expressions: { '@(names)': ({ variables }) => [...variables.keys()].sort().join() },
    });
    expect((await gateway.request('/')).text).toBe('a,b');
  });
});

describe('trace and emit-metric', () => {
  it('record what they are given', async () => {
    const gateway = await start(
      inbound(
        `<trace source="me" severity="error"><message>hello</message><metadata name="a" value="b" /></trace><emit-metric name="calls" value="2"><dimension name="API ID" /><dimension name="D" value="d" /></emit-metric>`,
      ),
    );
    await gateway.request('/');
    await gateway.request('/');
    expect(gateway.traces.list()[0]?.events).toContainEqual(
      expect.objectContaining({ kind: 'message', source: 'me', message: 'hello a=b' }),
    );
    expect(gateway.services.metrics.totals()).toEqual([
      { name: 'calls', count: 2, sum: 4, dimensions: { 'API ID': 'api-0', D: 'd' } },
    ]);
  });
});
