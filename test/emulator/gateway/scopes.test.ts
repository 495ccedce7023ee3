import { ClrException } from '../../../emulator/expressions/clr-exception';
import { openBackend, start } from './started';
import { policies, type TestService } from './test-gateway';

/** Appends a letter to the response header `Order`. */
function mark(text: string): string {
  return `<set-header name="Order" exists-action="append"><value>${text}</value></set-header>`;
}

function answer(text: string): string {
  return `<return-response><set-body>${text}</set-body></return-response>`;
}

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
    const backend = await openBackend();
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
