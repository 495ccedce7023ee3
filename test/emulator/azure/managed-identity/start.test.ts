import { decodeJwt } from 'jose';
import { request } from 'undici';
import { epochSeconds, verifyTenantToken } from '../../../../emulator/azure/entra/tenant';
import { identityEndpointFor } from '../../../../emulator/azure/managed-identity/identity-endpoint';
import {
  clientIdFor,
  identityBlock,
  lookedUpIdentityBlock,
  principalIdFor,
  TENANT_ID,
} from '../../../../emulator/azure/managed-identity/principals';
import { startManagedIdentity } from '../../../../emulator/azure/managed-identity/start';
import type { StandIn } from '../../../../emulator/azure/stand-in';
import {
  createTestEnvironment,
  resolveBlock,
  resolveBlocks,
  START_MILLISECONDS,
  type TestBlock,
  type TestEnvironment,
} from '../stand-in-environment';

const GATEWAY = 'azurerm_api_management.gateway';
const USER_IDENTITY = 'azurerm_user_assigned_identity.gateway';
const APPLICATION = { client_id: '11111111-2222-3333-4444-555555555555' };

let environment: TestEnvironment;
let standIn: StandIn;

beforeEach(async () => {
  environment = createTestEnvironment();
  standIn = await startManagedIdentity(environment);
});

afterEach(() => standIn.close());

const userIdentity: TestBlock = {
  type: 'azurerm_user_assigned_identity',
  name: 'gateway',
  arguments: { name: 'id-gateway', resource_group_name: 'rg' },
};

async function configure(extra: readonly TestBlock[] = []): Promise<void> {
  const identityIds = [resolveBlock(userIdentity, [standIn]).attributes.id];
  const stack = resolveBlocks(
    [
      userIdentity,
      {
        type: 'azurerm_user_assigned_identity',
        name: 'stranger',
        arguments: { name: 'id-stranger', resource_group_name: 'rg' },
      },
      {
        type: 'azurerm_api_management',
        name: 'gateway',
        arguments: { identity: { type: 'SystemAssigned, UserAssigned', identity_ids: identityIds } },
      },
      {
        type: 'azurerm_function_app_flex_consumption',
        name: 'functions',
        arguments: { identity: [{ type: 'UserAssigned', identity_ids: identityIds }] },
      },
      { type: 'azurerm_cosmosdb_account', name: 'store', arguments: { name: 'store' } },
      { type: 'azurerm_storage_account', name: 'files', arguments: { name: 'files' } },
      {
        type: 'azuread_application',
        name: 'app',
        arguments: { ...APPLICATION, identifier_uris: ['api://app'], api: { requested_access_token_version: 2 } },
      },
      ...extra,
    ],
    [standIn],
  );
  await standIn.configure(stack);
}

function token(
  resource: string,
  clientId?: string,
  ownerAddress = GATEWAY,
): Promise<{ accessToken: string; expiresOnSeconds: number }> {
  const { current } = environment.identity;
  if (current === undefined) {
    throw new Error('no identity');
  }
  return current.token({ ownerAddress, resource, clientId });
}

