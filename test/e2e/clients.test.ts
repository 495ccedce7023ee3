import { StreamableHTTPClientTransport, UnauthorizedError, Client } from '@modelcontextprotocol/client';
import type { OAuthClientProvider } from '@modelcontextprotocol/client';
import { OAuthSession } from '../../harness/oauth-session';
import { CLIENT_HOST, ROBOT, synthesiseAttackStack, type AttackStack } from '../attacks/attack-stack';
import { bootTarget, type RunningTarget } from '../attacks/target';
import { LoginSteps } from '../support/login-steps';
import { newVerifier, REDIRECT_URI, send, sendForm, type Login } from '../support/oauth-client';

const DOCUMENT_URL = `https://${CLIENT_HOST}/oauth/client.json`;
const DAY_SECONDS = 24 * 60 * 60;

/** A client of the SDK that has a metadata document, or that was told its id and secret. */
class KnownClient extends OAuthSession {
  readonly clientMetadataUrl: string | undefined;

  constructor(known: { documentUrl: string } | { id: string; secret: string; method: string; issuer: string }) {
    super();
    if ('documentUrl' in known) {
      this.clientMetadataUrl = known.documentUrl;
      return;
    }
    const { id, secret, method, issuer } = known;
    super.saveClientInformation({ issuer, client_id: id, client_secret: secret, token_endpoint_auth_method: method });
  }
}

let stack: AttackStack;
let target: RunningTarget;

beforeAll(async () => {
  stack = await synthesiseAttackStack();
  target = await bootTarget(stack.write(stack.json));
});

beforeEach(() => {
  target.waitForLimits();
  target.documents.reset();
});

afterAll(async () => {
  await target?.close();
  stack?.remove();
});

/** Logs in with the SDK, as far as a token; the MCP server behind is none, so nothing connects. */
async function logIn(session: OAuthSession): Promise<Record<string, unknown>> {
  const transport = new StreamableHTTPClientTransport(new URL(target.client.resource), {
    authProvider: session as OAuthClientProvider,
  });
  const client = new Client({ name: 'e2e-clients', version: '1.0.0' });
  await expect(client.connect(transport)).rejects.toBeInstanceOf(UnauthorizedError);
  await transport.finishAuth(session.callback ?? new URLSearchParams());
  return session.tokens<Record<string, unknown>>() ?? {};
}

function authorize(clientId: string): ReturnType<typeof send> {
  return send(target.client.authorizeUrl(clientId, newVerifier()));
}

