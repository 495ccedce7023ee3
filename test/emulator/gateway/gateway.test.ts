import type { PolicyContext } from '../../../emulator/expressions/policy-context';
import { ClrException } from '../../../emulator/expressions/clr-exception';
import { StackError } from '../../../emulator/stack/stack-error';
import { Gateway } from '../../../emulator/gateway/gateway';
import {
  fakeCompiler,
  policies,
  startEcho,
  startTestGateway,
  testModel,
  type TestBackend,
  type TestGateway,
  type TestService,
} from './test-gateway';

const cleanups: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const cleanup of cleanups.splice(0)) await cleanup();
});

async function start(service: TestService): Promise<TestGateway> {
  const gateway = await startTestGateway(service);
  cleanups.push(() => gateway.close());
  return gateway;
}

async function echo(): Promise<TestBackend> {
  const backend = await startEcho();
  cleanups.push(() => backend.close());
  return backend;
}

/** Appends a letter to the response header `Order`. */
function mark(text: string): string {
  return `<set-header name="Order" exists-action="append"><value>${text}</value></set-header>`;
}

function answer(text: string): string {
  return `<return-response><set-body>${text}</set-body></return-response>`;
}

function problemsOf(service: TestService): readonly string[] {
  try {
    new Gateway(testModel(service), fakeCompiler(service.expressions), new Map());
  } catch (error) {
    if (error instanceof StackError) return error.problems;
    throw error;
  }
  return [];
}

describe('matching', () => {
  it.each([
    ['GET', '/', 'root'],
    ['GET', '/shop', 'shop'],
    ['GET', '/shop/', 'shop'],
    ['GET', '/SHOP', 'shop'],
    ['GET', '/shop/items/new', 'literal'],
    ['GET', '/shop/items/7', 'parameter'],
    ['GET', '/shop/other/7', 'wildcard'],
    ['GET', '/shop/admin', 'admin'],
    ['POST', '/shop', 'post'],
    ['GET', '/elsewhere', 'catch-all'],
  ])('%s %s reaches %s', async (method, path, expected) => {
    const operation = (id: string, urlTemplate: string, verb = 'GET') => ({
      id,
      urlTemplate,
      method: verb,
      policy: policies({ inbound: answer(id) }),
    });
    const gateway = await start({
      apis: [
        { path: '', operations: [operation('root', '/'), operation('catch-all', '/*')] },
        {
          path: 'shop',
          operations: [
            operation('wildcard', '/*'),
            operation('parameter', '/items/{id}'),
            operation('literal', '/items/new'),
            operation('shop', '/'),
            operation('post', '/', 'POST'),
          ],
        },
        { path: 'shop/admin', operations: [operation('admin', '/')] },
      ],
    });
    expect((await gateway.request(path, { method })).text).toBe(expected);
  });

  it.each([
    ['DELETE', '/shop'],
    ['HEAD', '/shop'],
    ['OPTIONS', '/shop'],
    ['GET', '/shop/x'],
    ['GET', '/'],
  ])('answers 404 to %s %s, which no operation declares', async (method, path) => {
    const gateway = await start({ apis: [{ path: 'shop' }] });
    const response = await gateway.request(path, { method });
    expect(response.status).toBe(404);
    expect(response.headers['content-type']).toBe('application/json');
    if (method !== 'HEAD') expect(response.text).toBe('{"statusCode":404,"message":"Resource not found"}');
  });

  it('fills template parameters of path and query', async () => {
    const gateway = await start({
      apis: [
        {
          operations: [
            { urlTemplate: '/items/{id}?q={query}', policy: policies({ inbound: answer('@(parameters)') }) },
          ],
        },
      ],
      expressions: { '@(parameters)': ({ request }) => JSON.stringify([...request.matchedParameters]) },
    });
    expect((await gateway.request('/items/a%20b?q=1%2B2')).text).toBe('[["id","a b"],["query","1+2"]]');
  });

  it('strips the API path and keeps the rest for the backend', async () => {
    const backend = await echo();
    const gateway = await start({
      apis: [{ path: 'a/b', serviceUrl: `${backend.url}/base/`, operations: [{ urlTemplate: '/*' }] }],
    });
    const urlOf = async (path: string) => (JSON.parse((await gateway.request(path)).text) as { url: string }).url;
    expect(await urlOf('/a/b/c/d/?x=1')).toBe('/base/c/d/?x=1');
    expect(await urlOf('/a/b')).toBe('/base/');
  });
});

