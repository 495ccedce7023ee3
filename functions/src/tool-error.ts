import { McpContentBlock } from '@azure/functions';

/**
 * A tool result that tells the caller what went wrong (`isError: true`), for mistakes the model can correct.
 *
 * `McpToolResponse` has an `isError` too, but the library drops it on the way to the host
 * (azure-functions-nodejs-library issue 444). The host takes a complete MCP tool result under the content type
 * `call_tool_result`, which is what this block is; a host that does not know the type fails the call instead, which
 * the caller also sees as an error.
 */
export class ToolError extends McpContentBlock {
  override readonly type = 'call_tool_result';

  constructor(readonly text: string) {
    super();
  }

  override toJSON(): Record<string, unknown> {
    return { content: [{ type: 'text', text: this.text }], isError: true };
  }
}
