import type { ResolvedResource, ResolvedStack } from '../../stack/resolved-stack';
import { nestedBlock, requireText, resourcesOfType, textList } from '../stack-values';

/** A container (`azurerm_cosmosdb_sql_container`) as far as document requests depend on it. */
export interface CosmosContainer {
  readonly database: string;
  readonly name: string;
  /** The single path of the partition key, split: `/tenant/id` is `['tenant', 'id']`. */
  readonly partitionKeyPath: readonly string[];
  /** Undefined: time to live is off. -1: on, documents live forever unless they say otherwise. */
  readonly defaultTtlSeconds: number | undefined;
}

/** A data-plane role given to a principal (`azurerm_cosmosdb_sql_role_assignment`). */
export interface CosmosRoleAssignment {
  readonly principalId: string;
  readonly role: 'reader' | 'contributor';
  /** Below the account: `''`, `/dbs/<database>` or `/dbs/<database>/colls/<container>`. */
  readonly scope: string;
}

/** A Cosmos account of the stack with everything below it. */
export interface CosmosAccount {
  readonly name: string;
  /** The host its clients address, without port. */
  readonly host: string;
  readonly localAuthenticationEnabled: boolean;
  readonly consistencyLevel: string;
  readonly databases: ReadonlySet<string>;
  readonly containers: readonly CosmosContainer[];
  readonly roleAssignments: readonly CosmosRoleAssignment[];
}

const BUILT_IN_ROLES: Readonly<Record<string, CosmosRoleAssignment['role']>> = {
  '00000000-0000-0000-0000-000000000001': 'reader',
  '00000000-0000-0000-0000-000000000002': 'contributor',
};

/** The public host of a Cosmos account. */
export function cosmosHost(accountName: string): string {
  return `${accountName}.documents.azure.com`;
}

/** Reads every Cosmos account of a stack. @throws Error naming the resource that refers to nothing or asks for what is not played here */
export function readCosmosAccounts(stack: ResolvedStack): readonly CosmosAccount[] {
  const accounts = resourcesOfType(stack, 'azurerm_cosmosdb_account').map((resource) => readAccount(stack, resource));
  const names = new Set(accounts.map((account) => account.name));
  for (const type of BELOW_ACCOUNT) {
    for (const resource of resourcesOfType(stack, type)) {
      const name = requireText(resource, 'account_name');
      if (!names.has(name)) {
        throw new Error(
          `${resource.address}: account_name is "${name}", which is no azurerm_cosmosdb_account of the stack. Refer to the account's name.`,
        );
      }
    }
  }
  return accounts;
}

const BELOW_ACCOUNT = [
  'azurerm_cosmosdb_sql_database',
  'azurerm_cosmosdb_sql_container',
  'azurerm_cosmosdb_sql_role_assignment',
];

function readAccount(stack: ResolvedStack, account: ResolvedResource): CosmosAccount {
  const name = requireText(account, 'name');
  const ofAccount = (type: string): readonly ResolvedResource[] =>
    resourcesOfType(stack, type).filter((resource) => resource.attributes.account_name === name);
  const databases = new Set(
    ofAccount('azurerm_cosmosdb_sql_database').map((database) => requireText(database, 'name')),
  );
  const consistency = nestedBlock(account.attributes.consistency_policy)?.consistency_level;
  return {
    name,
    host: cosmosHost(name),
    localAuthenticationEnabled:
      account.attributes.local_authentication_disabled !== true &&
      account.attributes.local_authentication_enabled !== false,
    consistencyLevel: typeof consistency === 'string' ? consistency : 'Session',
    databases,
    containers: ofAccount('azurerm_cosmosdb_sql_container').map((container) => readContainer(container, databases)),
    roleAssignments: ofAccount('azurerm_cosmosdb_sql_role_assignment').map((assignment) =>
      readRoleAssignment(assignment, requireText(account, 'id')),
    ),
  };
}

function readContainer(container: ResolvedResource, databases: ReadonlySet<string>): CosmosContainer {
  const database = requireText(container, 'database_name');
  if (!databases.has(database)) {
    throw new Error(
      `${container.address}: database_name is "${database}", which is no azurerm_cosmosdb_sql_database of its account. Refer to the database's name.`,
    );
  }
  const paths = textList(container.address, 'partition_key_paths', container.attributes.partition_key_paths);
  const [path] = paths;
  if (path === undefined || paths.length > 1 || !path.startsWith('/')) {
    throw new Error(
      `${container.address}: partition_key_paths is ${JSON.stringify(paths)}; the local gateway plays exactly one path that starts with "/".`,
    );
  }
  if (nestedBlock(container.attributes.unique_key) !== undefined) {
    throw new Error(
      `${container.address}: the local gateway does not play unique_key; remove it or serve another stack.`,
    );
  }
  const ttl = container.attributes.default_ttl;
  return {
    database,
    name: requireText(container, 'name'),
    partitionKeyPath: path.slice(1).split('/'),
    defaultTtlSeconds: typeof ttl === 'number' ? ttl : undefined,
  };
}

function readRoleAssignment(assignment: ResolvedResource, accountId: string): CosmosRoleAssignment {
  const definition = requireText(assignment, 'role_definition_id');
  const role = BUILT_IN_ROLES[definition.slice(definition.lastIndexOf('/') + 1)];
  if (role === undefined || !definition.startsWith(`${accountId}/sqlRoleDefinitions/`)) {
    throw new Error(
      `${assignment.address}: role_definition_id is "${definition}"; the local gateway plays the built-in roles only: ${accountId}/sqlRoleDefinitions/ followed by ${Object.keys(BUILT_IN_ROLES).join(' (reader) or ')} (contributor).`,
    );
  }
  const scope = requireText(assignment, 'scope');
  const below = scope.slice(accountId.length);
  if (!scope.startsWith(accountId) || !/^(?:\/dbs\/[^/]+(?:\/colls\/[^/]+)?)?$/.test(below)) {
    throw new Error(
      `${assignment.address}: scope is "${scope}"; it must be ${accountId}, optionally followed by /dbs/<database> and /colls/<container>.`,
    );
  }
  return { principalId: requireText(assignment, 'principal_id'), role, scope: below };
}
