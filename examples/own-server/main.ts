import { TerraformOutput, TerraformStack } from 'cdktf';
import { AzureProviders, ContainerAppMcpBackend, McpGateway, runApp } from 'azure-mcp-gateway';

void runApp((app) => {
  const stack = new TerraformStack(app, 'own-server');
  new AzureProviders(stack, 'providers');
  const gateway = new McpGateway(stack, 'gateway', {
    publisher: { name: 'Contoso', email: 'platform@example.com' },
    location: 'swedencentral',
  });
  new ContainerAppMcpBackend(stack, 'everything', {
    gateway,
    path: 'everything',
    image: 'ghcr.io/contoso/everything-mcp:1.0.0',
    // What runs on this machine instead of the container.
    local: { command: 'npx', args: ['--no-install', 'mcp-server-everything', 'streamableHttp'] },
  });
  new TerraformOutput(stack, 'mcp_endpoints', { value: gateway.mcpEndpoints });
});