describe('scopes and sections', () => {
  const service = (api: string, operation: string): TestService => ({
    globalPolicy: policies({ inbound: '', backend: '<forward-request />', outbound: mark('g'), onError: '' }),
    apis: [
      { policy: policies({ outbound: api }), operations: [{ policy: policies({ outbound: operation, backend: '' }) }] },
    ],
  });

  it.each([
    ['<base/> first', `<base />${mark('a')}`, `<base />${mark('o')}`, 'g,a,o'],
    ['<base/> last', `${mark('a')}<base />`, `${mark('o')}<base />`, 'o,a,g'],
    ['<base/> between', `${mark('a1')}<base />${mark('a2')}`, `<base />${mark('o')}`, 'a1,g,a2,o'],
    ['no <base/> at the operation', `<base />${mark('a')}`, mark('o'), 'o'],
    ['no <base/> at the API', mark('a'), `<base />${mark('o')}`, 'a,o'],
  ])('%s', async (_what, api, operation, expected) => {
    const gateway = await start(service(api, operation));
    expect((await gateway.request('/')).headers.order).toBe(expected);
  });

  it('treats a scope without document as <base/>, and a document without the section as empty', async () => {
    const globalPolicy = policies({ inbound: '', backend: '', outbound: mark('g'), onError: '' });
    const without = await start({ globalPolicy, apis: [{}] });
    expect((await without.request('/')).headers.order).toBe('g');
    const cut = await start({
      globalPolicy,
      apis: [{ policy: '<policies><inbound><base /></inbound><backend><base /></backend></policies>' }],
    });
    expect((await cut.request('/')).headers.order).toBeUndefined();
  });

  it('forwards by the default global document', async () => {
    const backend = await echo();
    const gateway = await start({ apis: [{ serviceUrl: backend.url }] });
    expect((await gateway.request('/')).status).toBe(200);
  });

  it('answers an empty 200 when nothing forwards', async () => {
    const gateway = await start({ apis: [{ policy: policies({ backend: '' }) }] });
    expect(await gateway.request('/')).toMatchObject({ status: 200, text: '' });
  });

  it('runs the product between API and global, for calls with its subscription only', async () => {
    const gateway = await start({
      globalPolicy: policies({ inbound: '', backend: '', outbound: mark('g'), onError: '' }),
      apis: [{ id: 'shop', policy: policies({ outbound: `<base />${mark('a')}` }) }],
      products: [{ id: 'gold', apiIds: ['shop'], policy: policies({ outbound: `<base />${mark('p')}` }) }],
      subscriptions: [{ productId: 'gold' }, { apiId: 'shop' }],
    });
    const orderOf = async (key?: string) =>
      (await gateway.request('/', { headers: key === undefined ? {} : { 'Ocp-Apim-Subscription-Key': key } })).headers
        .order;
    expect([await orderOf('primary-0'), await orderOf('primary-1'), await orderOf()]).toEqual(['g,p,a', 'g,a', 'g,a']);
  });

  it('shows expressions the product with its APIs, and the subscription from when the gateway started', async () => {
    const gateway = await start({
      apis: [{ id: 'shop', policy: policies({ inbound: answer('@(context)') }) }],
      products: [{ id: 'gold', apiIds: ['shop'] }],
      subscriptions: [{ productId: 'gold' }],
      expressions: {
        '@(context)': ({ product, subscription, timestampMilliseconds }) =>
          JSON.stringify([
            product?.apis.map(({ id, subscriptionKeyNames }) => [id, subscriptionKeyNames.query]),
            subscription?.createdDate === timestampMilliseconds,
            subscription?.endDate,
          ]),
      },
    });
    const { text } = await gateway.request('/', { headers: { 'Ocp-Apim-Subscription-Key': 'primary-0' } });
    expect(JSON.parse(text)).toEqual([[['shop', 'subscription-key']], true, null]);
  });

  it('ends everything with return-response, in every section and depth', async () => {
    const never = '<set-variable name="x" value="@(throw)" />';
    const gateway = await start({
      apis: [
        {
          policy: policies({
            inbound: `<choose><when condition="@(true)"><include-fragment fragment-id="f" />${never}</when></choose>${never}`,
            outbound: mark('x'),
            onError: mark('x'),
          }),
        },
      ],
      fragments: { f: `<fragment>${answer('done')}${never}</fragment>` },
      expressions: {
        '@(true)': () => true,
        '@(throw)': () => {
          throw new ClrException('System.Exception', 'This policy must not run.');
        },
      },
    });
    const response = await gateway.request('/');
    expect(response).toMatchObject({ status: 200, text: 'done' });
    expect(response.headers.order).toBeUndefined();
  });
});

