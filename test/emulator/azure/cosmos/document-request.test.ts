import { HOST, DOCS, configure, send, create, useCosmos } from './cosmos-fixture';

useCosmos();

describe('readDocumentRequest', () => {
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
