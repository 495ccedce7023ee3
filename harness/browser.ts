import { parse, type HTMLElement } from 'node-html-parser';
import { CookieJar } from 'tough-cookie';
import { request } from 'undici';

const MAX_HOPS = 20;

/** What the browser shows after a navigation. */
export interface Page {
  readonly url: URL;
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly html: string;
  readonly document: HTMLElement;
}

/** A navigation that left for a URL the caller named in `stopAt`; nothing was sent there. */
export class LeftForClient extends Error {
  constructor(
    readonly url: URL,
    /** The form that was about to be posted there; undefined for a GET. */
    readonly form: URLSearchParams | undefined,
  ) {
    super(`The browser was sent to ${url.origin}${url.pathname}.`);
    this.name = 'LeftForClient';
  }
}

/** How a {@link Browser} behaves. */
export interface BrowserOptions {
  /** Redirects, meta refreshes and links to a URL that starts with this are not fetched: {@link LeftForClient} is thrown. */
  readonly stopAt?: string;
}

interface Exchange {
  readonly url: URL;
  readonly method: 'GET' | 'POST';
  readonly body?: string;
  readonly origin?: string;
}

/**
 * A browser without a screen, for tests and the demo: keeps cookies, follows redirects and meta refreshes, and submits
 * forms, those that submit themselves included. It sends `Origin` on form posts and `SameSite` cookies as Chromium does.
 */
export class Browser {
  readonly cookies = new CookieJar(undefined, { prefixSecurity: 'strict' });

  constructor(private readonly options: BrowserOptions = {}) {}

  /**
   * Opens a URL and follows it to the first page that waits for a person.
   * @throws {@link LeftForClient} when it leads to `stopAt`
   */
  async open(url: string | URL): Promise<Page> {
    return this.navigate({ url: new URL(url), method: 'GET' });
  }

  /**
   * Presses a button of the page's form, or submits the first form when no button is named.
   * @param fields replaces or adds form fields
   * @throws Error when the page has no such button; {@link LeftForClient} when it leads to `stopAt`
   */
  async submit(
    page: Page,
    press?: { name: string; value: string },
    fields: Readonly<Record<string, string>> = {},
  ): Promise<Page> {
    const button = press && page.document.querySelector(`button[name="${press.name}"][value="${press.value}"]`);
    if (press && !button) {
      throw new Error(`${page.url.pathname} answered ${page.status} and has no button ${press.name}=${press.value}.`);
    }
    const form = button ? button.closest('form') : page.document.querySelector('form');
    if (!form) {
      throw new Error(`${page.url.pathname} answered ${page.status} and has no form to submit.`);
    }
    return this.navigate(formExchange(page, form, { ...(press ? { [press.name]: press.value } : {}), ...fields }));
  }

  private async navigate(first: Exchange): Promise<Page> {
    let exchange = first;
    let initiator: URL | undefined;
    for (let hop = 0; hop < MAX_HOPS; hop++) {
      if (this.options.stopAt !== undefined && exchange.url.href.startsWith(this.options.stopAt)) {
        throw new LeftForClient(
          exchange.url,
          exchange.body === undefined ? undefined : new URLSearchParams(exchange.body),
        );
      }
      const page = await this.fetch(exchange, initiator);
      const next = nextExchange(page, exchange);
      if (!next) {
        return page;
      }
      initiator = page.url;
      exchange = next;
    }
    throw new Error(`More than ${MAX_HOPS} redirects, the last one to ${exchange.url.origin}${exchange.url.pathname}.`);
  }

  private async fetch(exchange: Exchange, initiator: URL | undefined): Promise<Page> {
    const crossSite =
      exchange.origin !== undefined
        ? exchange.origin !== exchange.url.origin
        : initiator !== undefined && initiator.origin !== exchange.url.origin;
    const cookie = await this.cookies.getCookieString(exchange.url.href, {
      sameSiteContext: !crossSite ? 'strict' : exchange.method === 'GET' ? 'lax' : 'none',
    });
    const response = await request(exchange.url, {
      method: exchange.method,
      headers: {
        accept: 'text/html,application/xhtml+xml',
        ...(cookie === '' ? {} : { cookie }),
        ...(exchange.origin === undefined ? {} : { origin: exchange.origin }),
        ...(exchange.body === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' }),
      },
      body: exchange.body ?? null,
    });
    for (const header of [response.headers['set-cookie'] ?? []].flat()) {
      await this.cookies.setCookie(header, exchange.url.href, { ignoreError: true });
    }
    const html = await response.body.text();
    return { url: exchange.url, status: response.statusCode, headers: response.headers, html, document: parse(html) };
  }
}

function nextExchange(page: Page, sent: Exchange): Exchange | undefined {
  const location = page.headers['location'];
  if (page.status >= 300 && page.status < 400 && typeof location === 'string') {
    const keeps = page.status === 307 || page.status === 308;
    return keeps ? { ...sent, url: new URL(location, page.url) } : { url: new URL(location, page.url), method: 'GET' };
  }
  const refresh = page.document.querySelector('meta[http-equiv="refresh"]')?.getAttribute('content');
  const target = refresh === undefined ? undefined : /^\s*0\s*;\s*url=(.*)$/i.exec(refresh)?.[1];
  if (target !== undefined) {
    return { url: new URL(target, page.url), method: 'GET' };
  }
  const form = page.document.querySelector('form');
  return form && submitsItself(page.document) ? formExchange(page, form, {}) : undefined;
}

function submitsItself(document: HTMLElement): boolean {
  const onload = document.querySelector('body')?.getAttribute('onload') ?? '';
  return [onload, ...document.querySelectorAll('script').map((script) => script.textContent)].some((code) =>
    /\.submit\(\)/.test(code),
  );
}

function formExchange(page: Page, form: HTMLElement, fields: Readonly<Record<string, string>>): Exchange {
  const body = new URLSearchParams();
  for (const input of form.querySelectorAll('input[name]')) {
    const name = input.getAttribute('name') ?? '';
    if (!(name in fields) && input.getAttribute('type') !== 'submit') {
      body.append(name, input.getAttribute('value') ?? '');
    }
  }
  for (const [name, value] of Object.entries(fields)) {
    body.append(name, value);
  }
  const url = new URL(form.getAttribute('action') ?? '', page.url);
  const method = (form.getAttribute('method') ?? 'get').toUpperCase() === 'POST' ? 'POST' : 'GET';
  if (method === 'GET') {
    url.search = body.toString();
    return { url, method };
  }
  const policy = String(page.headers['referrer-policy'] ?? '');
  return { url, method, body: body.toString(), origin: policy === 'no-referrer' ? 'null' : page.url.origin };
}
