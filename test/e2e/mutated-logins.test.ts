import fc from 'fast-check';
import { Agent, getGlobalDispatcher, setGlobalDispatcher, type Dispatcher } from 'undici';
import type { LocalGateway } from '../../emulator/local-gateway';
import { Browser } from '../../harness/browser';
import { signIn } from '../../harness/oauth-session';
import { bootGateway, defaultStackFile, TestClock } from '../support/gateway';
import { newVerifier, RawClient, REDIRECT_URI, send, sendForm, type Answer } from '../support/oauth-client';
import { expectHarmless } from './harmless';
import { KeyRecorder } from './key-recorder';
import { mutations, type RecordedRequest } from './mutations-of-requests';

/** Every request of a login and of what follows it, in order, as a client and a browser made them. */
async function recordLogin(gateway: LocalGateway): Promise<{ requests: RecordedRequest[]; secrets: string[] }> {
  const requests: RecordedRequest[] = [];
  const before = getGlobalDispatcher();
  const agent = new Agent();
  setGlobalDispatcher(
    agent.compose((dispatch) => (options, handler) => {
      const { origin, method, path, headers, body } = options;
      if (String(origin) === gateway.origin) {
        requests.push({ method, path, headers: textHeaders(headers), body: typeof body === 'string' ? body : '' });
      }
      return dispatch(options, handler);
    }),
  );
  try {
    const browser = new Browser({ stopAt: REDIRECT_URI });
    const client = new RawClient(gateway.origin);
    await send(`${gateway.origin}/.well-known/oauth-authorization-server`);
    await send(`${gateway.origin}/.well-known/oauth-protected-resource/mcp`);
    const clientId = await client.registeredClientId();
    const verifier = newVerifier();
    const callback = await signIn(client.authorizeUrl(clientId, verifier), REDIRECT_URI, {}, browser);
    const code = callback.get('code') ?? '';
    const { resource } = client;
    const { json } = await client.redeem({ clientId, redirectUri: REDIRECT_URI, verifier, resource, code, callback });
    const accessToken = String(json['access_token']);
    const refreshToken = String(json['refresh_token']);
    await client.listTools(accessToken);
    const renewed = await sendForm(`${gateway.origin}/token`, {
      grant_type: 'refresh_token',
      refresh_token: refreshToken,
      client_id: clientId,
      resource,
    });
    expect(renewed.status).toBe(200);
    const cookies = (await browser.cookies.getCookies(gateway.origin)).map(({ value }) => value);
    const tokens = [renewed.json['access_token'], renewed.json['refresh_token']].map(String);
    return {
      requests,
      secrets: [code, accessToken, refreshToken, ...tokens, ...cookies].filter((text) => text !== ''),
    };
  } finally {
    setGlobalDispatcher(before);
    await agent.close();
  }
}

function textHeaders(headers: Dispatcher.DispatchOptions['headers']): Record<string, string> {
  return Object.fromEntries(Object.entries(headers ?? {}).map(([name, value]) => [name, String(value)]));
}

describe('a login, its requests changed at random', () => {
  let gateway: LocalGateway;
  let clock: TestClock;
  let requests: RecordedRequest[];
  let secrets: readonly string[];

  beforeAll(async () => {
    clock = new TestClock();
    const keys = new KeyRecorder();
    gateway = await bootGateway(await defaultStackFile(), { clock, randomness: keys });
    secrets = keys.recorded();
    const recorded = await recordLogin(gateway);
    requests = recorded.requests;
    secrets = [...secrets, ...recorded.secrets];
  });

  afterAll(() => gateway?.close());

  function expectNoSecret(text: string): void {
    expect(secrets.filter((secret) => text.includes(secret))).toEqual([]);
    // A token of Entra: a JWT.
    expect(text).not.toMatch(/eyJ[\w-]{10,}\.[\w-]{10,}/);
  }

  function expectSafe(answer: Answer): void {
    expectHarmless(answer, gateway.origin);
    expect(answer.status).toBeLessThan(500);
    const isTokenAnswer = answer.status === 200 && 'access_token' in answer.json;
    // What a token answer is for: tokens, but no keys.
    if (!isTokenAnswer) expectNoSecret(answer.text);
  }

  it('covers every endpoint', () => {
    const endpoints = new Set(requests.map(({ method, path }) => `${method} ${path.split('?')[0]}`));
    expect([...endpoints].sort()).toEqual([
      'GET /.well-known/oauth-authorization-server',
      'GET /.well-known/oauth-protected-resource/mcp',
      'GET /authorize',
      'GET /authorize/continue',
      'GET /consent',
      'GET /oauth-callback',
      'POST /consent',
      'POST /mcp',
      'POST /oauth-callback',
      'POST /register',
      'POST /token',
    ]);
  });

  it('gets no server error, no foreign redirect and no secret', async () => {
    await fc.assert(
      fc.asyncProperty(mutations(requests), async ({ method, path, headers, body }) => {
        clock.advanceSeconds(1);
        const hasBody = method !== 'GET' && method !== 'DELETE';
        expectSafe(await send(`${gateway.origin}${path}`, { method, headers, ...(hasBody ? { body } : {}) }));
      }),
      { numRuns: 400, seed: 20261121 },
    );
  });

  it('leaves no secret in the traces', async () => {
    for (const { method, path, headers, body } of requests) {
      clock.advanceSeconds(61);
      await send(`${gateway.origin}${path}`, { method, headers, ...(method === 'POST' ? { body } : {}) });
    }
    const traces = await send(`${gateway.consoleUrl}/traces.json`);
    expect((traces.json['requests'] as unknown[]).length).toBeGreaterThanOrEqual(requests.length);
    expectNoSecret(traces.text);
    expectNoSecret((await send(gateway.consoleUrl)).text);
  });
});
