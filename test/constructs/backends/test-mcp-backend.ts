import { streamableHttp, type McpTransport } from '../../../policies/contract/mcp-transport';
import type { McpBackendPolicy } from '../../../policies/contract/mcp-backend-policy';
import type { GatewayApi } from '../../../constructs/api-management/gateway-api';
import type { Construct } from 'constructs';
import { McpBackend, type McpBackendProps } from '../../../constructs/backends/mcp-backend';
import { gatewayIn } from '../gateway';
import { brokenRules } from '../synth';

export interface TestBackendProps extends McpBackendProps {
  readonly transport?: McpTransport;
}

/** A backend behind any transport that tells what it gave to the gateway. */
export class TestBackend extends McpBackend {
  readonly policy: McpBackendPolicy;
  readonly api: GatewayApi;

  constructor(scope: Construct, id: string, props: TestBackendProps) {
    super(scope, id, props);
    const { policy, api } = this.expose({
      serviceUrl: 'https://tools.example.com',
      transport: props.transport ?? streamableHttp('/server'),
      credential: { kind: 'none' },
    });
    this.policy = policy;
    this.api = api;
  }
}

/** The rules that a backend with these props breaks. */
export function rulesFor(id: string, props: Partial<TestBackendProps>): readonly string[] {
  return brokenRules((stack) => new TestBackend(stack, id, { gateway: gatewayIn(stack), path: 'mcp', ...props }));
}
