import { start } from './started';
import { policies } from './test-gateway';

function answer(text: string): string {
  return `<return-response><set-body>${text}</set-body></return-response>`;
}

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
