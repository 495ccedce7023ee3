import { Browser } from '../../harness/browser';
import { signIn } from '../../harness/oauth-session';
import type { LocalGateway } from '../../emulator/local-gateway';
import { bootGateway, defaultStackFile, TestClock } from '../support/gateway';
import { newVerifier, RawClient } from '../support/oauth-client';

const REDIRECT_URI = 'https://client.example/callback';
const DAY = 24 * 60 * 60;

describe('a remembered approval', () => {
  const clock = new TestClock();
  let gateway: LocalGateway;
  let client: RawClient;
  let browser: Browser;

  beforeAll(async () => {
    gateway = await bootGateway(await defaultStackFile(), { clock });
    client = new RawClient(gateway.origin);
  }, 60_000);

  afterAll(() => gateway?.close());

  beforeEach(() => {
    browser = new Browser({ stopAt: REDIRECT_URI });
  });

  const register = (): Promise<string> => client.registeredClientId({ redirect_uris: [REDIRECT_URI] });

  /** The client's answer; `deny` shows whether the page came. */
  async function logIn(clientId: string, decision: 'approve' | 'deny' = 'approve'): Promise<URLSearchParams> {
    const url = client.authorizeUrl(clientId, newVerifier(), { redirect_uri: REDIRECT_URI });
    return signIn(url, REDIRECT_URI, { decision }, browser);
  }

  async function approvals(): Promise<{ key: string; value: string }[]> {
    const cookies = await browser.cookies.getCookies(gateway.origin);
    return cookies.filter(({ key }) => key.startsWith('__Host-consent-'));
  }

  it('is not prolonged by its use', async () => {
    const clientId = await register();
    await logIn(clientId);
    const [given] = await approvals();
    clock.advanceSeconds(5 * DAY);
    expect((await logIn(clientId, 'deny')).has('code')).toBe(true);
    expect(await approvals()).toEqual([given]);
  });

  it('is kept for eight clients, the first one making room', async () => {
    const clients: string[] = [];
    for (let count = 0; count < 9; count++) {
      clients.push(await register());
      expect((await logIn(clients[count] ?? '')).has('code')).toBe(true);
    }
    const kept = await approvals();
    expect(kept).toHaveLength(8);
    expect(Math.max(...kept.map(({ value }) => value.length))).toBeLessThan(1024);
    expect((await logIn(clients[8] ?? '', 'deny')).has('code')).toBe(true);
    expect((await logIn(clients[0] ?? '', 'deny')).get('error')).toBe('access_denied');
  });
});
