import { decodeJwt, generateKeyPair, SignJWT } from 'jose';
import { request } from 'undici';
import { PATHS } from '../../../../emulator/azure/entra/metadata';
import { ISSUER_V2 } from '../../../../emulator/azure/entra/tenant';
import { startManagedIdentity } from '../../../../emulator/azure/managed-identity/start';
import { clientIdFor } from '../../../../emulator/azure/managed-identity/principals';
import { resolveBlock, resolveBlocks, START_MILLISECONDS, type TestBlock } from '../stand-in-environment';
import { APPLICATION, AUDIENCE, SUBJECT, TenantFixture } from './tenant-fixture';

let fixture: TenantFixture;

beforeEach(async () => {
  fixture = await TenantFixture.start();
});

afterEach(() => fixture.entra.close());

const now = START_MILLISECONDS / 1000;
const REFRESH = { grant_type: 'refresh_token', scope: 'openid profile offline_access' };

async function refreshToken(): Promise<string> {
  const { body } = await fixture.token({ code: await fixture.code({ scope: REFRESH.scope }) });
  return String(body.refresh_token);
}

async function forged(): Promise<string> {
  const { privateKey } = await generateKeyPair('RS256');
  return new SignJWT({ iss: ISSUER_V2, sub: SUBJECT, aud: AUDIENCE, iat: now, exp: now + 60 })
    .setProtectedHeader({ alg: 'RS256' })
    .sign(privateKey);
}

