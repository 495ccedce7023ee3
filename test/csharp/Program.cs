using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Reflection;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace PolicyAnchor
{
    internal static class Program
    {
        /// <summary>Namespaces whose type names are recorded so that a refused type can be named in full.</summary>
        private static readonly string[] KnownNamespaces =
        {
            "System.Collections", "System.Collections.Concurrent", "System.Globalization", "System.Reflection", "System.Threading",
            "System.Threading.Tasks", "System.Diagnostics", "System.Net.Http", "System.Text.Json", "System.Web", "System.Dynamic",
        };

        private static int Main(string[] arguments)
        {
            CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
            if (arguments.Length != 2 || arguments[0] != "types")
            {
                Console.Error.WriteLine("usage: dotnet run --project test/csharp -- types DIRECTORY");
                return 2;
            }

            return WriteTypes(arguments[1]);
        }

        private static int WriteTypes(string directory)
        {
            var allowList = new AllowList(Path.Combine(directory, "allow-list.json"));
            var exported = Assemblies().SelectMany(assembly => assembly.GetExportedTypes()).ToArray();
            var allowed = exported.Where(allowList.Contains).ToArray();
            foreach (var name in allowList.Missing(allowed))
            {
                Console.Error.WriteLine("allow-list.json names " + name + ", which .NET " + Environment.Version + " does not have; it is left out.");
            }

            var table = new TypeTable(allowList);
            table.Add(allowed);
            Write(directory, "policy.json", table.Entries.Where(entry => !entry.Key.Contains('.')));
            Write(directory, "newtonsoft.json", table.Entries.Where(entry => entry.Key.StartsWith("Newtonsoft.", StringComparison.Ordinal)));
            Write(directory, "system.json", table.Entries.Where(entry => entry.Key.Contains('.') && !entry.Key.StartsWith("Newtonsoft.", StringComparison.Ordinal)));
            WriteNames(directory, exported, allowList.Namespaces.Concat(KnownNamespaces));
            return 0;
        }

        private static IEnumerable<Assembly> Assemblies()
        {
            var shared = Path.GetDirectoryName(typeof(object).Assembly.Location);
            var system = Directory.GetFiles(shared, "System*.dll").Where(file => !Path.GetFileName(file).StartsWith("System.Private.DataContract", StringComparison.Ordinal))
                .OrderBy(file => file, StringComparer.Ordinal)
                .Select(file => Assembly.Load(new AssemblyName(Path.GetFileNameWithoutExtension(file))));
            return system.Append(typeof(JObject).Assembly).Append(typeof(IExpressionContext).Assembly);
        }

        private static void Write(string directory, string file, IEnumerable<KeyValuePair<string, JObject>> entries)
        {
            var lines = entries.Select(entry => JsonConvert.ToString(entry.Key) + ":" + entry.Value.ToString(Formatting.None));
            File.WriteAllText(Path.Combine(directory, file), "{\n" + string.Join(",\n", lines) + "\n}\n");
        }

        private static void WriteNames(string directory, IEnumerable<Type> exported, IEnumerable<string> namespaces)
        {
            var lines = namespaces.Distinct().OrderBy(name => name, StringComparer.Ordinal).Select(name =>
            {
                var types = exported.Where(type => type.Namespace == name && !type.IsNested)
                    .Select(type => type.Name).Distinct().OrderBy(type => type, StringComparer.Ordinal);
                return JsonConvert.ToString(name) + ":" + JsonConvert.ToString(string.Join(" ", types));
            });
            File.WriteAllText(Path.Combine(directory, "names.json"), "{\n" + string.Join(",\n", lines) + "\n}\n");
        }
    }
}
