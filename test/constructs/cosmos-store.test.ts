import { CosmosStore } from '../../constructs/cosmos-store';
import { groupIn, synth } from './synth';

describe('CosmosStore', () => {
  it('creates a serverless account without keys, its containers with TTL, and a role for a principal', () => {
    const { resource } = synth((stack) => {
      const store = new CosmosStore(stack, 'store', { resourceGroup: groupIn(stack), accountName: 'cosmos-test' });
      store.grantReadWrite('reader', '00000000-0000-0000-0000-00000000000a');
    });
    expect({ ...resource, azurerm_resource_group: undefined }).toEqual({
      azurerm_cosmosdb_account: {
        store: {
          capabilities: [
            {
              name: 'EnableServerless',
            },
          ],
          consistency_policy: {
            consistency_level: 'Strong',
          },
          geo_location: [
            {
              failover_priority: 0,
              location: '${azurerm_resource_group.group.location}',
            },
          ],
          kind: 'GlobalDocumentDB',
          local_authentication_disabled: true,
          location: '${azurerm_resource_group.group.location}',
          minimal_tls_version: 'Tls12',
          name: 'cosmos-test',
          offer_type: 'Standard',
          resource_group_name: '${azurerm_resource_group.group.name}',
        },
      },
      azurerm_cosmosdb_sql_container: {
        'store_container-clients': {
          account_name: '${azurerm_cosmosdb_account.store.name}',
          database_name: '${azurerm_cosmosdb_sql_database.store_database.name}',
          default_ttl: 7776000,
          name: 'clients',
          partition_key_paths: ['/id'],
          resource_group_name: '${azurerm_resource_group.group.name}',
        },
        'store_container-codes': {
          account_name: '${azurerm_cosmosdb_account.store.name}',
          database_name: '${azurerm_cosmosdb_sql_database.store_database.name}',
          default_ttl: 900,
          name: 'codes',
          partition_key_paths: ['/id'],
          resource_group_name: '${azurerm_resource_group.group.name}',
        },
        'store_container-grants': {
          account_name: '${azurerm_cosmosdb_account.store.name}',
          database_name: '${azurerm_cosmosdb_sql_database.store_database.name}',
          default_ttl: 1296000,
          name: 'grants',
          partition_key_paths: ['/id'],
          resource_group_name: '${azurerm_resource_group.group.name}',
        },
        'store_container-transactions': {
          account_name: '${azurerm_cosmosdb_account.store.name}',
          database_name: '${azurerm_cosmosdb_sql_database.store_database.name}',
          default_ttl: 900,
          name: 'transactions',
          partition_key_paths: ['/id'],
          resource_group_name: '${azurerm_resource_group.group.name}',
        },
      },
      azurerm_cosmosdb_sql_database: {
        store_database: {
          account_name: '${azurerm_cosmosdb_account.store.name}',
          name: 'mcp-gateway',
          resource_group_name: '${azurerm_resource_group.group.name}',
        },
      },
      azurerm_cosmosdb_sql_role_assignment: {
        'store_role-reader': {
          account_name: '${azurerm_cosmosdb_account.store.name}',
          principal_id: '00000000-0000-0000-0000-00000000000a',
          resource_group_name: '${azurerm_cosmosdb_account.store.resource_group_name}',
          role_definition_id:
            '${azurerm_cosmosdb_account.store.id}/sqlRoleDefinitions/00000000-0000-0000-0000-000000000002',
          scope: '${azurerm_cosmosdb_account.store.id}',
        },
      },
      azurerm_resource_group: undefined,
    });
  });
});