describe('errors', () => {
  const FIELDS = ['source', 'reason', 'message', 'scope', 'section', 'path', 'policyId'] as const;
  const expressions = {
    '@(throw)': () => {
      throw new ClrException('System.FormatException', 'Input string was not in a correct format.');
    },
    '@(true)': () => true,
    '@(error)': ({ lastError, response }: PolicyContext) =>
      JSON.stringify([...FIELDS.map((field) => lastError?.[field]), response?.statusCode]),
  };
  const report = '<set-header name="Report" exists-action="override"><value>@(error)</value></set-header>';

  async function reportOf(sections: Parameters<typeof policies>[0], more: TestService = {}) {
    const gateway = await start({
      ...more,
      apis: [{ policy: policies({ onError: report, ...sections }) }],
      expressions: { ...expressions, ...more.expressions },
    });
    const response = await gateway.request('/');
    return { response, fields: JSON.parse(String(response.headers.report)) as unknown[] };
  }

  it('describes an expression that throws, and answers 500 without telling why', async () => {
    const { response, fields } = await reportOf({
      inbound: '<base /><set-variable id="v1" name="x" value="@(throw)" />',
    });
    expect(fields).toEqual([
      'set-variable',
      'ExpressionValueEvaluationFailure',
      'Expression evaluation failed. Input string was not in a correct format.',
      'api',
      'inbound',
      'set-variable',
      'v1',
      500,
    ]);
    expect(response.status).toBe(500);
    expect(JSON.parse(response.text)).toEqual({
      statusCode: 500,
      message: 'Internal server error',
      activityId: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
    });
  });

  it('describes where a nested policy stands, numbered among its siblings', async () => {
    const inner =
      '<choose><when condition="@(true)"><set-variable name="a" value="1" /><set-variable name="x" value="@(throw)" /></when></choose>';
    const { fields } = await reportOf({
      inbound: `<choose><when condition="@(true)"><trace source="s"><message>m</message></trace></when></choose>${inner}`,
    });
    expect(fields[5]).toBe('choose[2]\\when\\set-variable[2]');
  });

  it('describes policies of fragments and of the broader scopes', async () => {
    const fragment = await reportOf(
      { outbound: '<include-fragment fragment-id="f" />', backend: '' },
      { fragments: { f: '<fragment><set-variable name="x" value="@(throw)" /></fragment>' } },
    );
    expect(fragment.fields.slice(3, 6)).toEqual(['api', 'outbound', 'include-fragment\\set-variable']);
    const global = await reportOf(
      { inbound: '<base />' },
      {
        globalPolicy: policies({
          inbound: '<set-variable name="x" value="@(throw)" />',
          backend: '',
          outbound: '',
          onError: '',
        }),
      },
    );
    expect(global.fields.slice(3, 6)).toEqual(['global', 'inbound', 'set-variable']);
  });

  it('runs on-error of the broader scopes for a request that no operation matches', async () => {
    const gateway = await start({ apis: [{ path: 'a', policy: policies({ onError: report }) }], expressions });
    const response = await gateway.request('/a/b');
    expect(JSON.parse(String(response.headers.report))).toEqual([
      'configuration',
      'OperationNotFound',
      'Unable to match incoming request to an operation.',
      '',
      '',
      '',
      '',
      404,
    ]);
  });

  it('lets on-error change everything', async () => {
    const { response } = await reportOf({
      inbound: '<set-variable name="x" value="@(throw)" />',
      onError: `${report}<set-status code="418" reason="Teapot" /><set-body>tea</set-body>`,
    });
    expect(response).toMatchObject({ status: 418, text: 'tea' });
  });

  it('answers a plain 500 when on-error fails too', async () => {
    const gateway = await start({
      apis: [
        {
          policy: policies({
            inbound: '<set-variable name="x" value="@(throw)" />',
            onError: '<set-variable name="x" value="@(throw)" />',
          }),
        },
      ],
      expressions,
    });
    expect((await gateway.request('/')).status).toBe(500);
  });

  it('reports an unreachable backend, a timeout and a refused status', async () => {
    const unreachable = await start({
      apis: [{ serviceUrl: 'http://127.0.0.1:9', policy: policies({ onError: report }) }],
      expressions,
    });
    expect(JSON.parse(String((await unreachable.request('/')).headers.report)).slice(0, 2)).toEqual([
      'forward-request',
      'BackendConnectionFailure',
    ]);
    const backend = await echo();
    const failing = await start({
      apis: [
        {
          serviceUrl: backend.url,
          policy: policies({
            inbound: '<set-method>@("PUT")</set-method>',
            backend: '<forward-request timeout-ms="0" />',
            onError: report,
          }),
        },
      ],
      expressions,
    });
    expect(JSON.parse(String((await failing.request('/')).headers.report)).slice(0, 2)).toEqual([
      'forward-request',
      'Timeout',
    ]);
  });

  it('says which backend nothing stands in for', async () => {
    const gateway = await start({ apis: [{ serviceUrl: 'https://api.example.com' }] });
    expect((await gateway.request('/')).status).toBe(500);
    expect(gateway.log).toEqual([
      'Nothing on this machine stands in for https://api.example.com. Serve it here and start with --backend <api>=<url>.',
    ]);
  });

  it('answers 413 when a policy reads a body past 2 MiB, and streams it when none does', async () => {
    const backend = await echo();
    const body = 'x'.repeat(2 * 1024 * 1024 + 1);
    const gateway = await start({
      apis: [
        {
          serviceUrl: backend.url,
          operations: [
            { method: 'POST' },
            { method: 'PUT', policy: policies({ inbound: '<set-variable name="b" value="@(Request.Body)" />' }) },
          ],
        },
      ],
      expressions: { '@(Request.Body)': ({ request }) => String(request.body?.read(true).length) },
    });
    expect((await gateway.request('/', { method: 'POST', body })).status).toBe(200);
    expect((await gateway.request('/', { method: 'PUT', body })).status).toBe(413);
  });
});

