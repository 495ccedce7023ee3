import { request, type Dispatcher } from 'undici';
import { startCosmos, type CosmosStandIn } from '../../../../emulator/azure/cosmos/start';
import { ISSUER_V1, signAsTenant } from '../../../../emulator/azure/entra/tenant';
import { principalIdFor } from '../../../../emulator/azure/managed-identity/principals';
import {
  createTestEnvironment,
  resolveBlock,
  resolveBlocks,
  type TestBlock,
  type TestEnvironment,
} from '../stand-in-environment';

export const HOST = 'store.documents.azure.com';
export const DOCS = '/dbs/db/colls/things/docs';
export const WRITER = principalIdFor('writer');
export const READER = principalIdFor('reader');
export const SCOPED = principalIdFor('scoped');

export let environment: TestEnvironment;
export let cosmos: CosmosStandIn;

export const account: TestBlock = {
  type: 'azurerm_cosmosdb_account',
  name: 'store',
  arguments: {
    name: 'store',
    resource_group_name: 'rg',
    local_authentication_disabled: true,
    consistency_policy: [{ consistency_level: 'Session' }],
  },
};

export const container = (name: string, extra: Readonly<Record<string, unknown>>): TestBlock => ({
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

export const assignment = (name: string, principalId: string, role: string, scope: string): TestBlock => ({
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

export function accountId(): string {
  return String(resolveBlock(account, [cosmos]).attributes.id);
}

export function blocks(): TestBlock[] {
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

/** Starts a Cosmos for each test of the calling file. */
export function useCosmos(): void {
  beforeEach(async () => {
    environment = createTestEnvironment();
    cosmos = await startCosmos(environment);
  });

  afterEach(() => cosmos.close());
}

export function configure(stack: readonly TestBlock[] = blocks()): Promise<void> {
  return cosmos.configure(resolveBlocks(stack, [cosmos]));
}

export function token(claims: Readonly<Record<string, unknown>> = {}): Promise<string> {
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

export const authorization = (signature: string): string => encodeURIComponent(`type=aad&ver=1.0&sig=${signature}`);

export interface Answer {
  readonly status: number;
  readonly body: Record<string, unknown>;
  readonly headers: Record<string, string | string[] | undefined>;
}

/** Sends a request that is right in everything; a header set to undefined is left out. */
export async function send(
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

export function create(
  document: Readonly<Record<string, unknown>>,
  headers: Readonly<Record<string, string | undefined>> = {},
  path = DOCS,
): Promise<Answer> {
  return send('POST', path, {
    body: document,
    headers: { 'x-ms-documentdb-partitionkey': JSON.stringify([document.id]), ...headers },
  });
}
