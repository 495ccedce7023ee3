import { azureId, between, items, matching, oneOf, type TypeRules } from '../argument-rules';
import { IDENTITY_TYPE, objects, RESOURCE_GROUP_NAME, UUID } from './common';

const ACCOUNT = matching(/^[-a-z0-9]{3,44}$/);
const IN_ACCOUNT = { account_name: ACCOUNT, resource_group_name: RESOURCE_GROUP_NAME };
const COSMOS_NAME = matching(/^[^/\\#?]{1,255}$/);

/** Cosmos DB, Storage, Key Vault and Redis. */
export const DATA_SERVICE_RULES: Readonly<Record<string, TypeRules>> = {
  azurerm_cosmosdb_account: {
    source: 'internal/services/cosmos/cosmosdb_account_resource.go',
    values: {
      name: ACCOUNT,
      resource_group_name: RESOURCE_GROUP_NAME,
      offer_type: oneOf('Standard'),
      kind: oneOf('GlobalDocumentDB', 'MongoDB', 'Parse'),
      minimal_tls_version: oneOf('Tls', 'Tls11', 'Tls12'),
      'consistency_policy.consistency_level': oneOf(
        'BoundedStaleness',
        'ConsistentPrefix',
        'Eventual',
        'Session',
        'Strong',
      ),
      'consistency_policy.max_interval_in_seconds': between(5, 86400),
      'consistency_policy.max_staleness_prefix': between(10, 2147483647),
      'capabilities.name': oneOf('EnableServerless', 'EnableNoSQLVectorSearch', 'DeleteAllItemsByPartitionKey'),
      'identity.type': IDENTITY_TYPE,
    },
    check: ({ geo_location: locations, capabilities }) => [
      ...(objects(locations).some((location) => location.failover_priority === 0)
        ? []
        : ['One geo_location needs failover_priority 0.']),
      ...(objects(capabilities).some(({ name }) => name === 'EnableServerless') && objects(locations).length > 1
        ? ['A serverless account has one region.']
        : []),
    ],
  },
  azurerm_cosmosdb_sql_database: {
    source: 'internal/services/cosmos/cosmosdb_sql_database_resource.go',
    values: { ...IN_ACCOUNT, name: COSMOS_NAME, throughput: between(400, 1000000) },
    conflicts: [['throughput', 'autoscale_settings']],
  },
  azurerm_cosmosdb_sql_container: {
    source: 'internal/services/cosmos/cosmosdb_sql_container_resource.go',
    values: {
      ...IN_ACCOUNT,
      name: COSMOS_NAME,
      database_name: COSMOS_NAME,
      partition_key_paths: items(1, 3),
      partition_key_kind: oneOf('Hash', 'MultiHash'),
      partition_key_version: between(1, 2),
      default_ttl: between(-1, 2147483647),
    },
    conflicts: [['throughput', 'autoscale_settings']],
  },
  azurerm_cosmosdb_sql_role_assignment: {
    source: 'internal/services/cosmos/cosmosdb_sql_role_assignment_resource.go',
    values: { ...IN_ACCOUNT, principal_id: UUID, role_definition_id: azureId('sqlRoleDefinitions'), name: UUID },
  },
  azurerm_storage_account: {
    source: 'internal/services/storage/storage_account_resource.go',
    values: {
      name: matching(/^[a-z0-9]{3,24}$/),
      resource_group_name: RESOURCE_GROUP_NAME,
      account_kind: oneOf('BlobStorage', 'BlockBlobStorage', 'FileStorage', 'Storage', 'StorageV2'),
      account_tier: oneOf('Premium', 'Standard'),
      account_replication_type: oneOf('LRS', 'ZRS', 'GRS', 'RAGRS', 'GZRS', 'RAGZRS'),
      access_tier: oneOf('Cold', 'Cool', 'Hot', 'Premium'),
      min_tls_version: oneOf('TLS1_0', 'TLS1_1', 'TLS1_2'),
      'identity.type': IDENTITY_TYPE,
    },
  },
  azurerm_storage_container: {
    source: 'internal/services/storage/storage_container_resource.go',
    values: {
      name: matching(/^(?:\$root|\$web|[a-z0-9](?:-?[a-z0-9]){2,62})$/),
      storage_account_id: azureId('storageAccounts'),
      container_access_type: oneOf('blob', 'container', 'private'),
    },
    exactlyOne: [['storage_account_id', 'storage_account_name']],
  },
  azurerm_key_vault: {
    source: 'internal/services/keyvault/key_vault_resource.go',
    values: {
      name: matching(/^(?!.*--)[a-zA-Z][a-zA-Z0-9-]{1,22}[a-zA-Z0-9]$/),
      resource_group_name: RESOURCE_GROUP_NAME,
      sku_name: oneOf('standard', 'premium'),
      tenant_id: UUID,
      soft_delete_retention_days: between(7, 90),
      'network_acls.default_action': oneOf('Allow', 'Deny'),
      'network_acls.bypass': oneOf('None', 'AzureServices'),
    },
    conflicts: [['rbac_authorization_enabled', 'enable_rbac_authorization']],
  },
  'data.azurerm_key_vault': {
    source: 'internal/services/keyvault/key_vault_data_source.go',
    values: {
      name: matching(/^(?!.*--)[a-zA-Z][a-zA-Z0-9-]{1,22}[a-zA-Z0-9]$/),
      resource_group_name: RESOURCE_GROUP_NAME,
    },
  },
  azurerm_managed_redis: {
    source: 'internal/services/managedredis/managed_redis_resource.go',
    values: {
      name: matching(/^(?!.*--)[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?$/),
      resource_group_name: RESOURCE_GROUP_NAME,
      sku_name: matching(
        /^(?:Balanced_B(?:0|1|3|5|10|20|50|100|150|250|350|500|700|1000)|ComputeOptimized_X(?:3|5|10|20|50|100|150|250|350|500|700)|MemoryOptimized_M(?:10|20|50|100|150|250|350|500|700|1000|1500|2000)|FlashOptimized_A(?:250|500|700|1000|1500|2000|4500))$/,
      ),
      public_network_access: oneOf('Enabled', 'Disabled'),
      'default_database.client_protocol': oneOf('Encrypted', 'Plaintext'),
      'default_database.clustering_policy': oneOf('EnterpriseCluster', 'OSSCluster', 'NoCluster'),
      'default_database.eviction_policy': oneOf(
        'AllKeysLFU',
        'AllKeysLRU',
        'AllKeysRandom',
        'NoEviction',
        'VolatileLFU',
        'VolatileLRU',
        'VolatileRandom',
        'VolatileTTL',
      ),
    },
  },
};
