import { TerraformVariable } from 'cdktf';
import type { Construct } from 'constructs';
import { ContainerAppMcpBackend } from '../../constructs/container-app/container-app-mcp-backend';
import { FunctionMcpBackend } from '../../constructs/function-app/function-mcp-backend';
import type { McpGateway } from '../../constructs/mcp-gateway';
import { RemoteMcpBackend } from '../../constructs/backends/remote-mcp-backend';

/** Adds to a stack what docs/backends.md shows. */
export function addBackends(stack: Construct, gateway: McpGateway): void {
  // example: a container
  const token = new TerraformVariable(stack, 'tracker_token', { type: 'string', sensitive: true });
  new ContainerAppMcpBackend(stack, 'tracker', {
    gateway,
    path: 'tracker-mcp',
    image: 'contoso.azurecr.io/tracker-mcp:2.1.0',
    registryId: '/subscriptions/<id>/resourceGroups/<group>/providers/Microsoft.ContainerRegistry/registries/contoso',
    port: 3000,
    env: { LOG_LEVEL: 'info' },
    secrets: { TRACKER_TOKEN: token.stringValue },
    healthPath: '/healthz',
    stateless: true,
    maxReplicas: 5,
  });
  // end

  // example: a remote server
  const pat = new TerraformVariable(stack, 'github_pat', { type: 'string', sensitive: true });
  new RemoteMcpBackend(stack, 'github', {
    gateway,
    path: 'github-mcp',
    url: 'https://api.githubcopilot.com/mcp/',
    credential: { header: 'Authorization', scheme: 'Bearer', value: pat.stringValue },
    headers: { 'X-MCP-Readonly': 'true', 'X-MCP-Toolsets': 'repos,issues' },
    strippedHeaders: ['X-MCP-Tools', 'X-MCP-Insiders'],
  });
  // end

  // example: functions
  new FunctionMcpBackend(stack, 'tools', {
    gateway,
    path: 'tools-mcp',
    code: 'functions',
    credential: 'managedIdentity',
  });
  // end
}
