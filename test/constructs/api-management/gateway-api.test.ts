import { GatewayApi } from '../../../constructs/api-management/gateway-api';
import type { PolicyDocument } from '../../../policies/documents/document';
import { parseRawXml } from '../../../policies/language/xml/parse';
import { apiManagementIn, synthTypes } from '../synth';

const document = (value: string): PolicyDocument => ({
  name: 'test',
  root: parseRawXml(
    `<policies><inbound><set-variable name="v" value="${value}" /></inbound><backend /><outbound /><on-error /></policies>`,
  ),
});

describe('GatewayApi', () => {
  it('creates an API without subscription key', () => {
    expect(
      synthTypes(
        ['azurerm_api_management_api'],
        (stack) =>
          new GatewayApi(stack, 'api', {
            apiManagement: apiManagementIn(stack),
            name: 'tools',
            displayName: 'Tools',
            path: 'mcp',
            serviceUrl: 'https://tools.example.com',
          }),
      ),
    ).toEqual({
      azurerm_api_management_api: {
        api: {
          api_management_name: '${azurerm_api_management.apim.name}',
          display_name: 'Tools',
          name: 'tools',
          path: 'mcp',
          protocols: ['https'],
          resource_group_name: '${azurerm_api_management.apim.resource_group_name}',
          revision: '1',
          service_url: 'https://tools.example.com',
          subscription_required: false,
        },
      },
    });
  });

  it('orders an operation before its policy, and named values before both policies that use them', () => {
    expect(
      synthTypes(
        [
          'azurerm_api_management_api_operation',
          'azurerm_api_management_api_operation_policy',
          'azurerm_api_management_api_policy',
        ],

        (stack) => {
          const apiManagement = apiManagementIn(stack);
          const api = new GatewayApi(stack, 'api', { apiManagement, name: 'tools', displayName: 'Tools', path: '' });
          api.addPolicy(() => document('{{one}}'));
          const operation = api.addOperation({
            name: 'say',
            method: 'POST',
            urlTemplate: '/say',
            displayName: 'Say something',
          });
          api.addOperationPolicy(operation, () => document('{{two}} %{x}'));
          apiManagement.addNamedValue('one', '1');
          apiManagement.addNamedValue('two', '2');
        },
      ),
    ).toEqual({
      azurerm_api_management_api_operation: {
        api_say: {
          api_management_name: '${azurerm_api_management.apim.name}',
          api_name: '${azurerm_api_management_api.api.name}',
          display_name: 'Say something',
          method: 'POST',
          operation_id: 'say',
          resource_group_name: '${azurerm_api_management.apim.resource_group_name}',
          url_template: '/say',
        },
      },
      azurerm_api_management_api_operation_policy: {
        'api_say-policy': {
          api_management_name: '${azurerm_api_management.apim.name}',
          api_name: '${azurerm_api_management_api.api.name}',
          depends_on: ['azurerm_api_management_named_value.apim_named-value-two'],
          operation_id: '${azurerm_api_management_api_operation.api_say.operation_id}',
          resource_group_name: '${azurerm_api_management.apim.resource_group_name}',
          xml_content:
            '<policies><inbound><set-variable name="v" value="{{two}} %%{x}" /></inbound><backend /><outbound /><on-error /></policies>',
        },
      },
      azurerm_api_management_api_policy: {
        api_policy: {
          api_management_name: '${azurerm_api_management.apim.name}',
          api_name: '${azurerm_api_management_api.api.name}',
          depends_on: ['azurerm_api_management_named_value.apim_named-value-one'],
          resource_group_name: '${azurerm_api_management.apim.resource_group_name}',
          xml_content:
            '<policies><inbound><set-variable name="v" value="{{one}}" /></inbound><backend /><outbound /><on-error /></policies>',
        },
      },
    });
  });

  it('asks for a document only when the file is written', () => {
    let current = document('early');
    const written = synthTypes(['azurerm_api_management_api_policy'], (stack) => {
      const apiManagement = apiManagementIn(stack);
      const api = new GatewayApi(stack, 'api', { apiManagement, name: 'tools', displayName: 'Tools', path: '' });
      api.addPolicy(() => current);
      current = document('late');
    });
    expect(JSON.stringify(written)).toContain('late');
  });
});
