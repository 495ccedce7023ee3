import type { TerraformStack } from 'cdktf';
import { FunctionApp, type FunctionBlobContainer } from '../../../constructs/function-app/function-app';
import { Naming } from '../../../constructs/naming';
import { functionFolder } from './function-source';
import { brokenRules, groupIn, synthTypes } from '../synth';

let source: ReturnType<typeof functionFolder>;
beforeAll(() => (source = functionFolder()));
afterAll(() => source.remove());

function appIn(
  stack: TerraformStack,
  props: { readonly code?: string; readonly containers?: readonly FunctionBlobContainer[] } = {},
): FunctionApp {
  return new FunctionApp(stack, 'app', {
    resourceGroup: groupIn(stack),
    naming: new Naming(stack, 'naming', { prefix: 'test' }),
    name: 'tools',
    code: source.folder,
    ...props,
  });
}

const DATA: FunctionBlobContainer = { name: 'data', endpointSetting: 'DATA_ENDPOINT', nameSetting: 'DATA_CONTAINER' };

describe('FunctionApp', () => {
  it('creates a Flex Consumption app that fetches its package by identity', () => {
    const blocks = JSON.stringify(
      synthTypes(['azurerm_service_plan', 'azurerm_function_app_flex_consumption'], (stack) =>
        appIn(stack, { containers: [DATA] }),
      ),
    ).replace(/(assets\/)[^/]+\/[0-9A-F]+\//, '$1ID/HASH/');
    expect(JSON.parse(blocks)).toEqual({
      azurerm_function_app_flex_consumption: {
        app: {
          app_settings: {
            AzureWebJobsStorage: '',
            AzureWebJobsStorage__accountName: '${azurerm_storage_account.app_storage.name}',
            AzureWebJobsStorage__clientId: '${azurerm_user_assigned_identity.app_identity.client_id}',
            AzureWebJobsStorage__credential: 'managedidentity',
            DATA_CONTAINER: 'data',
            DATA_ENDPOINT: '${azurerm_storage_account.app_storage.primary_blob_endpoint}',
          },
          depends_on: [
            'azurerm_role_assignment.app_storage_role-host-blobs',
            'azurerm_role_assignment.app_storage_role-host-queues',
            'azurerm_role_assignment.app_storage_role-host-tables',
          ],
          https_only: true,
          identity: {
            identity_ids: ['${azurerm_user_assigned_identity.app_identity.id}'],
            type: 'SystemAssigned, UserAssigned',
          },
          instance_memory_in_mb: 2048,
          location: '${azurerm_resource_group.group.location}',
          maximum_instance_count: 40,
          name: 'func-test-tools-${random_string.naming_suffix.result}',
          resource_group_name: '${azurerm_resource_group.group.name}',
          runtime_name: 'node',
          runtime_version: '22',
          service_plan_id: '${azurerm_service_plan.app_plan.id}',
          storage_authentication_type: 'UserAssignedIdentity',
          storage_container_endpoint:
            '${azurerm_storage_account.app_storage.primary_blob_endpoint}${azurerm_storage_container.app_storage_container-deployment.name}',
          storage_container_type: 'blobContainer',
          storage_user_assigned_identity_id: '${azurerm_user_assigned_identity.app_identity.id}',
          zip_deploy_file: 'assets/ID/HASH/package.zip',
        },
      },
      azurerm_service_plan: {
        app_plan: {
          location: '${azurerm_resource_group.group.location}',
          name: 'asp-test-tools',
          os_type: 'Linux',
          resource_group_name: '${azurerm_resource_group.group.name}',
          sku_name: 'FC1',
        },
      },
    });
  });

  it('gives the host its roles before the app exists, and the app a role on its own containers only', () => {
    expect(synthTypes(['azurerm_role_assignment'], (stack) => appIn(stack, { containers: [DATA] }))).toEqual({
      azurerm_role_assignment: {
        'app_storage_role-app-container-data': {
          principal_id: '${azurerm_function_app_flex_consumption.app.identity[0].principal_id}',
          principal_type: 'ServicePrincipal',
          role_definition_name: 'Storage Blob Data Contributor',
          scope: '${azurerm_storage_container.app_storage_container-data.id}',
        },
        'app_storage_role-host-blobs': {
          principal_id: '${azurerm_user_assigned_identity.app_identity.principal_id}',
          principal_type: 'ServicePrincipal',
          role_definition_name: 'Storage Blob Data Owner',
          scope: '${azurerm_storage_account.app_storage.id}',
        },
        'app_storage_role-host-queues': {
          principal_id: '${azurerm_user_assigned_identity.app_identity.principal_id}',
          principal_type: 'ServicePrincipal',
          role_definition_name: 'Storage Queue Data Contributor',
          scope: '${azurerm_storage_account.app_storage.id}',
        },
        'app_storage_role-host-tables': {
          principal_id: '${azurerm_user_assigned_identity.app_identity.principal_id}',
          principal_type: 'ServicePrincipal',
          role_definition_name: 'Storage Table Data Contributor',
          scope: '${azurerm_storage_account.app_storage.id}',
        },
      },
    });
  });

  it.each([
    [{ code: 'no-such-folder' }, ['function-code-files']],
    [{ containers: [{ ...DATA, name: 'Data' }] }, ['function-container-name']],
    [{ containers: [{ ...DATA, name: 'deployment' }] }, ['function-container-name']],
    [{ code: '/', containers: [{ ...DATA, name: 'a--b' }] }, ['function-code-files', 'function-container-name']],
    [{ containers: [DATA] }, []],
  ])('checks %j', (props, rules) => {
    expect(brokenRules((stack) => appIn(stack, props))).toEqual(rules);
  });
});
