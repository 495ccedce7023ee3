import type { McpTransport } from '../contract/mcp-transport';
import { choose } from '../elements/choose';
import { returnResponse } from '../elements/return-response';
import { csharp, expression } from '../language/expressions/template';
import type { XmlElement } from '../language/xml/node';
import { httpStatus } from './http-status';
import { ENDPOINT } from './mcp-endpoint';
import { OPENS_STREAM } from './rewrite-path';
import { stringVariable } from './variables';

/**
 * Sends `/mcp/` to `/mcp`: one URL, as clients compare it with the protected-resource document. 308 keeps method and body.
 * Of an SSE server only the stream has that one URL: where its messages go is announced, and may end in a slash.
 */
export function redirectTrailingSlash({ kind }: McpTransport): XmlElement {
  const endsInSlash = csharp`context.Request.OriginalUrl.Path.EndsWith("/")`;
  return choose({
    when: [
      {
        condition: expression(kind === 'sse' ? csharp`${OPENS_STREAM} && ${endsInSlash}` : endsInSlash),
        then: [
          returnResponse({
            status: httpStatus(308),
            headers: [{ name: 'Location', values: [expression(stringVariable(ENDPOINT.resource))] }],
          }),
        ],
      },
    ],
  });
}
