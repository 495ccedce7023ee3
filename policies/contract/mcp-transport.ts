/** How an MCP server talks, and at which paths of its own. */
export type McpTransport =
  | {
      /** Every message is a POST to one URL (MCP 2025-03-26 and later, "Streamable HTTP"). */
      readonly kind: 'streamable-http';
      /** Path of the endpoint on the server, for instance `/mcp`. */
      readonly path: string;
    }
  | {
      /** A stream that is opened first and announces where messages go (MCP 2024-11-05, "HTTP with SSE"). */
      readonly kind: 'sse';
      /** Path of the stream on the server, for instance `/sse`. */
      readonly path: string;
      /** Path on the server that the stream announces for messages, without query, for instance `/message`. */
      readonly messagePath: string;
    };

/** An MCP server with one endpoint for everything. @param path path of the endpoint on the server, for instance `/mcp` */
export function streamableHttp(path: string): McpTransport {
  return { kind: 'streamable-http', path };
}

/**
 * An MCP server of the older kind. Prefer {@link streamableHttp} where the server offers it: the ids of these sessions stand in
 * a live stream, so the gateway cannot bind them to their caller.
 */
export function sse({ path, messagePath }: { readonly path: string; readonly messagePath: string }): McpTransport {
  return { kind: 'sse', path, messagePath };
}
