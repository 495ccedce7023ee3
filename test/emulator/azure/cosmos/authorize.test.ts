import { generateKeyPair, SignJWT } from 'jose';
import { ISSUER_V1 } from '../../../../emulator/azure/entra/tenant';
import { principalIdFor } from '../../../../emulator/azure/managed-identity/principals';
import { START_MILLISECONDS } from '../stand-in-environment';
import {
  HOST,
  DOCS,
  WRITER,
  READER,
  SCOPED,
  configure,
  token,
  authorization,
  type Answer,
  send,
  create,
  useCosmos,
} from './cosmos-fixture';

useCosmos();

describe('authenticate and authorize', () => {
  beforeEach(() => configure());

  const read = (headers: Readonly<Record<string, string | undefined>>, claims = {}): Promise<Answer> =>
    send('GET', `${DOCS}/a`, { headers, claims });

  it('refuses a request without the header', async () => {
    expect(await read({ authorization: undefined })).toMatchObject({ status: 401, body: { code: 'Unauthorized' } });
  });

  it.each([
    ['not URL-encoded', async () => `type=aad&ver=1.0&sig=${await token()}`],
    ['a bearer token', async () => `Bearer ${await token()}`],
    ['another version', async () => encodeURIComponent(`type=aad&ver=2.0&sig=${await token()}`)],
    ['another order', async () => encodeURIComponent(`ver=1.0&type=aad&sig=${await token()}`)],
    ['no signature', async () => encodeURIComponent('type=aad&ver=1.0&sig=')],
    ['a broken encoding', async () => '%zz'],
    ['an account key', async () => encodeURIComponent('type=master&ver=1.0&sig=abc')],
    ['no JWT', async () => authorization('abc')],
  ])('refuses %s', async (_what, header) => {
    expect((await read({ authorization: await header() })).status).toBe(401);
  });

  it('says that account keys are switched off', async () => {
    const answer = await read({ authorization: encodeURIComponent('type=master&ver=1.0&sig=abc') });
    expect(answer.body.message).toMatch(/Local Authorization is disabled/);
  });

  it.each([
    ['for another account', { aud: 'https://other.documents.azure.com' }],
    ['for Azure Resource Manager', { aud: 'https://management.azure.com' }],
    ['of another issuer', { iss: 'https://sts.windows.net/other/' }],
    ['that has expired', { exp: START_MILLISECONDS / 1000 - 1 }],
    ['that is not valid yet', { nbf: START_MILLISECONDS / 1000 + 60 }],
    ['without an expiry', { exp: undefined }],
  ])('refuses a token %s', async (_what, claims) => {
    expect((await read({}, claims)).status).toBe(401);
  });

  it('refuses a token signed by someone else', async () => {
    const { privateKey } = await generateKeyPair('RS256');
    const now = START_MILLISECONDS / 1000;
    const forged = await new SignJWT({ iss: ISSUER_V1, aud: `https://${HOST}`, sub: WRITER, iat: now, exp: now + 60 })
      .setProtectedHeader({ alg: 'RS256' })
      .sign(privateKey);
    expect((await read({ authorization: authorization(forged) })).status).toBe(401);
  });

  it.each([`https://${HOST}`, `https://${HOST}/`, 'https://cosmos.azure.com'])('takes a token for %s', async (aud) => {
    expect((await read({}, { aud })).status).toBe(404);
  });

  it.each([
    ['missing', undefined],
    ['ISO 8601', new Date(START_MILLISECONDS).toISOString()],
    ['another zone', 'Wed, 04 Mar 2026 05:06:07 PST'],
    ['a wrong weekday', 'Thu, 04 Mar 2026 05:06:07 GMT'],
  ])('refuses a date that is %s', async (_what, date) => {
    expect((await read({ 'x-ms-date': date })).status).toBe(401);
  });

  it('refuses a date more than 15 minutes from now', async () => {
    const at = (minutes: number): string => new Date(START_MILLISECONDS + minutes * 60_000).toUTCString();
    for (const minutes of [-16, 16]) {
      expect(await read({ 'x-ms-date': at(minutes) })).toMatchObject({ status: 403, body: { code: 'Forbidden' } });
    }
    for (const minutes of [-14, 14]) {
      expect((await read({ 'x-ms-date': at(minutes) })).status).toBe(404);
    }
  });

  it('refuses a principal without a role assignment', async () => {
    const answer = await read({}, { sub: principalIdFor('stranger') });
    expect(answer).toMatchObject({ status: 403, body: { code: 'Forbidden' } });
  });

  it('lets a reader read and nothing else', async () => {
    const { body } = await create({ id: 'a' });
    const claims = { sub: READER };
    const headers = { 'if-match': String(body._etag) };
    expect((await send('GET', `${DOCS}/a`, { claims })).status).toBe(200);
    const key = { 'x-ms-documentdb-partitionkey': '["b"]' };
    expect((await send('POST', DOCS, { claims, body: { id: 'b' }, headers: key })).status).toBe(403);
    expect((await send('PUT', `${DOCS}/a`, { claims, body: { id: 'a' }, headers })).status).toBe(403);
    expect((await send('DELETE', `${DOCS}/a`, { claims, headers })).status).toBe(403);
  });

  it('does not take the scope of one container for another whose name begins the same', async () => {
    expect((await read({}, { sub: SCOPED })).status).toBe(403);
    const own = await send('GET', '/dbs/db/colls/thing/docs/a', { claims: { sub: SCOPED } });
    expect(own.status).toBe(404);
  });
});
