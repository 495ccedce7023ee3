import { randomBytes } from 'node:crypto';
import { Browser, LeftForClient, type BrowserOptions } from './browser';

/** Pages of one login that wait for the person: consent and sign-in, and both again for somebody else. */
const MAX_PAGES = 4;

/** What a person does on the pages of a login. */
export interface Person {
  /** Test user to pick on Entra's page; leave it out when the gateway runs with `--user`. */
  readonly user?: string;
  /** Default `approve`. */
  readonly decision?: 'approve' | 'deny';
}

/** The parameters with which the gateway sent the browser back to the client. */
export type CallbackParameters = URLSearchParams;

/**
 * Plays the person of a login: opens the authorization URL, decides on the consent page, signs in at Entra, and follows
 * the link of a page that does not go on by itself.
 * @param redirectUri the client's; the browser stops there and nothing is sent to it
 * @returns the query parameters of the redirect to the client
 * @throws Error naming the page the login ended on, when it did not come back to the client
 */
export async function signIn(
  authorizationUrl: URL,
  redirectUri: string,
  person: Person = {},
  browser: Browser = new Browser({ stopAt: redirectUri } satisfies BrowserOptions),
): Promise<CallbackParameters> {
  try {
    let page = await browser.open(authorizationUrl);
    // Which pages come, and in which order, depends on what the browser remembers and who is signed in.
    for (let pages = 0; pages < MAX_PAGES; pages++) {
      if (page.document.querySelector('button[name="decision"]')) {
        page = await browser.submit(page, { name: 'decision', value: person.decision ?? 'approve' });
      } else if (person.user !== undefined && page.document.querySelector('button[name="user"]')) {
        page = await browser.submit(page, { name: 'user', value: person.user });
      } else {
        const link = page.document.querySelector('main a')?.getAttribute('href');
        if (link === undefined) break;
        page = await browser.open(new URL(link, page.url));
      }
    }
    throw new Error(
      `The login ended on ${page.url.origin}${page.url.pathname} with status ${page.status}: ${page.document.querySelector('h1')?.textContent.trim() ?? 'no heading'}`,
    );
  } catch (error) {
    if (error instanceof LeftForClient) {
      return error.url.searchParams;
    }
    throw error;
  }
}

/**
 * Keeps one client's registration, tokens and PKCE verifier in memory. It satisfies the `OAuthClientProvider` of
 * `@modelcontextprotocol/sdk` and of `@modelcontextprotocol/client`, and plays the person when the SDK asks for a login.
 */
export class OAuthSession {
  readonly redirectUrl: string;
  readonly clientMetadata: {
    client_name: string;
    redirect_uris: string[];
    token_endpoint_auth_method: string;
    grant_types: string[];
    response_types: string[];
  };
  /** Steps the SDK took, in order: `register`, `authorize`, `tokens`, and `forget <what>`. */
  readonly steps: string[] = [];
  callback: CallbackParameters | undefined;
  #client: unknown;
  #discovery: unknown;
  #tokens: unknown;
  #verifier: string | undefined;
  #state: string | undefined;

  constructor(
    private readonly person: Person = {},
    options: { readonly clientName?: string; readonly redirectUri?: string } = {},
  ) {
    this.redirectUrl = options.redirectUri ?? 'http://127.0.0.1:33418/callback';
    this.clientMetadata = {
      client_name: options.clientName ?? 'Azure MCP Gateway harness',
      redirect_uris: [this.redirectUrl],
      token_endpoint_auth_method: 'none',
      grant_types: ['authorization_code', 'refresh_token'],
      response_types: ['code'],
    };
  }

  state(): string {
    this.#state = randomBytes(16).toString('base64url');
    return this.#state;
  }

  // The SDKs declare these members with their own types for the same JSON; the session only keeps what it is handed.
  clientInformation<T>(): T | undefined {
    return this.#client as T | undefined;
  }

  saveClientInformation(information: unknown): void {
    this.steps.push('register');
    this.#client = information;
  }

  tokens<T>(): T | undefined {
    return this.#tokens as T | undefined;
  }

  saveTokens(tokens: unknown): void {
    this.steps.push('tokens');
    this.#tokens = tokens;
  }

  /** What the SDK was told is worthless: after it, the next request registers or logs in again. */
  invalidateCredentials(scope: 'all' | 'client' | 'tokens' | 'verifier' | 'discovery'): void {
    this.steps.push(`forget ${scope}`);
    if (scope === 'all' || scope === 'client') this.#client = undefined;
    if (scope === 'all' || scope === 'tokens') this.#tokens = undefined;
    if (scope === 'all' || scope === 'verifier') this.#verifier = undefined;
    if (scope === 'all' || scope === 'discovery') this.#discovery = undefined;
  }

  discoveryState<T>(): T | undefined {
    return this.#discovery as T | undefined;
  }

  saveDiscoveryState(state: unknown): void {
    this.#discovery = state;
  }

  saveCodeVerifier(verifier: string): void {
    this.#verifier = verifier;
  }

  codeVerifier(): string {
    if (this.#verifier === undefined) {
      throw new Error('The SDK asked for a code verifier before it made one.');
    }
    return this.#verifier;
  }

  async redirectToAuthorization(url: URL): Promise<void> {
    this.steps.push('authorize');
    this.callback = await signIn(url, this.redirectUrl, this.person);
    if (this.callback.get('state') !== this.#state) {
      throw new Error('The gateway did not return the state it was given.');
    }
  }

  /** The authorization code of the last login. */
  get code(): string {
    const code = this.callback?.get('code');
    if (code === null || code === undefined) {
      throw new Error(`The login gave no code: ${this.callback?.get('error') ?? 'it did not happen'}.`);
    }
    return code;
  }
}
