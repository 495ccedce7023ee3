import { exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWTPayload } from 'jose';
import { ClrJwt } from '../../../emulator/expressions/runtime/jwt';
import {
  policies,
  startBackend,
  startTestGateway,
  type TestBackend,
  type TestGateway,
  type TestService,
} from '../gateway/test-gateway';

const cleanups: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

async function start(service: TestService): Promise<TestGateway> {
  const gateway = await startTestGateway(service);
  cleanups.push(() => gateway.close());
  return gateway;
}

const REPORT = '<set-header name="Report"><value>@(report)</value></set-header>';
const expressions: TestService['expressions'] = {
  '@(report)': ({ lastError, response }) =>
    `${lastError?.source} ${lastError?.reason} ${response?.statusCode} ${lastError?.message}`,
};

const service = (inbound: string, more: TestService = {}): TestService => ({
  apis: [
    {
      policy: policies({ inbound, backend: '', onError: REPORT }),
      operations: [{ urlTemplate: '/*' }, { method: 'POST', urlTemplate: '/*' }],
    },
  ],
  ...more,
  expressions: { ...expressions, ...more.expressions },
});

describe('check-header', () => {
  const check = (ignoreCase: string, ...values: string[]) =>
    `<check-header name="X-Key" failed-check-httpcode="403" failed-check-error-message="No." ignore-case="${ignoreCase}">${values.map((value) => `<value>${value}</value>`).join('')}</check-header>`;

  it.each<[string, string, Record<string, string>, string | undefined]>([
    ['a value that is listed', check('false', 'a', 'b'), { 'x-key': 'b' }, undefined],
    ['another case, when ignored', check('true', 'a'), { 'x-key': 'A' }, undefined],
    ['any value, when none is listed', check('false'), { 'x-key': 'x' }, undefined],
    [
      'another case',
      check('false', 'a'),
      { 'x-key': 'A' },
      'check-header HeaderValueNotAllowed 403 Header X-Key value of A is not allowed. Access denied.',
    ],
    [
      'no header',
      check('false', 'a'),
      {},
      'check-header HeaderNotFound 403 Header X-Key was not found in the request. Access denied.',
    ],
  ])('meets %s', async (_what, policy, headers, report) => {
    const gateway = await start(service(policy));
    const response = await gateway.request('/', { headers });
    expect(response.status).toBe(report === undefined ? 200 : 403);
    expect(response.headers.report).toBe(report);
    if (report !== undefined) expect(JSON.parse(response.text)).toEqual({ statusCode: 403, message: 'No.' });
  });
});

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

