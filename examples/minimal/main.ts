import { TerraformOutput, TerraformStack } from 'cdktf';
import { AzureProviders, McpGateway, RemoteMcpBackend, runApp } from 'azure-mcp-gateway';

// A public MCP server that asks for no credential gets a login, limits and an audit trail.
void runApp((app) => {
  const stack = new TerraformStack(app, 'minimal');
  new AzureProviders(stack, 'providers');
  const gateway = new McpGateway(stack, 'gateway', {
    publisher: { name: 'Contoso', email: 'platform@example.com' },
    location: 'swedencentral',
  });
  new RemoteMcpBackend(stack, 'learn', { gateway, path: 'learn', url: 'https://learn.microsoft.com/api/mcp' });
  new TerraformOutput(stack, 'mcp_endpoints', { value: gateway.mcpEndpoints });
});
