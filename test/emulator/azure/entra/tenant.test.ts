import { SignJWT } from 'jose';
import { signAsTenant, tenantJwks, tenantSigningKey, verifyTenantToken } from '../../../../emulator/azure/entra/tenant';
import { createTestEnvironment, START_MILLISECONDS } from '../stand-in-environment';

const now = START_MILLISECONDS / 1000;
const claims = { iss: 'issuer', aud: 'audience', sub: 'subject', iat: now, exp: now + 60 };
const expected = { issuers: ['issuer'], audiences: ['audience'], clock: createTestEnvironment().clock };

describe('verifyTenantToken', () => {
  it('returns the claims of a token of the tenant', async () => {
    expect(await verifyTenantToken(await signAsTenant(claims), expected)).toEqual(claims);
  });

  it('accepts RS256 only, even from the right key', async () => {
    const { privateKey } = await tenantSigningKey();
    const token = await new SignJWT(claims).setProtectedHeader({ alg: 'RS512' }).sign(privateKey);
    await expect(verifyTenantToken(token, expected)).rejects.toMatchObject({ code: 'ERR_JOSE_ALG_NOT_ALLOWED' });
  });

  it.each(['sub', 'exp', 'iat'])('refuses a token without %s', async (name) => {
    const token = await signAsTenant({ ...claims, [name]: undefined });
    await expect(verifyTenantToken(token, expected)).rejects.toMatchObject({ claim: name });
  });
});

describe('tenantJwks', () => {
  it('names the key that signs', async () => {
    const { kid } = await tenantSigningKey();
    expect((await tenantJwks()).keys).toEqual([expect.objectContaining({ kid, alg: 'RS256', use: 'sig' })]);
  });
});
