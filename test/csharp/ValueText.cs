using System;
using System.Collections;
using System.Globalization;
using System.Linq;
using System.Text.RegularExpressions;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace PolicyAnchor
{
    /// <summary>A value as the recording holds it. README.md says the rules.</summary>
    internal static class ValueText
    {
        private const string Anonymous = "<>f__AnonymousType";

        /// <summary>
        /// The runtime type as Type.ToString() prints it, generic arguments without their assemblies. A type nobody can name
        /// answers its nearest public base class, else the public interface it stands for.
        /// </summary>
        public static string TypeOf(object value) => value == null ? null : NameOf(value.GetType());

        public static string Of(object value)
        {
            switch (value)
            {
                case null:
                    return null;
                case string text:
                    return text;
                case double number:
                    return number.ToString("R", CultureInfo.InvariantCulture);
                case float number:
                    return number.ToString("R", CultureInfo.InvariantCulture);
                case DateTime time:
                    return time.ToString("O", CultureInfo.InvariantCulture);
                case DateTimeOffset time:
                    return time.ToString("O", CultureInfo.InvariantCulture);
                // The runtime lets sbyte[] pass for byte[].
                case byte[] bytes when value.GetType() == typeof(byte[]):
                    return Convert.ToBase64String(bytes);
                case Enum member:
                    return member.ToString();
                case JToken token:
                    return token.ToString(Formatting.None);
                case Exception error:
                    return error.GetType().FullName + ": " + error.Message;
                case IEnumerable items:
                    return JsonConvert.SerializeObject(items);
                case IFormattable formattable:
                    return formattable.ToString(null, CultureInfo.InvariantCulture);
                default:
                    return IsAnonymous(value.GetType()) ? JsonConvert.SerializeObject(value) : value.ToString();
            }
        }

        private static bool IsAnonymous(Type type) => type.Name.StartsWith(Anonymous, StringComparison.Ordinal);

        private static string NameOf(Type type)
        {
            if (type.IsArray)
            {
                return NameOf(type.GetElementType()) + "[" + new string(',', type.GetArrayRank() - 1) + "]";
            }

            if (IsAnonymous(type))
            {
                return Anonymous;
            }

            if (!type.IsVisible && !type.IsGenericType)
            {
                return NameOf(Visible(type));
            }

            if (!type.IsConstructedGenericType)
            {
                return type.FullName;
            }

            var definition = type.GetGenericTypeDefinition();
            return definition.IsVisible
                ? definition.FullName + "[" + string.Join(",", type.GetGenericArguments().Select(NameOf)) + "]"
                : NameOf(Visible(type));
        }

        private static Type Visible(Type type)
        {
            var ancestor = type.BaseType;
            while (ancestor != null && !(ancestor.IsGenericType ? ancestor.GetGenericTypeDefinition() : ancestor).IsVisible)
            {
                ancestor = ancestor.BaseType;
            }

            if (ancestor != null && ancestor != typeof(object))
            {
                return ancestor;
            }

            var interfaces = type.GetInterfaces();
            return interfaces.FirstOrDefault(item => item.Namespace == null && !interfaces.Any(other => other != item && item.IsAssignableFrom(other)))
                ?? interfaces.FirstOrDefault(item => item.Name.StartsWith("IReadOnlyDictionary`", StringComparison.Ordinal))
                ?? interfaces.FirstOrDefault(item => item.Name == "IEnumerable`1")
                ?? interfaces.FirstOrDefault() ?? typeof(object);
        }
    }
}
