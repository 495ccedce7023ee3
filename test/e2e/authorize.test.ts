import { ROBOT, synthesiseAttackStack, type AttackStack } from '../attacks/attack-stack';
import { bootTarget, type RunningTarget } from '../attacks/target';
import { readSettings } from '../../settings';
import { location, LoginSteps } from '../support/login-steps';
import { RawClient, REDIRECT_URI, send } from '../support/oauth-client';

let stack: AttackStack;
let target: RunningTarget;

beforeAll(async () => {
  stack = await synthesiseAttackStack();
  target = await bootTarget(stack.write(stack.json));
}, 60_000);

afterAll(async () => {
  await target?.close();
  stack?.remove();
});

/** What a login with these parameters is for, as its token tells; the error when there is none. */
async function granted(
  parameters: Record<string, string | undefined>,
  on: RunningTarget = target,
): Promise<{ scope: unknown; opens: string[] } | string> {
  const clientId = await on.clientId();
  const login = await on.client.logIn({ clientId, parameters });
  const error = login.callback.get('error');
  if (error !== null) return error;
  const { json } = await on.client.redeem(login, { resource: undefined });
  const opens = await Promise.all(
    [on.client, on.wikiClient].map(async (client) => {
      const { status } = await client.listTools(String(json['access_token']));
      return status === 200 ? [new URL(client.resource).pathname] : [];
    }),
  );
  return { scope: json['scope'], opens: opens.flat() };
}

describe('GET /authorize', () => {
  it.each([undefined, '', 'a b&c=d#e%20+"<>', '\u00e9\u{1f600}', 'x'.repeat(900)])(
    'gives state %j back as it came',
    async (state) => {
      const login = await target.client.logIn({ clientId: await target.clientId(), parameters: { state } });
      expect(login.callback.get('state')).toBe(state ?? null);
      expect(login.callback.get('iss')).toBe(target.origin);
    },
  );

  it('takes cookies that come in several headers, as browsers send them by HTTP/2 (RFC 9113 section 8.2.3)', async () => {
    const login = await new LoginSteps(target.client, await target.clientId()).start();
    const answer = await send(`${target.origin}/consent`, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        origin: target.origin,
        cookie: ['first=1', login.cookies(), 'last=1'],
      },
      body: `t=${login.transactionId}&form_token=${login.formToken}&decision=approve`,
    });
    expect({ status: answer.status, text: answer.text }).toEqual({
      status: 200,
      text: expect.stringContaining('<h1>Allowed</h1>') as unknown,
    });
  });

  it.each([
    ['the endpoint that is named', { scope: 'mcp:functions' }, { scope: 'mcp:functions', opens: ['/mcp'] }],
    ['all its scopes when none is asked for', { scope: undefined }, { scope: 'mcp:functions', opens: ['/mcp'] }],
    [
      'its own scopes alone',
      { scope: 'openid offline_access mcp:wiki mcp:functions' },
      { scope: 'mcp:functions', opens: ['/mcp'] },
    ],
    [
      'the backend its scopes name',
      { resource: undefined, scope: 'offline_access mcp:wiki' },
      { scope: 'mcp:wiki', opens: ['/wiki'] },
    ],
    [
      'nothing when the scopes name two backends',
      { resource: undefined, scope: 'mcp:wiki mcp:functions' },
      'invalid_target',
    ],
    ['nothing when the scopes name none', { resource: undefined, scope: 'offline_access' }, 'invalid_target'],
    [
      'nothing when a part of a scope is a name',
      { resource: undefined, scope: 'mcp:wiki2 xmcp:wiki' },
      'invalid_target',
    ],
  ])('grants %s', async (_what, parameters, expected) => {
    expect(await granted(parameters)).toEqual(expected);
  });

  it('does not show offline_access as a permission', async () => {
    const login = new LoginSteps(target.client, await target.clientId());
    await login.start({ scope: 'mcp:functions offline_access', prompt: 'consent' });
    expect(login.consentHtml).toContain('mcp:functions');
    expect(login.consentHtml).not.toContain('offline_access');
  });

  it.each([
    ['prompt', 'none', 'login_required'],
    ['resource', 'https://elsewhere.example/mcp', 'invalid_target'],
    ['response_type', 'token', 'unsupported_response_type'],
  ])('tells the client of %s=%s by %s, with state and iss', async (name, value, error) => {
    const login = new LoginSteps(target.client, await target.clientId());
    const url = location(await login.authorize({ [name]: value }));
    expect(url.origin + url.pathname).toBe(REDIRECT_URI);
    expect(Object.fromEntries(url.searchParams)).toEqual({
      error,
      error_description: expect.any(String) as unknown,
      state: 'state-of-the-client',
      iss: target.origin,
    });
  });

  it('keeps the query of a redirect URI', async () => {
    const redirectUri = 'https://client.example/callback?tenant=a%20b';
    const clientId = await target.client.registeredClientId({ redirect_uris: [redirectUri] });
    const login = await new LoginSteps(target.client, clientId).start({ redirect_uri: redirectUri });
    const back = location(await login.callback(await login.upToCallback()));
    expect(back.search).toMatch(/^\?tenant=a%20b&code=[\w-]{43}&iss=/);
  });

  it('is for the default backend when nothing else tells', async () => {
    const other = await synthesiseAttackStack({ ...readSettings({}), defaultResource: 'wiki' });
    const defaulting = await bootTarget(other.write(other.json));
    try {
      expect(await granted({ resource: undefined, scope: undefined }, defaulting)).toMatchObject({ opens: ['/wiki'] });
      const functions = { resource: undefined, scope: 'mcp:functions' };
      expect(await granted(functions, defaulting)).toMatchObject({ opens: ['/mcp'] });
    } finally {
      await defaulting.close();
      other.remove();
    }
  });
});

