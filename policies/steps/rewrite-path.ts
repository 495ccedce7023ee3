import { servedMessagePath, type McpTransport } from '../contract/mcp-transport';
import { choose } from '../elements/choose';
import { rewriteUri } from '../elements/rewrite-uri';
import { csharp, expression } from '../language/expressions/template';
import type { CSharpCode } from '../language/expressions/template';
import type { XmlElement } from '../language/xml/node';

/** C#: whether the request opens the stream of an SSE server. Its messages are POSTs. */
export const OPENS_STREAM: CSharpCode = csharp`context.Request.Method == "GET"`;

/**
 * Sends a request to the path the server serves it at, without its query: MCP has none. Only the messages of an SSE
 * server keep it, because the session stands there.
 * @param afterMessage what cleans the query of a message
 */
export function rewritePath(transport: McpTransport, afterMessage: readonly XmlElement[]): XmlElement {
  const endpoint = rewriteUri({ template: transport.path, copyUnmatchedParams: false });
  if (transport.kind === 'streamable-http') return endpoint;
  return choose({
    when: [{ condition: expression(OPENS_STREAM), then: [endpoint] }],
    otherwise: [rewriteUri({ template: servedMessagePath(transport), copyUnmatchedParams: true }), ...afterMessage],
  });
}
