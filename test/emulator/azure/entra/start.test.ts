import { decodeJwt, decodeProtectedHeader } from 'jose';
import { createLocalJWKSet, jwtVerify, type JSONWebKeySet } from 'jose';
import { request } from 'undici';
import { PATHS } from '../../../../emulator/azure/entra/metadata';
import { createStartEntra } from '../../../../emulator/azure/entra/start';
import { ISSUER_V2 } from '../../../../emulator/azure/entra/tenant';
import { TEST_USERS } from '../../../../emulator/azure/entra/users';
import { TENANT_ID } from '../../../../emulator/azure/managed-identity/principals';
import { START_MILLISECONDS } from '../stand-in-environment';
import { buttonsOf, formOf, TestBrowser } from './browser';
import { REDIRECT_URI, TenantFixture, VERIFIER } from './tenant-fixture';

let fixture: TenantFixture;
let printed: jest.SpyInstance[];

beforeEach(async () => {
  printed = (['info', 'warn', 'error', 'log'] as const).map((name) => jest.spyOn(console, name).mockImplementation());
  fixture = await TenantFixture.start();
});

afterEach(async () => {
  await fixture.entra.close();
  for (const spy of printed) {
    expect(spy).not.toHaveBeenCalled();
    spy.mockRestore();
  }
});

async function getJson(path: string, headers: Readonly<Record<string, string>> = {}): Promise<unknown> {
  const { body } = await request(new URL(path, fixture.entra.origin), { headers });
  return body.json();
}

describe('createStartEntra: discovery', () => {
  it('serves the metadata with public https URLs, under its public name too', async () => {
    const metadata = await getJson(PATHS.metadata, { host: 'login.microsoftonline.com' });
    expect(metadata).toMatchObject({
      issuer: `https://login.microsoftonline.com/${TENANT_ID}/v2.0`,
      authorization_endpoint: `https://login.microsoftonline.com/${TENANT_ID}/oauth2/v2.0/authorize`,
      token_endpoint: `https://login.microsoftonline.com/${TENANT_ID}/oauth2/v2.0/token`,
      jwks_uri: `https://login.microsoftonline.com/${TENANT_ID}/discovery/v2.0/keys`,
    });
    expect(JSON.stringify(metadata)).not.toContain('127.0.0.1');
  });

  it('maps its public host', () => {
    const url = new URL(`https://login.microsoftonline.com${PATHS.keys}`);
    expect(fixture.environment.hosts.toLoopback(url)?.href).toBe(`${fixture.entra.origin}${PATHS.keys}`);
  });

  it('publishes public keys only', async () => {
    const { keys } = (await getJson(PATHS.keys)) as { keys: Record<string, unknown>[] };
    expect(Object.keys(keys[0] ?? {}).sort()).toEqual(['alg', 'e', 'kid', 'kty', 'n', 'use']);
  });

  it('refuses a foreign host name', async () => {
    const { statusCode } = await request(new URL(PATHS.keys, fixture.entra.origin), {
      headers: { host: 'evil.example' },
    });
    expect(statusCode).toBe(403);
  });

  it('knows one tenant', async () => {
    const page = await new TestBrowser().get(new URL('/common/oauth2/v2.0/authorize', fixture.entra.origin));
    expect(page).toMatchObject({ status: 400, html: expect.stringContaining('AADSTS90002') as string });
    const { status, body } = await fixture.token({}, {}, '/other/oauth2/v2.0/token');
    expect(status).toBe(400);
    expect(body.error_codes).toEqual([90002]);
  });
});

