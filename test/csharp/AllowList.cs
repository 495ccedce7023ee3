using System;
using System.Collections.Generic;
using System.Linq;
using Newtonsoft.Json.Linq;

namespace PolicyAnchor
{
    /// <summary>The types named in allow-list.json (its content is given); a name stands for all its generic arities.</summary>
    internal sealed class AllowList
    {
        private readonly HashSet<string> names = new HashSet<string>();

        public AllowList(JObject root)
        {
            foreach (var group in (JObject)root["types"])
            {
                this.Namespaces.Add(group.Key);
                this.names.UnionWith(group.Value.Select(name => group.Key + "." + name));
            }

            this.names.UnionWith(((JObject)root["unlisted"]["only"]).Properties().Select(property => property.Name));
            this.names.UnionWith(root["policyTypes"]["types"].Select(name => (string)name));
        }

        public HashSet<string> Namespaces { get; } = new HashSet<string>();

        public bool Contains(Type type) => this.names.Contains(NameWithoutArity(type));

        public IEnumerable<string> Missing(IEnumerable<Type> types) =>
            this.names.Except(types.Select(NameWithoutArity)).OrderBy(name => name, StringComparer.Ordinal);

        private static string NameWithoutArity(Type type) =>
            string.Join(".", DocumentationId.OfType(type).Split('.').Select(part => part.Split('`')[0]));
    }
}
