import type { ApiManagementNamedValue } from '@cdktf/provider-azurerm/lib/api-management-named-value';
import type { Construct } from 'constructs';
import type { BackendCredential, McpBackendPolicy } from '../../policies/contract/mcp-backend-policy';
import { sse, streamableHttp, type McpTransport } from '../../policies/contract/mcp-transport';
import { backendAudience, backendCredential } from '../../policies/contract/named-values';
import { ARM_TYPES } from '../azapi/arm-types';
import { AzapiResourceAction } from '../azapi/resource-action';
import { FunctionApp, type FunctionBlobContainer } from './function-app';
import type { GatewayApi } from '../api-management/gateway-api';
import { BackendApplication } from '../backends/backend-application';
import { gatewayAuthentication } from '../backends/gateway-authentication';
import { McpBackend, type McpBackendProps } from '../backends/mcp-backend';
import { creating } from '../override';
import { checkRules, type Rule } from '../rules';

/** Where the Functions host serves each transport. Its stream announces a path relative to itself. */
const TRANSPORTS: Readonly<Record<McpTransport['kind'], McpTransport>> = {
  'streamable-http': streamableHttp('/runtime/webhooks/mcp'),
  sse: sse({ path: '/runtime/webhooks/mcp/sse', messagePath: 'message' }),
};

/** The system key that opens the MCP endpoint and nothing else. */
const MCP_SYSTEM_KEY = 'systemKeys.mcp_extension';

/** Props of {@link FunctionMcpBackend}. */
export interface FunctionMcpBackendProps extends McpBackendProps {
  /** Folder with host.json, package.json and src/index.ts that registers MCP tools, relative to the working directory. */
  readonly code: string;
  /** Containers the tools may read and write. @default none */
  readonly containers?: readonly FunctionBlobContainer[];
  /**
   * What the gateway shows the app: the system key of its MCP extension, or a token of the gateway's managed identity, which
   * built-in authentication checks; then no key exists. @default 'systemKey'
   */
  readonly credential?: 'systemKey' | 'managedIdentity';
  /** @default 'streamable-http' */
  readonly transport?: McpTransport['kind'];
}

const RULES: readonly Rule<FunctionMcpBackendProps>[] = [
  {
    id: 'function-sse-key',
    prop: 'transport',
    when: ({ transport, credential = 'systemKey' }) => transport === 'sse' && credential === 'systemKey',
    message:
      'The first event of a stream of Azure Functions repeats the key of the request that opened it, and a live stream cannot be edited on its way: every client would learn the system key.',
    fix: "Set credential: 'managedIdentity', or leave transport out for Streamable HTTP.",
  },
];

/**
 * MCP tools on Azure Functions. The system key of the MCP extension is read after the package is deployed, because the host
 * makes the key when it first loads the extension.
 */
export class FunctionMcpBackend extends McpBackend {
  readonly policy: McpBackendPolicy;
  readonly api: GatewayApi;
  readonly functionApp: FunctionApp;
  /** Whom the gateway's tokens for it are for; undefined with the system key. */
  readonly application: BackendApplication | undefined;
  /** Reads the system key; undefined with a managed identity. */
  readonly hostKeys: AzapiResourceAction | undefined;
  /** Holds the system key; undefined with a managed identity. */
  readonly credential: ApiManagementNamedValue | undefined;

  constructor(scope: Construct, id: string, props: FunctionMcpBackendProps) {
    super(scope, id, props);
    checkRules(this, props, RULES);
    const { gateway, code, containers, override, credential = 'systemKey', transport = 'streamable-http' } = props;
    const usesKey = credential === 'systemKey';
    this.application = usesKey
      ? undefined
      : new BackendApplication(this, 'application', { gateway, name: id, override });
    this.functionApp = new FunctionApp(this, 'app', {
      resourceGroup: gateway.resourceGroup,
      naming: gateway.naming,
      name: id,
      code,
      containers,
      applicationInsightsConnectionString: gateway.telemetry.connectionString,
      network: gateway.network,
      override,
      tags: gateway.tags,
      ...(this.application === undefined ? {} : { admits: gatewayAuthentication(gateway, this.application) }),
    });
    if (this.application !== undefined) {
      gateway.apiManagement.addNamedValue(backendAudience(id), this.application.clientId);
    } else {
      this.hostKeys = this.readKeys(props);
      const key = this.hostKeys.sensitiveOutput(MCP_SYSTEM_KEY);
      this.credential = gateway.apiManagement.addNamedValue(backendCredential(id), key, { secret: true });
    }
    const { policy, api } = this.expose({
      serviceUrl: this.functionApp.origin,
      transport: TRANSPORTS[transport],
      credential: shown(id, usesKey),
    });
    this.policy = policy;
    this.api = api;
  }

  private readKeys({ override }: FunctionMcpBackendProps): AzapiResourceAction {
    return creating(override)(
      new AzapiResourceAction(this, 'host-keys', {
        type: ARM_TYPES.functionAppHost,
        resourceId: `${this.functionApp.id}/host/default`,
        action: 'listkeys',
        sensitiveResponseExportValues: [MCP_SYSTEM_KEY],
        dependsOn: [this.functionApp.resource],
      }),
    );
  }
}

function shown(id: string, usesKey: boolean): BackendCredential {
  return usesKey
    ? { kind: 'header', header: 'x-functions-key', namedValue: backendCredential(id) }
    : { kind: 'managed-identity', audienceNamedValue: backendAudience(id) };
}
