import { policies } from '../gateway/test-gateway';
import { start } from '../gateway/started';
import { service } from './access-service';

describe('cors', () => {
  const cors = (
    attributes = '',
    methods = '<allowed-methods preflight-result-max-age="60"><method>GET</method><method>POST</method></allowed-methods>',
  ) =>
    `<cors ${attributes}><allowed-origins><origin>https://app.example</origin></allowed-origins>${methods}<allowed-headers><header>X-One</header></allowed-headers><expose-headers><header>X-Out</header></expose-headers></cors>`;
  const preflight = (headers: Record<string, string> = {}) => ({
    method: 'OPTIONS',
    headers: { origin: 'https://app.example', 'access-control-request-method': 'POST', ...headers },
  });

  it('answers a preflight and runs nothing else', async () => {
    const gateway = await start(service(`${cors()}<return-response><set-status code="500" /></return-response>`));
    const response = await gateway.request('/x', preflight({ 'access-control-request-headers': 'x-one' }));
    expect(response).toMatchObject({ status: 200, text: '' });
    expect(response.headers).toMatchObject({
      'access-control-allow-origin': 'https://app.example',
      'access-control-allow-methods': 'GET,POST',
      'access-control-allow-headers': 'x-one',
      'access-control-max-age': '60',
    });
  });

  it.each([
    ['another origin', { origin: 'https://evil.example' }],
    ['another method', { 'access-control-request-method': 'DELETE' }],
    ['another header', { 'access-control-request-headers': 'x-one, x-two' }],
  ])('answers a preflight with %s without allowing it', async (what, headers) => {
    const gateway = await start({
      ...service(cors()),
      apis: [
        {
          policy: policies({ inbound: cors(), backend: '' }),
          operations: ['GET', 'POST', 'DELETE'].map((method) => ({ method, urlTemplate: '/*' })),
        },
      ],
    });
    const response = await gateway.request('/', preflight(headers));
    expect([what, response.status, response.text]).toEqual([what, 200, '']);
    expect(response.headers).not.toHaveProperty('access-control-allow-origin');
  });

  it('finds the policy in fragments and broader scopes, and leaves declared OPTIONS operations alone', async () => {
    const gateway = await start({
      apis: [
        { path: 'a', policy: policies({ inbound: '<base /><include-fragment fragment-id="f" />', backend: '' }) },
        {
          path: 'b',
          policy: policies({ inbound: cors(), backend: '' }),
          operations: [{ method: 'OPTIONS' }, { method: 'POST' }],
        },
        { path: 'c', policy: policies({ inbound: '', backend: '' }), operations: [{ method: 'POST' }] },
      ],
      fragments: { f: `<fragment>${cors()}</fragment>` },
    });
    const get = { 'access-control-request-method': 'GET' };
    expect((await gateway.request('/a', preflight(get))).headers['access-control-allow-origin']).toBe(
      'https://app.example',
    );
    // The explicit operation runs the whole section; cors then adds its headers as to any request.
    expect((await gateway.request('/b', preflight())).headers).not.toHaveProperty('access-control-allow-methods');
    expect((await gateway.request('/c', preflight())).status).toBe(404);
    expect((await gateway.request('/a/unknown', preflight())).status).toBe(404);
  });

  it.each([
    ['a return-response', '<return-response><set-status code="201" /></return-response>', 201],
    [
      'a refusal',
      '<check-header name="X" failed-check-httpcode="403" failed-check-error-message="No" ignore-case="false" />',
      403,
    ],
    ['an empty answer', '', 200],
  ])('adds its headers to %s', async (_what, policy, status) => {
    const gateway = await start(service(cors('allow-credentials="true"') + policy));
    const response = await gateway.request('/', { headers: { origin: 'https://APP.example' } });
    expect(response.status).toBe(status);
    expect(response.headers).toMatchObject({
      'access-control-allow-origin': 'https://APP.example',
      'access-control-allow-credentials': 'true',
      'access-control-expose-headers': 'X-Out',
      vary: 'Origin',
    });
  });

  it.each([
    ['GET', '', 200, ''],
    ['GET', 'terminate-unmatched-request="false"', 200, 'ran'],
    ['POST', '', 200, 'ran'],
  ])('meets a %s from another origin (%s)', async (method, attributes, status, text) => {
    const gateway = await start(
      service(`${cors(attributes)}<return-response><set-body>ran</set-body></return-response>`),
    );
    const response = await gateway.request('/', { method, headers: { origin: 'https://evil.example' } });
    expect(response).toMatchObject({ status, text });
    expect(response.headers).not.toHaveProperty('access-control-allow-origin');
  });

  it('allows every origin with *, GET and POST by default', async () => {
    const gateway = await start(
      service(
        '<cors><allowed-origins><origin>*</origin></allowed-origins><allowed-headers><header>*</header></allowed-headers></cors>',
      ),
    );
    const response = await gateway.request('/', preflight({ 'access-control-request-headers': 'x-any' }));
    expect(response.headers).toMatchObject({
      'access-control-allow-origin': '*',
      'access-control-allow-methods': 'GET,POST',
      'access-control-allow-headers': 'x-any',
    });
  });
});
