import { setVariable } from '../elements/set-variable';
import { csharp } from '../language/expressions/template';
import type { XmlElement } from '../language/xml/node';
import { TOOLS } from './check-tool';
import { codeBlock } from './code-block';
import { COUNTED_TOOL, OTHER_TOOL } from './count-calls';
import { IS_STATELESS_REVISION } from './mcp-session';
import { messageSays } from './read-message';
import { REQUEST_TEXT } from './request-text';
import { stringVariable } from './variables';

/** A longer message is taken for a call without being read: hardly anything else is so long. */
const MAX_READ_BYTES = 64 * 1024;

const CALL_PATTERN = String.raw`"method"\s*:\s*"tools\\?/call"`;

/**
 * Tells calls of tools from other messages where no decision rests on it: by the header of 2026-07-28, which the server
 * compares with the message, and before by the look of the text. Writes {@link COUNTED_TOOL}.
 */
export function tellCall(): XmlElement {
  const headers = csharp`context.Request.Headers`;
  return setVariable({
    name: COUNTED_TOOL,
    value: codeBlock(csharp`
      if (context.Request.Method != "POST") { return ""; }
      if (${IS_STATELESS_REVISION}) { return ${headers}.GetValueOrDefault("Mcp-Method", "") == "tools/call" ? ${OTHER_TOOL} : ""; }
      long length;
      if (long.TryParse(${headers}.GetValueOrDefault("Content-Length", ""), out length) && length > ${MAX_READ_BYTES}) { return ${OTHER_TOOL}; }
      return Regex.IsMatch(${REQUEST_TEXT}, ${CALL_PATTERN}) ? ${OTHER_TOOL} : "";`),
  });
}

/**
 * Names the tool that a message calls, when the configuration names it. Reads {@link TOOLS} and what {@link readMessage}
 * wrote; writes {@link COUNTED_TOOL}.
 */
export function nameTool(): XmlElement {
  return setVariable({
    name: COUNTED_TOOL,
    value: codeBlock(csharp`
      var tool = ${messageSays('tool')};
      if (tool == "") { return ${messageSays('problem')} == "" ? "" : ${OTHER_TOOL}; }
      var named = ${stringVariable(TOOLS.allowed)} + ${stringVariable(TOOLS.denied)} + ${stringVariable(TOOLS.known)};
      return !tool.Contains(" ") && named.Contains(" " + tool + " ") ? tool : ${OTHER_TOOL};`),
  });
}