describe('validate-jwt', () => {
  let keys: Map<string, { privateKey: CryptoKey; publicKey: CryptoKey }>;
  let issuer: TestBackend;
  let published: string[];
  let fetches: number;

  beforeAll(async () => {
    keys = new Map();
    for (const kid of ['one', 'two']) keys.set(kid, await generateKeyPair('RS256'));
  });

  beforeEach(async () => {
    published = ['one'];
    fetches = 0;
    issuer = await startBackend(async (request, response) => {
      if (request.url === '/config') {
        fetches += 1;
        response.end(JSON.stringify({ issuer: 'https://issuer.example', jwks_uri: `${issuer.url}/keys` }));
        return;
      }
      const jwks = [];
      for (const kid of published) {
        const key = keys.get(kid);
        if (key !== undefined) jwks.push({ ...(await exportJWK(key.publicKey)), kid, alg: 'RS256' });
      }
      response.end(JSON.stringify({ keys: jwks }));
    });
    cleanups.push(() => issuer.close());
  });

  const validate = (
    attributes = 'header-name="Authorization"',
    children = '<audiences><audience>me</audience></audiences>',
  ) =>
    `<validate-jwt ${attributes}><openid-config url="${issuer.url}/config" />${children}</validate-jwt><return-response />`;

  async function token(claims: JWTPayload = {}, kid = 'one', signer = kid): Promise<string> {
    const key = keys.get(signer);
    if (key === undefined) throw new Error(signer);
    const now = Date.UTC(2026, 0, 1) / 1000;
    return new SignJWT({ iss: 'https://issuer.example', aud: 'me', exp: now + 60, ...claims })
      .setProtectedHeader({ alg: 'RS256', kid })
      .sign(key.privateKey);
  }

  const now = Date.UTC(2026, 0, 1) / 1000;

  async function check(jwt: string | undefined, policy = validate()) {
    const gateway = await start(service(policy));
    const response = await gateway.request(
      '/',
      jwt === undefined ? {} : { headers: { authorization: `Bearer ${jwt}` } },
    );
    return {
      gateway,
      status: response.status,
      reason: String(response.headers.report ?? '').split(' ')[1] ?? '',
      text: response.text,
    };
  }

  it('accepts a good token', async () => {
    expect(await check(await token())).toMatchObject({ status: 200 });
  });

  it.each<[string, () => Promise<string | undefined>, string]>([
    ['no token', async () => undefined, 'TokenNotPresent'],
    ['text that is no token', async () => 'abc', 'JwtInvalid'],
    ['an expired token', () => token({ exp: now }), 'TokenExpired'],
    ['a token without expiry', () => token({ exp: undefined }), 'JwtInvalid'],
    ['a token of tomorrow', () => token({ nbf: now + 60 }), 'JwtInvalid'],
    ['another audience', () => token({ aud: ['you'] }), 'TokenAudienceNotAllowed'],
    ['another issuer', () => token({ iss: 'https://evil.example' }), 'TokenIssuerNotAllowed'],
    ['another key under a known id', () => token({}, 'one', 'two'), 'TokenSignatureInvalid'],
    ['an unknown key id', () => token({}, 'two'), 'TokenSignatureKeyNotFound'],
    [
      'a changed payload',
      async () => (await token()).replace(/\.[^.]+\./, `.${Buffer.from('{"aud":"me"}').toString('base64url')}.`),
      'TokenSignatureInvalid',
    ],
    [
      'an unsigned token',
      async () => `${Buffer.from('{"alg":"none"}').toString('base64url')}.e30.`,
      'TokenSignatureInvalid',
    ],
  ])('refuses %s', async (_what, make, reason) => {
    expect(await check(await make())).toMatchObject({ status: 401, reason });
  });

  it('says why in the default body, or what the policy says', async () => {
    const { text } = await check(undefined);
    expect(JSON.parse(text)).toEqual({ statusCode: 401, message: 'JWT not present.' });
    const custom = await check(
      undefined,
      validate(
        'header-name="Authorization" failed-validation-httpcode="403" failed-validation-error-message="Go away."',
      ),
    );
    expect([custom.status, JSON.parse(custom.text)]).toEqual([403, { statusCode: 403, message: 'Go away.' }]);
  });

  it.each<[string, string, JWTPayload, string, number]>([
    ['clock-skew', 'header-name="Authorization" clock-skew="300"', { exp: now - 299 }, '', 200],
    ['clock-skew, exceeded', 'header-name="Authorization" clock-skew="300"', { exp: now - 300 }, '', 401],
    [
      'require-expiration-time',
      'header-name="Authorization" require-expiration-time="false"',
      { exp: undefined },
      '',
      200,
    ],
    [
      'an issuer of the policy',
      'header-name="Authorization"',
      { iss: 'https://mine' },
      '<issuers><issuer>https://mine</issuer></issuers>',
      200,
    ],
    ['all claim values', 'header-name="Authorization"', { roles: ['a', 'b'] }, claims('roles', 'all', 'a', 'b'), 200],
    ['a missing claim value', 'header-name="Authorization"', { roles: ['a'] }, claims('roles', 'all', 'a', 'b'), 401],
    ['any claim value', 'header-name="Authorization"', { roles: ['b'] }, claims('roles', 'any', 'a', 'b'), 200],
    ['a missing claim', 'header-name="Authorization"', {}, claims('roles', 'any', 'a'), 401],
    ['an inherited name as claim', 'header-name="Authorization"', {}, claims('toString', 'any'), 401],
  ])('observes %s', async (_what, attributes, payload, children, status) => {
    expect((await check(await token(payload), validate(attributes, children))).status).toBe(status);
  });

  function claims(name: string, match: string, ...values: string[]): string {
    return `<required-claims><claim name="${name}" match="${match}">${values.map((value) => `<value>${value}</value>`).join('')}</claim></required-claims>`;
  }

  it('splits a claim at its separator', async () => {
    const children =
      '<required-claims><claim name="scp" match="all" separator=" "><value>b</value></claim></required-claims>';
    expect((await check(await token({ scp: 'a b' }), validate(undefined, children))).status).toBe(200);
  });

  it('reads the token from a value, a query parameter and another header', async () => {
    const jwt = await token();
    const byValue = await start(service(validate('token-value="@(jwt)"'), { expressions: { '@(jwt)': () => jwt } }));
    expect((await byValue.request('/')).status).toBe(200);
    const byQuery = await start(service(validate('query-parameter-name="t"')));
    expect((await byQuery.request(`/?t=${jwt}`)).status).toBe(200);
    const byHeader = await start(service(validate('header-name="X-Token"')));
    expect((await byHeader.request('/', { headers: { 'x-token': jwt } })).status).toBe(200);
  });

  it('stores the parsed token', async () => {
    const policy = validate('header-name="Authorization" output-token-variable-name="jwt"').replace(
      '<return-response />',
      '<return-response><set-body>@(jwt)</set-body></return-response>',
    );
    const gateway = await start(
      service(policy, {
        expressions: {
          '@(jwt)': ({ variables }) => {
            const jwt = variables.get('jwt');
            return jwt instanceof ClrJwt ? JSON.stringify([...jwt.claims]) : String(jwt);
          },
        },
      }),
    );
    const { text } = await gateway.request('/', {
      headers: { authorization: `Bearer ${await token({ roles: ['a', 'b'] })}` },
    });
    expect(text).toContain('["roles",["a","b"]]');
  });

  it('demands the scheme when told to', async () => {
    const gateway = await start(service(validate('header-name="Authorization" require-scheme="Bearer"')));
    const jwt = await token();
    expect((await gateway.request('/', { headers: { authorization: `Other ${jwt}` } })).status).toBe(401);
    expect((await gateway.request('/', { headers: { authorization: `bearer ${jwt}` } })).status).toBe(200);
  });

  it('keeps the configuration for an hour, and asks again for an unknown key, at most every five minutes', async () => {
    const gateway = await start(service(validate('header-name="Authorization" require-expiration-time="false"')));
    const request = async (kid: string) =>
      (await gateway.request('/', { headers: { authorization: `Bearer ${await token({ exp: undefined }, kid)}` } }))
        .status;
    expect([await request('one'), await request('one'), fetches]).toEqual([200, 200, 1]);
    published = ['one', 'two'];
    expect([await request('two'), fetches]).toEqual([401, 1]);
    gateway.clock.advance(5 * 60);
    expect([await request('two'), await request('two'), fetches]).toEqual([200, 200, 2]);
    gateway.clock.advance(60 * 60);
    expect([await request('one'), fetches]).toEqual([200, 3]);
  });

  it('accepts a shared key written in the policy', async () => {
    const secret = Buffer.alloc(32, 7);
    const jwt = await new SignJWT({ exp: now + 60 }).setProtectedHeader({ alg: 'HS256' }).sign(secret);
    const policy = `<validate-jwt header-name="Authorization"><issuer-signing-keys><key>${secret.toString('base64')}</key></issuer-signing-keys></validate-jwt><return-response />`;
    expect((await check(jwt, policy)).status).toBe(200);
    expect(
      (await check(jwt, policy.replace(secret.toString('base64'), Buffer.alloc(32, 8).toString('base64')))).status,
    ).toBe(401);
  });

  it('is a 500 when the issuer cannot be reached, and no refusal of the token', async () => {
    const policy = validate().replace(issuer.url, 'http://127.0.0.1:9');
    expect(await check(await token(), policy)).toMatchObject({ status: 500, reason: 'BackendConnectionFailure' });
  });
});

