import type { Construct } from 'constructs';
import type { McpBackendPolicy } from '../../policies/contract/mcp-backend-policy';
import { streamableHttp, type McpTransport } from '../../policies/contract/mcp-transport';
import { backendAudience } from '../../policies/contract/named-values';
import { ContainerApp, type ContainerSettings } from './container-app';
import type { GatewayApi } from '../api-management/gateway-api';
import { McpBackend, type McpBackendProps } from '../backends/mcp-backend';

/** Props of {@link ContainerAppMcpBackend}. */
export interface ContainerAppMcpBackendProps extends McpBackendProps, ContainerSettings {
  /** How the server talks, and where. @default streamableHttp('/mcp') */
  readonly transport?: McpTransport;
}

/**
 * An MCP server in a container. The gateway shows a token of its identity; built-in authentication in front of the container
 * lets in nothing else. The server sees that token as `Authorization`, so one that would take it for its user's has to be
 * told to ignore it.
 */
export class ContainerAppMcpBackend extends McpBackend {
  readonly policy: McpBackendPolicy;
  readonly api: GatewayApi;
  readonly containerApp: ContainerApp;

  constructor(scope: Construct, id: string, props: ContainerAppMcpBackendProps) {
    super(scope, id, props);
    this.containerApp = new ContainerApp(this, 'app', { ...props, name: id });
    const audienceNamedValue = backendAudience(id);
    props.gateway.apiManagement.addNamedValue(audienceNamedValue, this.containerApp.application.clientId);
    const { policy, api } = this.expose({
      serviceUrl: this.containerApp.origin,
      transport: props.transport ?? streamableHttp('/mcp'),
      credential: { kind: 'managed-identity', audienceNamedValue },
    });
    this.policy = policy;
    this.api = api;
  }
}
