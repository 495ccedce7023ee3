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
            // Before anything asks for the local time zone.
            Environment.SetEnvironmentVariable("TZ", "UTC");
            CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
            CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.CurrentUICulture = CultureInfo.InvariantCulture;
            switch (arguments.FirstOrDefault())
            {
                case "types" when arguments.Length == 2:
                    return WriteTypes(arguments[1]);
                case "answer" when arguments.Length == 1:
                    return AnswerLines();
                case "bench" when arguments.Length == 2:
                    return MeasureLine(int.Parse(arguments[1]));
                case "versions" when arguments.Length == 1:
                    return WriteVersions();
                default:
                    Console.Error.WriteLine("usage: dotnet run --project test/csharp -- types DIRECTORY | answer | bench RUNS | versions");
                    return 2;
            }
        }

        /// <summary>Answers each line of standard input, an array of cases, with a line, an array of answers.</summary>
        private static int AnswerLines()
        {
            var recorder = new Recorder(new ExpressionCompiler(new AllowList(Parse(Resource("allow-list.json")))), Parse(Resource("default-context.json")));
            using var output = new StreamWriter(Console.OpenStandardOutput()) { AutoFlush = true, NewLine = "\n" };
            using var input = new StreamReader(Console.OpenStandardInput());
            while (input.ReadLine() is string line)
            {
                var cases = JsonConvert.DeserializeObject<JArray>(line, Plain);
                output.WriteLine(JsonConvert.SerializeObject(recorder.Answer(cases.ToArray()), Plain));
            }

            return 0;
        }

        /// <summary>Measures the cases of the first line of standard input.</summary>
        private static int MeasureLine(int runs)
        {
            var bench = new Bench(new ExpressionCompiler(new AllowList(Parse(Resource("allow-list.json")))), Parse(Resource("default-context.json")), runs);
            var cases = JsonConvert.DeserializeObject<JArray>(Console.In.ReadLine(), Plain);
            Console.Out.WriteLine(JsonConvert.SerializeObject(bench.Answer(cases), Plain));
            return 0;
        }

        private static int WriteVersions()
        {
            var versions = new JObject
            {
                ["runtime"] = ".NET " + Environment.Version,
                ["compiler"] = "Roslyn " + ExpressionCompiler.Version + ", C# 7.0",
                ["newtonsoft"] = typeof(JObject).Assembly.GetCustomAttribute<AssemblyFileVersionAttribute>().Version,
            };
            Console.Out.WriteLine(versions.ToString(Formatting.None));
            return 0;
        }

        /// <summary>Dates stay text, and text stays ASCII so that half of a surrogate pair survives.</summary>
        private static readonly JsonSerializerSettings Plain = new JsonSerializerSettings
        {
            DateParseHandling = DateParseHandling.None,
            StringEscapeHandling = StringEscapeHandling.EscapeNonAscii,
        };

        private static JObject Parse(string text) => JsonConvert.DeserializeObject<JObject>(text, Plain);

        private static string Resource(string name)
        {
            using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream(name));
            return reader.ReadToEnd();
        }

        private static int WriteTypes(string directory)
        {
            var allowList = new AllowList(Parse(File.ReadAllText(Path.Combine(directory, "allow-list.json"))));
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
