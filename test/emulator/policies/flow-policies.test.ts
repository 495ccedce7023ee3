import { openBackend, start } from '../gateway/started';
import { policies, type TestService } from '../gateway/test-gateway';

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

describe('retry', () => {
  it.each([
    ['until the condition is false', 5, 3],
    ['until no retry is left', 1, 2],
  ])('runs again %s', async (_what, count, calls) => {
    let seen = 0;
    const { url } = await openBackend((request, response) => {
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
    const { url } = await openBackend((_request, response) => {
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
    const { url } = await openBackend((_request, response) => {
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
