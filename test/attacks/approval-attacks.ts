import { createHash } from 'node:crypto';
import { location, LoginSteps } from '../support/login-steps';
import { REDIRECT_URI } from '../support/oauth-client';
import type { Attack, Target } from './attack';
import { expectErrorForClient, expectPage, PAGES } from './expectations';
import { seal, unseal, type SealOptions } from './seal';

const HTTPS_URI = 'https://client.example/callback';
const OTHER_HTTPS_URI = 'https://client.example/other';
/** Redirect URIs that a program on the victim's computer can answer, however they are spelt. */
const LOCAL_URIS = [
  REDIRECT_URI,
  'https://localhost/callback',
  'https://LOCALHOST:8443/callback',
  'https://app.localhost/callback',
  'https://127.0.0.1/callback',
  'https://127.1/callback',
  'https://2130706433/callback',
  'https://0x7f.1/callback',
  'https://[::1]/callback',
];

/** What an approval holds, each on a line of its text. */
interface Approval {
  expires: string;
  subject: string;
  request: string;
  scopes: string;
}

/** Attacks on what a browser remembers of an approval. In all of them the page has to be shown. */
export const APPROVAL_ATTACKS: readonly Attack[] = [
  forged('made without the key', 'check-approval-mac', {}, { macKey: Buffer.alloc(32) }),
  forged('that was sealed for another use', 'check-approval-purpose', {}, { purpose: 'access' }),
  forged('that ended', 'check-approval-expiry', { expires: 'now' }),
  forged('for other scopes', 'check-approval-scope', { scopes: 'mcp:wiki' }),
  forged('for a part of the scopes', 'check-approval-scope', { scopes: 'mcp:function' }),
  forged('for nothing', 'check-approval-scope', { scopes: '' }),
  {
    name: 'uses the approval of one client for another, in a cookie of that name',
    removes: ['authorize/check-approval-request'],
    run: async (target) => {
      const { browser } = await approve(target);
      const { clientId, cookies } = await approve(target);
      expectAsked(await start(browser, { cookie: cookies }));
      expect(clientId).not.toBe(browser.clientId);
      const renamed = `${cookieName(browser.clientId)}=${valueOf(cookies)}`;
      expectAsked(await start(browser, { cookie: renamed }));
    },
  },
  {
    name: 'uses an approval for another redirect URI of the same client',
    removes: ['authorize/check-approval-request'],
    run: async (target) => {
      const { browser } = await approve(target);
      expectAsked(await start(browser, { parameters: { redirect_uri: OTHER_HTTPS_URI } }));
    },
  },
  {
    name: 'uses an approval for another endpoint',
    removes: ['authorize/check-approval-request'],
    run: async (target) => {
      const { browser } = await approve(target);
      const scopes = 'mcp:functions mcp:wiki';
      const cookie = forge(browser, { scopes });
      expectAsked(await start(browser, { cookie, parameters: { resource: target.wikiClient.resource } }));
    },
  },
  {
    name: 'has a program on the computer of the victim use an approval',
    removes: ['authorize/check-approval-redirect-uri'],
    run: async (target) => {
      const { browser } = await approve(target);
      for (const uri of LOCAL_URIS) {
        const clientId = await target.client.registeredClientId({ redirect_uris: [uri] });
        const request = requestHash(clientId, uri, target.client.resource);
        const local = new LoginSteps(target.client, clientId);
        const cookie = forge(browser, { request }, {}, clientId);
        expectAsked(await start(local, { cookie, parameters: { redirect_uri: uri } }));
      }
    },
  },
  {
    name: 'uses an approval although the page is asked for',
    removes: ['authorize/check-approval-prompt'],
    run: async (target) => {
      const { browser } = await approve(target);
      for (const prompt of ['consent', 'login', 'select_account', 'login consent']) {
        expectAsked(await start(browser, { parameters: { prompt } }));
      }
    },
  },
  {
    name: 'has a code made for somebody else than who approved',
    removes: ['entra-callback/check-approved-user'],
    run: async (target) => {
      const { browser } = await approve(target);
      const subject = '00000000-0000-0000-0000-000000000000:00000000-0000-0000-0000-000000000000';
      const login = browser.another();
      const cookie = forge(browser, { subject });
      login.transactionId = (await start(login, { cookie })).searchParams.get('t') ?? '';
      const asked = location(await login.callback(location(await login.answer(await login.signInAtEntra()))));
      expectAsked(asked);
      // Whoever signed in is asked, and answers like anybody.
      await login.join(asked.href);
      const back = location(await login.callback(await login.upToCallback()));
      expect(back.searchParams.get('code')).toMatch(/./);
    },
  },
  {
    name: 'starts a remembered login and has somebody else go on with it',
    removes: [],
    run: async (target) => {
      const { browser } = await approve(target);
      browser.transactionId = (await start(browser)).searchParams.get('t') ?? '';
      const others = await approve(target);
      for (const cookies of ['', others.cookies]) {
        expectPage(await browser.continue(cookies), 403, PAGES.foreignLogin);
      }
    },
  },
  {
    name: 'gets a code without any page being shown',
    removes: [],
    run: async (target) => {
      const login = new LoginSteps(target.client, await target.clientId());
      expectErrorForClient(await login.authorize({ prompt: 'none' }), 'login_required');
    },
  },
];

