using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net;
using System.Text;
using System.Xml.Linq;
using Newtonsoft.Json.Linq;

namespace PolicyAnchor
{
    /// <summary>A message body that can be read once, unless its content is preserved.</summary>
    internal sealed class RecordedBody : Recorded, IMessageBody
    {
        private readonly byte[] bytes;
        private bool consumed;

        private RecordedBody(byte[] bytes) => this.bytes = bytes;

        /// <summary>Text, {"base64": ...}, or null for no body.</summary>
        public static RecordedBody From(JToken json)
        {
            switch (json?.Type ?? JTokenType.Null)
            {
                case JTokenType.Null:
                    return null;
                case JTokenType.String:
                    return new RecordedBody(new UTF8Encoding(false).GetBytes((string)json));
                default:
                    return new RecordedBody(Convert.FromBase64String((string)json["base64"]));
            }
        }

        public T As<T>(bool preserveContent = false)
        {
            var content = this.Read(preserveContent);
            return typeof(T) == typeof(byte[]) ? (T)(object)content : (T)Parse(typeof(T), Text(content));
        }

        public IDictionary<string, IList<string>> AsFormUrlEncodedContent(bool preserveContent = false)
        {
            var form = new Dictionary<string, IList<string>>();
            foreach (var pair in Text(this.Read(preserveContent)).Split('&').Where(pair => pair.Length > 0))
            {
                var parts = pair.Split(new[] { '=' }, 2);
                var name = WebUtility.UrlDecode(parts[0]);
                var value = parts.Length > 1 ? WebUtility.UrlDecode(parts[1]) : string.Empty;
                if (form.TryGetValue(name, out var values))
                {
                    values.Add(value);
                }
                else
                {
                    form.Add(name, new List<string> { value });
                }
            }

            return form;
        }

        private static string Text(byte[] content)
        {
            using var reader = new StreamReader(new MemoryStream(content), Encoding.UTF8, detectEncodingFromByteOrderMarks: true);
            return reader.ReadToEnd();
        }

        private static object Parse(Type type, string text)
        {
            switch (type.Name)
            {
                case nameof(String):
                    return text;
                case nameof(JObject):
                    return JObject.Parse(text);
                case nameof(JArray):
                    return JArray.Parse(text);
                case nameof(JToken):
                    return JToken.Parse(text);
                case nameof(XDocument):
                    return XDocument.Parse(text);
                case nameof(XElement):
                case nameof(XNode):
                    return XElement.Parse(text);
                default:
                    throw new NotSupportedException("Body.As<" + type + "> is not documented.");
            }
        }

        private byte[] Read(bool preserve)
        {
            if (this.consumed)
            {
                throw new InvalidOperationException("The message body was already consumed. Read it with preserveContent: true where it is needed again.");
            }

            this.consumed = !preserve;
            return (byte[])this.bytes.Clone();
        }
    }
}
