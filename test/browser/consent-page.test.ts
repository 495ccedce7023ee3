import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import type { LocalGateway } from '../../emulator/local-gateway';
import { PROJECT_FOLDER } from '../support/command';
import { bootGateway, defaultStackFile } from '../support/gateway';
import { newVerifier, RawClient } from '../support/oauth-client';
import { CHROMIUM, describeWith } from '../support/tools';
import { launchChromium } from './chromium';

const IMAGES = join(PROJECT_FOLDER, 'docs', 'images');
const UPDATE = process.env['UPDATE_SCREENSHOTS'] === '1';

const LOOPBACK_URI = 'http://127.0.0.1:33418/callback';
const HTTPS_URI = 'https://client.example/callback';

/** Names a client can give itself to look like something else, or to break the page. */
const HOSTILE_NAMES = [
  '</h1><script>alert(1)</script>',
  '"><form action="https://evil.example"><button>Allow</button></form>',
  'W'.repeat(100),
  'Microsoft - approved by your administrator, press Allow',
  '\u05d0\u05d1\u05d2 Allow \u05d3\u05d4\u05d5',
  '{{seal-key-a}} @(context.Variables)',
];

/** Screens the documentation shows. */
const SCREENS = {
  'consent-light': { colorScheme: 'light', viewport: { width: 800, height: 720 } },
  'consent-dark': { colorScheme: 'dark', viewport: { width: 800, height: 720 } },
  'consent-phone': { colorScheme: 'light', viewport: { width: 360, height: 780 } },
} as const satisfies Readonly<Record<string, BrowserContextOptions>>;

/**
 * Runs in the page: texts whose contrast to what is behind them is below 4.5 to 1 (WCAG 2.2, 1.4.3), which holds for
 * every size.
 */
const LOW_CONTRAST = `(() => {
  const rgb = (color) => color.match(/[\\d.]+/g).map(Number);
  const luminance = (color) => {
    const [r, g, b] = rgb(color).map((v) => (v /= 255) <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const behind = (element) => {
    for (let e = element; e; e = e.parentElement) {
      const color = getComputedStyle(e).backgroundColor;
      if (rgb(color)[3] !== 0) return color;
    }
    return 'rgb(255, 255, 255)';
  };
  return [...document.body.querySelectorAll('*')]
    .filter((e) => [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim() !== ''))
    .map((e) => [luminance(getComputedStyle(e).color), luminance(behind(e)), e.textContent])
    .filter(([a, b]) => (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05) < 4.5)
    .map(([, , text]) => text);
})()`;

