import {
  policies,
  startEcho,
  startTestGateway,
  type TestBackend,
  type TestGateway,
  type TestService,
} from '../gateway/test-gateway';

let backend: TestBackend;
let gateway: TestGateway | undefined;

beforeAll(async () => {
  backend = await startEcho();
});

afterEach(async () => {
  await gateway?.close();
  gateway = undefined;
});

afterAll(() => backend.close());

interface Echo {
  readonly method: string;
  readonly url: string;
  readonly headers: Record<string, string>;
  readonly rawHeaders: readonly string[];
  readonly body: string;
}

async function serve(sections: Parameters<typeof policies>[0], more: TestService = {}): Promise<TestGateway> {
  gateway = await startTestGateway({
    apis: [
      {
        serviceUrl: `${backend.url}/base`,
        policy: policies(sections),
        operations: [
          { urlTemplate: '/*' },
          { method: 'POST', urlTemplate: '/*' },
          { urlTemplate: '/items/{id}?q={q}' },
        ],
      },
    ],
    ...more,
  });
  return gateway;
}

/** What the backend receives when inbound holds these policies. */
async function forwarded(
  inbound: string,
  options: { path?: string; method?: string; headers?: Record<string, string | string[]>; body?: string } = {},
  more?: TestService,
): Promise<Echo> {
  const running = await serve({ inbound }, more);
  const { path = '/', ...rest } = options;
  const response = await running.request(path, rest);
  if (response.status !== 200) throw new Error(`${response.status} ${response.text}`);
  return JSON.parse(response.text) as Echo;
}

const header = (action: string, values: string, name = 'X-Test') =>
  `<set-header name="${name}" exists-action="${action}">${values}</set-header>`;

describe('set-header', () => {
  it.each<[string, string, string | string[] | undefined, string | undefined]>([
    ['override adds', header('override', '<value>a</value>'), undefined, 'a'],
    ['override replaces', header('override', '<value>a</value>'), ['old', 'older'], 'a'],
    ['is the default', '<set-header name="X-Test"><value>a</value></set-header>', 'old', 'a'],
    ['skip adds', header('skip', '<value>a</value>'), undefined, 'a'],
    ['skip keeps', header('skip', '<value>a</value>'), 'old', 'old'],
    ['append adds', header('append', '<value>a</value>'), undefined, 'a'],
    ['append joins', header('append', '<value>a</value>'), 'old', 'old,a'],
    ['delete removes', header('delete', ''), 'old', undefined],
    ['several values become one list', header('override', '<value>a</value><value>b</value>'), undefined, 'a,b'],
    ['an empty value', header('override', '<value></value>'), 'old', ''],
    ['null leaves the header alone', header('override', '<value>@(null)</value>'), 'old', 'old'],
    ['a boolean is written as .NET does', header('override', '<value>@(true)</value>'), undefined, 'True'],
    [
      'the name may be an expression',
      header('override', '<value>a</value>', '@(&quot;X-Test&quot;)').replaceAll('&quot;', '"'),
      undefined,
      'a',
    ],
  ])('%s', async (_what, policy, before, expected) => {
    const { headers } = await forwarded(policy, before === undefined ? {} : { headers: { 'X-Test': before } }, {
      expressions: { '@(null)': () => null, '@(true)': () => true },
    });
    expect(headers['x-test']).toBe(expected);
  });

  it('keeps values of Set-Cookie and its kin apart, on the response', async () => {
    const running = await serve({
      outbound: `${header('append', '<value>a=1</value><value>b=2</value>', 'Set-Cookie')}${header('override', '<value>x</value><value>y</value>', 'X-Joined')}`,
    });
    const { headers } = await running.request('/');
    expect(headers['set-cookie']).toEqual(['a=1', 'b=2']);
    expect(headers['x-joined']).toBe('x,y');
  });

  it('fails on a value that would break out of its line', async () => {
    const running = await serve(
      { inbound: header('override', '<value>@(evil)</value>') },
      { expressions: { '@(evil)': () => 'a\r\nX-Evil: 1' } },
    );
    expect((await running.request('/')).status).toBe(500);
  });

  it('keeps the spelling of a name', async () => {
    expect((await forwarded(header('override', '<value>a</value>', 'X-CamelCase'))).rawHeaders).toContain(
      'X-CamelCase',
    );
  });
});

describe('set-query-parameter', () => {
  const parameter = (action: string, values: string) =>
    `<set-query-parameter name="p" exists-action="${action}">${values}</set-query-parameter>`;
  it.each([
    ['override adds', parameter('override', '<value>a b</value>'), '/', '?p=a%20b'],
    ['override replaces', parameter('override', '<value>x</value>'), '/?p=1&p=2&q=3', '?q=3&p=x'],
    ['skip keeps', parameter('skip', '<value>x</value>'), '/?p=1', '?p=1'],
    ['skip adds', parameter('skip', '<value>x</value>'), '/?q=1', '?q=1&p=x'],
    ['append repeats', parameter('append', '<value>x</value><value>y</value>'), '/?p=1', '?p=1&p=x&p=y'],
    ['delete removes', parameter('delete', ''), '/?p=1&q=2', '?q=2'],
    ['delete leaves the rest as it was', parameter('delete', ''), '/?q=a%2fb', '?q=a%2fb'],
  ])('%s', async (_what, policy, path, query) => {
    expect((await forwarded(policy, { path })).url).toBe(`/base/${query}`);
  });
});

