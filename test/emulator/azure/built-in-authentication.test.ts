import type { IncomingMessage } from 'node:http';
import { generateKeyPairSync } from 'node:crypto';
import { SignJWT } from 'jose';
import {
  admit,
  builtInAuthentication,
  readAuthConfig,
  type BuiltInAuthenticationSettings,
} from '../../../emulator/azure/built-in-authentication';
import { epochSeconds, ISSUER_V1, ISSUER_V2, signAsTenant } from '../../../emulator/azure/entra/tenant';
import { createTestEnvironment } from './stand-in-environment';

const CLIENT_ID = '11111111-2222-3333-4444-555555555555';
const GATEWAY = { oid: 'gateway-object-id', azp: 'gateway-client-id' };
const SETTINGS: BuiltInAuthenticationSettings = {
  clientId: CLIENT_ID,
  openIdIssuer: ISSUER_V2,
  allowedAudiences: [CLIENT_ID],
  allowedIdentities: [GATEWAY.oid],
  allowedApplications: [GATEWAY.azp],
  unauthenticatedClientAction: 'Return401',
  excludedPaths: [],
};

const { clock } = createTestEnvironment();
const now = epochSeconds(clock);
const CLAIMS = { aud: CLIENT_ID, iss: ISSUER_V2, iat: now, nbf: now, exp: now + 60, sub: GATEWAY.oid, ...GATEWAY };

function requestWith(authorization: string | undefined): IncomingMessage {
  return { headers: authorization === undefined ? {} : { authorization } } as IncomingMessage;
}

function decide(
  authorization: string | undefined,
  settings: Partial<BuiltInAuthenticationSettings> = {},
): Promise<'admitted' | 401 | 403> {
  return admit(requestWith(authorization), builtInAuthentication('app', { ...SETTINGS, ...settings }), clock);
}

const bearer = async (claims: Readonly<Record<string, unknown>>): Promise<string> =>
  `Bearer ${await signAsTenant({ ...CLAIMS, ...claims })}`;

describe('admit', () => {
  it('lets in the principal and application that are allowed', async () => {
    expect(await decide(await bearer({}))).toBe('admitted');
  });

  it('reads the application from appid where a token has no azp', async () => {
    expect(await decide(await bearer({ azp: undefined, appid: GATEWAY.azp }))).toBe('admitted');
  });

  it('lets in the whole tenant where no list is set', async () => {
    const everybody = { allowedIdentities: undefined, allowedApplications: [] };
    expect(await decide(await bearer({ oid: 'somebody', azp: 'something' }), everybody)).toBe('admitted');
  });

  it.each<[string, Readonly<Record<string, unknown>>]>([
    ['another principal', { oid: 'somebody' }],
    ['another application', { azp: 'something' }],
    ['no principal', { oid: undefined }],
  ])('answers 403 to %s', async (_case, claims) => {
    expect(await decide(await bearer(claims))).toBe(403);
  });

  it.each<[string, Readonly<Record<string, unknown>>]>([
    ['another audience', { aud: 'api://something' }],
    ['an issuer of the other token format', { iss: ISSUER_V1 }],
    ['an expired token', { exp: now - 1 }],
    ['a token that is not valid yet', { nbf: now + 60 }],
  ])('answers 401 to %s', async (_case, claims) => {
    expect(await decide(await bearer(claims))).toBe(401);
  });

  it('answers 401 to a token that the tenant did not sign', async () => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const forged = await new SignJWT(CLAIMS).setProtectedHeader({ alg: 'RS256' }).sign(privateKey);
    expect(await decide(`Bearer ${forged}`)).toBe(401);
  });

  it.each([undefined, '', 'Bearer', 'Basic eDp5', 'Bearer not-a-token'])(
    'answers 401 to Authorization %j',
    async (value) => {
      expect(await decide(value)).toBe(401);
    },
  );

  it('answers 403 without a token where that is configured', async () => {
    expect(await decide(undefined, { unauthenticatedClientAction: 'Return403' })).toBe(403);
  });

  it('takes the client id for the audience where none is listed', async () => {
    expect(await decide(await bearer({}), { allowedAudiences: undefined })).toBe('admitted');
    expect(await decide(await bearer({ aud: 'other' }), { allowedAudiences: undefined })).toBe(401);
  });
});

describe('builtInAuthentication', () => {
  it.each<[keyof BuiltInAuthenticationSettings, unknown, string]>([
    ['clientId', undefined, 'the client id of built-in authentication is not set'],
    ['openIdIssuer', ISSUER_V1, 'the issuer of built-in authentication'],
    ['unauthenticatedClientAction', 'RedirectToLoginPage', 'Return401 or Return403'],
    ['excludedPaths', ['/healthz'], 'an empty list'],
    ['allowedIdentities', 'gateway-object-id', 'must be a list of strings'],
  ])('refuses the %s %j', (name, value, message) => {
    expect(() => builtInAuthentication('azapi_resource.auth', { ...SETTINGS, [name]: value })).toThrow(message);
    expect(() => builtInAuthentication('azapi_resource.auth', { ...SETTINGS, [name]: value })).toThrow(
      'azapi_resource.auth',
    );
  });
});

describe('readAuthConfig', () => {
  const properties = {
    platform: { enabled: true },
    globalValidation: { unauthenticatedClientAction: 'Return401' },
    identityProviders: {
      azureActiveDirectory: {
        enabled: true,
        registration: { clientId: CLIENT_ID, openIdIssuer: ISSUER_V2 },
        validation: {
          allowedAudiences: [CLIENT_ID],
          defaultAuthorizationPolicy: {
            allowedPrincipals: { identities: [GATEWAY.oid] },
            allowedApplications: [GATEWAY.azp],
          },
        },
      },
    },
  };

  it('reads the properties of an authConfigs resource', () => {
    expect(readAuthConfig('azapi_resource.auth', properties)).toEqual({
      audiences: [CLIENT_ID],
      principalIds: [GATEWAY.oid],
      applicationIds: [GATEWAY.azp],
      unauthenticatedStatus: 401,
    });
  });

  it('reads nothing where authentication is off', () => {
    expect(readAuthConfig('a', { ...properties, platform: { enabled: false } })).toBeUndefined();
    expect(readAuthConfig('a', undefined)).toBeUndefined();
  });

  it('refuses another identity provider', () => {
    const google = { ...properties, identityProviders: { google: {} } };
    expect(() => readAuthConfig('azapi_resource.auth', google)).toThrow('azapi_resource.auth: the identity provider');
  });
});
