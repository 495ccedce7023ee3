import type { LocalGateway } from '../../emulator/local-gateway';
import type { EntraProxy } from '../support/entra-proxy';
import { defaultStackFile, type TestClock } from '../support/gateway';
import { RawClient, send, tokensOf, type Answer, type Tokens } from '../support/oauth-client';
import { bootProxiedGateway, startAfresh, type ProxiedGateway } from '../support/proxied-gateway';
import type { StoreProxy } from '../support/store-proxy';

const GRACE_SECONDS = 60;
const DAY = 24 * 3600;
const SCOPE = 'mcp:functions';

let proxied: ProxiedGateway;
let gateway: LocalGateway;
let clock: TestClock;
let store: StoreProxy;
let entra: EntraProxy;
let client: RawClient;
let clientId: string;

beforeAll(async () => {
  proxied = await bootProxiedGateway(await defaultStackFile());
  ({ gateway, clock, store, entra } = proxied);
  client = new RawClient(gateway.origin);
  clientId = await client.registeredClientId();
});

beforeEach(() => startAfresh(proxied));

afterAll(() => proxied?.close());

const refreshed = async (tokens: Tokens): Promise<Tokens> => tokensOf(await client.refresh(tokens), clientId);

async function expectWorks({ accessToken }: Tokens): Promise<void> {
  expect((await client.listTools(accessToken)).status).toBe(200);
}

function expectNoStore(answer: Answer): void {
  expect(answer.headers).toMatchObject({
    'cache-control': 'no-store',
    pragma: 'no-cache',
    'content-type': 'application/json',
    'access-control-allow-origin': '*',
  });
}

describe('an answer with tokens', () => {
  it('has the members of RFC 6749 section 5.1, of a code and of a refresh token', async () => {
    const login = await client.logIn({ clientId });
    const first = await client.redeem(login);
    const second = await client.refresh(tokensOf(first, clientId));
    for (const answer of [first, second]) {
      expectNoStore(answer);
      expect(answer.json).toEqual({
        access_token: expect.stringMatching(/^[\w-]+$/) as unknown,
        token_type: 'Bearer',
        expires_in: 3600,
        refresh_token: expect.stringMatching(/^[\w-]+$/) as unknown,
        scope: SCOPE,
      });
    }
    expect(second.json['refresh_token']).not.toBe(first.json['refresh_token']);
  });

  it.each([undefined, SCOPE, 'offline_access', `${SCOPE} offline_access`])(
    'has a refresh token when the login asked for the scope "%s"',
    async (scope) => {
      const login = await client.logIn({ clientId, parameters: { scope } });
      const answer = await client.redeem(login);
      tokensOf(answer, clientId);
      expect(answer.json['scope']).toBe(SCOPE);
    },
  );

  it('has no refresh token when Entra gave the gateway none', async () => {
    entra.withholdRefreshTokens = true;
    const answer = await client.redeem(await client.logIn({ clientId }));
    expect(answer.status).toBe(200);
    expect(answer.json).not.toHaveProperty('refresh_token');
    expect((await client.listTools(String(answer.json['access_token']))).status).toBe(200);
  });
});

describe('a refresh', () => {
  it('goes on for months, one token after the other', async () => {
    let tokens = await client.tokens({ clientId });
    for (let days = 13; days < 90; days += 13) {
      clock.advanceSeconds(13 * DAY);
      tokens = await refreshed(tokens);
      await expectWorks(tokens);
    }
  });

  it('asks Entra with the newest refresh token Entra gave', async () => {
    let tokens = await client.tokens({ clientId });
    for (let count = 0; count < 3; count++) tokens = await refreshed(tokens);
    const [first, second, third] = entra.presentedRefreshTokens;
    expect(new Set([first, second, third]).size).toBe(3);
    expect(entra.issuedRefreshTokens.slice(0, 3)).toEqual([first, second, third]);
  });

  it('keeps the refresh token of Entra when Entra gives no new one', async () => {
    let tokens = await client.tokens({ clientId });
    entra.withholdRefreshTokens = true;
    for (let count = 0; count < 2; count++) tokens = await refreshed(tokens);
    const [first, second] = entra.presentedRefreshTokens;
    expect(second).toBe(first);
    await expectWorks(tokens);
  });

  it.each(['', 'offline_access', SCOPE, `${SCOPE} offline_access`, `  ${SCOPE}  ${SCOPE}`])(
    'of the scope "%s" gives what was granted',
    async (scope) => {
      const answer = await client.refresh(await client.tokens({ clientId }), { scope });
      expect(answer).toMatchObject({ status: 200, json: { scope: SCOPE } });
    },
  );

  it('does without the resource, and takes the one of the login', async () => {
    const tokens = await client.tokens({ clientId });
    const answer = await client.refresh(tokens, { resource: undefined });
    await expectWorks(tokensOf(answer, clientId));
  });

  it('gives the same refresh token again for a minute, without another write', async () => {
    const tokens = await client.tokens({ clientId });
    const next = await refreshed(tokens);
    clock.advanceSeconds(GRACE_SECONDS - 1);
    store.outage = { status: 503, only: { method: 'PUT', container: 'grants' } };
    const again = await refreshed(tokens);
    store.reset();
    await expectWorks(again);
    // Both are the current one: the first to be used makes the next.
    await expectWorks(await refreshed(again));
    await expectWorks(await refreshed(next));
  });
});