describe('a gateway whose tokens are for all of it', () => {
  let everything: AttackStack;
  let gateway: RunningTarget;

  beforeAll(async () => {
    everything = await synthesiseAttackStack({
      ...readSettings({}),
      tokenAudience: 'gateway',
      privateUseSchemes: true,
    });
    gateway = await bootTarget(everything.write(everything.json));
  }, 60_000);

  afterAll(async () => {
    await gateway?.close();
    everything?.remove();
  });

  it.each([
    ['an endpoint', (origin: string) => `${origin}/wiki`],
    ['the gateway', (origin: string) => origin],
    ['nothing', () => undefined],
  ])('opens every endpoint after one login for %s', async (_what, resource) => {
    expect(await granted({ resource: resource(gateway.origin), scope: 'mcp:wiki' }, gateway)).toEqual({
      scope: 'mcp:functions mcp:wiki mcp:chat llm:models',
      opens: ['/mcp', '/wiki'],
    });
  });

  it('still refuses a login for anything else', async () => {
    expect(await granted({ resource: 'https://elsewhere.example' }, gateway)).toBe('invalid_target');
  });

  it('names everything it opens on the consent page', async () => {
    const login = await new LoginSteps(gateway.client, await gateway.clientId()).start();
    expect(login.consentHtml).toContain('<ul><li>Functions tools</li><li>wiki</li><li>chat</li><li>models</li></ul>');
  });

  it('says when the operator vouches for a client', async () => {
    const { consentHtml } = await new LoginSteps(gateway.client, ROBOT.id).start();
    expect(consentHtml).toContain('Allow <bdi>Robot</bdi>');
    expect(consentHtml).toContain('The operator of this gateway.');
  });

  it('warns of whatever program on the device opens links of a scheme', async () => {
    const redirectUri = 'com.example.agent:/callback';
    const clientId = await gateway.client.registeredClientId({ redirect_uris: [redirectUri] });
    const { consentHtml } = await new LoginSteps(gateway.client, clientId).start({ redirect_uri: redirectUri });
    expect(consentHtml).toContain('<bdi>com.example.agent:</bdi>');
    expect(consentHtml).toContain('the program on this device that opens such links');
    expect(consentHtml).not.toContain('remembers');
  });

  it('redeems and refreshes for any of its endpoints, and for nothing else', async () => {
    const login = await gateway.client.logIn({ clientId: await gateway.clientId() });
    const elsewhere = await gateway.client.redeem(login, { resource: 'https://elsewhere.example/mcp' });
    expect(elsewhere).toMatchObject({ status: 400, json: { error: 'invalid_grant' } });
    const first = await gateway.client.redeem(login, { resource: `${gateway.origin}/wiki` });
    expect(first.status).toBe(200);
    const refresh = (resource: string) =>
      gateway.client.redeem(login, {
        grant_type: 'refresh_token',
        refresh_token: String(first.json['refresh_token']),
        resource,
        code: undefined,
      });
    expect(await refresh('https://elsewhere.example/mcp')).toMatchObject({ json: { error: 'invalid_target' } });
    expect((await refresh(`${gateway.origin}/mcp`)).status).toBe(200);
  });
});

describe('a gateway whose tokens are for one endpoint', () => {
  it('does not take a login for the gateway', async () => {
    const client = new RawClient(target.origin, target.origin);
    const login = await client.logIn({ clientId: await target.clientId() });
    expect(login.callback.get('error')).toBe('invalid_target');
  });

  it('does not take a token whose login was for the gateway', async () => {
    const { json } = await target.client.redeem(await target.client.logIn({ clientId: await target.clientId() }));
    target.store.tamper = (container, item) => (container === 'grants' ? { ...item, resource: target.origin } : item);
    const { status } = await target.client.listTools(String(json['access_token']));
    target.store.reset();
    expect(status).toBe(401);
  });
});