describe('bodies', () => {
  it.each([
    ['preserved', true, 'hello'],
    ['consumed', false, ''],
  ])('forwards a body that was %s by an expression', async (_what, preserve, expected) => {
    const backend = await echo();
    const gateway = await start({
      apis: [
        {
          serviceUrl: backend.url,
          policy: policies({ inbound: '<set-variable name="b" value="@(Request.Body)" />' }),
          operations: [{ method: 'POST' }],
        },
      ],
      expressions: { '@(Request.Body)': ({ request }) => String(request.body?.read(preserve).length) },
    });
    const response = await gateway.request('/', { method: 'POST', body: 'hello' });
    expect((JSON.parse(response.text) as { body: string }).body).toBe(expected);
  });

  it('throws when a consumed body is read again', async () => {
    const gateway = await start({
      apis: [
        {
          policy: policies({
            inbound:
              '<set-variable name="b" value="@(Request.Body)" /><set-variable name="b" value="@(Request.Body)" />',
          }),
          operations: [{ method: 'POST' }],
        },
      ],
      expressions: { '@(Request.Body)': ({ request }) => String(request.body?.read(false).length) },
    });
    expect((await gateway.request('/', { method: 'POST', body: 'x' })).status).toBe(500);
  });

  it('has no body on a request without one', async () => {
    const gateway = await start({
      apis: [{ policy: policies({ inbound: answer('@(none)') }) }],
      expressions: { '@(none)': ({ request }) => String(request.body) },
    });
    expect((await gateway.request('/')).text).toBe('null');
  });
});

