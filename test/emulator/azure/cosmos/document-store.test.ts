import { START_MILLISECONDS } from '../stand-in-environment';
import { DOCS, environment, configure, send, create, useCosmos } from './cosmos-fixture';

useCosmos();

describe('DocumentStore', () => {
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

describe('DocumentStore: time to live', () => {
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
