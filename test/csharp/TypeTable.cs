using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Reflection;
using Newtonsoft.Json.Linq;

namespace PolicyAnchor
{
    /// <summary>
    /// Describes types as JSON. An entry is {kind, base?, interfaces?, generics?, members?, invoke?}. A member is
    /// [signature, type, parameter names, flags, extras?]; see policies/language/expressions/types/table.ts.
    /// </summary>
    internal sealed class TypeTable
    {
        private const BindingFlags Declared =
            BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

        private readonly AllowList allowList;
        private readonly SortedDictionary<string, JObject> entries =
            new SortedDictionary<string, JObject>(StringComparer.Ordinal);

        private readonly Queue<Type> mentioned = new Queue<Type>();

        public TypeTable(AllowList allowList) => this.allowList = allowList;

        public IReadOnlyDictionary<string, JObject> Entries => this.entries;

        public void Add(IEnumerable<Type> types)
        {
            foreach (var type in types)
            {
                this.mentioned.Enqueue(type);
            }

            while (this.mentioned.Count > 0)
            {
                var type = this.mentioned.Dequeue();
                var id = DocumentationId.OfType(type);
                if (!this.entries.ContainsKey(id))
                {
                    this.entries[id] = null;
                    this.entries[id] = this.Describe(type);
                }
            }
        }

        private static string KindOf(Type type)
        {
            if (type.IsEnum)
            {
                return "enum";
            }

            if (typeof(Delegate).IsAssignableFrom(type) && type.BaseType == typeof(MulticastDelegate))
            {
                return "delegate";
            }

            if (type.IsInterface)
            {
                return "interface";
            }

            if (type.IsValueType)
            {
                return "struct";
            }

            return type.IsAbstract && type.IsSealed ? "static" : type.IsAbstract ? "abstract" : type.IsSealed ? "sealed" : "class";
        }

        private JObject Describe(Type type)
        {
            var entry = new JObject { ["kind"] = KindOf(type) };
            if (type.BaseType != null && type.BaseType != typeof(object))
            {
                entry["base"] = this.Mention(type.BaseType);
            }

            var interfaces = type.GetInterfaces().Where(Usable.Is).Select(this.Mention).OrderBy(name => name, StringComparer.Ordinal).ToArray();
            if (interfaces.Length > 0)
            {
                entry["interfaces"] = new JArray(interfaces);
            }

            if (type.IsGenericTypeDefinition)
            {
                entry["generics"] = new JArray(type.GetGenericArguments().Select(this.Generic));
            }

            if (type.IsEnum)
            {
                entry["underlying"] = DocumentationId.Reference(Enum.GetUnderlyingType(type));
            }

            var constraintsOfAllowed = this.allowList.Contains(type);
            if (typeof(Delegate).IsAssignableFrom(type) && type.GetMethod("Invoke") is MethodInfo invoke && Usable.Is(invoke))
            {
                entry["invoke"] = new JArray(
                    this.Mention(invoke.ReturnType),
                    new JArray(invoke.GetParameters().Select(parameter => this.Mention(parameter.ParameterType))));
            }
            else if (constraintsOfAllowed || this.IsBaseOfAllowed(type))
            {
                var members = this.Members(type).OrderBy(member => (string)member[0], StringComparer.Ordinal).ToArray();
                if (members.Length > 0)
                {
                    entry["members"] = new JArray(members.Cast<object>().ToArray());
                }
            }
            else if (type.IsEnum)
            {
                entry["members"] = new JArray(this.Members(type).Cast<object>().ToArray());
            }

            return entry;
        }

        /// <summary>A class between an allowed one and System.Object: its members are found by name, then refused.</summary>
        private bool IsBaseOfAllowed(Type type) =>
            type.IsClass && type.Assembly.GetExportedTypes().Any(other => this.allowList.Contains(other) && other.IsSubclassOf(type));

