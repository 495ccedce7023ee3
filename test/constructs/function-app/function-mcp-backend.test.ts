import { TerraformDataSource, TerraformResource } from 'cdktf';
import { FunctionMcpBackend } from '../../../constructs/function-app/function-mcp-backend';
import { functionFolder } from './function-source';
import { gatewayIn } from '../gateway';
import { synth } from '../synth';

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
    ).toMatchObject({
      display_name: 'tools-credential',
      secret: true,
      value_from_key_vault: { secret_id: '${azurerm_key_vault.gateway_key-vault.vault_uri}secrets/tools-credential' },
    });
    expect(resource.azapi_resource_action?.['gateway_key-vault_secret-tools-credential']).toMatchObject({
      body: {
        properties: {
          value: '${data.azapi_resource_action.tools_host-keys.sensitive_output.systemKeys.mcp_extension}',
        },
      },
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

  it('shows its managed identity where that is chosen, and then no key exists', () => {
    const { resource = {}, data = {} } = synth((stack) => {
      const backend = new FunctionMcpBackend(stack, 'tools', {
        gateway: gatewayIn(stack),
        path: 'mcp',
        code: source.folder,
        credential: 'managedIdentity',
      });
      expect(backend.policy.credential).toEqual({ kind: 'managed-identity', audienceNamedValue: 'tools-audience' });
      expect([backend.hostKeys, backend.credential]).toEqual([undefined, undefined]);
    });
    expect(data.azapi_resource_action).toBeUndefined();
    const app = resource.azurerm_function_app_flex_consumption?.tools_app;
    const clientId = '${azuread_application.tools_application.client_id}';
    expect(app?.['auth_settings_v2']).toEqual({
      auth_enabled: true,
      require_authentication: true,
      unauthenticated_action: 'Return401',
      active_directory_v2: {
        client_id: clientId,
        tenant_auth_endpoint:
          'https://login.microsoftonline.com/${data.azurerm_client_config.gateway_client-config.tenant_id}/v2.0',
        allowed_audiences: [clientId],
        allowed_identities: ['${azurerm_user_assigned_identity.gateway_identity.principal_id}'],
        allowed_applications: ['${azurerm_user_assigned_identity.gateway_identity.client_id}'],
      },
      login: {},
    });
    expect(app?.['zip_deploy_file']).toMatch(/package-anonymous\.zip$/);
  });

  it('serves the SSE transport of the Functions host, whose stream announces a relative path', () => {
    synth((stack) => {
      const { policy } = new FunctionMcpBackend(stack, 'tools', {
        gateway: gatewayIn(stack),
        path: 'mcp',
        code: source.folder,
        credential: 'managedIdentity',
        transport: 'sse',
      });
      expect(policy).toMatchObject({
        resourcePath: 'mcp/sse',
        transport: { kind: 'sse', path: '/runtime/webhooks/mcp/sse', messagePath: 'message' },
      });
    });
  });

  it.each([undefined, 'systemKey' as const])('refuses SSE with the credential %s and says what leaks', (credential) => {
    const build = (): void => {
      synth((stack) => {
        new FunctionMcpBackend(stack, 'tools', {
          gateway: gatewayIn(stack),
          path: 'mcp',
          code: source.folder,
          transport: 'sse',
          credential,
        });
      });
    };
    expect(build).toThrow(
      /every client would learn the system key\. Set credential: 'managedIdentity'.*\[function-sse-key\]/,
    );
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
