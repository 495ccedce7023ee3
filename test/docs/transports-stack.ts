import type { Construct } from 'constructs';
import type { McpGateway } from '../../constructs/mcp-gateway';
import { RemoteMcpBackend } from '../../constructs/backends/remote-mcp-backend';

/** Adds to a stack what docs/transports.md shows. */
export function addTransports(stack: Construct, gateway: McpGateway): void {
  // example: a server of the older kind
  new RemoteMcpBackend(stack, 'chat', {
    gateway,
    path: 'chat-mcp',
    url: 'https://chat.example.com/sse',
    messagePath: '/message',
  });
  // end

  // example: limits
  new RemoteMcpBackend(stack, 'wiki', {
    gateway,
    path: 'wiki-mcp',
    url: 'https://wiki.example.com/mcp',
    rateLimits: { callsPerSubject: 120, callsPerGrant: 60, windowSeconds: 60 },
    timeoutSeconds: 60,
    maxRequestBytes: 64 * 1024,
  });
  // end
}
