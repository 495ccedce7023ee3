import type { LocalGateway } from '../../emulator/local-gateway';
import type { EntraProxy } from '../support/entra-proxy';
import { defaultStackFile, type TestClock } from '../support/gateway';
import { LoginSteps } from '../support/login-steps';
import { newVerifier, RawClient, send, tokensOf, type Answer } from '../support/oauth-client';
import { bootProxiedGateway, startAfresh, type ProxiedGateway } from '../support/proxied-gateway';
import type { StoreProxy } from '../support/store-proxy';
import { expectHarmless } from './harmless';

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

/** The answer asks to come back later and says nothing of what is broken. */
function expectUnavailable(answer: Answer): void {
  expect(answer.status).toBe(503);
  expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
  expect(answer.headers['location']).toBeUndefined();
  expectHarmless(answer, gateway.origin);
}

/** A step of a login, the writes it cannot do without, and what makes it ready to be taken. */
const STEPS: readonly (readonly [string, readonly string[], () => Promise<() => Promise<Answer>>])[] = [
  ['POST /register', ['POST'], () => Promise.resolve(() => client.register())],
  ['GET /authorize', ['POST'], () => Promise.resolve(() => send(client.authorizeUrl(clientId, newVerifier())))],
  [
    'GET /consent',
    [],
    async () => {
      const { transactionId } = await new LoginSteps(client, clientId).start();
      return () => send(`${gateway.origin}/consent?t=${transactionId}`);
    },
  ],
  [
    'POST /consent, approved',
    ['PUT'],
    async () => {
      const login = await new LoginSteps(client, clientId).start();
      return () => login.decide();
    },
  ],
  [
    'POST /consent, denied',
    ['PUT'],
    async () => {
      const login = await new LoginSteps(client, clientId).start();
      return () => login.decide({ decision: 'deny' });
    },
  ],
  [
    'GET /authorize/continue',
    [],
    async () => {
      const login = await new LoginSteps(client, clientId).start();
      await login.decide();
      return () => login.continue();
    },
  ],
  [
    'POST /oauth-callback',
    ['PUT'],
    async () => {
      const login = await new LoginSteps(client, clientId).start();
      await login.decide();
      const form = await login.signInAtEntra();
      return () => login.answer(form);
    },
  ],
  [
    'GET /oauth-callback',
    ['POST', 'PUT'],
    async () => {
      const login = await new LoginSteps(client, clientId).start();
      const url = await login.upToCallback();
      return () => login.callback(url);
    },
  ],
  [
    'POST /token with a code',
    ['POST'],
    async () => {
      const login = await client.logIn({ clientId });
      return () => client.redeem(login);
    },
  ],
  [
    'POST /token with a refresh token',
    ['PUT'],
    async () => {
      const tokens = await client.tokens({ clientId });
      return () => client.refresh(tokens);
    },
  ],
  [
    'POST /revoke',
    ['POST'],
    async () => {
      const tokens = await client.tokens({ clientId });
      return () => client.revoke(tokens);
    },
  ],
  [
    'POST /mcp',
    [],
    async () => {
      const token = await client.accessToken();
      return () => client.listTools(token);
    },
  ],
];

/** What cannot be taken again after this write failed: Entra's code was redeemed before it, and is good once. */
const ENDED_BY_A_FAILED_WRITE: readonly string[] = ['GET /oauth-callback: POST'];

describe.each(STEPS)('%s', (name, writes, prepare) => {
  it.each([
    ['is down', 503],
    ['is overloaded', 429],
    ['fails', 500],
    ['refuses the gateway', 403],
    ['answers what it never should', 302],
  ])('answers 503 with Retry-After while the store %s, and works again after', async (_state, status) => {
    const step = await prepare();
    store.outage = { status, headers: { 'retry-after': '1' } };
    expectUnavailable(await step());
    store.reset();
    expect((await step()).status).toBeLessThan(400);
  });

  it.each(['POST', 'PUT'] as const)(
    'answers 503 while the store takes no %s, and works again after, or needs none',
    async (method) => {
      const step = await prepare();
      store.outage = { status: 503, only: { method } };
      const answer = await step();
      if (writes.includes(method)) {
        expectUnavailable(answer);
        store.reset();
        if (!ENDED_BY_A_FAILED_WRITE.includes(`${name}: ${method}`)) expect((await step()).status).toBeLessThan(400);
      } else {
        expect(answer.status).toBeLessThan(400);
      }
    },
  );

  it('answers 503 while the store cannot be reached', async () => {
    const step = await prepare();
    const { host } = store;
    const before = gateway.hosts.toLoopback(new URL(`https://${host}/`))?.origin ?? '';
    // Port 1 of this machine: nobody listens there.
    gateway.hosts.map(host, 'http://127.0.0.1:1');
    try {
      expectUnavailable(await step());
    } finally {
      gateway.hosts.map(host, before);
    }
  });
});

