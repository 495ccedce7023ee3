import { Browser, LeftForClient } from '../../harness/browser';
import { newVerifier, REDIRECT_URI, send, sendForm, type Answer, type Login, type RawClient } from './oauth-client';

/** A login taken step by step, so that a test can do any of them wrong, twice, late, or in another browser. */
export class LoginSteps {
  readonly verifier = newVerifier();
  readonly #cookies = new Map<string, string>();
  transactionId = '';
  formToken = '';
  consentHtml = '';
  consentUrl = '';

  constructor(
    readonly client: RawClient,
    readonly clientId: string,
  ) {}

  /** GET /authorize and the consent page. */
  async start(parameters: Record<string, string | undefined> = {}): Promise<this> {
    return this.join(location(await this.authorize(parameters)).href);
  }

  /** GET /authorize alone. */
  authorize(parameters: Record<string, string | undefined> = {}, cookies = this.cookies()): Promise<Answer> {
    return this.get(this.client.authorizeUrl(this.clientId, this.verifier, parameters), cookies);
  }

  /** The next login of the same client in the same browser. */
  another(): LoginSteps {
    const next = new LoginSteps(this.client, this.clientId);
    this.#cookies.forEach((value, name) => next.#cookies.set(name, value));
    return next;
  }

  /** GET /consent of a login, whoever started it. */
  async join(consentUrl: string): Promise<this> {
    const consent = await this.get(new URL(consentUrl));
    this.transactionId = new URL(consentUrl).searchParams.get('t') ?? '';
    this.consentHtml = consent.text;
    this.consentUrl = consentUrl;
    this.formToken = /name="form_token" value="([^"]+)"/.exec(consent.text)?.[1] ?? '';
    return this;
  }

  /** POST /consent, correct unless told otherwise. */
  async decide(
    options: {
      decision?: string;
      fields?: Record<string, string>;
      headers?: Record<string, string>;
      cookies?: string;
    } = {},
  ): Promise<Answer> {
    const answer = await sendForm(
      `${this.client.origin}/consent`,
      { t: this.transactionId, form_token: this.formToken, decision: options.decision ?? 'approve', ...options.fields },
      { origin: this.client.origin, cookie: options.cookies ?? this.cookies(), ...options.headers },
    );
    this.keepCookies(answer);
    return answer;
  }

  /** GET /authorize/continue: the answer that sends the browser to Entra. */
  continue(cookies = this.cookies()): Promise<Answer> {
    return send(`${this.client.origin}/authorize/continue?t=${this.transactionId}`, { headers: { cookie: cookies } });
  }

  /** Signs in at Entra as the gateway's `--user`; the form Entra makes the browser post. */
  async signInAtEntra(entraUrl?: URL): Promise<URLSearchParams> {
    const url = entraUrl ?? location(await this.continue());
    try {
      await new Browser({ stopAt: `${this.client.origin}/oauth-callback` }).open(url);
    } catch (error) {
      if (error instanceof LeftForClient && error.form) {
        return error.form;
      }
      throw error;
    }
    throw new Error('Entra did not answer by a form.');
  }

  /** POST /oauth-callback with what Entra answered: sends the browser on to {@link callback}. */
  answer(form: URLSearchParams): Promise<Answer> {
    return sendForm(`${this.client.origin}/oauth-callback`, Object.fromEntries(form));
  }

  /** GET /oauth-callback: sends the browser to the client. */
  async callback(url: URL, cookies = this.cookies()): Promise<Answer> {
    const answer = await send(url, { headers: { cookie: cookies } });
    this.keepCookies(answer);
    return answer;
  }

  /** Everything from the consent page to just before {@link callback}; the URL it is called with. */
  async upToCallback(): Promise<URL> {
    await this.decide();
    return location(await this.answer(await this.signInAtEntra()));
  }

  /** What the client learned from the callback. */
  login(callback: Answer): Login {
    const parameters = location(callback).searchParams;
    return {
      clientId: this.clientId,
      redirectUri: REDIRECT_URI,
      verifier: this.verifier,
      resource: this.client.resource,
      code: parameters.get('code') ?? '',
      callback: parameters,
    };
  }

  /** The Cookie header of this browser. */
  cookies(): string {
    return [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  private async get(url: URL, cookies = this.cookies()): Promise<Answer> {
    const answer = await send(url, { headers: { cookie: cookies } });
    this.keepCookies(answer);
    return answer;
  }

  private keepCookies(answer: Answer): void {
    for (const header of [answer.headers['set-cookie'] ?? []].flat()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(header) ?? [];
      if (name !== undefined && value !== undefined && !header.includes('Max-Age=0;')) {
        this.#cookies.set(name, value);
      }
    }
  }
}

/** Where an answer redirects to. @throws Error when it does not, which fails the test */
export function location(answer: Answer): URL {
  const target = answer.headers['location'];
  if (answer.status < 300 || answer.status > 399 || typeof target !== 'string') {
    throw new Error(`Expected a redirect, got ${answer.status}: ${answer.text.slice(0, 400)}`);
  }
  return new URL(target);
}
