import { Browser } from '../../harness/browser';

/**
 * Plays the person in front of a program: reads what it prints, follows the authorization URL, approves on the consent
 * page, and goes on to the program's callback. The gateway has to sign its test user in at Entra by itself.
 */
export class Logins {
  /** How many logins there were so far. */
  count = 0;

  constructor(private readonly origin: string) {}

  /** To be told every line a program prints. */
  readonly onLine = async (line: string): Promise<void> => {
    const at = line.indexOf(`${this.origin}/authorize?`);
    if (at >= 0) await this.follow(line.slice(at).trim());
  };

  /** @throws Error naming the page it ended on, when that is not the program's callback with status 200 */
  private async follow(authorizationUrl: string): Promise<void> {
    this.count += 1;
    const browser = new Browser();
    let page = await browser.open(authorizationUrl);
    if (page.document.querySelector('button[name="decision"]')) {
      page = await browser.submit(page, { name: 'decision', value: 'approve' });
    }
    if (page.status !== 200 || page.url.origin === this.origin) {
      throw new Error(`The login ended on ${page.url.origin}${page.url.pathname} with status ${page.status}.`);
    }
  }
}
