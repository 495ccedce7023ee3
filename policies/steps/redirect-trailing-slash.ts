import { choose } from '../elements/choose';
import { returnResponse } from '../elements/return-response';
import { csharp, expression } from '../language/expressions/template';
import type { XmlElement } from '../language/xml/node';
import { httpStatus } from './http-status';
import { ENDPOINT } from './mcp-endpoint';
import { stringVariable } from './variables';

/** Sends `/mcp/` to `/mcp`: one URL, as clients compare it with the protected-resource document. 308 keeps method and body. */
export function redirectTrailingSlash(): XmlElement {
  return choose({
    when: [
      {
        condition: expression(csharp`context.Request.OriginalUrl.Path.EndsWith("/")`),
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
