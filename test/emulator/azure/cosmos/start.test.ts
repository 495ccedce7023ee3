import { generateKeyPair, SignJWT } from 'jose';
import { request, type Dispatcher } from 'undici';
import { startCosmos, type CosmosStandIn } from '../../../../emulator/azure/cosmos/start';
import { ISSUER_V1, signAsTenant } from '../../../../emulator/azure/entra/tenant';
import { principalIdFor } from '../../../../emulator/azure/managed-identity/principals';
import {
  createTestEnvironment,
  resolveBlock,
  resolveBlocks,
  START_MILLISECONDS,
  type TestBlock,
  type TestEnvironment,
} from '../stand-in-environment';

const HOST = 'store.documents.azure.com';
const DOCS = '/dbs/db/colls/things/docs';
const WRITER = principalIdFor('writer');
const READER = principalIdFor('reader');
const SCOPED = principalIdFor('scoped');

let environment: TestEnvironment;
let cosmos: CosmosStandIn;

const account: TestBlock = {
  type: 'azurerm_cosmosdb_account',
  name: 'store',
  arguments: {
    name: 'store',
    resource_group_name: 'rg',
    local_authentication_disabled: true,
    consistency_policy: [{ consistency_level: 'Session' }],
  },
};

const container = (name: string, extra: Readonly<Record<string, unknown>>): TestBlock => ({
  type: 'azurerm_cosmosdb_sql_container',
  name,
  arguments: {
    name,
    account_name: 'store',
    database_name: 'db',
    resource_group_name: 'rg',
    partition_key_paths: ['/id'],
    ...extra,
  },
});

const assignment = (name: string, principalId: string, role: string, scope: string): TestBlock => ({
  type: 'azurerm_cosmosdb_sql_role_assignment',
  name,
  arguments: {
    account_name: 'store',
    resource_group_name: 'rg',
    principal_id: principalId,
    role_definition_id: `${accountId()}/sqlRoleDefinitions/00000000-0000-0000-0000-00000000000${role}`,
    scope: `${accountId()}${scope}`,
  },
});

function accountId(): string {
  return String(resolveBlock(account, [cosmos]).attributes.id);
}

function blocks(): TestBlock[] {
  return [
    account,
    {
      type: 'azurerm_cosmosdb_sql_database',
      name: 'db',
      arguments: { name: 'db', account_name: 'store', resource_group_name: 'rg' },
    },
    container('things', { default_ttl: 600 }),
    container('forever', { default_ttl: -1 }),
    container('untimed', {}),
    container('nested', { partition_key_paths: ['/tenant/id'] }),
    assignment('writer', WRITER, '2', ''),
    assignment('reader', READER, '1', '/dbs/db'),
    assignment('scoped', SCOPED, '2', '/dbs/db/colls/thing'),
  ];
}

beforeEach(async () => {
  environment = createTestEnvironment();
  cosmos = await startCosmos(environment);
});

afterEach(() => cosmos.close());

function configure(stack: readonly TestBlock[] = blocks()): Promise<void> {
  return cosmos.configure(resolveBlocks(stack, [cosmos]));
}

function token(claims: Readonly<Record<string, unknown>> = {}): Promise<string> {
  const now = environment.clock.nowMilliseconds() / 1000;
  return signAsTenant({
    iss: ISSUER_V1,
    aud: `https://${HOST}`,
    sub: WRITER,
    iat: now,
    nbf: now,
    exp: now + 3600,
    ...claims,
  });
}

const authorization = (signature: string): string => encodeURIComponent(`type=aad&ver=1.0&sig=${signature}`);

interface Answer {
  readonly status: number;
  readonly body: Record<string, unknown>;
  readonly headers: Record<string, string | string[] | undefined>;
}

