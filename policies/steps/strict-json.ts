import { csharp } from '../language/expressions/template';
import type { CSharpCode } from '../language/expressions/template';

const BLANKS = String.raw`[ \t\r\n]*`;
const STRING = String.raw`"(?>(?:[^"\\\x00-\x1f]+|\\(?:["\\/bfnrt]|u[0-9A-Fa-f]{4}))*)"`;
const NUMBER = String.raw`-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?`;

/** A name with its colon, of which the first group is the name alone, or else a string, a number or a word. */
const TOKEN = String.raw`\G(?:(${STRING})${BLANKS}:|${STRING}|${NUMBER}|true|false|null)`;

/** Containers a text may have one in another: what Newtonsoft and other parsers take. */
const MAX_DEPTH = 64;

/** Depth to which values are told. */
const TOLD_DEPTH = 4;

/** Longer names have no meaning here. Without a bound, a path would repeat one of a megabyte for each value below it. */
const MAX_NAME_CHARACTERS = 128;

/**
 * C# of a local function `readJson`: reads a text as RFC 8259 has it and nothing else, so that no parser reads another thing in
 * it. It returns null for what is not strict JSON or is nested deeper than {@link MAX_DEPTH}; else a tuple for every value at
 * most {@link TOLD_DEPTH} containers deep, in the order they end: how many containers are around it, its path, start, end.
 * A path joins names as the text has them, quotes and escapes included, so it cannot be mistaken: `"params""name"`. An
 * element of an array is `[]`. A name given twice gives its path twice. It takes time in proportion to the text.
 *
 * Newtonsoft does not do: it accepts comments, single quotes, bare names and NaN, and keeps the last of two names silently.
 */
export const READ_JSON: CSharpCode = csharp`
      var token = new Regex(${TOKEN});
      List<Tuple<int, string, int, int>> readJson(string json)
      {
        var values = new List<Tuple<int, string, int, int>>();
        var open = new Stack<Tuple<string, string, int>>();
        var path = "";
        var last = "^";
        var at = json.Length - json.TrimStart(' ', '\t', '\r', '\n').Length;
        while (at < json.Length)
        {
          var isMark = "{}[],".IndexOf(json[at]) >= 0;
          var match = isMark ? null : token.Match(json, at);
          var kind = isMark ? json.Substring(at, 1) : match.Groups[1].Success ? ":" : "v";
          var inside = open.Count == 0 ? "" : open.Peek().Item1;
          var pairs = inside == "{" ? "{: {} :v :{ :[ v, v} ,:" : inside == "[" ? "[v [{ [[ [] v, v] ,v ,{ ,[" : "^v ^{ ^[";
          if (!(isMark || match.Success) || open.Count > ${MAX_DEPTH} || !pairs.Contains(last + kind)) { return null; }
          if (inside == "[" && kind != "," && kind != "]") { path = open.Count > ${TOLD_DEPTH} ? "" : open.Peek().Item2 + "[]"; }
          last = kind;
          if (kind == ":")
          {
            var name = match.Groups[1].Length > ${MAX_NAME_CHARACTERS} ? "long" : match.Groups[1].Value;
            path = open.Count > ${TOLD_DEPTH} ? "" : open.Peek().Item2 + name;
          }
          else if (kind == "{" || kind == "[")
          {
            open.Push(Tuple.Create(kind, path, at));
          }
          else if (kind != ",")
          {
            var start = at;
            var end = at + (isMark ? 1 : match.Length);
            if (kind != "v")
            {
              var closed = open.Pop();
              path = closed.Item2;
              start = closed.Item3;
              last = "v";
            }
            if (open.Count <= ${TOLD_DEPTH}) { values.Add(Tuple.Create(open.Count, path, start, end)); }
          }
          at += isMark ? 1 : match.Length;
          while (at < json.Length && " \t\r\n".IndexOf(json[at]) >= 0) { at++; }
        }
        return last == "v" && open.Count == 0 ? values : null;
      }`;
