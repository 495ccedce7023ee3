using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Newtonsoft.Json.Linq;

namespace PolicyAnchor
{
    /// <summary>Reads the `context` of a case. README.md describes its shape.</summary>
    internal static class CaseContext
    {
        /// <summary>The default context with the case's members in place of its own; request and response are merged member by member.</summary>
        public static JObject Complete(JObject defaults, JObject given)
        {
            var complete = (JObject)defaults.DeepClone();
            foreach (var member in given?.Properties() ?? Enumerable.Empty<JProperty>())
            {
                if (!complete.ContainsKey(member.Name))
                {
                    throw new InvalidOperationException("A case's context has no member '" + member.Name + "'.");
                }

                if (complete[member.Name] is JObject under && member.Value is JObject over && (member.Name == "request" || member.Name == "response"))
                {
                    foreach (var inner in over.Properties())
                    {
                        under[inner.Name] = inner.Value;
                    }
                }
                else
                {
                    complete[member.Name] = member.Value;
                }
            }

            return complete;
        }

        /// <summary>A JSON string, boolean, integer or null as it is; anything else as {type, value}.</summary>
        public static object Variable(JToken token)
        {
            switch (token.Type)
            {
                case JTokenType.Null:
                    return null;
                case JTokenType.String:
                    return (string)token;
                case JTokenType.Boolean:
                    return (bool)token;
                case JTokenType.Integer:
                    return (int)token;
            }

            var value = token["value"];
            var text = value is JValue ? (string)value : null;
            switch ((string)token["type"])
            {
                case "long":
                    return long.Parse(text, CultureInfo.InvariantCulture);
                case "double":
                    return double.Parse(text, CultureInfo.InvariantCulture);
                case "decimal":
                    return decimal.Parse(text, CultureInfo.InvariantCulture);
                case "char":
                    return char.Parse(text);
                case "byte[]":
                    return Convert.FromBase64String(text);
                case "string[]":
                    return value.Select(item => (string)item).ToArray();
                case "Guid":
                    return Guid.Parse(text);
                case "DateTime":
                    return DateTime.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind);
                case "DateTimeOffset":
                    return DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
                case "TimeSpan":
                    return TimeSpan.Parse(text, CultureInfo.InvariantCulture);
                case "JObject":
                case "JArray":
                case "JValue":
                    return JToken.Parse(value.ToString(Newtonsoft.Json.Formatting.None));
                case "IResponse":
                    return new RecordedResponse((JObject)value);
                default:
                    throw new InvalidOperationException("A variable has type '" + token["type"] + "', which README.md does not list.");
            }
        }

        /// <summary>Each value a string of its own; `"name": "a"` is short for `"name": ["a"]`. Names are put in lower case.</summary>
        public static IReadOnlyDictionary<string, string[]> Headers(JToken token)
        {
            var headers = new Dictionary<string, string[]>(StringComparer.OrdinalIgnoreCase);
            foreach (var header in ((JObject)token).Properties())
            {
                headers.Add(header.Name.ToLowerInvariant(), header.Value is JArray values ? values.Select(value => (string)value).ToArray() : new[] { (string)header.Value });
            }

            return new StringMap<string[]>(headers);
        }

        public static IReadOnlyDictionary<string, string> Texts(JToken token) =>
            new StringMap<string>(((JObject)token).Properties().ToDictionary(property => property.Name, property => (string)property.Value));
    }
}