describe('rewrite-uri', () => {
  it.each([
    [
      'replaces the path below the service URL',
      '<rewrite-uri template="/new/path" />',
      '/old?x=1',
      '/base/new/path?x=1',
    ],
    ['fills parameters', '<rewrite-uri template="/things/{id}" />', '/items/a%20b', '/base/things/a%20b'],
    [
      'consumes the query parameters of the operation',
      '<rewrite-uri template="/t?search={q}" />',
      '/items/1?q=z&x=1',
      '/base/t?search=z&x=1',
    ],
    [
      'drops the others when asked to',
      '<rewrite-uri template="/t" copy-unmatched-params="false" />',
      '/old?x=1',
      '/base/t',
    ],
    ['takes an expression', '<rewrite-uri template="@("/e?a=b")" />', '/old?a=c&d=e', '/base/e?a=b&d=e'],
  ])('%s', async (_what, policy, path, url) => {
    expect((await forwarded(policy, { path })).url).toBe(url);
  });
});

describe('set-backend-service', () => {
  it.each([
    ['base-url', () => `<set-backend-service base-url="${backend.url}/other" />`],
    ['backend-id', () => '<set-backend-service backend-id="b" />'],
  ])('changes host and base path by %s', async (_what, policy) => {
    const echo = await forwarded(policy(), { path: '/x?y=1' }, { backends: { b: `${backend.url}/other` } });
    expect(echo.url).toBe('/other/x?y=1');
  });

  it('shows expressions the backend it chose', async () => {
    const echo = await forwarded(
      '<set-backend-service backend-id="b" /><set-header name="x-backend"><value>@(backend)</value></set-header>',
      {},
      {
        backends: { b: `${backend.url}/other` },
        expressions: { '@(backend)': (context) => context.backend?.id ?? 'none' },
      },
    );
    expect(echo.headers['x-backend']).toBe('b');
  });

  it('leaves the URL of --backend alone', async () => {
    gateway = await startTestGateway({
      apis: [
        {
          id: 'a',
          serviceUrl: 'https://gone.example/x',
          policy: policies({ inbound: '<set-backend-service base-url="https://away.example" />' }),
        },
      ],
      pinned: { a: `${backend.url}/pinned` },
    });
    expect((JSON.parse((await gateway.request('/')).text) as Echo).url).toBe('/pinned/');
  });
});

describe('set-method, set-body, find-and-replace', () => {
  it('changes the method', async () => {
    expect((await forwarded('<set-method>put</set-method>')).method).toBe('PUT');
  });

  it('replaces the body and its length', async () => {
    const echo = await forwarded('<set-body>grüße</set-body>', { method: 'POST', body: 'x', path: '/' });
    expect(echo).toMatchObject({ body: 'grüße', headers: { 'content-length': '7' } });
  });

  it('sends bytes as they are', async () => {
    const echo = await forwarded(
      '<set-body>@(bytes)</set-body>',
      { method: 'POST', body: 'x' },
      { expressions: { '@(bytes)': () => Buffer.from('raw') } },
    );
    expect(echo.body).toBe('raw');
  });

  it('refuses to give a GET request a body', async () => {
    const running = await serve({ inbound: '<set-body>x</set-body>' });
    expect((await running.request('/')).status).toBe(500);
  });

  it('replaces the response body', async () => {
    const running = await serve({ outbound: '<set-body>new</set-body><set-status code="299" reason="Odd" />' });
    const response = await running.request('/');
    expect(response).toMatchObject({ status: 299, text: 'new' });
    expect(response.headers['content-length']).toBe('3');
  });

  it('replaces text everywhere, literally', async () => {
    const echo = await forwarded('<find-and-replace from="a.b" to="$&amp;" />', {
      method: 'POST',
      body: 'a.b axb a.b',
    });
    expect(echo.body).toBe('$& axb $&');
  });
});

describe('return-response and mock-response', () => {
  it.each([
    ['an empty 200', '<return-response />', 200, ''],
    [
      'status, headers and body',
      '<return-response><set-status code="201" reason="Made" /><set-header name="X-R"><value>1</value></set-header><set-body>b</set-body></return-response>',
      201,
      'b',
    ],
    ['a mock', '<mock-response status-code="202" content-type="application/json" />', 202, ''],
  ])('answers %s', async (_what, policy, status, text) => {
    const running = await serve({ inbound: policy });
    const response = await running.request('/');
    expect(response).toMatchObject({ status, text });
    if (status === 201) expect(response.headers['x-r']).toBe('1');
    if (status === 202) expect(response.headers['content-type']).toBe('application/json');
  });

  it('sends no body with a 204', async () => {
    const running = await serve({
      inbound: '<return-response><set-status code="204" /><set-body>x</set-body></return-response>',
    });
    const response = await running.request('/');
    expect(response).toMatchObject({ status: 204, text: '' });
    expect(response.headers['content-length']).toBeUndefined();
  });
});

describe('Location', () => {
  it('points at this machine when it points at a host that is served here', async () => {
    const running = await serve({
      inbound:
        '<return-response><set-status code="302" /><set-header name="Location"><value>https://login.example.com/authorize?a=b</value></set-header></return-response>',
    });
    running.hosts.map('login.example.com', 'http://127.0.0.1:4711');
    expect((await running.request('/')).headers.location).toBe('http://127.0.0.1:4711/authorize?a=b');
  });
});
