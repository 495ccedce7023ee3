import { FunctionStorage } from '../../../constructs/function-app/function-storage';
import { groupIn, synthTypes } from '../synth';

describe('FunctionStorage', () => {
  it('creates an account without keys and public blobs, private containers and roles', () => {
    expect(
      synthTypes(['azurerm_storage_account', 'azurerm_storage_container', 'azurerm_role_assignment'], (stack) => {
        const storage = new FunctionStorage(stack, 'storage', {
          resourceGroup: groupIn(stack),
          accountName: 'sttest',
          tags: { team: 'a' },
        });
        const container = storage.addContainer('data');
        storage.grant('reader', 'principal', 'Storage Blob Data Contributor', container.id);
      }),
    ).toEqual({
      azurerm_role_assignment: {
        'storage_role-reader': {
          principal_id: 'principal',
          principal_type: 'ServicePrincipal',
          role_definition_name: 'Storage Blob Data Contributor',
          scope: '${azurerm_storage_container.storage_container-data.id}',
        },
      },
      azurerm_storage_account: {
        storage: {
          account_kind: 'StorageV2',
          account_replication_type: 'LRS',
          account_tier: 'Standard',
          allow_nested_items_to_be_public: false,
          default_to_oauth_authentication: true,
          location: '${azurerm_resource_group.group.location}',
          min_tls_version: 'TLS1_2',
          name: 'sttest',
          resource_group_name: '${azurerm_resource_group.group.name}',
          shared_access_key_enabled: false,
          tags: {
            team: 'a',
          },
        },
      },
      azurerm_storage_container: {
        'storage_container-data': {
          container_access_type: 'private',
          name: 'data',
          storage_account_id: '${azurerm_storage_account.storage.id}',
        },
        'storage_container-deployment': {
          container_access_type: 'private',
          name: 'deployment',
          storage_account_id: '${azurerm_storage_account.storage.id}',
        },
      },
    });
  });
});
