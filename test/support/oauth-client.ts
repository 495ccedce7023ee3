import { createHash, randomBytes } from 'node:crypto';
import { request } from 'undici';
import { Browser } from '../../harness/browser';
import { signIn, type Person } from '../../harness/oauth-session';

/** An HTTP answer with its body read. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
  /** The body as JSON; an empty object when it is none. */
  readonly json: Record<string, unknown>;
}

/** Sends one request, follows nothing, and reads the body. */
export async function send(
  url: string | URL,
  options: { method?: string; headers?: Record<string, string | string[]>; body?: string | Buffer } = {},
): Promise<Answer> {
  const response = await request(url, {
    method: (options.method ?? 'GET') as 'GET',
    headers: options.headers ?? {},
    body: options.body ?? null,
  });
  const text = await response.body.text();
  return { status: response.statusCode, headers: response.headers, text, json: parseObject(text) };
}

function parseObject(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

export function sendForm(
  url: string,
  fields: Record<string, string>,
  headers: Record<string, string> = {},
): Promise<Answer> {
  return send(url, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    body: new URLSearchParams(fields).toString(),
  });
}

export function sendJson(url: string, body: unknown, headers: Record<string, string> = {}): Promise<Answer> {
  return send(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
}

export const REDIRECT_URI = 'http://127.0.0.1:33418/callback';

/** Everything a token request can carry, with the values of a correct one. */
export interface Login {
  readonly clientId: string;
  readonly redirectUri: string;
  readonly verifier: string;
  readonly resource: string;
  readonly code: string;
  readonly callback: URLSearchParams;
}

/** What a client keeps of a login. */
export interface Tokens {
  readonly clientId: string;
  readonly accessToken: string;
  readonly refreshToken: string;
}

/** The tokens of an answer of the token endpoint. */
export function tokensOf(answer: Answer, clientId: string): Tokens {
  expect(answer).toMatchObject({
    status: 200,
    json: { access_token: expect.any(String), refresh_token: expect.any(String) },
  });
  const { access_token: accessToken, refresh_token: refreshToken } = answer.json;
  return { clientId, accessToken: String(accessToken), refreshToken: String(refreshToken) };
}

/** A client that speaks the protocol by hand, so that a test can get any detail wrong. */
export class RawClient {
  readonly resource: string;

  constructor(
    readonly origin: string,
    resource?: string,
  ) {
    this.resource = resource ?? `${origin}/mcp`;
  }

  register(metadata: Record<string, unknown> = {}): Promise<Answer> {
    return sendJson(`${this.origin}/register`, {
      client_name: 'Raw client',
      redirect_uris: [REDIRECT_URI],
      token_endpoint_auth_method: 'none',
      ...metadata,
    });
  }

  async registeredClientId(metadata: Record<string, unknown> = {}): Promise<string> {
    const answer = await this.register(metadata);
    expect(answer).toMatchObject({ status: 201, json: { client_id: expect.any(String) } });
    return String(answer.json['client_id']);
  }

  /** The URL of a correct authorization request; `parameters` replaces, and with undefined removes, parameters. */
  authorizeUrl(clientId: string, verifier: string, parameters: Record<string, string | undefined> = {}): URL {
    const url = new URL(`${this.origin}/authorize`);
    const all = {
      response_type: 'code',
      client_id: clientId,
      redirect_uri: REDIRECT_URI,
      code_challenge: challengeOf(verifier),
      code_challenge_method: 'S256',
      resource: this.resource,
      state: 'state-of-the-client',
      ...parameters,
    };
    for (const [name, value] of Object.entries(all)) {
      if (value !== undefined) {
        url.searchParams.set(name, value);
      }
    }
    return url;
  }

  /** Registers (unless a client is given) and logs in up to the code. */
  async logIn(
    options: {
      clientId?: string;
      redirectUri?: string;
      person?: Person;
      parameters?: Record<string, string | undefined>;
    } = {},
  ): Promise<Login> {
    const redirectUri = options.redirectUri ?? REDIRECT_URI;
    const clientId = options.clientId ?? (await this.registeredClientId({ redirect_uris: [redirectUri] }));
    const verifier = newVerifier();
    const url = this.authorizeUrl(clientId, verifier, { redirect_uri: redirectUri, ...options.parameters });
    const callback = await signIn(url, redirectUri, options.person, new Browser({ stopAt: redirectUri }));
    return { clientId, redirectUri, verifier, resource: this.resource, code: callback.get('code') ?? '', callback };
  }

  /** Redeems a code; `fields` replaces, and with undefined removes, form fields. */
  redeem(login: Login, fields: Record<string, string | undefined> = {}): Promise<Answer> {
    const all = {
      grant_type: 'authorization_code',
      code: login.code,
      client_id: login.clientId,
      redirect_uri: login.redirectUri,
      code_verifier: login.verifier,
      resource: login.resource,
      ...fields,
    };
    return sendForm(`${this.origin}/token`, presentFields(all));
  }

  /** A login with its tokens. */
  async tokens(options: { clientId?: string; person?: Person } = {}): Promise<Tokens> {
    const login = await this.logIn(options);
    return tokensOf(await this.redeem(login), login.clientId);
  }

  /** Refreshes; `fields` replaces, and with undefined removes, form fields. */
  refresh(
    tokens: Tokens,
    fields: Record<string, string | undefined> = {},
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    const all = {
      grant_type: 'refresh_token',
      refresh_token: tokens.refreshToken,
      client_id: tokens.clientId,
      resource: this.resource,
      ...fields,
    };
    return sendForm(`${this.origin}/token`, presentFields(all), headers);
  }

  /** Revokes the refresh token; `fields` replaces, and with undefined removes, form fields. */
  revoke(tokens: Tokens, fields: Record<string, string | undefined> = {}): Promise<Answer> {
    const all = { token: tokens.refreshToken, client_id: tokens.clientId, ...fields };
    return sendForm(`${this.origin}/revoke`, presentFields(all));
  }

  /** A fresh access token. */
  async accessToken(): Promise<string> {
    const answer = await this.redeem(await this.logIn());
    expect(answer).toMatchObject({ status: 200, json: { access_token: expect.any(String) } });
    return String(answer.json['access_token']);
  }

  /** Posts `tools/list` to the MCP endpoint; it needs no session on a stateless backend. */
  listTools(token: string | undefined, headers: Record<string, string> = {}): Promise<Answer> {
    return sendJson(
      this.resource,
      { jsonrpc: '2.0', id: 1, method: 'tools/list' },
      {
        accept: 'application/json, text/event-stream',
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...headers,
      },
    );
  }
}

function presentFields(fields: Record<string, string | undefined>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(fields).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}

export function newVerifier(): string {
  return randomBytes(32).toString('base64url');
}

function challengeOf(verifier: string): string {
  return createHash('sha256').update(verifier).digest('base64url');
}
