import { choose } from '../elements/choose';
import { csharp, expression } from '../language/expressions/template';
import type { CSharpCode } from '../language/expressions/template';
import type { XmlElement } from '../language/xml/node';
import { callerOrigin } from './caller-origin';
import { codeBlock } from './code-block';
import { countRefusal } from './count-calls';
import { jsonResponse } from './json-response';
import { refuseWhen } from './refuse-when';

/** Variable with the longest body an endpoint takes, in bytes, an int. */
export const MAX_REQUEST_BYTES = 'mcpMaxRequestBytes';

const MAXIMUM: CSharpCode = csharp`(int)context.Variables[${MAX_REQUEST_BYTES}]`;
/** A body in chunks is as long as its chunks, whatever length it declares beside them (RFC 9112 section 6.3). */
const DECLARED: CSharpCode = csharp`!context.Request.Headers.ContainsKey("Transfer-Encoding") && long.TryParse(context.Request.Headers.GetValueOrDefault("Content-Length", ""), out declared)`;

/**
 * Refuses a message that is too long. A declared length holds, because HTTP delivers no byte more; only a body without
 * one is read and counted, so that a message is usually forwarded as it arrives. Reads {@link MAX_REQUEST_BYTES}.
 */
export function checkRequestSize(): XmlElement {
  return choose({
    id: 'check-request-size',
    when: [
      {
        condition: codeBlock(csharp`
          long declared;
          return ${DECLARED} && declared > ${MAXIMUM};`),
        then: refusal(),
      },
      {
        condition: codeBlock(csharp`
          long declared;
          return !(${DECLARED});`),
        then: [
          refuseWhen({
            condition: expression(
              csharp`context.Request.Body != null && context.Request.Body.As<byte[]>(true).Length > ${MAXIMUM}`,
            ),
            answer: refusal(),
          }),
        ],
      },
    ],
  });
}

function refusal(): readonly XmlElement[] {
  return [
    countRefusal('too-large'),
    jsonResponse({
      status: 413,
      headers: callerOrigin([]),
      body: expression(
        csharp`"{\"error\":\"invalid_request\",\"error_description\":\"A message to this endpoint has at most " + ${MAXIMUM} + " bytes.\"}"`,
      ),
    }),
  ];
}
