import { setVariable } from '../elements/set-variable';
import { csharp } from '../language/expressions/template';
import type { CSharpCode } from '../language/expressions/template';
import type { XmlElement } from '../language/xml/node';
import { codeBlock } from './code-block';
import { READ_JSON } from './strict-json';
import { jsonVariable } from './variables';

/** Variable with what an MCP message asks for: a JSON object of strings, whose members {@link MESSAGE} names. */
export const MCP_MESSAGE = 'mcpMessage';

/** What {@link readMessage} tells about a message. */
const MESSAGE = {
  /** Why two readers might read two things in it, one of {@link PROBLEMS}; empty when there is no reason. */
  problem: 'problem',
  /** The method; empty in an answer of the client. */
  method: 'method',
  /** The tool that is called; empty in everything but a call. */
  tool: 'tool',
  /** The request id as JSON; `null` when there is none, as in a notification. */
  id: 'id',
} as const;

/** What may be wrong with a message. */
export const PROBLEMS = {
  /** Not UTF-8, compressed, or said to be of another charset. */
  encoding: 'encoding',
  /** Not JSON as RFC 8259 has it. */
  syntax: 'syntax',
  /** Not one object: a batch, or a scalar. */
  batch: 'batch',
  /** A member twice, or one that a lenient reader takes for another; a method that is no name. */
  members: 'members',
  /** A call without an id or without the name of a tool. */
  call: 'call',
} as const;

/** The one method that calls tools (MCP, "Calling Tools"). */
const CALL_METHOD = 'tools/call';

/** Members that decide, as paths of {@link READ_JSON}. */
const DECIDING = ['"id"', '"method"', '"params"', '"params""name"'].join(' ');

/** Longest text of a deciding member: every character of the longest name of a tool written as an escape, and quotes. */
const MAX_MEMBER_CHARACTERS = 800;

/** Longest id that is sent back. */
const MAX_ID_CHARACTERS = 256;

/** C# of what the message says, a string. */
export function messageSays(what: keyof typeof MESSAGE): CSharpCode {
  return csharp`((string)${jsonVariable(MCP_MESSAGE)}[${MESSAGE[what]}])`;
}

/** C# that declares `text`, and whether it is in UTF-8 by its bytes and by its headers. */
const TEXT: CSharpCode = csharp`
      var bytes = context.Request.Body == null ? new byte[0] : context.Request.Body.As<byte[]>(true);
      var text = Encoding.UTF8.GetString(bytes);
      var isUtf8 = text.IndexOf('\uFFFD') < 0 || Convert.ToBase64String(Encoding.UTF8.GetBytes(text)) == Convert.ToBase64String(bytes);
      var type = context.Request.Headers.GetValueOrDefault("Content-Type", "");
      var otherType = Regex.Replace(type, "charset=(\"?)utf-?8\\1(?=[\\s;,]|\\z)", "", RegexOptions.IgnoreCase);
      var isEncoded = context.Request.Headers.GetValueOrDefault("Content-Encoding", "identity") != "identity" || otherType.IndexOf("charset", StringComparison.OrdinalIgnoreCase) >= 0;`;

/** C# that declares `members` by path, those of the message and of its parameters, whether they are plain, and `textOf`. */
const MEMBERS: CSharpCode = csharp`
      var members = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
      var isPlain = true;
      var hasPlainParameters = true;
      foreach (var member in told)
      {
        var key = member.Item2;
        var isParameter = member.Item1 == 2 && key.StartsWith("\"params\"\"", StringComparison.Ordinal);
        if (member.Item1 != 1 && !isParameter) { continue; }
        var lower = key.ToLowerInvariant();
        var isPlainKey = Regex.IsMatch(key, "^[ -\\[\\]-~]*\\z") && !members.ContainsKey(key) && (key == lower || !${DECIDING}.Split(' ').Contains(lower));
        isPlain = isPlain && (isPlainKey || isParameter);
        hasPlainParameters = hasPlainParameters && isPlainKey;
        var length = member.Item4 - member.Item3;
        members[key] = length > ${MAX_MEMBER_CHARACTERS} ? "" : text.Substring(member.Item3, length);
      }
      string textOf(string path)
      {
        string value;
        return members.TryGetValue(path, out value) && value.StartsWith("\"", StringComparison.Ordinal) ? JsonConvert.DeserializeObject<string>(value) : "";
      }`;

/**
 * Reads what a message asks for, in a way that leaves nobody behind the gateway another reading: strict JSON in UTF-8,
 * each member once. Go's decoder takes `Method` and even `param\u017F` for `method` and `params`, and the last of two wins;
 * so names are plain ASCII without escapes, and differ by more than case. What is wrong is told, not refused.
 * Writes {@link MCP_MESSAGE}.
 */
export function readMessage(): XmlElement {
  return setVariable({
    name: MCP_MESSAGE,
    value: codeBlock(csharp`
      ${READ_JSON}
      JObject message(string fault, string name, string called, string number)
      {
        return new JObject(new JProperty(${MESSAGE.problem}, fault), new JProperty(${MESSAGE.method}, name), new JProperty(${MESSAGE.tool}, called), new JProperty(${MESSAGE.id}, number));
      }
      ${TEXT}
      if (isEncoded || !isUtf8) { return message(${PROBLEMS.encoding}, "", "", "null"); }
      var told = readJson(text);
      if (told == null) { return message(${PROBLEMS.syntax}, "", "", "null"); }
      if (text[told.Last().Item3] != '{') { return message(${PROBLEMS.batch}, "", "", "null"); }
      ${MEMBERS}
      var id = members.ContainsKey("\"id\"") && Regex.IsMatch(members["\"id\""], ${`^(?:".+"|-?[0-9].*)\\z`}) ? members["\"id\""] : "null";
      id = id.Length > ${MAX_ID_CHARACTERS} ? "null" : id;
      var method = textOf("\"method\"");
      var isMethod = !members.ContainsKey("\"method\"") || Regex.IsMatch(method, "^[!-~]+\\z");
      if (!isPlain || !isMethod) { return message(${PROBLEMS.members}, "", "", id); }
      if (!string.Equals(method, ${CALL_METHOD}, StringComparison.OrdinalIgnoreCase)) { return message("", method, "", id); }
      if (!hasPlainParameters) { return message(${PROBLEMS.members}, method, "", id); }
      var tool = textOf("\"params\"\"name\"");
      return message(tool == "" || id == "null" ? ${PROBLEMS.call} : "", method, tool, id);`),
  });
}
