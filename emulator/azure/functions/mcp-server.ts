import { Server } from '@modelcontextprotocol/sdk/server/index.js';
import {
  CallToolRequestSchema,
  ErrorCode,
  ListResourcesRequestSchema,
  ListResourceTemplatesRequestSchema,
  ListToolsRequestSchema,
  McpError,
} from '@modelcontextprotocol/sdk/types.js';
import type { McpHostSettings } from './package';
import { failedToolResult, toToolResult, type FunctionTool } from './tools';
import type { FunctionsWorker } from './worker';

/** What a tool call carries besides its arguments. */
export interface CallContext {
  /** What the extension calls the transport. */
  readonly transport: 'http-streamable' | 'http-sse';
  readonly sessionId: string | undefined;
  /** Header names in lower case; the function sees all of them, its key too. */
  readonly headers: Readonly<Record<string, string>>;
}

/** The MCP server of one request, or of one stream: the Functions extension keeps none beyond. */
export function createMcpServer(
  settings: McpHostSettings,
  tools: ReadonlyMap<string, FunctionTool>,
  worker: FunctionsWorker,
  context: CallContext,
): Server {
  const server = new Server(
    { name: settings.serverName, version: settings.serverVersion },
    {
      capabilities: { tools: {}, resources: {} },
      ...(settings.instructions === undefined ? {} : { instructions: settings.instructions }),
    },
  );
  server.setRequestHandler(ListToolsRequestSchema, () => ({ tools: [...tools.values()].map(({ tool }) => tool) }));
  server.setRequestHandler(ListResourcesRequestSchema, () => ({ resources: [] }));
  server.setRequestHandler(ListResourceTemplatesRequestSchema, () => ({ resourceTemplates: [] }));
  server.setRequestHandler(CallToolRequestSchema, async ({ params }) => {
    const found = tools.get(params.name);
    if (found === undefined) {
      throw new McpError(ErrorCode.InvalidParams, `Unknown tool: '${params.name}'`);
    }
    const args = params.arguments ?? {};
    const missing = found.requiredProperties.filter((name) => args[name] === undefined || args[name] === null);
    if (missing.length > 0) {
      throw new McpError(
        ErrorCode.InvalidParams,
        `One or more required tool properties are missing values. Please provide: ${missing.join(', ')}`,
      );
    }
    const invocation = {
      name: params.name,
      arguments: args,
      sessionid: context.sessionId,
      transport: { name: context.transport, sessionId: context.sessionId, properties: { headers: context.headers } },
    };
    const asText = Object.entries(args).map(([name, value]) => [
      name,
      typeof value === 'string' ? value : JSON.stringify(value),
    ]);
    try {
      const value = await worker.invoke({
        functionName: found.functionName,
        triggerName: found.triggerName,
        triggerValue: { string: JSON.stringify(invocation) },
        triggerMetadata: {
          mcptoolcontext: { string: JSON.stringify(invocation) },
          mcptoolargs: { string: JSON.stringify(Object.fromEntries(asText)) },
        },
      });
      return toToolResult(params.name, value);
    } catch {
      return failedToolResult(params.name);
    }
  });
  return server;
}
