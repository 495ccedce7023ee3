import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';
import { AzureProviders } from '../../constructs/azure-providers';
import type { GatewayApi } from '../../constructs/api-management/gateway-api';
import { McpBackend, type McpBackendProps } from '../../constructs/backends/mcp-backend';
import { McpGateway } from '../../constructs/mcp-gateway';
import type { McpBackendPolicy } from '../../policies/contract/mcp-backend-policy';
import type { McpTransport } from '../../policies/contract/mcp-transport';
import { loadCSharp } from '../../policies/language/expressions/grammar';

/** Props of {@link PlainBackend}. */
export interface PlainBackendProps extends McpBackendProps {
  readonly transport: McpTransport;
}

/** An MCP server of a test that takes no credential; the test says where it runs. */
export class PlainBackend extends McpBackend {
  readonly policy: McpBackendPolicy;
  readonly api: GatewayApi;

  constructor(scope: Construct, id: string, props: PlainBackendProps) {
    super(scope, id, props);
    const { transport } = props;
    const { policy, api } = this.expose({
      serviceUrl: `https://${id}.example.net`,
      transport,
      credential: { kind: 'none' },
    });
    this.policy = policy;
    this.api = api;
  }
}

/** A synthesised stack with a gateway and the backends of a test. */
export interface StackOfBackends {
  readonly stackFile: string;
  remove(): void;
}

/** Synthesises a gateway with plain backends; each has the path `<name>-mcp`. @param backends props by name */
export function synthesiseBackends(
  backends: Readonly<Record<string, Omit<PlainBackendProps, 'gateway' | 'path'>>>,
): Promise<StackOfBackends> {
  return synthesiseGateway((stack, gateway) => {
    for (const [name, props] of Object.entries(backends)) {
      new PlainBackend(stack, name, { ...props, gateway, path: `${name}-mcp` });
    }
  });
}

/** Synthesises a gateway with what `build` puts behind it. */
export async function synthesiseGateway(
  build: (stack: TerraformStack, gateway: McpGateway) => void,
): Promise<StackOfBackends> {
  await loadCSharp();
  const folder = mkdtempSync(join(tmpdir(), 'azure-mcp-gateway-backends-'));
  const app = new App({ outdir: folder });
  const stack = new TerraformStack(app, 'backends');
  new AzureProviders(stack, 'providers');
  const publisher = { name: 'Test', email: 'test@example.com' };
  build(stack, new McpGateway(stack, 'gateway', { publisher, location: 'swedencentral' }));
  app.synth();
  return {
    stackFile: join(folder, 'stacks', 'backends', 'cdk.tf.json'),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