/** An approval the attacker made or altered. */
function forged(what: string, check: string, changes: Partial<Approval>, options: SealOptions = {}): Attack {
  return {
    name: `presents an approval ${what}`,
    removes: [`authorize/${check}`],
    run: async (target) => {
      const { browser } = await approve(target);
      const now = String(Math.floor(target.clock.nowMilliseconds() / 1000));
      const altered = changes.expires === 'now' ? { ...changes, expires: now } : changes;
      expectAsked(await start(browser, { cookie: forge(browser, altered, options) }));
    },
  };
}

interface Approved {
  /** The browser after its login; it remembers. */
  readonly browser: LoginSteps;
  readonly clientId: string;
  /** What it remembers, as a Cookie header. */
  readonly cookies: string;
}

/** Logs a fresh client in, so that its approval is remembered; checks that it is. */
async function approve(target: Target): Promise<Approved> {
  const clientId = await target.client.registeredClientId({ redirect_uris: [HTTPS_URI, OTHER_HTTPS_URI] });
  const browser = await new LoginSteps(target.client, clientId).start({ redirect_uri: HTTPS_URI });
  location(await browser.callback(await browser.upToCallback()));
  expect((await start(browser)).pathname).toBe('/authorize/continue');
  const cookies = browser
    .cookies()
    .split('; ')
    .filter((cookie) => cookie.startsWith('__Host-consent-'))
    .join('; ');
  return { browser, clientId, cookies };
}

/** Where a login of the browser's client goes first. */
async function start(
  browser: LoginSteps,
  options: { cookie?: string; parameters?: Record<string, string> } = {},
): Promise<URL> {
  const parameters = { redirect_uri: HTTPS_URI, ...options.parameters };
  return location(await browser.authorize(parameters, options.cookie));
}

/** The Cookie header of an approval that differs from the one the browser remembers. */
function forge(
  browser: LoginSteps,
  changes: Partial<Approval>,
  options: SealOptions = {},
  clientId = browser.clientId,
): string {
  const [expires = '', subject = '', request = '', scopes = ''] = unseal(valueOf(browser.cookies())).split('\n');
  const approval: Approval = { expires, subject, request, scopes, ...changes };
  const text = [approval.expires, approval.subject, approval.request, approval.scopes].join('\n');
  return `${cookieName(clientId)}=${seal(text, { purpose: 'consent', ...options })}`;
}

function expectAsked(url: URL): void {
  expect(url.pathname).toBe('/consent');
}

function cookieName(clientId: string): string {
  return `__Host-consent-${createHash('sha256').update(clientId).digest('hex').slice(0, 12)}`;
}

function valueOf(cookies: string): string {
  return /__Host-consent-[0-9a-f]+=([^;]+)/.exec(cookies)?.[1] ?? '';
}

function requestHash(clientId: string, redirectUri: string, resource: string): string {
  return createHash('sha256').update(`${clientId}\n${redirectUri}\n${resource}`).digest('base64url');
}
