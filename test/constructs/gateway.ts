import type { TerraformStack } from 'cdktf';
import { McpGateway, type McpGatewayProps } from '../../constructs/mcp-gateway';

/** A gateway called `gateway`, for constructs that need one. */
export function gatewayIn(stack: TerraformStack, props: Partial<McpGatewayProps> = {}): McpGateway {
  return new McpGateway(stack, 'gateway', {
    publisher: { name: 'Test', email: 'test@example.com' },
    location: 'swedencentral',
    ...props,
  });
}