describe('createStartEntra: a login', () => {
  it('goes from the login page by form_post to tokens', async () => {
    const browser = new TestBrowser();
    const login = await browser.get(fixture.authorizeUrl());
    expect(login.status).toBe(200);
    expect(login.html).toContain('MCP &lt;gateway&gt;');
    expect(buttonsOf(login)).toEqual(['user=alice', 'user=bob', 'cancel=true']);

    const answer = await browser.post(formOf(login).action, { user: 'alice' });
    const { action, fields } = formOf(answer);
    expect(action.href).toBe(REDIRECT_URI);
    expect(Object.keys(fields).sort()).toEqual(['code', 'session_state', 'state']);
    expect(fields.state).toBe('state & more');
    expect(fields.code?.length).toBeGreaterThan(2048);

    const { status, body } = await fixture.token({ code: fields.code });
    expect(status).toBe(200);
    expect(body).toEqual({
      token_type: 'Bearer',
      scope: 'openid profile email',
      expires_in: 3600,
      ext_expires_in: 3600,
      access_token: expect.any(String) as string,
      id_token: expect.any(String) as string,
    });
    const now = START_MILLISECONDS / 1000;
    const [alice] = TEST_USERS;
    expect(decodeJwt(String(body.id_token))).toEqual({
      iss: ISSUER_V2,
      aud: fixture.clientId,
      iat: now,
      nbf: now,
      exp: now + 3600,
      nonce: 'nonce-1',
      sub: expect.any(String) as string,
      oid: alice?.objectId,
      tid: TENANT_ID,
      name: alice?.displayName,
      preferred_username: alice?.username,
      email: alice?.email,
      uti: expect.any(String) as string,
      ver: '2.0',
    });
    expect(decodeJwt(String(body.id_token)).sub).not.toBe(alice?.objectId);
  });

  it('signs the ID token with a published key', async () => {
    const { body } = await fixture.token({ code: await fixture.code() });
    const keys = createLocalJWKSet((await getJson(PATHS.keys)) as JSONWebKeySet);
    const idToken = String(body.id_token);
    await jwtVerify(idToken, keys, {
      issuer: ISSUER_V2,
      audience: fixture.clientId,
      currentDate: new Date(START_MILLISECONDS),
    });
    expect(decodeProtectedHeader(idToken)).toMatchObject({ alg: 'RS256', typ: 'JWT' });
  });

  it('stamps the ID token by the clock of the gateway', async () => {
    fixture.environment.advanceSeconds(86_400 * 30);
    const { body } = await fixture.token({ code: await fixture.code() });
    expect(decodeJwt(String(body.id_token)).iat).toBe(START_MILLISECONDS / 1000 + 86_400 * 30);
  });

  it('tells only what the scopes ask for', async () => {
    const { body } = await fixture.token({ code: await fixture.code({ scope: 'openid', nonce: undefined }) });
    const claims = decodeJwt(String(body.id_token));
    for (const name of ['nonce', 'name', 'preferred_username', 'oid', 'tid', 'email']) {
      expect(claims).not.toHaveProperty(name);
    }
  });

  it('answers by redirect in query mode, which is the default', async () => {
    for (const response_mode of ['query', undefined]) {
      const { location } = await fixture.signIn('bob', { response_mode });
      expect(`${location?.origin}${location?.pathname}`).toBe(REDIRECT_URI);
      expect(location?.searchParams.get('state')).toBe('state & more');
      expect(location?.searchParams.has('iss')).toBe(false);
    }
  });

  it('sends the answer to this machine when the application is served here', async () => {
    fixture.environment.hosts.map('gateway.azure-api.net', 'http://localhost:8080');
    expect(formOf(await fixture.signIn('alice')).action.href).toBe('http://localhost:8080/oauth-callback');
    const { location } = await fixture.signIn('alice', { response_mode: 'query' });
    expect(location?.origin).toBe('http://localhost:8080');
  });

  it('remembers the browser, and asks again for prompt=select_account or login', async () => {
    const browser = new TestBrowser();
    await fixture.signIn('alice', {}, browser);
    expect(formOf(await browser.get(fixture.authorizeUrl())).fields.code).toBeDefined();
    expect(formOf(await browser.get(fixture.authorizeUrl({ prompt: 'consent' }))).fields.code).toBeDefined();
    for (const prompt of ['login', 'select_account']) {
      const page = await browser.get(fixture.authorizeUrl({ prompt }));
      expect(buttonsOf(page)).toContain('user=bob');
      expect(formOf(await browser.post(formOf(page).action, { user: 'alice' })).fields.code).toBeDefined();
    }
  });

  it('lets the browser change to another user', async () => {
    const browser = new TestBrowser();
    await fixture.signIn('alice', {}, browser);
    const signOut = formOf(await fixture.signIn('bob', { prompt: 'select_account' }, browser));
    const { fields } = formOf(await browser.post(signOut.action, signOut.fields));
    const { body } = await fixture.token({ code: fields.code });
    expect(decodeJwt(String(body.id_token)).name).toBe('Bob Example');
  });

  it('answers prompt=none without a session with an error, in the words of Entra', async () => {
    const { fields } = formOf(await new TestBrowser().get(fixture.authorizeUrl({ prompt: 'none' })));
    expect(fields).toEqual({
      error: 'login_required',
      error_description: expect.stringMatching(
        /^AADSTS50058: .*Trace ID: [0-9a-f-]{36} .*Timestamp: 2026-03-04/,
      ) as string,
      state: 'state & more',
    });
  });

  it('answers access_denied when the user cancels', async () => {
    const browser = new TestBrowser();
    const login = await browser.get(fixture.authorizeUrl());
    const { fields } = formOf(await browser.post(formOf(login).action, { cancel: 'true' }));
    expect(fields).toMatchObject({ error: 'access_denied', state: 'state & more' });
    expect(fields.error_description).toMatch(/^AADSTS65004/);
  });

  it('shows an error for a user who is disabled, and lets them in once enabled', async () => {
    const browser = new TestBrowser();
    await fixture.signIn('alice', {}, browser);
    fixture.entra.users.disable('Alice');
    const page = await browser.get(fixture.authorizeUrl());
    expect(buttonsOf(page)).toContain('user=alice');
    const refused = await browser.post(formOf(page).action, { user: 'alice' });
    expect(refused).toMatchObject({ status: 400, html: expect.stringContaining('AADSTS50057') as string });
    fixture.entra.users.enable('alice');
    expect(formOf(await browser.post(formOf(page).action, { user: 'alice' })).fields.code).toBeDefined();
  });

  it('shows an error for a user who does not exist, and for a login without its browser', async () => {
    const login = await new TestBrowser().get(fixture.authorizeUrl());
    const stranger = await fixture.signIn('mallory');
    expect(stranger).toMatchObject({ status: 400, html: expect.stringContaining('AADSTS50034') as string });
    const other = await new TestBrowser().post(formOf(login).action, { user: 'alice' });
    expect(other).toMatchObject({ status: 400, html: expect.stringContaining('AADSTS165000') as string });
  });

  it('sets cookies that plain http on loopback keeps', async () => {
    const { headers } = await request(fixture.authorizeUrl());
    const cookies = [headers['set-cookie'] ?? []].flat();
    expect(cookies.length).toBeGreaterThan(0);
    for (const cookie of cookies) {
      expect(cookie).toMatch(/httponly/i);
      expect(cookie).not.toMatch(/; secure/i);
    }
  });

  it.each([
    ['an unknown client', { client_id: '00000000-0000-0000-0000-000000000000' }, 'AADSTS700016'],
    ['an unregistered redirect URI', { redirect_uri: `${REDIRECT_URI}/` }, 'AADSTS50011'],
    ['a redirect URI with a query', { redirect_uri: `${REDIRECT_URI}?a=b` }, 'AADSTS50011'],
    ['no redirect URI', { redirect_uri: undefined }, 'AADSTS9002313'],
    ['an unknown response mode', { response_mode: 'pigeon' }, 'AADSTS70007'],
  ])('shows an error page for %s, and sends nothing to the application', async (_what, parameters, code) => {
    const page = await new TestBrowser().get(fixture.authorizeUrl(parameters));
    expect(page).toMatchObject({ status: 400, location: undefined });
    expect(page.html).toContain(code);
    expect(page.html).not.toContain('<form');
  });

  it.each([
    ['the plain PKCE method', { code_challenge: VERIFIER, code_challenge_method: 'plain' }, 'invalid_request'],
    ['an implicit response type', { response_type: 'token', response_mode: undefined }, 'unsupported_response_type'],
  ])('refuses %s', async (_what, parameters, error) => {
    const page = await new TestBrowser().get(fixture.authorizeUrl(parameters));
    const shown = page.location?.href ?? page.html;
    expect(shown).toContain(error);
    expect(shown).toContain('AADSTS');
    expect(shown).not.toMatch(/code=/);
  });
});

