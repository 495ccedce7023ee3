import { choose } from '../elements/choose';
import { setBody } from '../elements/set-body';
import { setVariable } from '../elements/set-variable';
import { csharp, expression } from '../language/expressions/template';
import type { CSharpCode } from '../language/expressions/template';
import type { XmlElement } from '../language/xml/node';
import { isForbidden } from './check-tool';
import { codeBlock } from './code-block';
import { countRefusal } from './count-calls';
import { oauthErrorResponse } from './json-response';
import { messageSays } from './read-message';
import { refuseWhen } from './refuse-when';
import { READ_JSON } from './strict-json';
import { stringVariable } from './variables';

/** Variable with the answer as the caller may see it; empty when it cannot be read. */
const SHOWN = 'mcpShownTools';

/** C#: whether the message asks for the list of tools. Reads what {@link readMessage} wrote. */
export const LISTS_TOOLS: CSharpCode = csharp`context.Request.Method == "POST" && string.Equals(${messageSays('method')}, "tools/list", StringComparison.OrdinalIgnoreCase)`;

/** C# of a local function `show`: a message without the tools that may not be called; null when that cannot be told. */
const SHOW_MESSAGE: CSharpCode = csharp`
      string show(string text)
      {
        var told = readJson(text);
        if (told == null || text[told.Last().Item3] != '{' || told.Any(each => each.Item1 <= 2 && each.Item2.Contains("\\"))) { return null; }
        var tools = told.Where(each => each.Item2 == "\"result\"\"tools\"[]").ToList();
        var names = told.Where(each => each.Item2 == "\"result\"\"tools\"[]\"name\"").ToList();
        if (told.Count(each => each.Item2 == "\"result\"\"tools\"") > 1 || tools.Count != names.Count) { return null; }
        if (tools.Count == 0) { return text; }
        var shown = new List<string>();
        for (var index = 0; index < tools.Count; index++)
        {
          var tool = tools[index];
          var nameAt = names[index];
          if (nameAt.Item3 < tool.Item3 || nameAt.Item4 > tool.Item4 || text[nameAt.Item3] != '"') { return null; }
          var called = JsonConvert.DeserializeObject<string>(text.Substring(nameAt.Item3, nameAt.Item4 - nameAt.Item3));
          if (!(${isForbidden(csharp`called`)})) { shown.Add(text.Substring(tool.Item3, tool.Item4 - tool.Item3)); }
        }
        return text.Substring(0, tools[0].Item3) + string.Join(",", shown) + text.Substring(tools.Last().Item4);
      }`;

/** C# that returns the answer with every message of it as `show` has it; empty when one cannot be told. */
const SHOW_ANSWER: CSharpCode = csharp`
      var headers = context.Response.Headers;
      if (headers.GetValueOrDefault("Content-Encoding", "identity") != "identity" || context.Response.Body == null) { return ""; }
      var answer = Encoding.UTF8.GetString(context.Response.Body.As<byte[]>());
      var type = headers.GetValueOrDefault("Content-Type", "").Split(';')[0].Trim().ToLowerInvariant();
      if (type == "application/json") { return show(answer) ?? ""; }
      if (type != "text/event-stream") { return ""; }
      var lines = new List<string>();
      var data = new List<string>();
      bool endEvent()
      {
        var joined = string.Join("\n", data);
        var passed = joined == "" ? "" : show(joined);
        if (passed != null && data.Count > 0) { lines.AddRange(passed.Split('\n').Select(part => "data: " + part)); }
        data.Clear();
        return passed != null;
      }
      foreach (var line in Regex.Split(answer, "\r\n|\n|\r"))
      {
        if (Regex.IsMatch(line, "^data(?::|\\z)")) { data.Add(Regex.Replace(line, "^data:? ?", "")); }
        else if (Regex.IsMatch(line, "^(?:(?:event|id|retry)(?::|\\z)|:)")) { lines.Add(line); }
        else if (line != "" || !endEvent()) { return ""; }
        else { lines.Add(""); }
      }
      return endEvent() ? string.Join("\n", lines) : "";`;

/**
 * Leaves tools that may not be called out of the answer to `tools/list`, a JSON message or a stream that ends with it. The
 * rest of the text stays as it is. An answer that cannot be read is not passed on. Reads {@link TOOLS} and what
 * {@link readMessage} wrote.
 */
export function hideTools(): XmlElement {
  const status = csharp`context.Response.StatusCode`;
  return choose({
    when: [
      {
        // A caller takes no list from an answer with another status.
        condition: expression(
          csharp`${LISTS_TOOLS} && ${status} >= 200 && ${status} < 300 && ${status} != 202 && ${status} != 204`,
        ),
        then: [
          setVariable({ name: SHOWN, value: codeBlock(csharp`${READ_JSON}${SHOW_MESSAGE}${SHOW_ANSWER}`) }),
          refuseWhen({
            condition: expression(csharp`${stringVariable(SHOWN)} == ""`),
            answer: [
              countRefusal('bad-answer'),
              oauthErrorResponse({
                status: 502,
                error: 'server_error',
                description: 'The MCP server gave a list of tools that cannot be read.',
              }),
            ],
          }),
          setBody({ content: expression(stringVariable(SHOWN)) }),
        ],
      },
    ],
  });
}
