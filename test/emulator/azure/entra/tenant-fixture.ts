import { createHash } from 'node:crypto';
import type { JWTPayload } from 'jose';
import { request } from 'undici';
import { JWT_BEARER } from '../../../../emulator/azure/entra/federated-assertion';
import { PATHS } from '../../../../emulator/azure/entra/metadata';
import { createStartEntra, type EntraOptions, type EntraStandIn } from '../../../../emulator/azure/entra/start';
import { ISSUER_V2, signAsTenant } from '../../../../emulator/azure/entra/tenant';
import { principalIdFor } from '../../../../emulator/azure/managed-identity/principals';
import {
  createTestEnvironment,
  resolveBlock,
  resolveBlocks,
  type TestBlock,
  type TestEnvironment,
} from '../stand-in-environment';
import { formOf, TestBrowser, type Page } from './browser';

export const REDIRECT_URI = 'https://gateway.azure-api.net/oauth-callback';
export const SUBJECT = principalIdFor('azurerm_user_assigned_identity.gateway');
export const AUDIENCE = 'api://AzureADTokenExchange';
export const VERIFIER = 'v'.repeat(43);

/** A started tenant with one application, and the requests a confidential client makes. */
export class TenantFixture {
  private constructor(
    readonly entra: EntraStandIn,
    readonly environment: TestEnvironment,
  ) {}

  static async start(
    options: EntraOptions = {},
    blocks?: (application: TestBlock) => readonly TestBlock[],
  ): Promise<TenantFixture> {
    const environment = createTestEnvironment();
    const fixture = new TenantFixture(await createStartEntra(options)(environment), environment);
    try {
      await fixture.configure(blocks?.(APPLICATION));
    } catch (error) {
      await fixture.entra.close();
      throw error;
    }
    return fixture;
  }

  get clientId(): string {
    return String(resolveBlock(APPLICATION, [this.entra]).attributes.client_id);
  }

  configure(blocks: readonly TestBlock[] = [APPLICATION]): Promise<void> {
    const applicationId = resolveBlock(APPLICATION, [this.entra]).attributes.id;
    const credential: TestBlock = {
      type: 'azuread_application_federated_identity_credential',
      name: 'gateway',
      arguments: { application_id: applicationId, issuer: ISSUER_V2, subject: SUBJECT, audiences: [AUDIENCE] },
    };
    return this.entra.configure(resolveBlocks([...blocks, credential], [this.entra]));
  }

  authorizeUrl(parameters: Readonly<Record<string, string | undefined>> = {}): URL {
    const url = new URL(PATHS.authorize, this.entra.origin);
    const all: Record<string, string | undefined> = {
      client_id: this.clientId,
      response_type: 'code',
      redirect_uri: REDIRECT_URI,
      response_mode: 'form_post',
      scope: 'openid profile email',
      state: 'state & more',
      nonce: 'nonce-1',
      code_challenge: createHash('sha256').update(VERIFIER).digest('base64url'),
      code_challenge_method: 'S256',
      ...parameters,
    };
    for (const [name, value] of Object.entries(all)) {
      if (value !== undefined) {
        url.searchParams.set(name, value);
      }
    }
    return url;
  }

  /** Signs a user in and returns the answer to the application. */
  async signIn(
    user: string,
    parameters: Readonly<Record<string, string | undefined>> = {},
    browser = new TestBrowser(),
  ): Promise<Page> {
    const page = await browser.get(this.authorizeUrl(parameters));
    return browser.post(formOf(page).action, { user });
  }

  async code(parameters: Readonly<Record<string, string | undefined>> = {}): Promise<string> {
    return formOf(await this.signIn('alice', parameters)).fields.code ?? '';
  }

  assertion(claims: JWTPayload = {}): Promise<string> {
    const now = Math.floor(this.environment.clock.nowMilliseconds() / 1000);
    return signAsTenant({ iss: ISSUER_V2, sub: SUBJECT, aud: AUDIENCE, iat: now, nbf: now, exp: now + 600, ...claims });
  }

  async token(
    parameters: Readonly<Record<string, string | undefined>>,
    headers: Readonly<Record<string, string>> = {},
    path: string = PATHS.token,
  ): Promise<{ status: number; body: Record<string, unknown> }> {
    const all: Record<string, string | undefined> = {
      client_id: this.clientId,
      grant_type: 'authorization_code',
      redirect_uri: REDIRECT_URI,
      code_verifier: VERIFIER,
      client_assertion_type: JWT_BEARER,
      client_assertion: await this.assertion(),
      ...parameters,
    };
    const form = Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined);
    const response = await request(new URL(path, this.entra.origin), {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
      body: new URLSearchParams(form).toString(),
    });
    return { status: response.statusCode, body: (await response.body.json()) as Record<string, unknown> };
  }
}

export const APPLICATION: TestBlock = {
  type: 'azuread_application',
  name: 'gateway',
  arguments: {
    display_name: 'MCP <gateway>',
    sign_in_audience: 'AzureADMyOrg',
    web: { redirect_uris: [REDIRECT_URI] },
  },
};