function unsigned(): string {
  const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'none' })}.${part({ iss: ISSUER_V2, sub: SUBJECT, aud: AUDIENCE, iat: now, exp: now + 60 })}.`;
}

describe('the token endpoint: client authentication', () => {
  it('takes the token of the managed identity that the federated credential names', async () => {
    const identity = await startManagedIdentity(fixture.environment);
    try {
      const user: TestBlock = {
        type: 'azurerm_user_assigned_identity',
        name: 'gateway',
        arguments: { name: 'id', resource_group_name: 'rg' },
      };
      const id = resolveBlock(user, [identity]).attributes.id;
      const owner = { type: 'x', name: 'y', arguments: { identity: { type: 'UserAssigned', identity_ids: [id] } } };
      await identity.configure(resolveBlocks([user, owner], [identity]));
      const issued = await fixture.environment.identity.current?.token({
        ownerAddress: 'x.y',
        resource: AUDIENCE,
        clientId: clientIdFor('azurerm_user_assigned_identity.gateway'),
      });
      const { status } = await fixture.token({ code: await fixture.code(), client_assertion: issued?.accessToken });
      expect(status).toBe(200);
    } finally {
      await identity.close();
    }
  });

  it.each([
    ['another issuer', { iss: 'https://token.actions.githubusercontent.com' }, 700211],
    ['the v1 issuer', { iss: ISSUER_V2.replace('/v2.0', '/') }, 700211],
    ['another subject', { sub: SUBJECT.toUpperCase() }, 700213],
    ['another audience', { aud: 'api://azureadtokenexchange' }, 700212],
    ['two audiences', { aud: [AUDIENCE, 'x'] }, 700212],
    ['no audience', { aud: undefined }, 700212],
    ['an expiry in the past', { exp: now - 1 }, 700024],
    ['a start in the future', { nbf: now + 60 }, 700024],
    ['no expiry', { exp: undefined }, 700027],
  ])('refuses an assertion with %s', async (_what, claims, aadsts) => {
    const answer = await fixture.token({
      code: await fixture.code(),
      client_assertion: await fixture.assertion(claims),
    });
    expect(answer).toMatchObject({ status: 401, body: { error: 'invalid_client', error_codes: [aadsts] } });
  });

  it('refuses an assertion that someone else signed, no one signed, or that is none', async () => {
    const code = await fixture.code();
    for (const [client_assertion, aadsts] of [
      [await forged(), 700027],
      [unsigned(), 700027],
      ['abc', 50027],
    ] as const) {
      const answer = await fixture.token({ code, client_assertion });
      expect(answer).toMatchObject({ status: 401, body: { error: 'invalid_client', error_codes: [aadsts] } });
    }
    expect((await fixture.token({ code })).status).toBe(200);
  });

  it('refuses an assertion whose issuer it can not reach, although a credential trusts it', async () => {
    const applicationId = resolveBlock(APPLICATION, [fixture.entra]).attributes.id;
    const github = 'https://token.actions.githubusercontent.com';
    await fixture.configure([
      APPLICATION,
      {
        type: 'azuread_application_federated_identity_credential',
        name: 'github',
        arguments: { application_id: applicationId, issuer: github, subject: SUBJECT, audiences: [AUDIENCE] },
      },
    ]);
    const { body } = await fixture.token({ client_assertion: await fixture.assertion({ iss: github }) });
    expect(body.error_codes).toEqual([50166]);
  });

  it.each([
    ['no assertion', { client_assertion: undefined }, {}, 7000218],
    ['another assertion type', { client_assertion_type: 'urn:x' }, {}, 7000218],
    ['a secret', { client_secret: 'x' }, {}, 7000215],
    ['a secret by Basic', {}, { authorization: 'Basic eDp5' }, 7000215],
  ])('refuses %s', async (_what, parameters, headers, aadsts) => {
    const answer = await fixture.token({ code: 'x', ...parameters }, headers);
    expect(answer).toMatchObject({ status: 401, body: { error: 'invalid_client', error_codes: [aadsts] } });
  });

  it('refuses a client that is no application of the stack', async () => {
    const answer = await fixture.token({ client_id: '00000000-0000-0000-0000-000000000000' });
    expect(answer).toMatchObject({ status: 400, body: { error: 'unauthorized_client', error_codes: [700016] } });
  });
});

describe('the token endpoint: requests', () => {
  it('answers errors in the shape of Entra, without a word of the library', async () => {
    const { body } = await fixture.token({ code: 'unknown' });
    expect(body).toEqual({
      error: 'invalid_grant',
      error_description: expect.stringMatching(/^AADSTS70000: .* Trace ID: /) as string,
      error_codes: [70000],
      timestamp: '2026-03-04 05:06:07Z',
      trace_id: expect.any(String) as string,
      correlation_id: expect.any(String) as string,
      error_uri: 'https://login.microsoftonline.com/error?code=70000',
    });
  });

  it('redeems a code once', async () => {
    const code = await fixture.code();
    expect((await fixture.token({ code })).status).toBe(200);
    const again = await fixture.token({ code });
    expect(again).toMatchObject({ status: 400, body: { error: 'invalid_grant', error_codes: [54005] } });
  });

  it.each([
    ['another verifier', { code_verifier: 'w'.repeat(43) }, 501481],
    ['no verifier', { code_verifier: undefined }, 501481],
    ['another redirect URI', { redirect_uri: 'https://gateway.azure-api.net/other' }, 500112],
  ])('refuses a code with %s', async (_what, parameters, aadsts) => {
    const answer = await fixture.token({ code: await fixture.code(), ...parameters });
    expect(answer).toMatchObject({ status: 400, body: { error: 'invalid_grant', error_codes: [aadsts] } });
  });

  it('does without PKCE when the request had none, and refuses a verifier then', async () => {
    const without = { code_challenge: undefined, code_challenge_method: undefined };
    expect((await fixture.token({ code: await fixture.code(without), code_verifier: undefined })).status).toBe(200);
    expect((await fixture.token({ code: await fixture.code(without) })).status).toBe(400);
  });

  it('refuses a code of another application', async () => {
    const other: TestBlock = { ...APPLICATION, name: 'other' };
    await fixture.configure([APPLICATION, other]);
    const client_id = String(resolveBlock(other, [fixture.entra]).attributes.client_id);
    const code = await fixture.code({ client_id });
    const answer = await fixture.token({ code });
    expect(answer).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
  });

  it.each([
    ['no client id', { client_id: undefined }, 900144],
    ['no grant type', { grant_type: undefined }, 900144],
    ['an unknown grant type', { grant_type: 'password' }, 70003],
    ['no code', { code: undefined }, 9002313],
  ])('refuses %s', async (_what, parameters, aadsts) => {
    const { status, body } = await fixture.token({ code: 'x', ...parameters });
    expect(status).toBe(400);
    expect(body.error_codes).toEqual([aadsts]);
  });

  it('refuses JSON, repeated parameters and bodies without end', async () => {
    const url = new URL(PATHS.token, fixture.entra.origin);
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    for (const [headers, body, status] of [
      [{ 'content-type': 'application/json' }, '{}', 400],
      [form, 'client_id=a&client_id=b&grant_type=x', 400],
      [form, `client_id=${'a'.repeat(70_000)}`, 413],
    ] as const) {
      const response = await request(url, { method: 'POST', headers, body });
      expect(response.statusCode).toBe(status);
      expect(await response.body.json()).toMatchObject({ error: 'invalid_request' });
    }
  });

  it('gives a refresh token for offline_access only, and new tokens for it until the user is disabled', async () => {
    const { body: plain } = await fixture.token({ code: await fixture.code() });
    expect(plain).not.toHaveProperty('refresh_token');
    const { body } = await fixture.token({ code: await fixture.code({ scope: 'openid profile offline_access' }) });
    expect(body.scope).toBe('openid profile');
    const refresh = {
      grant_type: 'refresh_token',
      refresh_token: String(body.refresh_token),
      scope: 'openid profile offline_access',
    };
    fixture.environment.advanceSeconds(3600);
    const refreshed = await fixture.token(refresh);
    expect(refreshed.status).toBe(200);
    expect(decodeJwt(String(refreshed.body.id_token)).iat).toBe(now + 3600);
    expect(refreshed.body.refresh_token).toBeDefined();
    fixture.entra.users.disable('alice');
    expect(await fixture.token(refresh)).toMatchObject({
      status: 400,
      body: { error: 'invalid_grant', error_codes: [50057] },
    });
    fixture.entra.users.enable('alice');
    expect((await fixture.token(refresh)).status).toBe(200);
  });

  it('gives a new refresh token each time, and the old ones stay good', async () => {
    const first = await refreshToken();
    const second = String((await fixture.token({ ...REFRESH, refresh_token: first })).body.refresh_token);
    expect(second).not.toBe(first);
    for (const token of [first, second, first]) {
      expect((await fixture.token({ ...REFRESH, refresh_token: token })).status).toBe(200);
    }
  });

  it('refuses refresh tokens until the user has signed in again, when that is required', async () => {
    const refresh_token = await refreshToken();
    fixture.entra.users.requireSignIn('Alice');
    expect(await fixture.token({ ...REFRESH, refresh_token })).toMatchObject({
      status: 400,
      body: { error: 'interaction_required', error_codes: [50076] },
    });
    expect((await fixture.token({ ...REFRESH, refresh_token: await refreshToken() })).status).toBe(200);
  });

  it('refuses a refresh without an assertion, for other scopes, or with a token nobody gave', async () => {
    const refresh = { ...REFRESH, refresh_token: await refreshToken() };
    const refused = async (changes: Record<string, string | undefined>): Promise<unknown> =>
      (await fixture.token({ ...refresh, ...changes })).body;
    expect(await refused({ client_assertion: undefined })).toMatchObject({ error: 'invalid_client' });
    expect(await refused({ scope: 'openid email' })).toMatchObject({ error: 'invalid_scope', error_codes: [70011] });
    expect(await refused({ refresh_token: 'unknown' })).toMatchObject({ error: 'invalid_grant', error_codes: [70000] });
  });
});
