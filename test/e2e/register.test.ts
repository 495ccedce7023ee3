import type { LocalGateway } from '../../emulator/local-gateway';
import { bootGateway, defaultStackFile, TestClock } from '../support/gateway';
import { newVerifier, RawClient, REDIRECT_URI, send } from '../support/oauth-client';

const DAY_SECONDS = 24 * 60 * 60;

let gateway: LocalGateway;
let client: RawClient;
const clock = new TestClock();

beforeAll(async () => {
  gateway = await bootGateway(await defaultStackFile(), { clock });
  client = new RawClient(gateway.origin);
});

beforeEach(() => clock.advanceSeconds(61));

afterAll(async () => {
  await gateway?.close();
});

/** The status of a login's first request, which tells whether the client and its redirect URI are known. */
async function authorize(clientId: string, redirectUri = REDIRECT_URI): Promise<number> {
  return (await send(client.authorizeUrl(clientId, newVerifier(), { redirect_uri: redirectUri }))).status;
}

describe('POST /register', () => {
  it('answers 201 with what was stored, and with nothing that is null or empty', async () => {
    const answer = await client.register({
      client_name: 'Everything',
      client_uri: '',
      logo_uri: null,
      contacts: ['a@example.com'],
      application_type: 'native',
      token_endpoint_auth_method: 'client_secret_basic',
      grant_types: ['authorization_code', 'refresh_token', 'client_credentials'],
      response_types: ['code', 'token'],
      software_id: 'everything',
      unknown_member: { a: 1 },
    });
    expect(answer).toMatchObject({ status: 201, headers: { 'cache-control': 'no-store' } });
    expect(answer.json).toEqual({
      client_id: expect.stringMatching(/^[0-9a-f]{32}$/) as unknown,
      client_id_issued_at: expect.any(Number) as unknown,
      client_name: 'Everything',
      redirect_uris: [REDIRECT_URI],
      application_type: 'native',
      token_endpoint_auth_method: 'none',
      grant_types: ['authorization_code', 'refresh_token'],
      response_types: ['code'],
      scope: 'mcp:functions',
    });
  });

  it('needs redirect URIs alone', async () => {
    const { status, json } = await client.register({ client_name: undefined, token_endpoint_auth_method: undefined });
    expect(status).toBe(201);
    expect(Object.keys(json).sort()).toEqual([
      'client_id',
      'client_id_issued_at',
      'grant_types',
      'redirect_uris',
      'response_types',
      'scope',
      'token_endpoint_auth_method',
    ]);
  });

  it.each<[string, Record<string, unknown>]>([
    ['no redirect URIs', { redirect_uris: undefined }],
    ['an empty list of redirect URIs', { redirect_uris: [] }],
    ['redirect URIs that are no list', { redirect_uris: REDIRECT_URI }],
    ['a redirect URI that is no text', { redirect_uris: [42] }],
    ['too many redirect URIs', { redirect_uris: Array.from({ length: 11 }, () => REDIRECT_URI) }],
    ['a redirect URI that is too long', { redirect_uris: [`https://a.example/${'x'.repeat(512)}`] }],
    ['a private-use scheme', { redirect_uris: ['com.example.app:/callback'] }],
  ])('refuses %s as invalid_redirect_uri', async (_what, metadata) => {
    const answer = await client.register(metadata);
    expect(answer).toMatchObject({ status: 400, json: { error: 'invalid_redirect_uri' } });
  });

  it.each<[string, Record<string, unknown>]>([
    ['a name that is no text', { client_name: 1 }],
    ['a scope that is no text', { scope: ['a'] }],
    ['a method that is no text', { token_endpoint_auth_method: {} }],
    ['an address that is a script', { client_uri: 'javascript:alert(1)' }],
    ['a logo that is no text', { logo_uri: 1 }],
    ['contacts that are no list', { contacts: 'a@example.com' }],
    ['contacts that are no texts', { contacts: [1] }],
    ['keys that are no object', { jwks: [] }],
    ['another application type', { application_type: 'desktop' }],
    ['grant types that are no list', { grant_types: 'authorization_code' }],
    ['grant types without authorization_code', { grant_types: ['refresh_token'] }],
    ['response types without code', { response_types: ['token'] }],
  ])('refuses %s as invalid_client_metadata', async (_what, metadata) => {
    const answer = await client.register(metadata);
    expect(answer).toMatchObject({ status: 400, json: { error: 'invalid_client_metadata' } });
  });

  it('takes a wildcard for the character it is', async () => {
    const uri = 'https://global.consent.azure-apim.net/redirect/*';
    const clientId = await client.registeredClientId({ redirect_uris: [uri] });
    expect(await authorize(clientId, uri)).toBe(303);
    expect(await authorize(clientId, uri.replace('*', 'connector'))).toBe(400);
  });

  it('forgets after a week a client that no login used, and after 90 days one without a token', async () => {
    const unused = await client.registeredClientId();
    const used = await client.registeredClientId();
    await client.tokens({ clientId: used });
    clock.advanceSeconds(7 * DAY_SECONDS - 1);
    expect(await authorize(unused)).toBe(303);
    clock.advanceSeconds(2);
    expect([await authorize(unused), await authorize(used)]).toEqual([400, 303]);
    clock.advanceSeconds(83 * DAY_SECONDS - 62);
    expect(await authorize(used)).toBe(303);
    clock.advanceSeconds(120);
    expect(await authorize(used)).toBe(400);
  });
});