/** Sends a request that is right in everything; a header set to undefined is left out. */
async function send(
  method: Dispatcher.HttpMethod,
  path: string,
  options: {
    readonly headers?: Readonly<Record<string, string | undefined>>;
    readonly body?: unknown;
    readonly claims?: Readonly<Record<string, unknown>>;
  } = {},
): Promise<Answer> {
  const target = environment.hosts.toLoopback(new URL(`https://${HOST}`));
  if (target === undefined) {
    throw new Error('the account is not mapped');
  }
  const id = path.slice(path.indexOf('/docs') + 6);
  const headers: Record<string, string | undefined> = {
    host: HOST,
    authorization: authorization(await token(options.claims)),
    'x-ms-date': new Date(environment.clock.nowMilliseconds()).toUTCString(),
    'x-ms-version': '2018-12-31',
    'x-ms-documentdb-partitionkey': JSON.stringify([id.replaceAll('%20', ' ')]),
    ...(options.body === undefined ? {} : { 'content-type': 'application/json' }),
    ...options.headers,
  };
  const response = await request(new URL(path, target), {
    method,
    headers: Object.fromEntries(
      Object.entries(headers).filter((entry): entry is [string, string] => entry[1] !== undefined),
    ),
    body:
      options.body === undefined
        ? null
        : typeof options.body === 'string'
          ? options.body
          : JSON.stringify(options.body),
  });
  const text = await response.body.text();
  return {
    status: response.statusCode,
    body: text === '' ? {} : (JSON.parse(text) as Record<string, unknown>),
    headers: response.headers,
  };
}

function create(
  document: Readonly<Record<string, unknown>>,
  headers: Readonly<Record<string, string | undefined>> = {},
  path = DOCS,
): Promise<Answer> {
  return send('POST', path, {
    body: document,
    headers: { 'x-ms-documentdb-partitionkey': JSON.stringify([document.id]), ...headers },
  });
}

describe('startCosmos: what Terraform reads', () => {
  it('reports the attributes of account, database, container and role definition', async () => {
    expect(resolveBlock(account, [cosmos]).attributes).toMatchObject({
      endpoint: 'https://store.documents.azure.com:443/',
      id: expect.stringMatching(
        /\/resourceGroups\/rg\/providers\/Microsoft\.DocumentDB\/databaseAccounts\/store$/,
      ) as string,
    });
    const [, database, things] = blocks().map((block) => resolveBlock(block, [cosmos]).attributes.id);
    expect(database).toBe(`${accountId()}/sqlDatabases/db`);
    expect(things).toBe(`${accountId()}/sqlDatabases/db/containers/things`);
    const definition = {
      type: 'azurerm_cosmosdb_sql_role_definition',
      name: 'built_in',
      mode: 'data' as const,
      arguments: { account_name: 'store', resource_group_name: 'rg', role_definition_id: 'guid' },
    };
    expect(resolveBlock(definition, [cosmos]).attributes.id).toBe(`${accountId()}/sqlRoleDefinitions/guid`);
  });

  it.each([
    ['an unknown account', () => container('lost', { account_name: 'nowhere' }), /lost: account_name is "nowhere"/],
    ['an unknown database', () => container('lost', { database_name: 'nowhere' }), /lost: database_name is "nowhere"/],
    ['two partition keys', () => container('two', { partition_key_paths: ['/a', '/b'] }), /two: partition_key_paths/],
    ['a unique key', () => container('unique', { unique_key: [{ paths: ['/a'] }] }), /unique: .*unique_key/],
    ['a custom role', () => assignment('custom', WRITER, '9', ''), /custom: role_definition_id/],
    ['a scope outside the account', () => assignment('scope', WRITER, '1', 'x/dbs/db'), /scope: scope is/],
  ])('refuses a stack with %s', async (_what, block, message) => {
    await expect(configure([...blocks(), block()])).rejects.toThrow(message);
  });
});

