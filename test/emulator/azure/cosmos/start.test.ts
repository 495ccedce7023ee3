import { resolveBlock } from '../stand-in-environment';
import {
  DOCS,
  WRITER,
  cosmos,
  account,
  container,
  assignment,
  accountId,
  blocks,
  configure,
  send,
  useCosmos,
} from './cosmos-fixture';

useCosmos();

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
    expect(resolveBlock(assignment('role', WRITER, '2', ''), [cosmos]).attributes.id).toMatch(
      /databaseAccounts\/store\/sqlRoleAssignments\/[0-9a-f-]{36}$/,
    );
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