describe('startManagedIdentity', () => {
  it('reports the attributes of a user-assigned identity', () => {
    const { attributes } = resolveBlock(userIdentity, [standIn]);
    expect(attributes.id).toMatch(
      /^\/subscriptions\/[0-9a-f-]{36}\/resourceGroups\/rg\/providers\/Microsoft\.ManagedIdentity\/userAssignedIdentities\/id-gateway$/,
    );
    expect(attributes).toMatchObject({
      principal_id: principalIdFor(USER_IDENTITY),
      client_id: clientIdFor(USER_IDENTITY),
      tenant_id: TENANT_ID,
    });
  });

  it('issues the token exchange assertion in the v2 format', async () => {
    await configure();
    const issued = await token('api://AzureADTokenExchange', clientIdFor(USER_IDENTITY));
    const now = START_MILLISECONDS / 1000;
    expect(decodeJwt(issued.accessToken)).toEqual({
      aud: 'api://AzureADTokenExchange',
      iss: `https://login.microsoftonline.com/${TENANT_ID}/v2.0`,
      iat: now,
      nbf: now,
      exp: now + 86400,
      sub: principalIdFor(USER_IDENTITY),
      oid: principalIdFor(USER_IDENTITY),
      tid: TENANT_ID,
      azp: clientIdFor(USER_IDENTITY),
      azpacr: '2',
      idtyp: 'app',
      uti: expect.any(String) as string,
      ver: '2.0',
    });
    expect(issued.expiresOnSeconds).toBe(now + 86400);
  });

  it.each(['https://store.documents.azure.com', 'https://cosmos.azure.com', 'https://storage.azure.com/'])(
    'issues a v1 token of the system-assigned identity for %s, signed by the tenant',
    async (resource) => {
      await configure();
      const { accessToken } = await token(resource);
      const claims = await verifyTenantToken(accessToken, {
        issuers: [`https://sts.windows.net/${TENANT_ID}/`],
        audiences: [resource],
        clock: environment.clock,
      });
      expect(claims).toMatchObject({ sub: principalIdFor(GATEWAY), appid: clientIdFor(GATEWAY), ver: '1.0' });
    },
  );

  it('issues a v2 token with the client id as audience for an application that asks for version 2', async () => {
    await configure();
    const { accessToken } = await token('api://app');
    expect(decodeJwt(accessToken)).toMatchObject({ aud: APPLICATION.client_id, ver: '2.0' });
  });

  it('refuses a resource the tenant does not know', async () => {
    await configure();
    await expect(token('https://other.documents.azure.com')).rejects.toThrow(/AADSTS500011.*other\.documents/);
  });

  it('refuses an identity that is not assigned to the owner', async () => {
    await configure();
    const stranger = clientIdFor('azurerm_user_assigned_identity.stranger');
    await expect(token('https://cosmos.azure.com', stranger)).rejects.toThrow(/No user-assigned managed identity/);
    await expect(
      token('https://cosmos.azure.com', undefined, 'azurerm_function_app_flex_consumption.functions'),
    ).rejects.toThrow(/has no system-assigned managed identity/);
    await expect(token('https://cosmos.azure.com', undefined, 'azurerm_storage_account.files')).rejects.toThrow(
      /No managed identity is assigned to azurerm_storage_account\.files/,
    );
  });

  it('knows of a service that the stack looks up the identities that it looks up too', async () => {
    const service: TestBlock = {
      type: 'azurerm_api_management',
      name: 'platform',
      mode: 'data',
      arguments: { identity: lookedUpIdentityBlock({ address: 'data.x.y', argument: () => undefined }) },
    };
    await configure([service, { ...userIdentity, mode: 'data' }]);
    const owner = 'data.azurerm_api_management.platform';

    const system = await token('https://storage.azure.com', undefined, owner);
    expect(decodeJwt(system.accessToken).sub).toBe(principalIdFor(owner));
    const lookedUp = await token('https://storage.azure.com', clientIdFor(`data.${USER_IDENTITY}`), owner);
    expect(decodeJwt(lookedUp.accessToken).sub).toBe(principalIdFor(`data.${USER_IDENTITY}`));
    await expect(token('https://storage.azure.com', clientIdFor(USER_IDENTITY), owner)).rejects.toThrow(
      `is assigned to ${owner}`,
    );
  });

  it('names the resource whose identity_ids refer to nothing', async () => {
    const broken = {
      type: 'x',
      name: 'y',
      arguments: { identity: { type: 'UserAssigned', identity_ids: ['/nothing'] } },
    };
    await expect(configure([broken])).rejects.toThrow(/x\.y: identity_ids names "\/nothing"/);
  });
});

