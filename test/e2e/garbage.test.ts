import fc from 'fast-check';
import type { LocalGateway } from '../../emulator/local-gateway';
import { bootGateway, defaultStackFile, TestClock } from '../support/gateway';
import { newVerifier, RawClient, send, type Answer } from '../support/oauth-client';
import { GARBAGE_AUTHORIZATION, GARBAGE_BODIES, GARBAGE_QUERIES } from './garbage-inputs';
import { expectHarmless } from './harmless';

const ENDPOINTS = [
  ['GET', '/.well-known/oauth-authorization-server'],
  ['GET', '/.well-known/oauth-protected-resource'],
  ['GET', '/.well-known/oauth-protected-resource/mcp'],
  ['POST', '/register'],
  ['GET', '/authorize'],
  ['GET', '/authorize/continue'],
  ['GET', '/consent'],
  ['POST', '/consent'],
  ['GET', '/oauth-callback'],
  ['POST', '/oauth-callback'],
  ['POST', '/token'],
  ['POST', '/revoke'],
  ['GET', '/mcp'],
  ['POST', '/mcp'],
  ['DELETE', '/mcp'],
] as const;

const PATHS = [...new Set(ENDPOINTS.map(([, path]) => path))];
const APIM_NOT_FOUND = { status: 404, json: { statusCode: 404, message: 'Resource not found' } };
const FORM = { 'content-type': 'application/x-www-form-urlencoded' };
const JSON_TYPE = { 'content-type': 'application/json' };

let gateway: LocalGateway;
let clock: TestClock;

beforeAll(async () => {
  clock = new TestClock();
  gateway = await bootGateway(await defaultStackFile(), { clock });
});

// Nothing here is about the limits on calls.
beforeEach(() => clock.advanceSeconds(61));

afterAll(async () => {
  await gateway?.close();
});

async function sendHarmless(path: string, options: Parameters<typeof send>[1] = {}): Promise<Answer> {
  const answer = await send(gateway.origin + path, options);
  expectHarmless(answer, gateway.origin);
  return answer;
}

describe('what is not declared', () => {
  it.each(PATHS)('answers 404 as API Management does to other methods of %s', async (path) => {
    const declared: readonly string[] = ENDPOINTS.filter(([, of]) => of === path).map(([method]) => method);
    for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'PROPFIND'].filter((m) => !declared.includes(m))) {
      expect(await sendHarmless(path, { method })).toMatchObject(APIM_NOT_FOUND);
    }
    expect((await sendHarmless(path, { method: 'OPTIONS' })).status).toBe(404);
  });

  it.each([
    '/',
    '/admin',
    '/token/x',
    '/mcp/x',
    '/mcp/../admin',
    '/mcp%2f',
    '/%00',
    '/%',
    '/%zz',
    '//token',
    '/.well-known',
    '/.well-known/openid-configuration',
    '/.well-known/oauth-protected-resource/other',
    `/${'a'.repeat(1000)}`,
  ])('answers 404 as API Management does to %s', async (path) => {
    expect(await sendHarmless(path)).toMatchObject(APIM_NOT_FOUND);
  });

  it('refuses a path or query that is longer than API Management takes', async () => {
    expect((await sendHarmless(`/${'a'.repeat(1025)}`)).status).toBe(400);
    for (const [method, path] of ENDPOINTS) {
      expect((await sendHarmless(`${path}?t=${'A'.repeat(2049)}`, { method })).status).toBe(414);
    }
  });
});

describe.each(ENDPOINTS)('%s %s', (method, path) => {
  it('stays calm whatever the query holds', async () => {
    for (const query of GARBAGE_QUERIES) {
      await sendHarmless(path + query, { method });
    }
  });

  it('stays calm whatever the headers hold', async () => {
    const headers: Record<string, string>[] = [
      { cookie: ';;;=;=;__Host-login-=;__Host-csrf-' },
      { origin: 'null' },
      { origin: '\u00ff' },
      { 'content-type': '\u00ff/;;;' },
      { accept: '' },
      { 'accept-encoding': 'garbage', 'content-encoding': 'garbage' },
      { 'x-forwarded-for': '{{seal-key-a}}', 'x-http-method-override': 'DELETE' },
      { authorization: 'Basic x'.repeat(1000) },
      { cookie: `a=${'b'.repeat(30_000)}` },
    ];
    for (const header of headers) {
      await sendHarmless(path, { method, headers: header });
    }
  });
});

describe.each([
  ['/register', JSON_TYPE],
  ['/token', FORM],
  ['/revoke', FORM],
  ['/consent', FORM],
  ['/oauth-callback', FORM],
  ['/mcp', JSON_TYPE],
])('POST %s', (path, headers) => {
  it.each(GARBAGE_BODIES)('refuses %s', async (_what, body) => {
    const origin: Record<string, string> = path === '/consent' ? { origin: gateway.origin } : {};
    const answer = await sendHarmless(path, { method: 'POST', headers: { ...headers, ...origin }, body });
    expect(answer.status).toBeGreaterThanOrEqual(path === '/register' ? 201 : 400);
    expect(answer.status).toBeLessThan(500);
  });
});

