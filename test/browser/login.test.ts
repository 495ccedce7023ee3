import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { chromium, type Browser, type Page } from 'playwright-core';
import type { LocalGateway } from '../../emulator/local-gateway';
import { bootGateway, defaultStackFile } from '../support/gateway';
import { newVerifier, RawClient } from '../support/oauth-client';
import { CHROMIUM, describeWith } from '../support/tools';

/** A client's loopback listener: the callback it got, once it got one. */
class Listener {
  readonly #server = createServer((incoming, outgoing) => {
    this.#resolve(new URL(incoming.url ?? '/', 'http://127.0.0.1').searchParams);
    outgoing.end('<title>client</title>');
  });
  #resolve: (callback: URLSearchParams) => void = () => {};
  readonly callback = new Promise<URLSearchParams>((resolve) => (this.#resolve = resolve));

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/callback`;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

describeWith(CHROMIUM, 'a login in Chromium', (executablePath) => {
  let gateway: LocalGateway;
  let browser: Browser;
  let page: Page;
  let listener: Listener;
  let redirectUri: string;

  beforeAll(async () => {
    gateway = await bootGateway(await defaultStackFile(), { user: undefined });
    browser = await chromium.launch({
      executablePath,
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    });
  }, 60_000);

  afterAll(async () => {
    await browser?.close();
    await gateway?.close();
  });

  beforeEach(async () => {
    listener = new Listener();
    redirectUri = await listener.start();
    page = await (await browser.newContext()).newPage();
  });

  afterEach(async () => {
    await page.context().close();
    await listener.close();
  });

  async function openLogin(): Promise<{ client: RawClient; clientId: string; verifier: string }> {
    const client = new RawClient(gateway.origin);
    const clientId = await client.registeredClientId({ client_name: 'Kees & Co <b>', redirect_uris: [redirectUri] });
    const verifier = newVerifier();
    await page.goto(client.authorizeUrl(clientId, verifier, { redirect_uri: redirectUri }).href);
    return { client, clientId, verifier };
  }

  it('shows who asks for what, and goes on to Entra and back to the client with a code that redeems', async () => {
    const { client, clientId, verifier } = await openLogin();
    const text = await page.innerText('main');
    expect(text).toContain('Kees & Co <b>');
    expect(text).toContain(new URL(redirectUri).host);
    expect(text).toMatch(/this (computer|machine|device)/i);
    await page.getByRole('button', { name: /^(allow|approve)/i }).click();
    await page.getByRole('button', { name: /alice/i }).click();
    const callback = await listener.callback;
    expect(callback.get('state')).toBe('state-of-the-client');
    expect(callback.get('iss')).toBe(gateway.origin);
    const answer = await client.redeem({
      clientId,
      redirectUri,
      verifier,
      resource: client.resource,
      code: callback.get('code') ?? '',
      callback,
    });
    expect(answer.status).toBe(200);
    expect((await client.listTools(String(answer.json['access_token']))).status).toBe(200);
  });

  it('returns to the client with access_denied when the person denies', async () => {
    await openLogin();
    await page.getByRole('button', { name: /^(deny|cancel)/i }).click();
    const callback = await listener.callback;
    expect(callback.get('error')).toBe('access_denied');
    expect(callback.get('state')).toBe('state-of-the-client');
  });

  it.each([
    ['a phone', { width: 360, height: 740 }],
    ['a desktop', { width: 1280, height: 800 }],
  ])('fits the consent page on %s', async (_title, size) => {
    await page.setViewportSize(size);
    await openLogin();
    const overflow = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
    expect(overflow).toBe(0);
  });

  it('shows an error page, and goes nowhere, when the redirect URI is not the registered one', async () => {
    const client = new RawClient(gateway.origin);
    const clientId = await client.registeredClientId({ redirect_uris: [redirectUri] });
    await page.goto(
      client.authorizeUrl(clientId, newVerifier(), { redirect_uri: 'https://attacker.example/callback' }).href,
    );
    expect(new URL(page.url()).origin).toBe(gateway.origin);
    expect(await page.innerText('main')).not.toContain('attacker.example');
  });
});