describe('identityBlock', () => {
  it('adds principal and tenant of a system-assigned identity', () => {
    const block = { type: 'SystemAssigned, UserAssigned', identity_ids: ['/id'] };
    const resource = { address: GATEWAY, argument: (name: string) => (name === 'identity' ? block : undefined) };
    expect(identityBlock(resource)).toEqual([
      { ...block, principal_id: principalIdFor(GATEWAY), tenant_id: TENANT_ID },
    ]);
  });

  it('leaves them empty for user-assigned identities only, and is empty without the block', () => {
    const block = { type: 'UserAssigned', identity_ids: ['/id'] };
    expect(identityBlock({ address: GATEWAY, argument: () => [block] })).toEqual([
      { ...block, principal_id: '', tenant_id: '' },
    ]);
    expect(identityBlock({ address: GATEWAY, argument: () => undefined })).toEqual([]);
  });
});

describe('identityEndpointFor', () => {
  const functions = 'azurerm_function_app_flex_consumption.functions';
  const good = { 'api-version': '2019-08-01', resource: 'https://storage.azure.com' };

  async function ask(
    query: Readonly<Record<string, string>>,
    headers?: Readonly<Record<string, string>>,
    owner = functions,
  ): Promise<{ status: number; body: Record<string, unknown> }> {
    const { endpoint, header } = identityEndpointFor(environment, owner);
    const url = `${endpoint}?${new URLSearchParams(query).toString()}`;
    const { statusCode, body } = await request(url, { headers: headers ?? { 'x-identity-header': header } });
    return { status: statusCode, body: (await body.json()) as Record<string, unknown> };
  }

  it('answers as App Service does', async () => {
    await configure();
    const { status, body } = await ask({ ...good, client_id: clientIdFor(USER_IDENTITY) });
    expect(status).toBe(200);
    expect(body).toEqual({
      access_token: expect.any(String) as string,
      client_id: clientIdFor(USER_IDENTITY),
      expires_on: String(epochSeconds(environment.clock) + 86400),
      resource: good.resource,
      token_type: 'Bearer',
    });
    expect(decodeJwt(String(body.access_token))).toMatchObject({
      aud: good.resource,
      oid: principalIdFor(USER_IDENTITY),
    });
  });

  it('takes the system-assigned identity without a selector, and selects by principal or resource id', async () => {
    await configure();
    const system = await ask(good, undefined, GATEWAY);
    expect(system.body.client_id).toBe(clientIdFor(GATEWAY));
    const byPrincipal = await ask({ ...good, principal_id: principalIdFor(USER_IDENTITY) });
    expect(byPrincipal.body.client_id).toBe(clientIdFor(USER_IDENTITY));
    const byResource = await ask({ ...good, mi_res_id: String(resolveBlock(userIdentity, [standIn]).attributes.id) });
    expect(byResource.body.client_id).toBe(clientIdFor(USER_IDENTITY));
  });

  it('refuses a missing or wrong header', async () => {
    await configure();
    expect((await ask(good, {})).status).toBe(401);
    expect((await ask(good, { 'x-identity-header': 'guess' })).status).toBe(401);
  });

  it.each([
    ['another api version', { ...good, 'api-version': '2017-09-01' }],
    ['no resource', { 'api-version': '2019-08-01' }],
    ['an unknown resource', { ...good, resource: 'https://vault.azure.net' }],
    [
      'an identity the app does not have',
      { ...good, client_id: clientIdFor('azurerm_user_assigned_identity.stranger') },
    ],
  ])('refuses %s', async (_what, query) => {
    await configure();
    const client = { client_id: clientIdFor(USER_IDENTITY), ...query };
    const { status, body } = await ask(client);
    expect(status).toBe(400);
    expect(body).toEqual({ statusCode: 400, message: expect.any(String) as string });
  });

  it('fails clearly before the stand-in has started', () => {
    expect(() => identityEndpointFor(createTestEnvironment(), functions)).toThrow(/has not started/);
  });
});
