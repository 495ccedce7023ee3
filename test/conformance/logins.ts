import { setTimeout as pause } from 'node:timers/promises';
import { request } from 'undici';
import { signIn } from '../../harness/oauth-session';

const CALLBACK_SECONDS = 20;
const POLL_MILLISECONDS = 100;

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
    if (at < 0) return;
    this.count += 1;
    const url = new URL(line.slice(at).trim());
    const redirectUri = url.searchParams.get('redirect_uri') ?? '';
    await deliver(`${redirectUri}?${(await signIn(url, redirectUri)).toString()}`);
  };
}

/**
 * Goes to the program's callback. Some print the URL a moment before they listen, and no person is that fast.
 * @throws Error when it does not answer 200 in time
 */
async function deliver(callback: string): Promise<void> {
  const until = performance.now() + CALLBACK_SECONDS * 1000;
  for (;;) {
    try {
      const { statusCode, body } = await request(callback);
      await body.dump();
      if (statusCode === 200) return;
      throw new Error(`The callback of the program answered ${statusCode}.`);
    } catch (error) {
      const refused = error instanceof Error && 'code' in error && error.code === 'ECONNREFUSED';
      if (!refused || performance.now() > until) throw error;
      await pause(POLL_MILLISECONDS);
    }
  }
}
