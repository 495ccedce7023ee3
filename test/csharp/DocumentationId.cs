using System;
using System.Linq;
using System.Reflection;

namespace PolicyAnchor
{
    /// <summary>Documentation comment ids, without their `T:`/`M:` prefix.</summary>
    internal static class DocumentationId
    {
        public static string OfType(Type type) => type.FullName.Replace('+', '.');

        /// <summary>A type as it stands in a signature: `System.Collections.Generic.List{System.Byte[]}`, `` `0 ``, ``` ``0 ```.</summary>
        public static string Reference(Type type)
        {
            if (type.IsByRef)
            {
                return Reference(type.GetElementType()) + "@";
            }

            if (type.IsArray)
            {
                return Reference(type.GetElementType()) + "[]";
            }

            if (type.IsGenericParameter)
            {
                return (type.DeclaringMethod == null ? "`" : "``") + type.GenericParameterPosition;
            }

            if (!type.IsGenericType)
            {
                return OfType(type);
            }

            var arguments = type.GetGenericArguments();
            var used = 0;
            var parts = OfType(type.GetGenericTypeDefinition()).Split('.').Select(part =>
            {
                var tick = part.IndexOf('`');
                if (tick < 0)
                {
                    return part;
                }

                var arity = int.Parse(part.Substring(tick + 1));
                var own = arguments.Skip(used).Take(arity).Select(Reference);
                used += arity;
                return part.Substring(0, tick) + "{" + string.Join(",", own) + "}";
            });
            return string.Join(".", parts);
        }

        /// <summary>`Split(System.Char[],System.Int32)`, `#ctor(System.String)`, `Value``1(System.Object)`, `op_Explicit(...)~System.String`.</summary>
        public static string OfMethod(MethodBase method)
        {
            var name = method.IsConstructor ? "#ctor" : method.Name;
            if (method.IsGenericMethod)
            {
                name += "``" + method.GetGenericArguments().Length;
            }

            name += Parameters(method.GetParameters());
            if (method.Name == "op_Implicit" || method.Name == "op_Explicit")
            {
                name += "~" + Reference(((MethodInfo)method).ReturnType);
            }

            return name;
        }

        public static string OfProperty(PropertyInfo property) => property.Name + Parameters(property.GetIndexParameters());

        private static string Parameters(ParameterInfo[] parameters) =>
            parameters.Length == 0
                ? string.Empty
                : "(" + string.Join(",", parameters.Select(parameter => Reference(parameter.ParameterType))) + ")";
    }
}