describe('garbage that names an OAuth error', () => {
  it.each([
    ['', 'invalid_request'],
    ['grant_type=', 'invalid_request'],
    ['grant_type=password', 'unsupported_grant_type'],
    ['grant_type=refresh_token', 'invalid_request'],
    ['grant_type=refresh_token&refresh_token=x', 'invalid_client'],
    ['grant_type=authorization_code', 'invalid_request'],
    ['grant_type=authorization_code&client_id=x&code=x&redirect_uri=x&code_verifier=x', 'invalid_client'],
  ])('POST /token with "%s" answers %s', async (body, error) => {
    const answer = await sendHarmless('/token', { method: 'POST', headers: FORM, body });
    expect(answer).toMatchObject({ status: error === 'invalid_client' ? 401 : 400, json: { error } });
    expect(answer.headers['cache-control']).toBe('no-store');
  });

  it.each([
    ['', 'invalid_request'],
    ['token=', 'invalid_request'],
    ['token_type_hint=access_token', 'invalid_request'],
    ['token=x', 'invalid_client'],
    ['token=x&client_id=x', 'invalid_client'],
  ])('POST /revoke with "%s" answers %s', async (body, error) => {
    const answer = await sendHarmless('/revoke', { method: 'POST', headers: FORM, body });
    expect(answer).toMatchObject({ status: error === 'invalid_client' ? 401 : 400, json: { error } });
    expect(answer.headers['cache-control']).toBe('no-store');
  });

  it('challenges whoever presents something that is no token', async () => {
    for (const authorization of GARBAGE_AUTHORIZATION) {
      for (const method of ['POST', 'GET', 'DELETE']) {
        const answer = await sendHarmless('/mcp', { method, headers: { authorization } });
        expect(answer).toMatchObject({ status: 401, json: { error: 'invalid_token' } });
        expect(answer.headers['www-authenticate']).toMatch(/^Bearer /);
      }
      clock.advanceSeconds(61);
    }
  });
});

describe('anything at all', () => {
  const runs = { numRuns: 60, seed: 20261121 };

  it('is no access token', async () => {
    await fc.assert(
      fc.asyncProperty(fc.base64String({ maxLength: 400 }), async (token) => {
        clock.advanceSeconds(1);
        const answer = await sendHarmless('/mcp', { method: 'POST', headers: { authorization: `Bearer ${token}` } });
        expect(answer.status).toBe(401);
      }),
      runs,
    );
  });

  it('is no code', async () => {
    const field = fc.string({ unit: 'binary', maxLength: 60 });
    const name = fc.constantFrom('grant_type', 'code', 'client_id', 'redirect_uri', 'code_verifier', 'resource', 'x');
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(name, field), { maxLength: 8 }), async (fields) => {
        const body = new URLSearchParams(fields).toString();
        const answer = await sendHarmless('/token', { method: 'POST', headers: FORM, body });
        expect([400, 401]).toContain(answer.status);
      }),
      runs,
    );
  });

  it('is no refresh token, and nothing to revoke', async () => {
    const client = new RawClient(gateway.origin);
    const clientId = await client.registeredClientId();
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: 'binary', maxLength: 400 }),
        fc.string({ maxLength: 40 }),
        async (token, text) => {
          const tokens = { clientId, accessToken: '', refreshToken: `x${token}` };
          const refreshed = await client.refresh(tokens, { scope: text, resource: text });
          expect(refreshed).toMatchObject({ status: 400, json: { error: 'invalid_grant' } });
          expect((await client.revoke(tokens, { token_type_hint: text })).status).toBe(200);
        },
      ),
      runs,
    );
  });

  it('registers with a well-formed answer or an OAuth error', async () => {
    const metadata = fc.record(
      {
        redirect_uris: fc.oneof(fc.jsonValue(), fc.array(fc.webUrl(), { maxLength: 3 })),
        client_name: fc.oneof(fc.jsonValue(), fc.string({ unit: 'binary', maxLength: 120 })),
        grant_types: fc.jsonValue(),
        scope: fc.jsonValue(),
        application_type: fc.jsonValue(),
      },
      { requiredKeys: [] },
    );
    await fc.assert(
      fc.asyncProperty(metadata, async (value) => {
        clock.advanceSeconds(1);
        const options = { method: 'POST', headers: JSON_TYPE, body: JSON.stringify(value) };
        const { status, json } = await sendHarmless('/register', options);
        expect([201, 400]).toContain(status);
        expect(json).toHaveProperty(status === 201 ? 'client_id' : 'error');
      }),
      runs,
    );
  });

  it('starts a login or goes back to the client, and nowhere else', async () => {
    const client = new RawClient(gateway.origin);
    const clientId = await client.registeredClientId();
    const text = fc.string({ unit: 'binary', maxLength: 40 });
    const parameters = fc.record(
      {
        redirect_uri: fc.oneof(text, fc.webUrl()),
        state: text,
        scope: text,
        resource: fc.oneof(text, fc.webUrl()),
        response_type: text,
        code_challenge: text,
        code_challenge_method: text,
        prompt: text,
      },
      { requiredKeys: [] },
    );
    await fc.assert(
      fc.asyncProperty(parameters, async (changed) => {
        const url = client.authorizeUrl(clientId, newVerifier(), changed);
        const { status } = await sendHarmless(url.pathname + url.search);
        expect([303, 400]).toContain(status);
      }),
      runs,
    );
  });
});
