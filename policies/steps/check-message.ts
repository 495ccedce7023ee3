import { choose } from '../elements/choose';
import { csharp, expression } from '../language/expressions/template';
import type { CSharpCode } from '../language/expressions/template';
import type { XmlElement } from '../language/xml/node';
import { countRefusal } from './count-calls';
import { JSON_RPC_ERRORS, jsonRpcError } from './json-rpc-error';
import { IS_STATELESS_REVISION } from './mcp-session';
import { messageSays, PROBLEMS } from './read-message';
import { refuseWhen } from './refuse-when';

/** C#: whether the message has a problem. */
function has(problem: keyof typeof PROBLEMS): CSharpCode {
  return csharp`${messageSays('problem')} == ${PROBLEMS[problem]}`;
}

/** C#: whether headers repeat the message, or have to. */
const HAS_HEADERS = csharp`${IS_STATELESS_REVISION} || context.Request.Headers.ContainsKey("Mcp-Method") || context.Request.Headers.ContainsKey("Mcp-Name")`;

function refusal(code: number, message: string): readonly XmlElement[] {
  return [countRefusal('bad-request'), jsonRpcError({ status: 400, code, message, id: messageSays('id') })];
}

/**
 * Refuses a message that could be read in two ways. Since 2026-07-28 headers repeat what a message asks for, and a server
 * may act on either; they have to be equal (MCP transports, "Server Validation"). Where one of them is there they have to be
 * equal in every revision, because a server may tell the revision by the body. Reads what {@link readMessage} wrote.
 */
export function checkMessage(): readonly XmlElement[] {
  return [
    choose({
      id: 'check-message',
      when: [
        {
          condition: expression(csharp`${has('encoding')} || ${has('syntax')}`),
          then: refusal(JSON_RPC_ERRORS.parse, 'Parse error: the body is not strict JSON in UTF-8.'),
        },
        {
          condition: expression(csharp`${has('batch')} || ${has('members')}`),
          then: refusal(
            JSON_RPC_ERRORS.invalidRequest,
            'Invalid request: the body is not one message, or repeats a member.',
          ),
        },
        {
          condition: expression(has('call')),
          then: refusal(JSON_RPC_ERRORS.invalidParams, 'Invalid params: a call has an id and the name of a tool.'),
        },
      ],
    }),
    choose({ when: [{ condition: expression(HAS_HEADERS), then: [checkHeaders()] }] }),
  ];
}

function checkHeaders(): XmlElement {
  const method = messageSays('method');
  const tool = messageSays('tool');
  // A notification may leave the header out.
  const sentMethod = csharp`context.Request.Headers.GetValueOrDefault("Mcp-Method", ${messageSays('id')} == "null" ? ${method} : "")`;
  const sentName = csharp`context.Request.Headers.GetValueOrDefault("Mcp-Name", "")`;
  const wrapped = csharp`"=?base64?" + Convert.ToBase64String(Encoding.UTF8.GetBytes(${tool})) + "?="`;
  return refuseWhen({
    id: 'check-message-headers',
    condition: expression(
      csharp`${sentMethod} != ${method} || ${tool} != "" && ${sentName} != ${tool} && ${sentName} != ${wrapped}`,
    ),
    answer: refusal(JSON_RPC_ERRORS.headerMismatch, 'Header mismatch: Mcp-Method and Mcp-Name repeat the message.'),
  });
}
