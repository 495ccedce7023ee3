import { TOOL_NAME } from '../contract/tool-access';
import type { ToolAccess } from '../contract/tool-access';
import { choose } from '../elements/choose';
import { setVariable } from '../elements/set-variable';
import { csharp, expression } from '../language/expressions/template';
import type { CSharpCode } from '../language/expressions/template';
import type { XmlElement } from '../language/xml/node';
import { countRefusal } from './count-calls';
import { JSON_RPC_ERRORS, jsonRpcError } from './json-rpc-error';
import { messageSays } from './read-message';
import { refuseWhen } from './refuse-when';
import { stringVariable } from './variables';

/** Variables with the tools of an endpoint. Names stand in them with a blank on either side. */
export const TOOLS = {
  /** Those that may be called; empty when there is no such list. */
  allowed: 'mcpToolsAllowed',
  /** Those that may not. */
  denied: 'mcpToolsDenied',
  /** Further ones that the metric of calls names. */
  known: 'mcpToolsKnown',
} as const;

/** Writes {@link TOOLS}. */
export function describeTools({ allow = [], deny = [], known = [] }: ToolAccess): readonly XmlElement[] {
  return [
    setVariable({ name: TOOLS.allowed, value: expression(csharp`${listed(allow)}`) }),
    setVariable({ name: TOOLS.denied, value: expression(csharp`${listed(deny)}`) }),
    setVariable({ name: TOOLS.known, value: expression(csharp`${listed(known)}`) }),
  ];
}

/** Names in one text, in which ` name ` finds one. */
function listed(names: readonly string[]): string {
  return names.length === 0 ? '' : ` ${names.join(' ')} `;
}

/**
 * C# of the reasons for which a tool may not be called, joined by `||`. A name that MCP does not have could be cut or
 * changed by a server and become another. Reads {@link TOOLS}.
 */
export function isForbidden(tool: CSharpCode): CSharpCode {
  const allowed = stringVariable(TOOLS.allowed);
  const denied = stringVariable(TOOLS.denied);
  const name = csharp`" " + ${tool} + " "`;
  return csharp`!Regex.IsMatch(${tool}, ${TOOL_NAME.source.replace(/\$$/, '\\z')}) || ${allowed} != "" && !${allowed}.Contains(${name}) || ${denied}.IndexOf(${name}, StringComparison.OrdinalIgnoreCase) >= 0`;
}

/**
 * Refuses the call of a tool that may not be called, as a server answers that does not have it (MCP tools, "Error
 * Handling"): with 200, because the message itself is good. A client of an SSE server reads no body, so it gets 400 and
 * waits no longer. Reads {@link TOOLS} and what {@link readMessage} wrote.
 */
export function checkTool(): XmlElement {
  const tool = messageSays('tool');
  const unknown = { code: JSON_RPC_ERRORS.invalidParams, message: 'Unknown tool', id: messageSays('id') };
  return choose({
    when: [
      {
        condition: expression(csharp`${tool} != ""`),
        then: [
          refuseWhen({
            id: 'check-tool',
            condition: expression(isForbidden(tool)),
            answer: [
              countRefusal('tool-denied'),
              choose({
                when: [
                  {
                    condition: expression(
                      csharp`context.Operation.Id.StartsWith("mcp-message", StringComparison.Ordinal)`,
                    ),
                    then: [jsonRpcError({ status: 400, ...unknown })],
                  },
                ],
                otherwise: [jsonRpcError({ status: 200, ...unknown })],
              }),
            ],
          }),
        ],
      },
    ],
  });
}
