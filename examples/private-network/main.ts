import { TerraformOutput, TerraformStack } from 'cdktf';
import { AzureProviders, ContainerAppMcpBackend, FunctionMcpBackend, McpGateway, runApp } from 'azure-mcp-gateway';

void runApp((app) => {
  const stack = new TerraformStack(app, 'private-network');
  new AzureProviders(stack, 'providers');
  const gateway = new McpGateway(stack, 'gateway', {
    publisher: { name: 'Contoso', email: 'platform@example.com' },
    location: 'swedencentral',
    // BasicV2, the default, cannot be in a network.
    sku: 'StandardV2',
    network: { addressSpace: '10.90.0.0/20' },
  });
  new FunctionMcpBackend(stack, 'functions', {
    gateway,
    path: 'mcp',
    code: 'functions',
    containers: [{ name: 'snippets', endpointSetting: 'SNIPPETS_BLOB_ENDPOINT', nameSetting: 'SNIPPETS_CONTAINER' }],
  });
  new ContainerAppMcpBackend(stack, 'orders', {
    gateway,
    path: 'orders-mcp',
    image: 'ghcr.io/contoso/orders-mcp:1.4.2',
    stateless: true,
  });
  new TerraformOutput(stack, 'mcp_endpoints', { value: gateway.mcpEndpoints });
});