describe('subscriptions', () => {
  it.each<[string, Record<string, string>, string, number, string]>([
    [
      'no key',
      {},
      '/',
      401,
      'Access denied due to missing subscription key. Make sure to include subscription key when making requests to this API.',
    ],
    [
      'a wrong key',
      { 'ocp-apim-subscription-key': 'no' },
      '/',
      401,
      'Access denied due to invalid subscription key. Make sure to provide a valid key for an active subscription.',
    ],
    [
      'a key of another API',
      { 'ocp-apim-subscription-key': 'primary-1' },
      '/',
      401,
      'Access denied due to invalid subscription key.',
    ],
    [
      'a key that is not active',
      { 'ocp-apim-subscription-key': 'primary-2' },
      '/',
      401,
      'Access denied due to invalid subscription key.',
    ],
    ['the primary key', { 'ocp-apim-subscription-key': 'primary-0' }, '/', 200, 'subscription-0'],
    ['the secondary key', { 'ocp-apim-subscription-key': 'secondary-0' }, '/', 200, 'subscription-0'],
    ['a key in the query', {}, '/?subscription-key=primary-3', 200, 'subscription-3'],
  ])('answers a request with %s', async (_what, headers, path, status, text) => {
    const gateway = await start({
      apis: [{ id: 'shop', subscriptionRequired: true, policy: policies({ inbound: answer('@(subscription)') }) }],
      subscriptions: [{ apiId: 'shop' }, { apiId: 'other' }, { apiId: 'shop', active: false }, {}],
      expressions: { '@(subscription)': ({ subscription }) => subscription?.id ?? null },
    });
    const response = await gateway.request(path, { headers });
    expect(response.status).toBe(status);
    expect(response.text).toContain(text);
  });

  it.each<[string, boolean, boolean, string | undefined, number, string]>([
    ['refuses a wrong key even where none is needed', false, false, 'no', 401, 'invalid subscription key'],
    ['asks for none where none is needed', false, false, undefined, 200, 'no subscription, no product'],
    ['takes a good key where none is needed', false, false, 'primary-0', 200, 'subscription-0, no product'],
    ['ignores a wrong key when an open product has the API', false, true, 'no', 200, 'no subscription, open'],
    ['asks for no key when an open product has the API', true, true, undefined, 200, 'no subscription, open'],
    ['takes a good key before an open product', true, true, 'primary-0', 200, 'subscription-0, no product'],
  ])('%s', async (_what, subscriptionRequired, isOpen, key, status, text) => {
    const gateway = await start({
      apis: [{ id: 'shop', subscriptionRequired, policy: policies({ inbound: answer('@(context)') }) }],
      products: [{ id: 'open', apiIds: isOpen ? ['shop'] : [], subscriptionRequired: false }],
      subscriptions: [{ apiId: 'shop' }],
      expressions: {
        '@(context)': ({ subscription, product }) =>
          `${subscription?.id ?? 'no subscription'}, ${product?.id ?? 'no product'}`,
      },
    });
    const headers: Record<string, string> = key === undefined ? {} : { 'ocp-apim-subscription-key': key };
    const response = await gateway.request('/', { headers });
    expect({ status: response.status, text: response.text }).toEqual({
      status,
      text: expect.stringContaining(text) as string,
    });
  });
});