describe('a cached login', () => {
  it('goes on while the store is down', async () => {
    const token = await client.accessToken();
    expect((await client.listTools(token)).status).toBe(200);
    store.outage = { status: 503 };
    expect((await client.listTools(token)).status).toBe(200);
  });
});

describe('GET /oauth-callback', () => {
  it.each([
    ['is down', 503],
    ['is overloaded', 429],
    ['fails', 500],
  ])('answers 503 with Retry-After while Entra %s', async (_state, status) => {
    const login = await new LoginSteps(client, clientId).start();
    const url = await login.upToCallback();
    entra.outage = { status, body: '{"error":"temporarily_unavailable","error_description":"AADSTS90033"}' };
    expectUnavailable(await login.callback(url));
  });

  it.each(['keys', 'openid-configuration'] as const)('answers 503 while the %s cannot be read', async (only) => {
    // Longer than the gateway keeps them.
    clock.advanceSeconds(3601);
    const login = await new LoginSteps(client, clientId).start();
    const url = await login.upToCallback();
    entra.outage = { status: 503, body: '', only };
    expectUnavailable(await login.callback(url));
  });

  it('tells the client when Entra refuses the code', async () => {
    const login = await new LoginSteps(client, clientId).start();
    const url = await login.upToCallback();
    entra.outage = { status: 400, body: '{"error":"invalid_grant","error_description":"AADSTS70008: secret detail"}' };
    const answer = await login.callback(url);
    expectHarmless(answer, gateway.origin);
    expect(String(answer.headers['location'])).toContain('error=server_error');
    expect(String(answer.headers['location'])).not.toContain('AADSTS');
  });

  it.each(['', 'not JSON', '[]', '{"id_token":42}', '{"id_token":"a.b.c"}', '{"id_token":null}'])(
    'refuses to believe Entra that answers "%s"',
    async (body) => {
      const login = await new LoginSteps(client, clientId).start();
      const url = await login.upToCallback();
      entra.tokenAnswer = body;
      const answer = await login.callback(url);
      expectHarmless(answer, gateway.origin);
      expect(answer.status).toBe(403);
    },
  );
});

describe('POST /token with a refresh token', () => {
  it.each([
    ['is down', 503, '{"error":"temporarily_unavailable","error_description":"AADSTS90033"}'],
    ['is overloaded', 429, '{"error":"temporarily_unavailable","error_description":"AADSTS90033"}'],
    ['fails', 500, ''],
    ['refuses the gateway itself', 401, '{"error":"invalid_client","error_description":"AADSTS700024"}'],
    ['does not know the gateway', 400, '{"error":"unauthorized_client","error_description":"AADSTS700016"}'],
  ])('answers 503 with Retry-After while Entra %s, and changes nothing', async (_state, status, body) => {
    const tokens = await client.tokens({ clientId });
    entra.outage = { status, body, only: 'token' };
    expectUnavailable(await client.refresh(tokens));
    entra.reset();
    expect((await client.listTools(tokens.accessToken)).status).toBe(200);
    // The first generation is still the current one, however late.
    clock.advanceSeconds(3600);
    tokensOf(await client.refresh(tokens), clientId);
  });

  it.each(['invalid_grant', 'interaction_required', 'consent_required'])(
    'ends the login when Entra answers %s, and says nothing of why',
    async (error) => {
      const tokens = await client.tokens({ clientId });
      entra.outage = { status: 400, body: JSON.stringify({ error, error_description: 'AADSTS50057: detail' }) };
      const answer = await client.refresh(tokens);
      expectHarmless(answer, gateway.origin);
      expect(answer).toMatchObject({ status: 400, json: { error: 'invalid_grant' } });
      expect(answer.text).not.toContain('AADSTS');
      entra.reset();
      expect((await client.listTools(tokens.accessToken)).status).toBe(401);
    },
  );

  it('gives the same refresh token again when the answer to its write got lost', async () => {
    const tokens = await client.tokens({ clientId });
    store.loseAnswers({ method: 'PUT', container: 'grants' });
    expectUnavailable(await client.refresh(tokens));
    store.reset();
    clock.advanceSeconds(5);
    const retried = tokensOf(await client.refresh(tokens), clientId);
    clock.advanceSeconds(3600);
    tokensOf(await client.refresh(retried), clientId);
  });
});
