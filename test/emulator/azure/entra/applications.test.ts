import { readApplications } from '../../../../emulator/azure/entra/applications';
import { ENTRA_COMPUTES } from '../../../../emulator/azure/entra/computed-attributes';
import { clientIdFor, SUBSCRIPTION_ID, TENANT_ID } from '../../../../emulator/azure/managed-identity/principals';
import type { StandIn } from '../../../../emulator/azure/stand-in';
import { resolveBlock, resolveBlocks, type TestBlock } from '../stand-in-environment';
import { TestBrowser } from './browser';
import { APPLICATION, REDIRECT_URI, TenantFixture } from './tenant-fixture';

const entra: StandIn = { computes: ENTRA_COMPUTES, configure: async () => undefined, close: async () => undefined };

const application = (extra: Readonly<Record<string, unknown>>): TestBlock => ({
  ...APPLICATION,
  arguments: { ...APPLICATION.arguments, ...extra },
});

const credential = (applicationId: unknown): TestBlock => ({
  type: 'azuread_application_federated_identity_credential',
  name: 'gateway',
  arguments: { application_id: applicationId, issuer: 'https://issuer', subject: 'subject', audiences: ['audience'] },
});

const read = (...blocks: TestBlock[]): ReturnType<typeof readApplications> =>
  readApplications(resolveBlocks(blocks, [entra]));

describe('readApplications', () => {
  it('reads an application with its federated credentials', () => {
    const id = resolveBlock(APPLICATION, [entra]).attributes.id;
    expect(read(APPLICATION, credential(id))).toEqual([
      {
        clientId: clientIdFor('azuread_application.gateway'),
        displayName: 'MCP <gateway>',
        redirectUris: [REDIRECT_URI],
        federatedCredentials: [{ issuer: 'https://issuer', subject: 'subject', audiences: ['audience'] }],
        secrets: [],
        servicePrincipalId: undefined,
      },
    ]);
  });

  it('accepts http for this machine only', () => {
    for (const uri of ['http://localhost/cb', 'http://localhost:8080/cb', 'http://127.0.0.1:1/cb']) {
      expect(read(application({ web: [{ redirect_uris: [uri] }] }))[0]?.redirectUris).toEqual([uri]);
    }
    for (const uri of ['http://example.com/cb', 'http://localhost.example.com/cb', 'https:///cb', 'app://cb']) {
      expect(() => read(application({ web: { redirect_uris: [uri] } }))).toThrow(
        `azuread_application.gateway: web.redirect_uris holds "${uri}"`,
      );
    }
  });

  it.each([
    [
      'an audience without this tenant',
      application({ sign_in_audience: 'PersonalMicrosoftAccount' }),
      /sign_in_audience/,
    ],
    ['redirect URIs that are no list', application({ web: { redirect_uris: 'x' } }), /web\.redirect_uris/],
    ['a credential of no application', credential('/applications/none'), /gateway: application_id is/],
  ])('refuses %s', (_what, block, message) => {
    expect(() => read(block)).toThrow(message);
  });
});

describe('ENTRA_COMPUTES', () => {
  it('reports tenant and subscription', () => {
    const config = { type: 'azurerm_client_config', name: 'current', mode: 'data' as const, arguments: {} };
    expect(resolveBlock(config, [entra]).attributes).toMatchObject({
      tenant_id: TENANT_ID,
      subscription_id: SUBSCRIPTION_ID,
      object_id: expect.any(String) as string,
      client_id: expect.any(String) as string,
    });
    expect(resolveBlock({ ...config, type: 'azuread_client_config' }, [entra]).attributes.tenant_id).toBe(TENANT_ID);
  });

  it('reports ids of application, service principal and credential', () => {
    const { attributes } = resolveBlock(APPLICATION, [entra]);
    expect(attributes.id).toBe(`/applications/${String(attributes.object_id)}`);
    const principal = { type: 'azuread_service_principal', name: 'gateway', arguments: {} };
    expect(resolveBlock(principal, [entra]).attributes.id).toMatch(/^\/servicePrincipals\/[0-9a-f-]{36}$/);
    expect(resolveBlock(credential(attributes.id), [entra]).attributes.id).toMatch(
      /^\/applications\/[0-9a-f-]{36}\/federatedIdentityCredential\/[0-9a-f-]{36}$/,
    );
  });
});

describe('createStartEntra: the stack', () => {
  it('says that an application has no redirect URI', async () => {
    const fixture = await TenantFixture.start({}, () => [application({ web: undefined })]);
    try {
      const page = await new TestBrowser().get(fixture.authorizeUrl());
      expect(page).toMatchObject({ status: 400, html: expect.stringContaining('AADSTS500113') as string });
    } finally {
      await fixture.entra.close();
    }
  });

  it('names the application whose redirect URI the library does not accept', async () => {
    await expect(
      TenantFixture.start({}, () => [application({ web: { redirect_uris: [`${REDIRECT_URI}#fragment`] } })]),
    ).rejects.toThrow(/azuread_application "MCP <gateway>": .*Correct it in the stack/);
  });
});
