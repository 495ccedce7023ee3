import { TerraformOutput, TerraformStack } from 'cdktf';
import {
  ApiManagement,
  AzureProviders,
  KeyVault,
  LogAnalytics,
  McpGateway,
  RemoteMcpBackend,
  ResourceGroup,
  runApp,
  UserAssignedIdentity,
} from 'azure-mcp-gateway';

// The service, its vault and its workspace belong to a platform team; only the gateway's APIs and state are made here.
const PLATFORM = { resourceGroupName: 'rg-platform' };

void runApp((app) => {
  const stack = new TerraformStack(app, 'existing-api-management');
  new AzureProviders(stack, 'providers');
  const gateway = new McpGateway(stack, 'gateway', {
    resourceGroup: ResourceGroup.fromExisting(stack, 'resource-group', 'rg-agents'),
    apiManagement: ApiManagement.fromExisting(stack, 'api-management', {
      ...PLATFORM,
      name: 'apim-contoso',
      // One of the service's user-assigned identities, which the gateway signs in with.
      identity: UserAssignedIdentity.fromExisting(stack, 'identity', { ...PLATFORM, name: 'id-apim-contoso' }),
      keyVault: KeyVault.fromExisting(stack, 'key-vault', { ...PLATFORM, name: 'kv-contoso', secretPrefix: 'mcp-' }),
    }),
    logAnalytics: LogAnalytics.fromExisting(stack, 'log-analytics', { ...PLATFORM, name: 'log-contoso' }),
    // Another API has the root path, so the OAuth endpoints stand below one of their own.
    oauthPath: 'mcp-auth',
    alertEmails: ['platform@example.com'],
  });
  new RemoteMcpBackend(stack, 'learn', { gateway, path: 'learn-mcp', url: 'https://learn.microsoft.com/api/mcp' });
  new TerraformOutput(stack, 'mcp_endpoints', { value: gateway.mcpEndpoints });
});