describe('startCosmos: documents', () => {
  beforeEach(() => configure());

  it('creates a document and reads it back with its properties', async () => {
    const created = await create({ id: 'a', colour: 'red' });
    expect(created.status).toBe(201);
    expect(created.body).toMatchObject({ id: 'a', colour: 'red', _ts: Math.floor(START_MILLISECONDS / 1000) });
    expect(created.body._etag).toMatch(/^"[^"]+"$/);
    expect(created.headers.etag).toBe(created.body._etag);
    const read = await send('GET', `${DOCS}/a`);
    expect(read.status).toBe(200);
    expect(read.body).toEqual(created.body);
  });

  it('answers 404 for a document that is not there, in a wrong partition or container', async () => {
    await create({ id: 'a' });
    expect((await send('GET', `${DOCS}/b`)).status).toBe(404);
    expect((await send('GET', `${DOCS}/a`, { headers: { 'x-ms-documentdb-partitionkey': '["b"]' } })).status).toBe(404);
    const lost = await send('GET', '/dbs/db/colls/nowhere/docs/a');
    expect(lost).toMatchObject({ status: 404, body: { code: 'NotFound' } });
    expect((await send('DELETE', `${DOCS}/b`)).status).toBe(404);
    expect((await send('PUT', `${DOCS}/b`, { body: { id: 'b' } })).status).toBe(404);
  });

  it('answers 409 for an id that is taken', async () => {
    await create({ id: 'a' });
    expect(await create({ id: 'a', second: true })).toMatchObject({ status: 409, body: { code: 'Conflict' } });
    expect((await send('GET', `${DOCS}/a`)).body).not.toHaveProperty('second');
  });

  it('replaces what is there only when the upsert header is true', async () => {
    await create({ id: 'a', version: 1 });
    expect((await create({ id: 'a', version: 2 }, { 'x-ms-documentdb-is-upsert': 'false' })).status).toBe(409);
    const upserted = await create({ id: 'a', version: 2 }, { 'x-ms-documentdb-is-upsert': 'True' });
    expect(upserted).toMatchObject({ status: 200, body: { version: 2 } });
    expect((await create({ id: 'new' }, { 'x-ms-documentdb-is-upsert': 'true' })).status).toBe(201);
  });

  it('replaces under If-Match, changes the etag, and answers 412 to the loser', async () => {
    const { body } = await create({ id: 'a', version: 1 });
    const etag = String(body._etag);
    const replaced = await send('PUT', `${DOCS}/a`, { body: { id: 'a', version: 2 }, headers: { 'if-match': etag } });
    expect(replaced).toMatchObject({ status: 200, body: { version: 2 } });
    expect(replaced.body._etag).not.toBe(etag);
    const late = await send('PUT', `${DOCS}/a`, { body: { id: 'a', version: 3 }, headers: { 'if-match': etag } });
    expect(late).toMatchObject({ status: 412, body: { code: 'PreconditionFailed' } });
    expect((await send('GET', `${DOCS}/a`)).body.version).toBe(2);
    expect((await send('PUT', `${DOCS}/a`, { body: { id: 'a' }, headers: { 'if-match': '*' } })).status).toBe(200);
    expect((await send('PUT', `${DOCS}/a`, { body: { id: 'a' } })).status).toBe(200);
  });

  it('deletes under If-Match', async () => {
    const { body } = await create({ id: 'a' });
    expect((await send('DELETE', `${DOCS}/a`, { headers: { 'if-match': '"other"' } })).status).toBe(412);
    expect((await send('DELETE', `${DOCS}/a`, { headers: { 'if-match': String(body._etag) } })).status).toBe(204);
    expect((await send('GET', `${DOCS}/a`)).status).toBe(404);
  });

  it('answers 304 to a read that already has the etag', async () => {
    const { body } = await create({ id: 'a' });
    expect((await send('GET', `${DOCS}/a`, { headers: { 'if-none-match': String(body._etag) } })).status).toBe(304);
    expect((await send('GET', `${DOCS}/a`, { headers: { 'if-none-match': '"other"' } })).status).toBe(200);
  });

  it('refuses a replace whose body names another id', async () => {
    await create({ id: 'a' });
    const answer = await send('PUT', `${DOCS}/a`, {
      body: { id: 'b' },
      headers: { 'x-ms-documentdb-partitionkey': '["b"]' },
    });
    expect(answer.status).toBe(400);
  });

  it('overwrites system properties a client sends', async () => {
    const { body } = await create({ id: 'a', _etag: '"mine"', _ts: 1 });
    expect(body._etag).not.toBe('"mine"');
    expect(body._ts).toBe(Math.floor(START_MILLISECONDS / 1000));
  });

  it('reads a nested partition key, and takes [{}] for a document without it', async () => {
    const path = '/dbs/db/colls/nested/docs';
    const key = (value: string) => ({ 'x-ms-documentdb-partitionkey': value });
    expect((await create({ id: 'a', tenant: { id: 't' } }, key('["t"]'), path)).status).toBe(201);
    expect((await create({ id: 'a', tenant: {} }, key('["t"]'), path)).status).toBe(400);
    expect((await create({ id: 'b' }, key('[{}]'), path)).status).toBe(201);
    expect((await send('GET', `${path}/a`, { headers: key('["t"]') })).status).toBe(200);
  });
});

