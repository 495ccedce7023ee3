import { TerraformDataSource, TerraformResource } from 'cdktf';
import { FunctionMcpBackend } from '../../constructs/function-mcp-backend';
import { functionFolder } from './function-source';
import { gatewayIn } from './gateway';
import { synth } from './synth';

let source: ReturnType<typeof functionFolder>;
beforeAll(() => (source = functionFolder()));
afterAll(() => source.remove());

describe('FunctionMcpBackend', () => {
  it('reads the system key of the MCP extension after the package is deployed, and keeps it as a secret', () => {
    const { resource = {}, data = {} } = synth((stack) => {
      new FunctionMcpBackend(stack, 'tools', { gateway: gatewayIn(stack), path: 'mcp', code: source.folder });
    });
    expect(data.azapi_resource_action).toEqual({
      'tools_host-keys': {
        type: 'Microsoft.Web/sites/host@2024-04-01',
        resource_id: '${azurerm_function_app_flex_consumption.tools_app.id}/host/default',
        action: 'listkeys',
        method: 'POST',
        sensitive_response_export_values: ['systemKeys.mcp_extension'],
        depends_on: ['azurerm_function_app_flex_consumption.tools_app'],
      },
    });
    expect(
      resource.azurerm_api_management_named_value?.['gateway_api-management_named-value-tools-credential'],
    ).toEqual({
      api_management_name: '${azurerm_api_management.gateway_api-management.name}',
      resource_group_name: '${azurerm_api_management.gateway_api-management.resource_group_name}',
      name: 'tools-credential',
      display_name: 'tools-credential',
      value: '${data.azapi_resource_action.tools_host-keys.sensitive_output.systemKeys.mcp_extension}',
      secret: true,
    });
    expect(resource.azurerm_api_management_api?.tools_api).toMatchObject({
      path: 'mcp',
      service_url: 'https://${azurerm_function_app_flex_consumption.tools_app.default_hostname}',
    });
  });

  it('tells the policies where the MCP endpoint is and which header opens it', () => {
    synth((stack) => {
      const { policy } = new FunctionMcpBackend(stack, 'tools', {
        gateway: gatewayIn(stack),
        path: 'mcp',
        code: source.folder,
      });
      expect(policy).toMatchObject({
        resourcePath: 'mcp',
        transport: { kind: 'streamable-http', path: '/runtime/webhooks/mcp' },
        credential: { kind: 'header', header: 'x-functions-key', namedValue: 'tools-credential' },
      });
    });
  });

  it('passes every resource of its own to the override', () => {
    const seen: string[] = [];
    synth((stack) => {
      const backend = new FunctionMcpBackend(stack, 'tools', {
        gateway: gatewayIn(stack),
        path: 'mcp',
        code: source.folder,
        override: (block) => {
          seen.push(block.node.path);
        },
      });
      const own = backend.node
        .findAll()
        .filter(
          (node) => TerraformResource.isTerraformResource(node) || TerraformDataSource.isTerraformDataSource(node),
        );
      expect(seen.sort()).toEqual(own.map(({ node }) => node.path).sort());
    });
  });
});