describe('races', () => {
  it('of two refreshes end with a working token for both', async () => {
    const tokens = await client.tokens({ clientId });
    store.lineUp({ method: 'PUT', container: 'grants' }, 2);
    const both = await Promise.all([refreshed(tokens), refreshed(tokens)]);
    for (const one of both) await expectWorks(one);
    clock.advanceSeconds(GRACE_SECONDS);
    // They hold the same generation: one refresh later, both are in the time of grace.
    for (const one of both) await expectWorks(await refreshed(one));
  });

  it('of many refreshes end with a working token for all', async () => {
    const tokens = await client.tokens({ clientId });
    const all = await Promise.all(Array.from({ length: 12 }, () => refreshed(tokens)));
    for (const one of all) await expectWorks(one);
  });

  it('of refresh and revocation end with the login', async () => {
    const tokens = await client.tokens({ clientId });
    const [answer, revoked] = await Promise.all([client.refresh(tokens), client.revoke(tokens)]);
    expect(revoked.status).toBe(200);
    expect([200, 400]).toContain(answer.status);
    expect(await client.refresh(tokens)).toMatchObject({ status: 400, json: { error: 'invalid_grant' } });
    if (answer.status === 200) {
      expect((await client.listTools(tokensOf(answer, clientId).accessToken)).status).toBe(401);
    }
  });

  it('of two revocations end well for both', async () => {
    const tokens = await client.tokens({ clientId });
    const answers = await Promise.all([client.revoke(tokens), client.revoke(tokens)]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
  });
});

describe('a code', () => {
  it('is as good as before when the store failed before the grant was written', async () => {
    const login = await client.logIn({ clientId });
    store.outage = { status: 503, only: { method: 'POST', container: 'grants' } };
    for (let attempt = 0; attempt < 3; attempt++) expect((await client.redeem(login)).status).toBe(503);
    store.reset();
    await expectWorks(tokensOf(await client.redeem(login), clientId));
  });

  it('gives one grant when it is sent again while the first request still waits for the store', async () => {
    const login = await client.logIn({ clientId });
    const write = store.hold({ method: 'POST', container: 'grants' });
    const first = client.redeem(login);
    await write.arrived;
    const tokens = tokensOf(await client.redeem(login), clientId);
    write.release();
    expect(await first).toMatchObject({ status: 400, json: { error: 'invalid_grant' } });
    await expectWorks(tokens);
  });
});

describe('POST /revoke', () => {
  it.each(['access_token', 'refresh_token', 'something_else', undefined])(
    'ends the login whatever the hint "%s" says',
    async (hint) => {
      for (const token of ['accessToken', 'refreshToken'] as const) {
        const tokens = await client.tokens({ clientId });
        await expectWorks(tokens);
        const answer = await client.revoke(tokens, { token: tokens[token], token_type_hint: hint });
        expect(answer.status).toBe(200);
        expectNoStore(answer);
        expect((await client.listTools(tokens.accessToken)).status).toBe(401);
      }
    },
  );

  it('takes a token that is expired or was replaced', async () => {
    const tokens = await client.tokens({ clientId });
    const next = await refreshed(tokens);
    clock.advanceSeconds(3600);
    expect((await client.revoke(tokens, { token: tokens.accessToken })).status).toBe(200);
    expect(await client.refresh(next)).toMatchObject({ status: 400, json: { error: 'invalid_grant' } });
  });

  it('says that a token of another client is not its', async () => {
    const tokens = await client.tokens({ clientId });
    const other = await client.registeredClientId();
    expect(await client.revoke(tokens, { client_id: other })).toMatchObject({
      status: 400,
      json: { error: 'invalid_grant' },
    });
    await expectWorks(tokens);
  });
});

describe('GET /.well-known/oauth-authorization-server', () => {
  it('names the grant types, the revocation endpoint and offline_access, which no endpoint asks for', async () => {
    const { json: metadata } = await send(`${gateway.origin}/.well-known/oauth-authorization-server`);
    expect(metadata).toMatchObject({
      grant_types_supported: ['authorization_code', 'refresh_token'],
      revocation_endpoint: `${gateway.origin}/revoke`,
      revocation_endpoint_auth_methods_supported: metadata['token_endpoint_auth_methods_supported'],
      scopes_supported: [SCOPE, 'offline_access'],
    });
    expect((await client.register()).json['grant_types']).toEqual(metadata['grant_types_supported']);
    const resource = await send(`${gateway.origin}/.well-known/oauth-protected-resource/mcp`);
    expect(resource.json['scopes_supported']).toEqual([SCOPE]);
    expect((await client.listTools(undefined)).headers['www-authenticate']).not.toContain('offline_access');
  });
});