describe('startCosmos: time to live', () => {
  beforeEach(() => configure());

  it('expires a document by its container, counted from its last write', async () => {
    await create({ id: 'a' });
    environment.advanceSeconds(599);
    expect((await send('GET', `${DOCS}/a`)).status).toBe(200);
    await send('PUT', `${DOCS}/a`, { body: { id: 'a' } });
    environment.advanceSeconds(599);
    expect((await send('GET', `${DOCS}/a`)).status).toBe(200);
    environment.advanceSeconds(1);
    expect((await send('GET', `${DOCS}/a`)).status).toBe(404);
    expect((await create({ id: 'a' })).status).toBe(201);
  });

  it('lets a document set its own, in both directions', async () => {
    await create({ id: 'short', ttl: 10 });
    await create({ id: 'never', ttl: -1 });
    environment.advanceSeconds(10);
    expect((await send('GET', `${DOCS}/short`)).status).toBe(404);
    expect((await send('PUT', `${DOCS}/short`, { body: { id: 'short' } })).status).toBe(404);
    environment.advanceSeconds(1000);
    expect((await send('GET', `${DOCS}/never`)).status).toBe(200);
  });

  it('keeps documents of a container with -1 unless they set a time, and ignores theirs when it is off', async () => {
    const forever = '/dbs/db/colls/forever/docs';
    const untimed = '/dbs/db/colls/untimed/docs';
    await create({ id: 'stays' }, {}, forever);
    await create({ id: 'goes', ttl: 5 }, {}, forever);
    await create({ id: 'stays', ttl: 5 }, {}, untimed);
    environment.advanceSeconds(1_000_000);
    expect((await send('GET', `${forever}/stays`)).status).toBe(200);
    expect((await send('GET', `${forever}/goes`)).status).toBe(404);
    expect((await send('GET', `${untimed}/stays`)).status).toBe(200);
  });

  it.each([0, -2, 1.5, '60', null, 2_147_483_648])('refuses ttl %p', async (ttl) => {
    expect((await create({ id: 'a', ttl })).status).toBe(400);
  });
});

