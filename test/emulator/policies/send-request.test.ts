import type { ResponseView } from '../../../emulator/expressions/policy-context';
import { ViewObject } from '../../../emulator/expressions/runtime/context/view-object';
import { openBackend, start } from '../gateway/started';
import { policies, type TestService } from '../gateway/test-gateway';

const inbound = (text: string): TestService => ({ apis: [{ policy: policies({ inbound: text, backend: '' }) }] });
const body = (text: string) => `<return-response><set-body>${text}</set-body></return-response>`;

describe('send-request', () => {
  const read = ({ variables }: { variables: ReadonlyMap<string, unknown> }) => {
    const value = variables.get('r');
    if (!(value instanceof ViewObject)) return String(value);
    const view = value.view as ResponseView;
    return `${view.statusCode} ${Buffer.from(view.body?.read(true) ?? []).toString('utf8')}`;
  };

  it('makes a new request and stores the response, whatever its status', async () => {
    const { url } = await openBackend((request, response) => {
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
    const { url } = await openBackend();
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
    const { url } = await openBackend((_request, response) => {
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
    const { url } = await openBackend((request, response) => void response.end(request.headers.authorization));
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
    const { url } = await openBackend(
      (_request, response) => void response.writeHead(203, { 'X-B': 'b' }).end('stored'),
    );
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
    const { url } = await openBackend((request) => arrived(request.url));
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
    const { url } = await openBackend();
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
