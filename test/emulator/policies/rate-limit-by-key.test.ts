import { start } from '../gateway/started';
import { expressions, service } from './access-service';

describe('rate-limit-by-key', () => {
  const limit = (attributes = '') =>
    `<rate-limit-by-key calls="2" renewal-period="60" counter-key="k" ${attributes} />`;

  it("refuses with Azure's body and Retry-After, and recovers with the clock", async () => {
    const gateway = await start(service(limit()));
    const statuses = [await gateway.request('/'), await gateway.request('/')].map(({ status }) => status);
    const refused = await gateway.request('/');
    expect([...statuses, refused.status]).toEqual([200, 200, 429]);
    expect(JSON.parse(refused.text)).toEqual({
      statusCode: 429,
      message: 'Rate limit is exceeded. Try again in 30 seconds.',
    });
    expect(refused.headers['retry-after']).toBe('30');
    expect(refused.headers.report).toBe('rate-limit-by-key RateLimitExceeded 429 Rate limit is exceeded');
    gateway.clock.advance(29);
    expect((await gateway.request('/')).status).toBe(429);
    gateway.clock.advance(1);
    expect((await gateway.request('/')).status).toBe(200);
    expect((await gateway.request('/')).status).toBe(429);
  });

  it('slides a window on the classic tiers', async () => {
    const gateway = await start(service(limit(), { sku: 'Developer_1' }));
    await gateway.request('/');
    gateway.clock.advance(40);
    await gateway.request('/');
    const refused = await gateway.request('/');
    expect([refused.status, refused.headers['retry-after']]).toEqual([429, '20']);
    gateway.clock.advance(20);
    expect((await gateway.request('/')).status).toBe(200);
    expect((await gateway.request('/')).status).toBe(429);
  });

  it('counts each key by itself, whatever policy names it', async () => {
    const gateway = await start({
      ...service('<rate-limit-by-key calls="1" renewal-period="60" counter-key="@(path)" />'),
      expressions: { ...expressions, '@(path)': ({ request }) => request.originalUrl.path },
    });
    const statusOf = async (path: string) => (await gateway.request(path)).status;
    expect([await statusOf('/a'), await statusOf('/b'), await statusOf('/a')]).toEqual([200, 200, 429]);
  });

  it('reports what is left in headers and variables', async () => {
    const gateway = await start(
      service(
        limit(
          'remaining-calls-header-name="Left" total-calls-header-name="Total" retry-after-header-name="Wait" remaining-calls-variable-name="left"',
        ),
      ),
    );
    expect((await gateway.request('/')).headers).toMatchObject({ left: '1', total: '2' });
    await gateway.request('/');
    const { headers } = await gateway.request('/');
    expect(headers).toMatchObject({ wait: '30', left: '0' });
    expect(headers).not.toHaveProperty('retry-after');
  });

  it('counts at the end of outbound when the increment is conditional, so the refusal comes a call late', async () => {
    const gateway = await start({
      ...service('<rate-limit-by-key calls="1" renewal-period="60" counter-key="k" increment-condition="@(ok)" />'),
      expressions: {
        ...expressions,
        '@(ok)': ({ response, request }) => response === null && request.originalUrl.queryString !== '?free',
      },
    });
    const statusOf = async (path: string) => (await gateway.request(path)).status;
    expect([await statusOf('/?free'), await statusOf('/'), await statusOf('/')]).toEqual([200, 200, 429]);
  });
});