describe('startCosmos: the form of a request', () => {
  beforeEach(() => configure());

  it.each([
    ['no version', { 'x-ms-version': undefined }],
    ['an unknown version', { 'x-ms-version': '2010-01-01' }],
    ['no partition key', { 'x-ms-documentdb-partitionkey': undefined }],
    ['a partition key that is no JSON', { 'x-ms-documentdb-partitionkey': 'a' }],
    ['a partition key that is no array', { 'x-ms-documentdb-partitionkey': '"a"' }],
    ['two partition keys', { 'x-ms-documentdb-partitionkey': '["a","b"]' }],
    ['another partition key than the document', { 'x-ms-documentdb-partitionkey': '["b"]' }],
    ['no content type', { 'content-type': undefined }],
    ['another content type', { 'content-type': 'text/plain' }],
    ['a consistency stronger than the account', { 'x-ms-consistency-level': 'Strong' }],
  ])('answers 400 to %s', async (_what, headers) => {
    expect(await create({ id: 'a' }, headers)).toMatchObject({ status: 400, body: { code: 'BadRequest' } });
  });

  it('takes a weaker consistency level', async () => {
    await create({ id: 'a' });
    expect((await send('GET', `${DOCS}/a`, { headers: { 'x-ms-consistency-level': 'Eventual' } })).status).toBe(200);
  });

  it.each(['a/b', 'a\\b', 'a?b', 'a#b', 'x'.repeat(256), '', 7, undefined])('refuses the id %p', async (id) => {
    expect((await create({ id }, { 'x-ms-documentdb-partitionkey': JSON.stringify([id ?? {}]) })).status).toBe(400);
  });

  it('takes an id of 255 characters and decodes it in the URL', async () => {
    expect((await create({ id: 'x'.repeat(255) })).status).toBe(201);
    await create({ id: 'a b' });
    expect((await send('GET', `${DOCS}/${encodeURIComponent('a b')}`)).status).toBe(200);
    expect((await send('GET', `${DOCS}/${encodeURIComponent('a/b')}`)).status).toBe(400);
    expect((await send('GET', `${DOCS}/%ff`, { headers: { 'x-ms-documentdb-partitionkey': '["a"]' } })).status).toBe(
      400,
    );
  });

  it.each(['{', '[]', 'null', '"text"'])('refuses the body %s', async (body) => {
    expect((await send('POST', DOCS, { body, headers: { 'x-ms-documentdb-partitionkey': '["a"]' } })).status).toBe(400);
  });

  it('refuses a document over 2 MB', async () => {
    const filler = 'x'.repeat(2 * 1024 * 1024 - 100);
    expect((await create({ id: 'a', filler })).status).toBe(201);
    expect(await create({ id: 'b', filler: `${filler}${'x'.repeat(200)}` })).toMatchObject({
      status: 413,
      body: { code: 'RequestEntityTooLarge' },
    });
  });

  it.each([
    ['PATCH', `${DOCS}/a`],
    ['GET', DOCS],
    ['POST', `${DOCS}/a`],
    ['GET', '/dbs/db'],
  ] as const)('says that %s %s is not played here', async (method, path) => {
    expect(await send(method, path)).toMatchObject({ status: 405, body: { code: 'MethodNotAllowed' } });
  });

  it('says that queries are not played here', async () => {
    expect((await create({ id: 'a' }, { 'x-ms-documentdb-isquery': 'True' })).status).toBe(405);
  });

  it('refuses a host that is no account of the stack', async () => {
    expect((await send('GET', `${DOCS}/a`, { headers: { host: 'other.documents.azure.com' } })).status).toBe(403);
    expect((await send('GET', `${DOCS}/a`, { headers: { host: `${HOST}:443` } })).status).toBe(404);
  });
});

describe('startCosmos: authorization', () => {
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

describe('startCosmos: outage', () => {
  beforeEach(() => configure());

  it('answers 429 with a hint, 503, or not at all, for as many requests as asked', async () => {
    cosmos.outage.failNext('throttled', 1, 2500);
    const throttled = await send('GET', `${DOCS}/a`);
    expect(throttled).toMatchObject({ status: 429, body: { code: 'TooManyRequests' } });
    expect(throttled.headers['x-ms-retry-after-ms']).toBe('2500');
    cosmos.outage.failNext('unavailable', 2);
    expect((await send('GET', `${DOCS}/a`)).status).toBe(503);
    expect((await send('GET', `${DOCS}/a`)).status).toBe(503);
    cosmos.outage.failNext('dropped', Infinity);
    await expect(send('GET', `${DOCS}/a`)).rejects.toThrow();
    cosmos.outage.recover();
    expect((await send('GET', `${DOCS}/a`)).status).toBe(404);
  });
});
