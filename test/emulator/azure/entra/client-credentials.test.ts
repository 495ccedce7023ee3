import { decodeJwt } from 'jose';
import { epochSeconds, ISSUER_V1, ISSUER_V2, verifyTenantToken } from '../../../../emulator/azure/entra/tenant';
import { startManagedIdentity } from '../../../../emulator/azure/managed-identity/start';
import { TENANT_ID } from '../../../../emulator/azure/managed-identity/principals';
import { resolveBlock, resolveBlocks, type TestBlock } from '../stand-in-environment';
import { APPLICATION, TenantFixture } from './tenant-fixture';

const ROLE_ID = '11111111-0000-4000-8000-000000000001';
const API: TestBlock = {
  type: 'azuread_application',
  name: 'api',
  arguments: {
    display_name: 'API',
    identifier_uris: ['api://tools'],
    api: { requested_access_token_version: 2 },
    optional_claims: { access_token: [{ name: 'idtyp' }] },
    app_role: [{ id: ROLE_ID, value: 'Mcp.tools', display_name: 'Call tools', allowed_member_types: ['Application'] }],
  },
};
const AGENT: TestBlock = { type: 'azuread_application', name: 'agent', arguments: { display_name: 'Agent' } };

let fixture: TenantFixture;

beforeEach(async () => {
  fixture = await TenantFixture.start();
});

afterEach(() => fixture.entra.close());

const attribute = (block: TestBlock, name: string): string =>
  String(resolveBlock(block, [fixture.entra]).attributes[name]);

const principalOf = (application: TestBlock): TestBlock => ({
  type: 'azuread_service_principal',
  name: application.name,
  arguments: { client_id: attribute(application, 'client_id') },
});

const assign = (principal: string, role = ROLE_ID): TestBlock => ({
  type: 'azuread_app_role_assignment',
  name: `of-${principal}`,
  arguments: {
    app_role_id: role,
    principal_object_id: principal,
    resource_object_id: attribute(principalOf(API), 'object_id'),
  },
});

const password = (): TestBlock => ({
  type: 'azuread_application_password',
  name: 'agent',
  arguments: { application_id: attribute(AGENT, 'id') },
});

/** A tenant with an API, and an agent with a secret that has a role in it. */
async function configure(api = API, others?: readonly TestBlock[]): Promise<void> {
  const agent = [principalOf(AGENT), password(), assign(attribute(principalOf(AGENT), 'object_id'))];
  await fixture.configure([APPLICATION, api, AGENT, principalOf(api), ...(others ?? agent)]);
}

function ask(parameters: Record<string, string | undefined> = {}) {
  return fixture.token({
    client_id: attribute(AGENT, 'client_id'),
    grant_type: 'client_credentials',
    client_secret: attribute(password(), 'value'),
    client_assertion: undefined,
    client_assertion_type: undefined,
    redirect_uri: undefined,
    code_verifier: undefined,
    scope: `${attribute(API, 'client_id')}/.default`,
    ...parameters,
  });
}

describe('client_credentials', () => {
  it('issues an app-only token of the v2 format with the roles assigned', async () => {
    await configure();
    const { status, body } = await ask();
    expect({ status, ...body }).toEqual({
      status: 200,
      token_type: 'Bearer',
      expires_in: 3600,
      ext_expires_in: 3600,
      access_token: expect.any(String) as string,
    });
    const { clock } = fixture.environment;
    const objectId = attribute(principalOf(AGENT), 'object_id');
    const claims = await verifyTenantToken(String(body['access_token']), {
      issuers: [ISSUER_V2],
      audiences: [attribute(API, 'client_id')],
      clock,
    });
    expect(claims).toMatchObject({
      exp: epochSeconds(clock) + 3600,
      sub: objectId,
      oid: objectId,
      tid: TENANT_ID,
      azp: attribute(AGENT, 'client_id'),
      azpacr: '1',
      roles: ['Mcp.tools'],
      idtyp: 'app',
      ver: '2.0',
    });
    expect(claims).not.toHaveProperty('scp');
  });

  it('issues the v1 format, for the name it was asked by and without idtyp, when the API does not ask for more', async () => {
    const { api, optional_claims, ...rest } = API.arguments;
    await configure({ ...API, arguments: rest });
    const { body } = await ask({ scope: 'api://tools/.default' });
    const claims = decodeJwt(String(body['access_token']));
    expect(claims).toMatchObject({
      iss: ISSUER_V1,
      aud: 'api://tools',
      appid: attribute(AGENT, 'client_id'),
      ver: '1.0',
      roles: ['Mcp.tools'],
    });
    expect(claims).not.toHaveProperty('idtyp');
    expect(claims).not.toHaveProperty('azp');
  });

  it('issues a token without roles when none is assigned', async () => {
    await configure(API, [principalOf(AGENT), password()]);
    const { status, body } = await ask();
    expect(status).toBe(200);
    expect(decodeJwt(String(body['access_token']))).not.toHaveProperty('roles');
  });

  it.each([
    ['a wrong secret', { client_secret: 'wrong' }, 401, 'invalid_client', 7000215],
    ['neither secret nor assertion', { client_secret: undefined }, 401, 'invalid_client', 7000218],
    ['no scope', { scope: undefined }, 400, 'invalid_request', 90014],
    ['a scope that is no /.default', { scope: 'api://tools/read' }, 400, 'invalid_scope', 1002012],
    ['a resource that does not exist', { scope: 'api://other/.default' }, 400, 'invalid_resource', 500011],
  ])('refuses %s', async (_what, parameters, status, error, aadsts) => {
    await configure();
    expect(await ask(parameters)).toMatchObject({ status, body: { error, error_codes: [aadsts] } });
  });

  it('refuses an application without a service principal', async () => {
    await configure(API, [password()]);
    expect(await ask()).toMatchObject({ status: 400, body: { error: 'unauthorized_client', error_codes: [7000229] } });
  });

  it.each([
    ['a role the application does not have', () => assign('somebody', 'no-role'), /app_role_id is "no-role"/],
    [
      'a resource that is no service principal',
      () => ({ ...assign('x'), arguments: { ...assign('x').arguments, resource_object_id: 'nothing' } }),
      /resource_object_id is "nothing"/,
    ],
  ])('does not start with an assignment of %s', async (_what, block, message) => {
    await expect(configure(API, [block()])).rejects.toThrow(message);
  });

  it('gives managed identities the roles assigned to them', async () => {
    const identity = await startManagedIdentity(fixture.environment);
    try {
      const owner: TestBlock = { type: 'x', name: 'y', arguments: { identity: { type: 'SystemAssigned' } } };
      const token = async (): Promise<string> => {
        const issued = await fixture.environment.identity.current?.token({
          ownerAddress: 'x.y',
          resource: attribute(API, 'client_id'),
          clientId: undefined,
        });
        return issued?.accessToken ?? '';
      };
      const blocks = [API, principalOf(API), owner];
      await identity.configure(resolveBlocks(blocks, [fixture.entra, identity]));
      const without = decodeJwt(await token());
      expect(without).not.toHaveProperty('roles');
      const assigned = resolveBlocks([...blocks, assign(String(without['oid']))], [fixture.entra, identity]);
      await identity.configure(assigned);
      expect(decodeJwt(await token())).toMatchObject({ roles: ['Mcp.tools'], idtyp: 'app', ver: '2.0' });
    } finally {
      await identity.close();
    }
  });
});