        private IEnumerable<JArray> Members(Type type)
        {
            foreach (var constructor in type.GetConstructors(Declared).Where(member => !member.IsStatic && Usable.Is(member)))
            {
                yield return this.Method(constructor, "c");
            }

            foreach (var method in type.GetMethods(Declared).Where(Usable.Is))
            {
                if (!method.IsSpecialName || method.Name.StartsWith("op_", StringComparison.Ordinal))
                {
                    yield return this.Method(method, method.IsStatic ? "ms" : "m");
                }
            }

            foreach (var property in type.GetProperties(Declared))
            {
                var accessor = property.GetMethod ?? property.SetMethod;
                if (accessor == null || !Usable.Is(accessor) || !accessor.IsPublic)
                {
                    continue;
                }

                var flags = "p" + (accessor.IsStatic ? "s" : string.Empty)
                    + (property.GetMethod?.IsPublic == true ? "g" : string.Empty)
                    + (property.SetMethod?.IsPublic == true ? "w" : string.Empty);
                yield return new JArray(
                    DocumentationId.OfProperty(property),
                    this.Mention(property.PropertyType),
                    string.Join(",", property.GetIndexParameters().Select(parameter => { this.Mention(parameter.ParameterType); return parameter.Name; })),
                    flags);
            }

            foreach (var field in type.GetFields(Declared).Where(field => !field.IsSpecialName && Usable.Is(field.FieldType)))
            {
                var member = new JArray(
                    field.Name,
                    this.Mention(field.FieldType),
                    string.Empty,
                    "f" + (field.IsStatic ? "s" : string.Empty) + (field.IsInitOnly || field.IsLiteral ? string.Empty : "w"));
                if (field.IsLiteral)
                {
                    member.Add(new JObject { ["constant"] = ConstantText.Of(field.GetRawConstantValue()) });
                }
                else if (field.IsStatic && field.FieldType == typeof(decimal) && field.GetCustomAttribute<System.Runtime.CompilerServices.DecimalConstantAttribute>() is var literal && literal != null)
                {
                    member.Add(new JObject { ["constant"] = ConstantText.Of(literal.Value) });
                }

                yield return member;
            }
        }

        private JArray Method(MethodBase method, string flags)
        {
            var parameters = method.GetParameters();
            var extras = new JObject();
            if (method.IsDefined(typeof(System.Runtime.CompilerServices.ExtensionAttribute), false))
            {
                flags += "x";
            }

            if (parameters.Length > 0 && parameters[^1].IsDefined(typeof(ParamArrayAttribute), false))
            {
                flags += "v";
            }

            if (method.IsVirtual && method is MethodInfo overriding && overriding.GetBaseDefinition() != overriding)
            {
                flags += "o";
            }

            var byReference = parameters.Where(parameter => parameter.ParameterType.IsByRef && !parameter.IsOut).Select(parameter => parameter.Position).ToArray();
            if (byReference.Length > 0)
            {
                extras["ref"] = new JArray(byReference);
            }

            var defaults = new JObject(parameters.Where(parameter => parameter.IsOptional)
                .Select(parameter => new JProperty(
                    parameter.Position.ToString(CultureInfo.InvariantCulture),
                    ConstantText.Of(parameter.RawDefaultValue == DBNull.Value || parameter.RawDefaultValue is Missing ? null : parameter.RawDefaultValue))));
            if (defaults.HasValues)
            {
                extras["defaults"] = defaults;
            }

            if (method.IsGenericMethodDefinition)
            {
                var generics = method.GetGenericArguments().Select(this.Generic).ToArray();
                extras["generics"] = new JArray(generics);
            }

            foreach (var parameter in parameters)
            {
                this.Mention(parameter.ParameterType);
            }

            var member = new JArray(
                DocumentationId.OfMethod(method),
                method is MethodInfo info ? this.Mention(info.ReturnType) : "System.Void",
                string.Join(",", parameters.Select(parameter => parameter.Name)),
                flags);
            if (extras.HasValues)
            {
                member.Add(extras);
            }

            return member;
        }

        /// <summary>`T`, `out T` as `+T`, `in T` as `-T`, constraints after a colon.</summary>
        private string Generic(Type parameter)
        {
            var attributes = parameter.GenericParameterAttributes;
            var variance = attributes & GenericParameterAttributes.VarianceMask;
            var constraints = new List<string>();
            if ((attributes & GenericParameterAttributes.NotNullableValueTypeConstraint) != 0)
            {
                constraints.Add("struct");
            }
            else
            {
                if ((attributes & GenericParameterAttributes.ReferenceTypeConstraint) != 0)
                {
                    constraints.Add("class");
                }

                if ((attributes & GenericParameterAttributes.DefaultConstructorConstraint) != 0)
                {
                    constraints.Add("new");
                }
            }

            constraints.AddRange(parameter.GetGenericParameterConstraints().Where(type => type != typeof(ValueType)).Select(this.Mention));
            return (variance == GenericParameterAttributes.Covariant ? "+" : variance == GenericParameterAttributes.Contravariant ? "-" : string.Empty)
                + parameter.Name
                + (constraints.Count > 0 ? ":" + string.Join(";", constraints) : string.Empty);
        }

        private string Mention(Type type)
        {
            this.Visit(type);
            return DocumentationId.Reference(type);
        }

        private void Visit(Type type)
        {
            if (type.HasElementType)
            {
                this.Visit(type.GetElementType());
            }
            else if (!type.IsGenericParameter)
            {
                this.mentioned.Enqueue(type.IsGenericType ? type.GetGenericTypeDefinition() : type);
                foreach (var argument in type.GetGenericArguments().Where(argument => !argument.IsGenericParameter && type.IsConstructedGenericType))
                {
                    this.Visit(argument);
                }
            }
        }
    }
}
