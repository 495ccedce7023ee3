import { exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWTPayload } from 'jose';
import { ClrJwt } from '../../../emulator/expressions/runtime/jwt';
import { startBackend, type TestBackend } from '../gateway/test-gateway';
import { closeAfterwards } from '../../support/close-afterwards';
import { start } from '../gateway/started';
import { service } from './access-service';

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
    closeAfterwards(() => issuer.close());
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
