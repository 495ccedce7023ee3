import { parse } from 'node-html-parser';
import { CookieJar } from 'tough-cookie';
import { request } from 'undici';

/** What a browser shows after following redirects. */
export interface Page {
  readonly url: URL;
  readonly status: number;
  readonly html: string;
  readonly location: URL | undefined;
}

/** A form of a page, ready to send. */
export interface PageForm {
  readonly action: URL;
  readonly fields: Readonly<Record<string, string>>;
}

/** A browser as far as a login needs one: cookies, redirects within one origin, and forms. */
export class TestBrowser {
  readonly #cookies = new CookieJar();

  /** Follows redirects while they stay at the first origin; a redirect away is reported as `location`. */
  async get(url: URL): Promise<Page> {
    return this.#load(url, 'GET', undefined);
  }

  async post(url: URL, fields: Readonly<Record<string, string>>): Promise<Page> {
    return this.#load(url, 'POST', new URLSearchParams(fields).toString());
  }

  async #load(url: URL, method: 'GET' | 'POST', body: string | undefined): Promise<Page> {
    const response = await request(url, {
      method,
      headers: {
        accept: 'text/html',
        cookie: await this.#cookies.getCookieString(url.href),
        ...(body === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' }),
      },
      body: body ?? null,
    });
    for (const cookie of [response.headers['set-cookie'] ?? []].flat()) {
      await this.#cookies.setCookie(cookie, url.href);
    }
    const html = await response.body.text();
    const { location } = response.headers;
    if (typeof location !== 'string') {
      return { url, status: response.statusCode, html, location: undefined };
    }
    const target = new URL(location, url);
    return target.origin === url.origin
      ? this.#load(target, 'GET', undefined)
      : { url, status: response.statusCode, html, location: target };
  }
}

/** The first form of a page. */
export function formOf(page: Page): PageForm {
  const form = parse(page.html).querySelector('form');
  if (form === null) {
    throw new Error(`No form on the page with status ${page.status}: ${page.html}`);
  }
  return {
    action: new URL(form.getAttribute('action') ?? '', page.url),
    fields: Object.fromEntries(
      form
        .querySelectorAll('input')
        .map((input) => [input.getAttribute('name') ?? '', input.getAttribute('value') ?? '']),
    ),
  };
}

/** The names of the buttons of a page's form and what they send. */
export function buttonsOf(page: Page): readonly string[] {
  return parse(page.html)
    .querySelectorAll('button')
    .map((button) => `${button.getAttribute('name') ?? ''}=${button.getAttribute('value') ?? ''}`);
}
