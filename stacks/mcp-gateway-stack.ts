import { LocalBackend, TerraformOutput, TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';
import { AzureProviders } from '../constructs/azure-providers';
import { FunctionMcpBackend } from '../constructs/function-mcp-backend';
import { McpGateway } from '../constructs/mcp-gateway';
import type { Settings } from '../settings';

/** Name of the stack, and of its folder in the output directory. */
export const STACK_NAME = 'mcp-gateway';

/** Props of {@link McpGatewayStack}. */
export interface McpGatewayStackProps {
  readonly settings: Settings;
  /** Folder of the function app's source, relative to the working directory or absolute. */
  readonly functions: string;
}

/** Everything one deployment consists of. */
export class McpGatewayStack extends TerraformStack {
  readonly gateway: McpGateway;
  readonly functions: FunctionMcpBackend;

  constructor(scope: Construct, props: McpGatewayStackProps) {
    super(scope, STACK_NAME);
    const { settings } = props;
    // Without a path of its own cdktf writes the absolute path of this machine into the file.
    new LocalBackend(this, { path: `terraform.${STACK_NAME}.tfstate` });
    new AzureProviders(this, 'providers');

    this.gateway = new McpGateway(this, 'gateway', {
      publisher: { name: settings.publisherName, email: settings.publisherEmail },
      location: settings.location,
      namePrefix: settings.namePrefix,
      sku: settings.sku,
      allowedOrigins: settings.allowedOrigins,
      keys: {
        activeSlot: settings.activeKeySlot,
        generationA: settings.keyGenerationA,
        generationB: settings.keyGenerationB,
      },
      oauth: {
        audience: settings.tokenAudience,
        defaultResource: settings.defaultResource === '' ? undefined : settings.defaultResource,
        clientMetadataHosts: settings.clientMetadataHosts,
        staticClients: settings.staticClients,
        privateUseSchemes: settings.privateUseSchemes,
      },
      logRetentionDays: settings.logRetentionDays,
      alertEmails: settings.alertEmails === 'publisher' ? undefined : settings.alertEmails,
      tags: settings.tags,
    });
    this.functions = new FunctionMcpBackend(this, 'functions', {
      gateway: this.gateway,
      path: 'mcp',
      code: props.functions,
      displayName: 'Functions tools',
      containers: [{ name: 'snippets', endpointSetting: 'SNIPPETS_BLOB_ENDPOINT', nameSetting: 'SNIPPETS_CONTAINER' }],
    });

    new TerraformOutput(this, 'gateway_url', { value: this.gateway.apiManagement.gatewayUrl });
    new TerraformOutput(this, 'mcp_endpoints', { value: this.gateway.mcpEndpoints });
    new TerraformOutput(this, 'resource_group_name', { value: this.gateway.resourceGroup.name });
    new TerraformOutput(this, 'function_app_name', { value: this.functions.functionApp.name });
  }
}
