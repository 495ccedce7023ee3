import { Browser, type Page } from '../../harness/browser';

/**
 * Opens an authorization URL, approves on the consent page, and goes on to the client's callback, as a person would who
 * is signed in at Entra.
 * @throws Error naming the page it ended on, when the client's callback did not answer 200
 */
export async function visitLogin(authorizationUrl: string): Promise<Page> {
  const browser = new Browser();
  let page = await browser.open(authorizationUrl);
  if (page.document.querySelector('button[name="decision"]')) {
    page = await browser.submit(page, { name: 'decision', value: 'approve' });
  }
  if (page.status !== 200 || page.url.origin === new URL(authorizationUrl).origin) {
    throw new Error(`The login ended on ${page.url.origin}${page.url.pathname} with status ${page.status}.`);
  }
  return page;
}
