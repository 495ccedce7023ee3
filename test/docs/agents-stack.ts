import { Application } from '@cdktf/provider-azuread/lib/application';
import { ApplicationPasswordA } from '@cdktf/provider-azuread/lib/application-password';
import { ServicePrincipal } from '@cdktf/provider-azuread/lib/service-principal';
import { TerraformOutput } from 'cdktf';
import type { Construct } from 'constructs';
import type { GatewayApi } from '../../constructs/api-management/gateway-api';
import { McpBackend, type McpBackendProps } from '../../constructs/backends/mcp-backend';
import type { McpBackendPolicy } from '../../policies/contract/mcp-backend-policy';
import { streamableHttp } from '../../policies/contract/mcp-transport';
import type { McpGatewayStack } from '../../stacks/mcp-gateway-stack';

/** An MCP server of the test. */
class ToolsBackend extends McpBackend {
  readonly policy: McpBackendPolicy;
  readonly api: GatewayApi;

  constructor(scope: Construct, id: string, props: McpBackendProps) {
    super(scope, id, props);
    const exposed = this.expose({
      serviceUrl: 'https://tools.example.com',
      transport: streamableHttp('/mcp'),
      credential: { kind: 'none' },
    });
    this.policy = exposed.policy;
    this.api = exposed.api;
  }
}

/** Adds to a stack what docs/agents.md shows. */
export function addAgents(stack: McpGatewayStack): void {
  const { gateway } = stack;
  const backend = new ToolsBackend(stack, 'tools', {
    gateway,
    path: 'tools',
    authentication: { entra: true, subscriptionKey: true },
  });

  // example: an application
  const agent = new Application(stack, 'agent', { displayName: 'Nightly report' });
  const principal = new ServicePrincipal(stack, 'agent-principal', { clientId: agent.clientId });
  backend.grantAccess('nightly', principal.objectId);
  // end

  // example: its secret
  const secret = new ApplicationPasswordA(stack, 'agent-secret', { applicationId: agent.id });
  new TerraformOutput(stack, 'agent_client_id', { value: agent.clientId });
  new TerraformOutput(stack, 'agent_secret', { value: secret.value, sensitive: true });
  new TerraformOutput(stack, 'mcp_scope', { value: `${gateway.entra.clientId}/.default` });
  // end

  // example: a subscription
  const subscription = backend.addSubscription('legacy-batch');
  new TerraformOutput(stack, 'batch_key', { value: subscription.primaryKey, sensitive: true });
  // end
}
