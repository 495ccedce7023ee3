import type { McpToolFunctionOptions } from '@azure/functions';

/** The tool that answers without touching anything, to see that login and transport work. */
export const helloMcp: McpToolFunctionOptions = {
  toolName: 'hello_mcp',
  description: 'Answers with a greeting. Use it to check that the connection works.',
  toolProperties: [],
  handler: () => 'Hello, I am an MCP tool behind the Azure MCP Gateway.',
};
