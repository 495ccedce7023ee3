import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { decodeJwt, exportJWK, generateKeyPair, SignJWT, type JWTPayload } from 'jose';
import { request } from 'undici';
import type { Hosts } from '../../emulator/azure/stand-in';

const ENTRA_HOST = 'login.microsoftonline.com';

/** What the proxy does with the ID tokens that Entra issues. */
export interface IdTokenForgery {
  /** Changes the claims before the token is signed again. */
  claims?(claims: JWTPayload): JWTPayload;
  /** Sign with a key that is not in the published key set, or not at all (`alg: none`). @default the published key */
  readonly signature?: 'unknown-key' | 'none';
}

/** Shared by all proxies of a test file: making a key pair takes longer than a login. */
const PUBLISHED_KEYS = generateKeyPair('RS256');
const UNKNOWN_KEYS = generateKeyPair('RS256');

/** Answers calls to Entra that the gateway makes itself, instead of forwarding them. */
export interface Outage {
  readonly status: number;
  readonly body: string;
  /** @default everything the gateway calls */
  readonly only?: 'token' | 'keys' | 'openid-configuration';
}

/**
 * Stands between the gateway and the Entra stand-in and signs ID tokens with keys of its own, which it publishes as
 * Entra's, so that a test can have Entra issue any ID token. Everything else is forwarded as it is.
 */
export class EntraProxy {
  forgery: IdTokenForgery = {};
  /** How many codes the gateway tried to redeem. */
  redemptions = 0;
  outage: Outage | undefined;
  /** Whether Entra keeps back the refresh tokens it would give. */
  withholdRefreshTokens = false;
  /** Refresh tokens the gateway redeemed, in order. */
  readonly presentedRefreshTokens: string[] = [];
  /** Refresh tokens the gateway was given, in order. */
  readonly issuedRefreshTokens: string[] = [];
  /** Body of a 200 of the token endpoint, instead of what Entra answers. */
  tokenAnswer: string | undefined;
  /** Issuer that the OpenID configuration names instead of the tenant's. Gateways keep a configuration for an hour. */
  publishedIssuer: string | undefined;
  readonly #hosts: Hosts;
  readonly #target: string;
  readonly #server = createServer((incoming, outgoing) => {
    this.answer(incoming).then(
      ({ status, headers, body }) => outgoing.writeHead(status, headers).end(body),
      () => outgoing.destroy(),
    );
  });

  constructor(hosts: Hosts) {
    const target = hosts.toLoopback(new URL(`https://${ENTRA_HOST}/`));
    if (target === undefined) {
      throw new Error('The stack has no Entra.');
    }
    this.#hosts = hosts;
    this.#target = target.origin;
  }

  /** Puts the proxy in place. Must come before the gateway's first login, because it caches Entra's keys. */
  async start(): Promise<this> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    this.#hosts.map(ENTRA_HOST, `http://localhost:${(this.#server.address() as AddressInfo).port}`);
    return this;
  }

  /** Forwards everything as it is again, signatures aside. */
  reset(): void {
    this.forgery = {};
    this.redemptions = 0;
    this.outage = undefined;
    this.withholdRefreshTokens = false;
    this.presentedRefreshTokens.length = 0;
    this.issuedRefreshTokens.length = 0;
    this.tokenAnswer = undefined;
    this.publishedIssuer = undefined;
  }

  async close(): Promise<void> {
    this.#hosts.map(ENTRA_HOST, this.#target);
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  private async answer(
    incoming: IncomingMessage,
  ): Promise<{ status: number; headers: Record<string, string | string[]>; body: string }> {
    const path = incoming.url ?? '/';
    const json = { 'content-type': 'application/json' };
    const [, called] = /\/(token|keys|openid-configuration)(?:\?|$)/.exec(path) ?? [];
    this.redemptions += called === 'token' ? 1 : 0;
    if (this.outage && called !== undefined && (this.outage.only ?? called) === called) {
      return { status: this.outage.status, headers: json, body: this.outage.body };
    }
    if (path.endsWith('/keys')) {
      const { publicKey } = await PUBLISHED_KEYS;
      const key = { ...(await exportJWK(publicKey)), kid: 'published', use: 'sig', alg: 'RS256' };
      return { status: 200, headers: json, body: JSON.stringify({ keys: [key] }) };
    }
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) {
      chunks.push(chunk as Buffer);
    }
    const presented = new URLSearchParams(Buffer.concat(chunks).toString()).get('refresh_token');
    if (called === 'token' && presented !== null) this.presentedRefreshTokens.push(presented);
    const response = await request(this.#target + path, {
      method: (incoming.method ?? 'GET') as 'GET',
      headers: endToEnd(incoming.headers) as Record<string, string>,
      body: chunks.length === 0 ? null : Buffer.concat(chunks),
    });
    const text = await response.body.text();
    const body = response.statusCode === 200 ? await this.changed(path, text) : text;
    return { status: response.statusCode, headers: endToEnd(response.headers), body };
  }

  private async changed(path: string, body: string): Promise<string> {
    if (path.endsWith('/token')) {
      return this.tokenAnswer ?? this.forge(body);
    }
    if (path.endsWith('/openid-configuration') && this.publishedIssuer !== undefined) {
      return JSON.stringify({ ...(JSON.parse(body) as object), issuer: this.publishedIssuer });
    }
    return body;
  }

  private async forge(body: string): Promise<string> {
    const { refresh_token: refreshToken, ...answer } = JSON.parse(body) as { id_token: string; refresh_token?: string };
    const issued = decodeJwt(answer.id_token);
    const claims = this.forgery.claims?.(issued) ?? issued;
    const given = this.withholdRefreshTokens ? undefined : refreshToken;
    if (given !== undefined) this.issuedRefreshTokens.push(given);
    return JSON.stringify({ ...answer, refresh_token: given, id_token: await this.sign(claims) });
  }

  /** Signs any claims as Entra, or as the forgery says. */
  async sign(claims: JWTPayload): Promise<string> {
    if (this.forgery.signature === 'none') {
      const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
      return `${part({ alg: 'none', typ: 'JWT' })}.${part(claims)}.`;
    }
    const { privateKey } = await (this.forgery.signature === 'unknown-key' ? UNKNOWN_KEYS : PUBLISHED_KEYS);
    return new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid: 'published', typ: 'JWT' }).sign(privateKey);
  }
}

const HOP_BY_HOP = ['connection', 'content-length', 'transfer-encoding'];

function endToEnd(headers: Readonly<Record<string, string | string[] | undefined>>): Record<string, string | string[]> {
  const kept = Object.entries(headers).filter(
    (entry): entry is [string, string | string[]] => entry[1] !== undefined && !HOP_BY_HOP.includes(entry[0]),
  );
  return Object.fromEntries(kept);
}
