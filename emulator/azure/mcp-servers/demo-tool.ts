import { Server } from '@modelcontextprotocol/sdk/server/index.js';
import {
  CallToolRequestSchema,
  ErrorCode,
  ListToolsRequestSchema,
  McpError,
  type Tool,
} from '@modelcontextprotocol/sdk/types.js';
import { errorMessage } from '../../gateway/error-details';

/** A tool of a server that is played with data of its own. */
export interface DemoTool {
  readonly name: string;
  readonly description: string;
  readonly inputSchema: Tool['inputSchema'];
  /** What it answers, as JSON. @throws Error whose message the caller gets as a failed result */
  answer(args: Readonly<Record<string, unknown>>): unknown;
}

/** What a played server says about itself. */
export interface DemoServer {
  readonly name: string;
  readonly instructions: string;
  readonly tools: readonly DemoTool[];
}

/** The MCP server of one session, or of one request where there are no sessions. */
export function createDemoServer({ name, instructions, tools }: DemoServer): Server {
  const server = new Server({ name, version: 'local' }, { capabilities: { tools: {} }, instructions });
  server.setRequestHandler(ListToolsRequestSchema, () => ({
    tools: tools.map((tool) => ({
      name: tool.name,
      description: tool.description,
      inputSchema: tool.inputSchema,
    })),
  }));
  server.setRequestHandler(CallToolRequestSchema, ({ params }) => {
    const tool = tools.find((candidate) => candidate.name === params.name);
    if (tool === undefined) throw new McpError(ErrorCode.InvalidParams, `Unknown tool: ${params.name}`);
    try {
      return result(tool.answer(params.arguments ?? {}));
    } catch (error) {
      return { ...result(errorMessage(error)), isError: true };
    }
  });
  return server;
}

function result(value: unknown): { content: { type: 'text'; text: string }[] } {
  const text = typeof value === 'string' ? value : JSON.stringify(value, null, 2);
  return { content: [{ type: 'text', text }] };
}