describe('createStartEntra', () => {
  it('signs the user in without the page', async () => {
    const other = await TenantFixture.start({ user: 'Bob' });
    try {
      const { fields } = formOf(await new TestBrowser().get(other.authorizeUrl({ prompt: 'select_account' })));
      const { body } = await other.token({ code: fields.code });
      expect(decodeJwt(String(body.id_token)).preferred_username).toBe('bob@example.com');
    } finally {
      await other.entra.close();
    }
  });

  it('lists the users when the name is none of them', () => {
    expect(() => createStartEntra({ user: 'mallory' })).toThrow(
      'There is no test user "mallory". Use one of: alice, bob.',
    );
  });
});

describe('createStartEntra: outage', () => {
  it('answers 503, 429, or not at all', async () => {
    const url = new URL(PATHS.keys, fixture.entra.origin);
    fixture.entra.outage.failNext('unavailable');
    expect((await request(url)).statusCode).toBe(503);
    fixture.entra.outage.failNext('throttled', 1, 1500);
    const throttled = await request(url);
    expect([throttled.statusCode, throttled.headers['retry-after']]).toEqual([429, '2']);
    fixture.entra.outage.failNext('dropped');
    await expect(request(url)).rejects.toThrow();
    expect((await request(url)).statusCode).toBe(200);
  });
});