describe('boot', () => {
  it('reports every problem of every document at once, each with its place', () => {
    const problems = problemsOf({
      globalPolicy: policies({
        inbound: '<base />',
        backend: '<forward-request /><forward-request />',
        outbound: '',
        onError: '',
      }),
      apis: [
        {
          id: 'shop',
          policy: policies({
            inbound:
              '<xsl-transform /><include-fragment fragment-id="none" /><set-variable name="v" value="{{none}}" />',
            outbound:
              '<rewrite-uri template="/" /><set-variable name="v" value="@(wrong)" /><set-header name="Connection"><value>x</value></set-header>',
          }),
        },
      ],
    });
    expect(problems).toEqual([
      expect.stringContaining('global line 1, column 20 (base): <base> has nothing to insert at the global scope'),
      expect.stringContaining('backend section allows only one policy to be specified'),
      expect.stringContaining(
        'shop policy line 1, column 20 (xsl-transform): <xsl-transform> is not a policy the local gateway runs (docs/fidelity.md',
      ),
      expect.stringContaining("Policy fragment with id 'none' could not be found."),
      expect.stringContaining("Cannot find a property 'none'."),
      expect.stringContaining('<rewrite-uri>: Policy is not allowed in this section (outbound).'),
      expect.stringContaining('<set-variable>: no fake for @(wrong)'),
      expect.stringContaining('header "Connection" belongs to the connection and may not be changed.'),
    ]);
  });

  it.each([
    ['an attribute no executor reads', '<set-method other="x">GET</set-method>', 'attribute "other" is not supported'],
    [
      'a child no executor reads',
      '<trace source="s"><message>m</message><extra /></trace>',
      'child <extra> is not supported',
    ],
    ['stray text', '<cache-remove-value key="k">text</cache-remove-value>', 'text may not stand here'],
    [
      'an expression where none may stand',
      '<set-variable name="@(x)" value="y" />',
      'attribute "name" takes no policy expression',
    ],
    ['a missing attribute', '<cache-store-value key="k" value="v" />', 'attribute "duration" is missing'],
    ['a liquid template', '<set-body template="liquid">x</set-body>', 'template="liquid" is not supported'],
    ['an unknown backend', '<set-backend-service backend-id="b" />', "Backend with id 'b' could not be found."],
    ['a nested fragment', '<include-fragment fragment-id="outer" />', 'fragments may not nest'],
    ['an empty choose', '<choose />', 'at least one <when> is needed'],
  ])('refuses %s', (_what, policy, message) => {
    const problems = problemsOf({
      apis: [{ policy: policies({ inbound: policy }) }],
      fragments: { outer: '<fragment><include-fragment fragment-id="inner" /></fragment>', inner: '<fragment />' },
      expressions: { '@(x)': () => 'x' },
    });
    expect(problems.join('\n')).toContain(message);
  });

  it('resolves named values before it compiles, and a secret never stands in a problem', () => {
    expect(
      problemsOf({
        apis: [{ policy: policies({ inbound: '<set-variable name="v" value="@("{{secret-key}}" + x)" />' }) }],
        namedValues: { 'secret-key': 's3cret' },
      }),
    ).toEqual([expect.stringContaining('no fake for @("{{secret-key}}" + x)')]);
  });

  it('takes a named value that is an expression, and pastes others', async () => {
    const gateway = await start({
      apis: [
        {
          policy: policies({
            inbound:
              '<set-header name="X"><value>{{expression}}</value></set-header><return-response><set-body>a-{{plain}}-b</set-body></return-response>',
          }),
        },
      ],
      namedValues: { plain: 'x', expression: '@("computed")' },
    });
    expect((await gateway.request('/')).text).toBe('a-x-b');
  });
});
