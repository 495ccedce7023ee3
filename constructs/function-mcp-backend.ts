import type { ApiManagementNamedValue } from '@cdktf/provider-azurerm/lib/api-management-named-value';
import type { Construct } from 'constructs';
import type { McpBackendPolicy } from '../policies/contract/mcp-backend-policy';
import { backendCredential } from '../policies/contract/named-values';
import { streamableHttp } from '../policies/contract/mcp-transport';
import { ARM_TYPES } from './azapi/arm-types';
import { AzapiResourceAction } from './azapi/resource-action';
import { FunctionApp, type FunctionBlobContainer } from './function-app';
import type { GatewayApi } from './gateway-api';
import { McpBackend, type McpBackendProps } from './mcp-backend';
import { creating } from './override';

/** Where the Functions host serves Streamable HTTP. */
const STREAMABLE_HTTP_PATH = '/runtime/webhooks/mcp';

/** The system key that opens the MCP endpoint and nothing else. */
const MCP_SYSTEM_KEY = 'systemKeys.mcp_extension';

/** Props of {@link FunctionMcpBackend}. */
export interface FunctionMcpBackendProps extends McpBackendProps {
  /** Folder with host.json, package.json and src/index.ts that registers MCP tools, relative to the working directory. */
  readonly code: string;
  /** Containers the tools may read and write. @default none */
  readonly containers?: readonly FunctionBlobContainer[];
}

/**
 * MCP tools on Azure Functions. The gateway sends the system key of the MCP extension, which is read after the package
 * is deployed, because the host makes the key when it first loads the extension.
 */
export class FunctionMcpBackend extends McpBackend {
  readonly policy: McpBackendPolicy;
  readonly api: GatewayApi;
  readonly functionApp: FunctionApp;
  readonly hostKeys: AzapiResourceAction;
  readonly credential: ApiManagementNamedValue;

  constructor(scope: Construct, id: string, props: FunctionMcpBackendProps) {
    super(scope, id, props);
    const { gateway, code, containers, override } = props;
    this.functionApp = new FunctionApp(this, 'app', {
      resourceGroup: gateway.resourceGroup,
      naming: gateway.naming,
      name: id,
      code,
      containers,
      applicationInsightsConnectionString: gateway.telemetry.connectionString,
      override,
      tags: gateway.tags,
    });
    this.hostKeys = creating(override)(
      new AzapiResourceAction(this, 'host-keys', {
        type: ARM_TYPES.functionAppHost,
        resourceId: `${this.functionApp.id}/host/default`,
        action: 'listkeys',
        sensitiveResponseExportValues: [MCP_SYSTEM_KEY],
        dependsOn: [this.functionApp.resource],
      }),
    );
    const namedValue = backendCredential(id);
    this.credential = gateway.apiManagement.addNamedValue(namedValue, this.hostKeys.sensitiveOutput(MCP_SYSTEM_KEY), {
      secret: true,
    });
    const { policy, api } = this.expose({
      serviceUrl: this.functionApp.origin,
      transport: streamableHttp(STREAMABLE_HTTP_PATH),
      credential: { kind: 'header', header: 'x-functions-key', namedValue },
    });
    this.policy = policy;
    this.api = api;
  }
}
