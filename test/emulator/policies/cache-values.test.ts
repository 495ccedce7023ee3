import { policies, type TestService } from '../gateway/test-gateway';
import { start } from '../gateway/started';
import { service } from './access-service';

describe('cache policies', () => {
  const lookup = (extra = '') => `<cache-lookup-value key="k" variable-name="v" ${extra} />`;
  const answer = '<return-response><set-body>@(v)</set-body></return-response>';
  const expressionsOf: TestService['expressions'] = {
    '@(v)': ({ variables }) =>
      variables.has('v') ? `${typeof variables.get('v')} ${String(variables.get('v'))}` : 'unset',
    '@(5)': () => 5,
    '@(first)': ({ request }) => request.originalUrl.queryString === '?store',
  };
  const store =
    '<choose><when condition="@(first)"><cache-store-value key="k" value="@(5)" duration="60" /></when></choose>';

  it('hides a stored value from the request that stores it, and shows it to later ones until it expires', async () => {
    const gateway = await start(service(`${store}${lookup()}${answer}`, { expressions: expressionsOf }));
    expect((await gateway.request('/?store')).text).toBe('unset');
    expect((await gateway.request('/')).text).toBe('number 5');
    gateway.clock.advance(59);
    expect((await gateway.request('/')).text).toBe('number 5');
    gateway.clock.advance(1);
    expect((await gateway.request('/')).text).toBe('unset');
  });

  it('uses the default on a miss, and forgets what is removed', async () => {
    const gateway = await start({
      ...service(''),
      apis: [
        {
          policy: policies({
            inbound: `${store}${lookup('default-value="none"')}<cache-remove-value key="k" />${answer}`,
            backend: '',
          }),
        },
      ],
      expressions: expressionsOf,
    });
    expect((await gateway.request('/')).text).toBe('string none');
    await gateway.request('/?store');
    expect((await gateway.request('/')).text).toBe('string none');
  });

  it('stands for an external cache that the stack has, and for no other', async () => {
    const text = `${store}${lookup('caching-type="external"')}${answer}`;
    const external = service(text, { expressions: expressionsOf });
    await expect(start(external)).rejects.toThrow('the stack has no azurerm_api_management_redis_cache');
    const gateway = await start({ ...external, hasExternalCache: true });
    await gateway.request('/?store');
    expect((await gateway.request('/')).text).toBe('number 5');
  });
});
