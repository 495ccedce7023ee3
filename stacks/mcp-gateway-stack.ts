import { LocalBackend, TerraformOutput, TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';
import { AzureProviders } from '../constructs/azure-providers';
import { FunctionMcpBackend } from '../constructs/function-app/function-mcp-backend';
import type { McpBackend, McpBackendProps } from '../constructs/backends/mcp-backend';
import { McpGateway } from '../constructs/mcp-gateway';
import { UserError } from '../constructs/user-error';
import { SETTINGS, type Settings } from '../settings';
import { isConfigured, READY_MADE_BACKENDS } from './backends';

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
  /** The ready-made backends that are configured, by name. */
  readonly backends = new Map<string, McpBackend>();

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
      authentication: authenticationOf('functions', settings),
      containers: [{ name: 'snippets', endpointSetting: 'SNIPPETS_BLOB_ENDPOINT', nameSetting: 'SNIPPETS_CONTAINER' }],
    });

    for (const backend of READY_MADE_BACKENDS.filter((candidate) => isConfigured(candidate, settings))) {
      const authentication = authenticationOf(backend.name, settings);
      this.backends.set(backend.name, backend.add(this, { gateway: this.gateway, authentication, settings }));
    }
    checkNames(['functions', ...this.backends.keys()], settings);

    new TerraformOutput(this, 'gateway_url', { value: this.gateway.apiManagement.gatewayUrl });
    new TerraformOutput(this, 'mcp_endpoints', { value: this.gateway.mcpEndpoints });
    new TerraformOutput(this, 'resource_group_name', { value: this.gateway.resourceGroup.name });
    new TerraformOutput(this, 'function_app_name', { value: this.functions.functionApp.name });
  }
}

/** How callers of a backend prove who they are; people may log in to all of them. */
function authenticationOf(name: string, settings: Settings): McpBackendProps['authentication'] {
  const entra = settings.entraBackends.includes(name);
  const subscriptionKey = settings.subscriptionKeyBackends.includes(name);
  return entra || subscriptionKey ? { entra, subscriptionKey } : undefined;
}

/** @throws UserError for a setting that names a backend which is not in the stack */
function checkNames(names: readonly string[], settings: Settings): void {
  const lines = (['entraBackends', 'subscriptionKeyBackends'] as const).flatMap((setting) =>
    settings[setting]
      .filter((name) => !names.includes(name))
      .map(
        (name) =>
          `${SETTINGS[setting].variable} names "${name}", and the backends of the stack are ${names.join(', ')}. Correct the name, or configure that backend.`,
      ),
  );
  if (lines.length > 0) throw new UserError(lines.join('\n'));
}
