import { messageRoutes, STREAM_PATH, type McpTransport } from './mcp-transport';
import type { GatewayOperation } from './oauth-operations';

/** Streamable HTTP uses three methods of one URL, the root of the API. */
const STREAMABLE_HTTP_OPERATIONS: readonly GatewayOperation[] = [
  { name: 'mcp-post', method: 'POST', urlTemplate: '/', displayName: 'Send a message' },
  { name: 'mcp-get', method: 'GET', urlTemplate: '/', displayName: 'Open the stream' },
  { name: 'mcp-delete', method: 'DELETE', urlTemplate: '/', displayName: 'End the session' },
];

/** The operations of a backend's API. @param path path of the API below the gateway */
export function mcpOperations(path: string, transport: McpTransport): readonly GatewayOperation[] {
  if (transport.kind === 'streamable-http') return STREAMABLE_HTTP_OPERATIONS;
  return [
    { name: 'mcp-stream', method: 'GET', urlTemplate: STREAM_PATH, displayName: 'Open the stream' },
    ...messageRoutes(path, transport).own.map((urlTemplate, index) => messageOperation(urlTemplate, index)),
  ];
}

/** The operation of the API that takes messages at the absolute path which a stream announces. */
export const ANNOUNCED_MESSAGE_OPERATION = messageOperation('/', 0);

function messageOperation(urlTemplate: string, index: number): GatewayOperation {
  const name = index === 0 ? 'mcp-message' : `mcp-message-${index + 1}`;
  return { name, method: 'POST', urlTemplate, displayName: 'Send a message' };
}
