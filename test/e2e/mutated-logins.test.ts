import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { Agent, getGlobalDispatcher, setGlobalDispatcher, type Dispatcher } from 'undici';
import type { LocalGateway } from '../../emulator/local-gateway';
import { Browser } from '../../harness/browser';
import { signIn } from '../../harness/oauth-session';
import { bootGateway, defaultStackFile, TestClock } from '../support/gateway';
import { newVerifier, RawClient, REDIRECT_URI, send, type Answer } from '../support/oauth-client';
import { expectHarmless } from './harmless';
import { KeyRecorder } from './key-recorder';
import { mutations, type RecordedRequest } from './mutations-of-requests';

/** Every request of a login and of what follows it, in order, as a client and a browser made them. */
async function recordLogin(gateway: LocalGateway): Promise<{ requests: RecordedRequest[]; secrets: string[] }> {
  const requests: RecordedRequest[] = [];
  const client = new RawClient(gateway.origin);
  const ended = await client.tokens();
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
    for (const path of ['oauth-authorization-server', 'oauth-protected-resource', 'oauth-protected-resource/mcp']) {
      await send(`${gateway.origin}/.well-known/${path}`);
    }
    const clientId = await client.registeredClientId();
    const verifier = newVerifier();
    const callback = await signIn(client.authorizeUrl(clientId, verifier), REDIRECT_URI, {}, browser);
    const code = callback.get('code') ?? '';
    const { resource } = client;
    const { json } = await client.redeem({ clientId, redirectUri: REDIRECT_URI, verifier, resource, code, callback });
    const accessToken = String(json['access_token']);
    const refreshToken = String(json['refresh_token']);
    await client.listTools(accessToken);
    const renewed = await client.refresh({ clientId, accessToken, refreshToken });
    expect(renewed.status).toBe(200);
    const headers = { authorization: `Bearer ${accessToken}`, accept: 'text/event-stream' };
    for (const method of ['GET', 'DELETE']) await send(resource, { method, headers });
    expect((await client.revoke(ended)).status).toBe(200);
    const cookies = (await browser.cookies.getCookies(gateway.origin)).map(({ value }) => value);
    const tokens = [renewed.json['access_token'], renewed.json['refresh_token']].map(String);
    return {
      requests,
      secrets: [code, accessToken, refreshToken, ...tokens, ended.accessToken, ended.refreshToken, ...cookies].filter(
        (text) => text !== '',
      ),
    };
  } finally {
    setGlobalDispatcher(before);
    await agent.close();
  }
}

function textHeaders(headers: Dispatcher.DispatchOptions['headers']): Record<string, string> {
  return Object.fromEntries(Object.entries(headers ?? {}).map(([name, value]) => [name, String(value)]));
}

/** Every operation of a stack, as method and path, sorted. */
function operationsOf(stackFile: string): string[] {
  const { resource } = JSON.parse(readFileSync(stackFile, 'utf8')) as {
    resource: Record<string, Record<string, Record<string, string>>>;
  };
  const apis = resource['azurerm_api_management_api'] ?? {};
  return Object.values(resource['azurerm_api_management_api_operation'] ?? {})
    .map(({ method, api_name: api = '', url_template: template = '' }) => {
      const path = apis[api.split('.')[1] ?? '']?.['path'] ?? '';
      return `${method} ${template === '/' ? `/${path}` : template}`;
    })
    .sort();
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

  it('covers every operation of the stack', async () => {
    const endpoints = new Set(requests.map(({ method, path }) => `${method} ${path.split('?')[0]}`));
    expect([...endpoints].sort()).toEqual(operationsOf(await defaultStackFile()));
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
