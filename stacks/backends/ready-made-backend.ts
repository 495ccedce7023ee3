import type { TerraformStack } from 'cdktf';
import type { McpBackend, McpBackendProps } from '../../constructs/backends/mcp-backend';
import type { Settings } from '../../settings';

/** What a ready-made backend is built from. */
export interface ReadyMadeBackendProps extends Pick<McpBackendProps, 'gateway' | 'authentication'> {
  readonly settings: Settings;
}

/** A backend that is in the stack when its settings are there. */
export interface ReadyMadeBackend {
  /** Construct id and name in Azure. */
  readonly name: string;
  /** The settings that it needs, all of them. */
  readonly needs: readonly (keyof Settings)[];
  /** Adds it to the stack. */
  add(stack: TerraformStack, props: ReadyMadeBackendProps): McpBackend;
}
