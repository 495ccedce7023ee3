using System;
using System.Linq;
using System.Reflection;

namespace PolicyAnchor
{
    /// <summary>Leaves out what C# 7 outside of unsafe code can't use, and what only generic maths needs.</summary>
    internal static class Usable
    {
        public static bool Is(Type type)
        {
            if (type.IsByRef || (type.IsArray && type.GetArrayRank() == 1))
            {
                return Is(type.GetElementType());
            }

            if (type.IsPointer || type.IsFunctionPointer || type.IsArray || type.IsByRefLike)
            {
                return false;
            }

            if (type.IsGenericParameter)
            {
                return type.GetGenericParameterConstraints().All(Is);
            }

            return type.IsVisible
                && type.Namespace != "System.Numerics"
                && (type.Namespace == null || !type.Namespace.StartsWith("System.Runtime", StringComparison.Ordinal))
                && !type.Name.StartsWith("ISpan", StringComparison.Ordinal)
                && !type.Name.StartsWith("IUtf8", StringComparison.Ordinal)
                && !type.Name.StartsWith("IParsable", StringComparison.Ordinal)
                && !type.Name.StartsWith("IMinMaxValue", StringComparison.Ordinal)
                && !type.Name.StartsWith("IDynamicMetaObjectProvider", StringComparison.Ordinal)
                && (!type.IsGenericType || type.GetGenericArguments().All(argument => argument.IsGenericParameter || Is(argument)));
        }

        public static bool Is(MethodBase method) =>
            method.GetParameters().All(parameter => Is(parameter.ParameterType) && !(parameter.IsIn && parameter.ParameterType.IsByRef))
            && (!(method is MethodInfo info) || Is(info.ReturnType))
            && (!method.IsGenericMethod || method.GetGenericArguments().All(Is))
            && !(method.IsStatic && method.DeclaringType.IsInterface)
            && method.GetCustomAttribute<ObsoleteAttribute>()?.IsError != true
            && (method.CallingConvention & CallingConventions.VarArgs) != CallingConventions.VarArgs;
    }
}
