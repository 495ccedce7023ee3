import { openBackend, start } from '../gateway/started';
import { policies, type TestService } from '../gateway/test-gateway';

describe('forward-request', () => {
  it('fails on an error status when told to', async () => {
    const { url } = await openBackend((_request, response) => void response.writeHead(503).end('sorry'));
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
    const { url } = await openBackend((request, response) => {
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
    const { url } = await openBackend((_request, response) => {
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