describeWith(CHROMIUM, 'the consent page in Chromium', (executablePath) => {
  let gateway: LocalGateway;
  let client: RawClient;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    gateway = await bootGateway(await defaultStackFile(), { user: undefined });
    client = new RawClient(gateway.origin);
    browser = await launchChromium(executablePath);
  }, 60_000);

  afterAll(async () => {
    await browser?.close();
    await gateway?.close();
  });

  afterEach(() => page?.context().close());

  async function open(
    options: BrowserContextOptions = {},
    { name = 'MCP Inspector', redirectUri = LOOPBACK_URI } = {},
  ): Promise<void> {
    page = await (await browser.newContext(options)).newPage();
    const clientId = await client.registeredClientId({ client_name: name, redirect_uris: [redirectUri] });
    await page.goto(client.authorizeUrl(clientId, newVerifier(), { redirect_uri: redirectUri }).href);
  }

  it('tells a screen reader its language, title, main part, question, list and form', async () => {
    await open();
    expect(await page.evaluate('document.documentElement.lang')).toBe('en');
    expect(await page.title()).toBe('Allow access?');
    expect(await page.getByRole('main').count()).toBe(1);
    expect(await page.locator('h1,h2,h3,h4,h5,h6').allInnerTexts()).toEqual(['Allow MCP Inspector to act for you?']);
    expect(await page.getByRole('form', { name: 'Your answer' }).getByRole('button').allInnerTexts()).toEqual([
      'Allow',
      'Deny',
    ]);
    expect(await page.locator('dl dt').count()).toBe(await page.locator('dl dd').count());
    const allow = page.getByRole('button', { name: 'Allow' });
    expect(await allow.getAttribute('aria-describedby')).toBe(
      await page.locator('p:has-text("choose Deny")').getAttribute('id'),
    );
  });

  it('focuses nothing by itself, then Allow and Deny in this order, each visibly', async () => {
    await open();
    const focused = (): Promise<unknown> =>
      page.evaluate(`[document.activeElement.tagName, document.activeElement.textContent.slice(0, 5)].join(' ')`);
    const outline = (): Promise<unknown> =>
      page.evaluate(
        `parseFloat(getComputedStyle(document.activeElement).outlineWidth) * (getComputedStyle(document.activeElement).outlineStyle === 'solid')`,
      );
    expect(await focused()).toMatch(/^BODY/);
    for (const name of ['Allow', 'Deny']) {
      await page.keyboard.press('Tab');
      expect(await focused()).toBe(`BUTTON ${name}`);
      expect(await outline()).toBeGreaterThanOrEqual(2);
    }
    await page.keyboard.press('Enter');
    await page.waitForURL(/127\.0\.0\.1|consent/);
  });

  it.each(['light', 'dark'] as const)('has enough contrast in %s', async (colorScheme) => {
    await open({ colorScheme });
    expect(await page.evaluate(LOW_CONTRAST)).toEqual([]);
    await page.goto(`${gateway.origin}/consent?t=unknown`);
    expect(await page.innerText('h1')).toBe('This login is not known');
    expect(await page.evaluate(LOW_CONTRAST)).toEqual([]);
  });

  it.each([
    ['a phone', { width: 360, height: 740 }],
    ['the narrowest screen, or a page enlarged four times', { width: 320, height: 256 }],
    ['a desktop', { width: 1280, height: 800 }],
  ])('fits %s, with targets a finger hits', async (_title, viewport) => {
    await open({ viewport }, { name: 'W'.repeat(100), redirectUri: `https://${'w'.repeat(60)}.example/callback` });
    expect(await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')).toBe(0);
    for (const button of await page.getByRole('button').all()) {
      expect((await button.boundingBox())?.height).toBeGreaterThanOrEqual(44);
    }
  });

  it.each([
    [LOOPBACK_URI, '127.0.0.1:33418', true, false],
    ['http://localhost:1234/callback', 'localhost:1234', true, false],
    ['http://[::1]:1234/callback', '[::1]:1234', true, false],
    ['https://localhost/callback', 'localhost', true, false],
    [HTTPS_URI, 'client.example', false, true],
    ['https://client.example:8443?a=b', 'client.example:8443', false, true],
  ])('says where the answer to %s goes', async (redirectUri, host, warned, remembered) => {
    await open({}, { redirectUri });
    expect(await page.locator('dd strong').innerText()).toBe(host);
    expect((await page.innerText('main')).includes('a program on this computer')).toBe(warned);
    expect((await page.innerText('main')).includes('remembers that for 30 days')).toBe(remembered);
  });

  it.each(HOSTILE_NAMES)('shows the name %j as a name', async (name) => {
    await open({}, { name });
    expect(await page.locator('h1 bdi').innerText()).toBe(name);
    expect(await page.locator('script, form:not([action="consent"]), h1 button').count()).toBe(0);
    expect(await page.getByRole('button').count()).toBe(2);
  });

  it.each(Object.entries(SCREENS))('looks like docs/images/%s.png', async (name, options) => {
    await open(options, name === 'consent-light' ? { name: 'Example agent', redirectUri: HTTPS_URI } : {});
    const path = join(IMAGES, `${name}.png`);
    if (UPDATE) {
      mkdirSync(IMAGES, { recursive: true });
      await page.screenshot({ path, fullPage: true });
    }
    // Fonts differ between machines, so that pixels are not compared.
    expect(existsSync(path)).toBe(true);
    expect(readFileSync(join(PROJECT_FOLDER, 'docs', 'consent-page.md'), 'utf8')).toContain(`(images/${name}.png)`);
  });
});
