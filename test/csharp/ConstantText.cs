using System;
using System.Globalization;
using Newtonsoft.Json.Linq;

namespace PolicyAnchor
{
    /// <summary>A constant in the table of types: as JSON where JSON keeps it as it is, else as invariant text.</summary>
    internal static class ConstantText
    {
        public static JToken Of(object value)
        {
            switch (value)
            {
                case null:
                    return JValue.CreateNull();
                case bool flag:
                    return flag;
                case string text:
                    return text;
                case char unit:
                    return (int)unit;
                case Enum member:
                    return Of(Convert.ChangeType(member, Enum.GetUnderlyingType(member.GetType()), CultureInfo.InvariantCulture));
                case float number:
                    return number.ToString("R", CultureInfo.InvariantCulture);
                case double number:
                    return number.ToString("R", CultureInfo.InvariantCulture);
                case long _:
                case ulong _:
                case decimal _:
                    return Convert.ToString(value, CultureInfo.InvariantCulture);
                case byte _:
                case sbyte _:
                case short _:
                case ushort _:
                case int _:
                case uint _:
                    return Convert.ToInt64(value, CultureInfo.InvariantCulture);
                default:
                    throw new NotSupportedException("A constant of type " + value.GetType() + " has no JSON form here.");
            }
        }
    }
}