describe('client id metadata documents', () => {
  it('are announced, and spare the SDK a registration', async () => {
    const { json } = await send(`${target.origin}/.well-known/oauth-authorization-server`);
    expect(json).toMatchObject({
      client_id_metadata_document_supported: true,
      token_endpoint_auth_methods_supported: ['none', 'client_secret_basic', 'client_secret_post'],
    });
    target.documents.publish(DOCUMENT_URL);
    const session = new KnownClient({ documentUrl: DOCUMENT_URL });
    expect(await logIn(session)).toMatchObject({ token_type: 'Bearer' });
    expect(session.clientInformation()).toMatchObject({ client_id: DOCUMENT_URL });
    expect(session.steps.filter((step) => step !== 'register')).toEqual(['authorize', 'tokens']);
    // The token endpoint knows the client by its URL.
    expect(target.documents.received).toEqual([`${CLIENT_HOST} /oauth/client.json`]);
  });

  it('give the consent page their name', async () => {
    const url = target.documents.publish(`https://${CLIENT_HOST}/named.json`, { client_name: 'Named & shown' });
    const { consentHtml } = await new LoginSteps(target.client, url).start();
    expect(consentHtml).toContain('Named &amp; shown');
  });

  it.each<[string, Record<string, string>, number, number]>([
    ['as long as they say', { 'cache-control': 'public, max-age=600' }, 599, 601],
    ['five minutes when they say nothing', {}, 299, 301],
    ['a day at most', { 'cache-control': 'max-age=99999999' }, DAY_SECONDS - 1, DAY_SECONDS + 1],
  ])('are kept %s', async (_what, headers, keptSeconds, readAgainSeconds) => {
    const url = target.documents.publish(`https://${CLIENT_HOST}/kept-${readAgainSeconds}.json`, {}, { headers });
    expect((await authorize(url)).status).toBe(303);
    target.clock.advanceSeconds(keptSeconds);
    expect((await authorize(url)).status).toBe(303);
    expect(target.documents.received).toHaveLength(1);
    target.clock.advanceSeconds(readAgainSeconds - keptSeconds);
    expect((await authorize(url)).status).toBe(303);
    expect(target.documents.received).toHaveLength(2);
  });

  it.each(['no-store', 'no-cache', 'private, max-age=0'])('are not kept when they say %s', async (cacheControl) => {
    const headers = { 'cache-control': cacheControl };
    const url = target.documents.publish(`https://${CLIENT_HOST}/never.json`, {}, { headers });
    await authorize(url);
    await authorize(url);
    expect(target.documents.received).toHaveLength(2);
  });

  it('are read again when they were wrong before', async () => {
    const url = target.documents.publish(`https://${CLIENT_HOST}/mended.json`, { client_name: undefined });
    expect((await authorize(url)).status).toBe(400);
    target.documents.publish(url);
    expect((await authorize(url)).status).toBe(303);
  });

  it.each<[string, Record<string, unknown>]>([
    [
      'private_key_jwt',
      { token_endpoint_auth_method: 'private_key_jwt', jwks_uri: 'https://clients.example.com/keys' },
    ],
    [
      'a list of methods beside private_key_jwt',
      {
        token_endpoint_auth_method: 'private_key_jwt',
        token_endpoint_auth_methods_supported: ['none', 'private_key_jwt'],
      },
    ],
    ['none', { token_endpoint_auth_method: 'none', grant_types: ['authorization_code', 'refresh_token'] }],
  ])('may name %s', async (_what, members) => {
    const url = target.documents.publish(`https://${CLIENT_HOST}/method.json`, members, {
      headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' },
    });
    expect((await authorize(url)).status).toBe(303);
  });

  it.each<[string, Record<string, unknown>]>([
    ['no name', { client_name: undefined }],
    ['an empty name', { client_name: ' ' }],
    ['no redirect URIs', { redirect_uris: undefined }],
    ['an empty list of redirect URIs', { redirect_uris: [] }],
    ['redirect URIs that are no texts', { redirect_uris: [42] }],
    ['other grant types', { grant_types: ['client_credentials'] }],
  ])('are refused with %s', async (_what, members) => {
    const url = target.documents.publish(`https://${CLIENT_HOST}/incomplete.json`, members);
    expect((await authorize(url)).status).toBe(400);
  });

  it.each(['[]', '"text"', '{', '', 'null', '<html></html>'])('are refused when they are %s', async (body) => {
    target.documents.answers.set('/broken.json', { body });
    expect((await authorize(`https://${CLIENT_HOST}/broken.json`)).status).toBe(400);
  });
});

describe('a confidential client', () => {
  it.each(['client_secret_basic', 'client_secret_post'])('authenticates by %s with the SDK', async (method) => {
    const session = new KnownClient({ ...ROBOT, method, issuer: target.origin });
    expect(await logIn(session)).toMatchObject({ token_type: 'Bearer' });
    expect(session.steps).toEqual(['register', 'authorize', 'tokens']);
  });

  it('may repeat its id in the form, and form-encodes what stands in the header', async () => {
    const login = await target.client.logIn({ clientId: ROBOT.id });
    const header = `basic ${Buffer.from(`%72obot:${ROBOT.secret}`).toString('base64')}`;
    const answer = await redeem(login, { client_id: ROBOT.id }, header);
    expect(answer.status).toBe(200);
  });

  it('shows the name the operator gave it', async () => {
    const { consentHtml } = await new LoginSteps(target.client, ROBOT.id).start();
    expect(consentHtml).toContain('Robot');
  });

  it.each([
    ['no base64', '%%%'],
    ['no colon', Buffer.from('robot').toString('base64')],
  ])('gets 401 with a challenge for Basic credentials that are %s', async (_what, credentials) => {
    const login = await target.client.logIn({ clientId: ROBOT.id });
    const answer = await redeem(login, {}, `Basic ${credentials}`);
    expect(answer).toMatchObject({ status: 401, json: { error: 'invalid_client' } });
    expect(answer.headers['www-authenticate']).toBe('Basic realm="token"');
  });
});

describe('a public client', () => {
  it('may name itself in the header, without a secret', async () => {
    const login = await target.client.logIn();
    const answer = await redeem(login, {}, `Basic ${Buffer.from(`${login.clientId}:`).toString('base64')}`);
    expect(answer.status).toBe(200);
  });

  it('gets no challenge when it is not known', async () => {
    const login = await target.client.logIn();
    const answer = await target.client.redeem(login, { client_id: 'unknown' });
    expect(answer).toMatchObject({ status: 401, json: { error: 'invalid_client' } });
    expect(answer.headers).not.toHaveProperty('www-authenticate');
  });
});

function redeem(login: Login, fields: Record<string, string>, authorization: string): ReturnType<typeof sendForm> {
  const form = {
    grant_type: 'authorization_code',
    code: login.code,
    redirect_uri: REDIRECT_URI,
    code_verifier: login.verifier,
    ...fields,
  };
  return sendForm(`${target.origin}/token`, form, { authorization });
}
