import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { LocalGateway } from '../../emulator/local-gateway';
import { bootGateway, defaultStackFile, TestClock } from '../support/gateway';
import { newVerifier, RawClient } from '../support/oauth-client';
import { CHROMIUM, describeWith } from '../support/tools';
import { launchChromium } from './chromium';
import { HTTPS_REDIRECT_URI, listenForClient, type ClientListener } from './client-listener';

const TEN_MINUTES = 600;

describeWith(CHROMIUM, 'a login in Chromium', (executablePath) => {
  const clock = new TestClock();
  let gateway: LocalGateway;
  let browser: Browser;
  let web: ClientListener;
  let local: ClientListener;
  let context: BrowserContext;
  let page: Page;
  let violations: string[];

  beforeAll(async () => {
    gateway = await bootGateway(await defaultStackFile(), { user: undefined, clock });
    web = await listenForClient('https');
    browser = await launchChromium(executablePath, web.port);
  }, 60_000);

  afterAll(async () => {
    await browser?.close();
    await web?.close();
    await gateway?.close();
  });

  beforeEach(async () => {
    local = await listenForClient('http');
    context = await browser.newContext({ ignoreHTTPSErrors: true });
    violations = [];
    context.on('console', (message) => {
      if (message.text().includes('Content Security Policy')) violations.push(message.text());
    });
    page = await context.newPage();
  });

  afterEach(async () => {
    await context.close();
    await local.close();
    expect(violations).toEqual([]);
  });

  /** A client and its logins. */
  class Client {
    readonly raw = new RawClient(gateway.origin);
    readonly verifier = newVerifier();
    readonly redirectUri: string;
    clientId = '';

    constructor(readonly listener: ClientListener) {
      this.redirectUri = listener === web ? HTTPS_REDIRECT_URI : `http://127.0.0.1:${listener.port}/callback`;
    }

    async register(): Promise<this> {
      const redirectUris = [this.redirectUri];
      this.clientId = await this.raw.registeredClientId({ client_name: 'Kees & Co <b>', redirect_uris: redirectUris });
      return this;
    }

    async open(on: Page = page, parameters: Record<string, string> = {}): Promise<void> {
      const all = { redirect_uri: this.redirectUri, ...parameters };
      // Committed, not loaded: pages that go on by themselves would interrupt the wait.
      await on.goto(this.raw.authorizeUrl(this.clientId, this.verifier, all).href, { waitUntil: 'commit' });
    }

    /** The status of an MCP call with what the answer is redeemed for. */
    async use(callback: URLSearchParams): Promise<number> {
      const { clientId, redirectUri, verifier, raw } = this;
      const code = callback.get('code') ?? '';
      const answer = await raw.redeem({ clientId, redirectUri, verifier, resource: raw.resource, code, callback });
      return (await raw.listTools(String(answer.json['access_token']))).status;
    }
  }

  const heading = (on: Page = page): Promise<string> => on.innerText('h1');
  const press = (name: string, on: Page = page): Promise<void> => on.getByRole('button', { name }).click();
  const signInAs = (name: string, on: Page = page): Promise<void> => on.getByRole('button', { name }).click();

  /** The next answer a client gets, once the browser shows its page. */
  async function answerTo(listener: ClientListener, on: Page = page): Promise<URLSearchParams> {
    const answer = await listener.next();
    await on.waitForURL((url) => url.pathname === '/callback');
    return answer;
  }

  /** Opens a login of a fresh client on this computer. */
  async function openLocal(): Promise<Client> {
    const client = await new Client(local).register();
    await client.open();
    return client;
  }

  /** Logs a fresh client on the web in as Alice, from the page on. */
  async function approveWeb(): Promise<Client> {
    const client = await new Client(web).register();
    await client.open();
    const callback = answerTo(web);
    await press('Allow');
    await signInAs('Alice');
    expect((await callback).get('code')).toMatch(/./);
    return client;
  }

  it('shows who asks for what, and goes on to Entra and back to the client with a code that redeems', async () => {
    const client = await openLocal();
    const text = await page.innerText('main');
    expect(text).toContain('Kees & Co <b>');
    expect(text).toContain(new URL(client.redirectUri).host);
    expect(text).toContain('a program on this computer');
    expect(text).toContain('Nobody. The application registered itself');
    const callback = answerTo(local);
    await press('Allow');
    await signInAs('Alice');
    const parameters = await callback;
    expect(parameters.get('state')).toBe('state-of-the-client');
    expect(parameters.get('iss')).toBe(gateway.origin);
    expect(await client.use(parameters)).toBe(200);
  });

  it('returns to the client with access_denied when the person denies', async () => {
    await openLocal();
    const callback = answerTo(local);
    await press('Deny');
    expect(Object.fromEntries(await callback)).toMatchObject({ error: 'access_denied', state: 'state-of-the-client' });
  });

  it('goes on once when Allow is pressed twice', async () => {
    const client = await openLocal();
    await page.getByRole('button', { name: 'Allow' }).dblclick();
    const callback = answerTo(local);
    await signInAs('Alice');
    expect(await client.use(await callback)).toBe(200);
    expect(local.callbacks).toHaveLength(1);
  });

  it('denies once when Deny is pressed twice', async () => {
    await openLocal();
    const callback = answerTo(local);
    await page.getByRole('button', { name: 'Deny' }).dblclick();
    expect((await callback).get('error')).toBe('access_denied');
  });

  it('leads on who comes back from Entra by the back button', async () => {
    const client = await openLocal();
    await press('Allow');
    await page.getByRole('button', { name: 'Alice' }).waitFor();
    await page.goBack();
    expect(await heading()).toBe('You allowed this already');
    await page.getByRole('link', { name: 'Go on to sign in' }).click();
    const callback = answerTo(local);
    await signInAs('Alice');
    expect(await client.use(await callback)).toBe(200);
  });

  it('says that the page was used to who comes back after the login', async () => {
    await openLocal();
    const consentUrl = page.url();
    const callback = answerTo(local);
    await press('Allow');
    await signInAs('Alice');
    await callback;
    await page.goto(consentUrl);
    expect(await heading()).toBe('This page was used already');
    expect(local.callbacks).toHaveLength(1);
  });

  it('takes the answer of a page that is open twice', async () => {
    const client = await openLocal();
    const twin = await context.newPage();
    await twin.goto(page.url());
    await page.reload();
    await press('Allow', twin);
    const callback = answerTo(local, twin);
    await signInAs('Alice', twin);
    expect(await client.use(await callback)).toBe(200);
    await press('Allow');
    expect(await heading()).toBe('This page was used already');
  });

  it('keeps two logins at once apart', async () => {
    const first = await openLocal();
    const other = await listenForClient('http');
    try {
      const second = await new Client(other).register();
      const tab = await context.newPage();
      await second.open(tab);
      await press('Allow');
      await press('Allow', tab);
      const callbacks = [answerTo(local), answerTo(other, tab)] as const;
      await signInAs('Alice');
      await callbacks[0];
      await signInAs('Alice', tab);
      expect(await first.use(await callbacks[0])).toBe(200);
      expect(await second.use(await callbacks[1])).toBe(200);
    } finally {
      await other.close();
    }
  });

  it('says so when the person took too long', async () => {
    await openLocal();
    clock.advanceSeconds(TEN_MINUTES);
    await press('Allow');
    expect(await heading()).toBe('This login took too long');
    expect(local.callbacks).toEqual([]);
  });

  it('shows an error page, and goes nowhere, when the redirect URI is not the registered one', async () => {
    const client = await new Client(local).register();
    await client.open(page, { redirect_uri: 'https://attacker.example/callback' });
    expect(new URL(page.url()).origin).toBe(gateway.origin);
    expect(await page.innerText('main')).not.toContain('attacker.example');
  });

  describe('of a client on the web', () => {
    it('skips the page the next time, in this browser, for the same person', async () => {
      const client = await approveWeb();
      const callback = answerTo(web);
      await client.open();
      expect(await client.use(await callback)).toBe(200);
      const elsewhere = await browser.newContext();
      const stranger = await elsewhere.newPage();
      await client.open(stranger);
      expect(await heading(stranger)).toContain('Kees & Co');
      await elsewhere.close();
    });

    it('asks somebody else before any code exists, and then remembers him', async () => {
      const client = await approveWeb();
      const codes = web.callbacks.length;
      // Alice leaves Entra; the gateway's own cookies stay.
      await context.clearCookies({ name: /^(?!__Host-)/ });
      await client.open();
      await signInAs('Bob');
      await page.getByRole('button', { name: 'Allow' }).waitFor();
      expect(web.callbacks).toHaveLength(codes);
      const callback = answerTo(web);
      await press('Allow');
      expect(await client.use(await callback)).toBe(200);
      const again = answerTo(web);
      await client.open();
      expect(await client.use(await again)).toBe(200);
    });

    it('shows the page when the client asks for it, and forgets on Deny', async () => {
      const client = await approveWeb();
      await client.open(page, { prompt: 'consent' });
      const callback = answerTo(web);
      await press('Deny');
      expect((await callback).get('error')).toBe('access_denied');
      await client.open();
      expect(await heading()).toContain('Kees & Co');
    });
  });

  it('asks every time for a client on this computer', async () => {
    const client = await openLocal();
    const callback = answerTo(local);
    await press('Allow');
    await signInAs('Alice');
    await callback;
    await client.open();
    expect(await heading()).toContain('Kees & Co');
  });
});
