import { openBackend, start } from './started';
import { policies } from './test-gateway';

function answer(text: string): string {
  return `<return-response><set-body>${text}</set-body></return-response>`;
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
    const backend = await openBackend();
    const gateway = await start({
      apis: [{ path: 'a/b', serviceUrl: `${backend.url}/base/`, operations: [{ urlTemplate: '/*' }] }],
    });
    const urlOf = async (path: string) => (JSON.parse((await gateway.request(path)).text) as { url: string }).url;
    expect(await urlOf('/a/b/c/d/?x=1')).toBe('/base/c/d/?x=1');
    expect(await urlOf('/a/b')).toBe('/base/');
  });
});