describe('validate-azure-ad-token', () => {
  const TENANT = '00000000-0000-4000-8000-00000000000a';
  const HOST = 'login.microsoftonline.com';
  const now = Date.UTC(2026, 0, 1) / 1000;
  const claims: JWTPayload = {
    iss: `https://${HOST}/${TENANT}/v2.0`,
    aud: 'me',
    azp: 'agent',
    roles: ['Reader', 'Writer'],
    idtyp: 'app',
    exp: now + 60,
  };
  const AUDIENCES = '<audiences><audience>me</audience></audiences>';
  let key: { privateKey: CryptoKey; publicKey: CryptoKey };
  let entra: TestBackend;

  beforeAll(async () => {
    key = await generateKeyPair('RS256');
  });

  beforeEach(async () => {
    entra = await startBackend(async (request, response) => {
      const body =
        request.url === `/${TENANT}/v2.0/.well-known/openid-configuration`
          ? { issuer: claims.iss, jwks_uri: `https://${HOST}/keys` }
          : { keys: [{ ...(await exportJWK(key.publicKey)), kid: 'one', alg: 'RS256' }] };
      response.end(JSON.stringify(body));
    });
    cleanups.push(() => entra.close());
  });

  const policy = (children = AUDIENCES, attributes = '', tenant = TENANT) =>
    `<validate-azure-ad-token tenant-id="${tenant}" ${attributes}>${children}</validate-azure-ad-token><return-response><set-body>@(jwt)</set-body></return-response>`;

  const sign = (changes: JWTPayload = {}) =>
    new SignJWT({ ...claims, ...changes }).setProtectedHeader({ alg: 'RS256', kid: 'one' }).sign(key.privateKey);

  async function check(token: string | undefined, text = policy()) {
    const gateway = await start(
      service(text, {
        expressions: {
          '@(jwt)': ({ variables }) => (variables.get('jwt') instanceof ClrJwt ? 'a Jwt' : 'none'),
          '@(token)': () => token ?? '',
        },
      }),
    );
    gateway.hosts.map(HOST, entra.url);
    const headers: Record<string, string> = token === undefined ? {} : { authorization: `Bearer ${token}` };
    const { status, headers: received, text: body } = await gateway.request('/', { headers });
    return { status, report: received.report, body };
  }

  it.each<[string, JWTPayload, string, string]>([
    ['of its tenant, for its audience', {}, AUDIENCES, ''],
    ['of the v1 format', { iss: `https://sts.windows.net/${TENANT}/` }, AUDIENCES, ''],
    [
      'of an application that is listed',
      {},
      '<client-application-ids><application-id>agent</application-id></client-application-ids>',
      '',
    ],
    [
      'of an application that a v1 token names',
      { azp: undefined, appid: 'agent' },
      '<client-application-ids><application-id>agent</application-id></client-application-ids>',
      '',
    ],
    [
      'with the claims it wants',
      {},
      `${AUDIENCES}<required-claims><claim name="roles" match="any"><value>Writer</value><value>Owner</value></claim></required-claims>`,
      '',
    ],
    ['that an expression yields', {}, AUDIENCES, 'token-value="@(token)" output-token-variable-name="jwt"'],
  ])('lets a token pass %s', async (_what, changes, children, attributes) => {
    const answer = await check(await sign(changes), policy(children, attributes));
    expect(answer).toMatchObject({ status: 200, body: attributes === '' ? 'none' : 'a Jwt' });
  });

  it.each<[string, JWTPayload, string, string]>([
    ['of another tenant', { iss: `https://${HOST}/other/v2.0` }, 'TokenIssuerNotAllowed', AUDIENCES],
    [
      'of another tenant in the v1 format',
      { iss: 'https://sts.windows.net/other/' },
      'TokenIssuerNotAllowed',
      AUDIENCES,
    ],
    [
      'of an issuer that only looks alike',
      { iss: `https://${HOST}/${TENANT}/v2.0/` },
      'TokenIssuerNotAllowed',
      AUDIENCES,
    ],
    ['for another audience', { aud: 'you' }, 'TokenAudienceNotAllowed', AUDIENCES],
    ['that is expired', { exp: now }, 'TokenExpired', AUDIENCES],
    ['that never expires', { exp: undefined }, 'JwtInvalid', AUDIENCES],
    ['that is not valid yet', { nbf: now + 1 }, 'JwtInvalid', AUDIENCES],
    [
      'of an application that is not listed',
      { azp: 'somebody' },
      'TokenClaimValueNotAllowed',
      '<client-application-ids><application-id>agent</application-id></client-application-ids>',
    ],
    [
      'without a claim it wants',
      { roles: undefined },
      'TokenClaimNotFound',
      `${AUDIENCES}<required-claims><claim name="roles"><value>Writer</value></claim></required-claims>`,
    ],
    [
      'with another value of a claim',
      { roles: ['Reader'] },
      'TokenClaimValueNotAllowed',
      `${AUDIENCES}<required-claims><claim name="roles"><value>Writer</value></claim></required-claims>`,
    ],
  ])('refuses a token %s', async (_what, changes, reason, children) => {
    const answer = await check(await sign(changes), policy(children));
    expect(answer.status).toBe(401);
    expect(answer.report).toContain(`validate-azure-ad-token ${reason} 401`);
  });

  it('refuses a token that somebody else signed, one without a signature, and no token', async () => {
    const [header, payload] = (await sign()).split('.');
    const other = await generateKeyPair('RS256');
    const foreign = await new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid: 'one' }).sign(other.privateKey);
    const none = Buffer.from('{"alg":"none"}').toString('base64url');
    expect((await check(foreign)).report).toContain('TokenSignatureInvalid');
    expect((await check(`${none}.${payload}.`)).status).toBe(401);
    expect((await check(`${header}.${payload}.`)).status).toBe(401);
    expect((await check(undefined)).report).toContain('TokenNotPresent');
  });

  it('answers with the status and message the policy gives', async () => {
    const attributes = 'failed-validation-httpcode="403" failed-validation-error-message="No."';
    const answer = await check(await sign({ aud: 'you' }), policy(AUDIENCES, attributes));
    expect(answer).toMatchObject({ status: 403, body: expect.stringContaining('No.') as string });
  });

  it.each([
    ['a tenant that is no id', policy(AUDIENCES, '', 'common'), /"tenant-id" is "common".*Write the GUID/],
    ['nothing that limits who may call', policy(''), /<client-application-ids> or <audiences> is needed/],
    ['two places of the token', policy(AUDIENCES, 'token-value="x" header-name="y"'), /exactly one of/],
    ['a clock skew', policy(AUDIENCES, 'clock-skew="60"'), /"clock-skew" is not supported/],
  ])('is a problem at boot with %s', async (_what, text, problem) => {
    await expect(startTestGateway(service(text, { expressions: { '@(jwt)': () => '' } }))).rejects.toThrow(problem);
  });
});

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
