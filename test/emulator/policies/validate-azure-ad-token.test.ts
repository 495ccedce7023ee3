import { exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWTPayload } from 'jose';
import { ClrJwt } from '../../../emulator/expressions/runtime/jwt';
import { startBackend, startTestGateway, type TestBackend } from '../gateway/test-gateway';
import { closeAfterwards } from '../../support/close-afterwards';
import { start } from '../gateway/started';
import { service } from './access-service';

describe('validate-azure-ad-token', () => {
  const TENANT = '00000000-0000-4000-8000-00000000000a';
  const HOST = 'login.microsoftonline.com';
  const now = Date.UTC(2026, 0, 1) / 1000;
  const claims: JWTPayload = {
    iss: `https://${HOST}/${TENANT}/v2.0`,
    aud: 'me',
    azp: 'agent',
    roles: ['Reader', 'Writer'],
    idtyp: 'app',
    exp: now + 60,
  };
  const AUDIENCES = '<audiences><audience>me</audience></audiences>';
  let key: { privateKey: CryptoKey; publicKey: CryptoKey };
  let entra: TestBackend;

  beforeAll(async () => {
    key = await generateKeyPair('RS256');
  });

  beforeEach(async () => {
    entra = await startBackend(async (request, response) => {
      const body =
        request.url === `/${TENANT}/v2.0/.well-known/openid-configuration`
          ? { issuer: claims.iss, jwks_uri: `https://${HOST}/keys` }
          : { keys: [{ ...(await exportJWK(key.publicKey)), kid: 'one', alg: 'RS256' }] };
      response.end(JSON.stringify(body));
    });
    closeAfterwards(() => entra.close());
  });

  const policy = (children = AUDIENCES, attributes = '', tenant = TENANT) =>
    `<validate-azure-ad-token tenant-id="${tenant}" ${attributes}>${children}</validate-azure-ad-token><return-response><set-body>@(jwt)</set-body></return-response>`;

  const sign = (changes: JWTPayload = {}) =>
    new SignJWT({ ...claims, ...changes }).setProtectedHeader({ alg: 'RS256', kid: 'one' }).sign(key.privateKey);

  async function check(token: string | undefined, text = policy()) {
    const gateway = await start(
      service(text, {
        expressions: {
          '@(jwt)': ({ variables }) => (variables.get('jwt') instanceof ClrJwt ? 'a Jwt' : 'none'),
          '@(token)': () => token ?? '',
        },
      }),
    );
    gateway.hosts.map(HOST, entra.url);
    const headers: Record<string, string> = token === undefined ? {} : { authorization: `Bearer ${token}` };
    const { status, headers: received, text: body } = await gateway.request('/', { headers });
    return { status, report: received.report, body };
  }

  it.each<[string, JWTPayload, string, string]>([
    ['of its tenant, for its audience', {}, AUDIENCES, ''],
    ['of the v1 format', { iss: `https://sts.windows.net/${TENANT}/` }, AUDIENCES, ''],
    [
      'of an application that is listed',
      {},
      '<client-application-ids><application-id>agent</application-id></client-application-ids>',
      '',
    ],
    [
      'of an application that a v1 token names',
      { azp: undefined, appid: 'agent' },
      '<client-application-ids><application-id>agent</application-id></client-application-ids>',
      '',
    ],
    [
      'with the claims it wants',
      {},
      `${AUDIENCES}<required-claims><claim name="roles" match="any"><value>Writer</value><value>Owner</value></claim></required-claims>`,
      '',
    ],
    ['that an expression yields', {}, AUDIENCES, 'token-value="@(token)" output-token-variable-name="jwt"'],
  ])('lets a token pass %s', async (_what, changes, children, attributes) => {
    const answer = await check(await sign(changes), policy(children, attributes));
    expect(answer).toMatchObject({ status: 200, body: attributes === '' ? 'none' : 'a Jwt' });
  });

  it.each<[string, JWTPayload, string, string]>([
    ['of another tenant', { iss: `https://${HOST}/other/v2.0` }, 'TokenIssuerNotAllowed', AUDIENCES],
    [
      'of another tenant in the v1 format',
      { iss: 'https://sts.windows.net/other/' },
      'TokenIssuerNotAllowed',
      AUDIENCES,
    ],
    [
      'of an issuer that only looks alike',
      { iss: `https://${HOST}/${TENANT}/v2.0/` },
      'TokenIssuerNotAllowed',
      AUDIENCES,
    ],
    ['for another audience', { aud: 'you' }, 'TokenAudienceNotAllowed', AUDIENCES],
    ['that is expired', { exp: now }, 'TokenExpired', AUDIENCES],
    ['that never expires', { exp: undefined }, 'JwtInvalid', AUDIENCES],
    ['that is not valid yet', { nbf: now + 1 }, 'JwtInvalid', AUDIENCES],
    [
      'of an application that is not listed',
      { azp: 'somebody' },
      'TokenClaimValueNotAllowed',
      '<client-application-ids><application-id>agent</application-id></client-application-ids>',
    ],
    [
      'without a claim it wants',
      { roles: undefined },
      'TokenClaimNotFound',
      `${AUDIENCES}<required-claims><claim name="roles"><value>Writer</value></claim></required-claims>`,
    ],
    [
      'with another value of a claim',
      { roles: ['Reader'] },
      'TokenClaimValueNotAllowed',
      `${AUDIENCES}<required-claims><claim name="roles"><value>Writer</value></claim></required-claims>`,
    ],
  ])('refuses a token %s', async (_what, changes, reason, children) => {
    const answer = await check(await sign(changes), policy(children));
    expect(answer.status).toBe(401);
    expect(answer.report).toContain(`validate-azure-ad-token ${reason} 401`);
  });

  it('refuses a token that somebody else signed, one without a signature, and no token', async () => {
    const [header, payload] = (await sign()).split('.');
    const other = await generateKeyPair('RS256');
    const foreign = await new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid: 'one' }).sign(other.privateKey);
    const none = Buffer.from('{"alg":"none"}').toString('base64url');
    expect((await check(foreign)).report).toContain('TokenSignatureInvalid');
    expect((await check(`${none}.${payload}.`)).status).toBe(401);
    expect((await check(`${header}.${payload}.`)).status).toBe(401);
    expect((await check(undefined)).report).toContain('TokenNotPresent');
  });

  it('answers with the status and message the policy gives', async () => {
    const attributes = 'failed-validation-httpcode="403" failed-validation-error-message="No."';
    const answer = await check(await sign({ aud: 'you' }), policy(AUDIENCES, attributes));
    expect(answer).toMatchObject({ status: 403, body: expect.stringContaining('No.') as string });
  });

  it.each([
    ['a tenant that is no id', policy(AUDIENCES, '', 'common'), /"tenant-id" is "common".*Write the GUID/],
    ['nothing that limits who may call', policy(''), /<client-application-ids> or <audiences> is needed/],
    ['two places of the token', policy(AUDIENCES, 'token-value="x" header-name="y"'), /exactly one of/],
    ['a clock skew', policy(AUDIENCES, 'clock-skew="60"'), /"clock-skew" is not supported/],
  ])('is a problem at boot with %s', async (_what, text, problem) => {
    await expect(startTestGateway(service(text, { expressions: { '@(jwt)': () => '' } }))).rejects.toThrow(problem);
  });
});
