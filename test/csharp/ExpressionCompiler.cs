using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.Loader;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PolicyAnchor
{
    /// <summary>Compiles policy expressions with the C# 7 compiler, all of them in one assembly.</summary>
    internal sealed class ExpressionCompiler
    {
        private static readonly CSharpParseOptions ParseOptions = new CSharpParseOptions(LanguageVersion.CSharp7);

        private readonly MetadataReference[] references;
        private readonly string usings;

        public ExpressionCompiler(AllowList allowList)
        {
            var files = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")).Split(Path.PathSeparator)
                .Where(file => !Path.GetFileName(file).StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal)).ToArray();
            this.references = files.Select(file => (MetadataReference)MetadataReference.CreateFromFile(file)).ToArray();
            this.usings = Usings(allowList, files);
        }

        public static string Version => typeof(CSharpCompilation).Assembly
            .GetCustomAttribute<AssemblyInformationalVersionAttribute>().InformationalVersion.Split('+')[0];

        /// <summary>The method of each source, or the compiler's first error.</summary>
        public CompiledExpression[] Compile(IReadOnlyList<string> sources)
        {
            var results = new CompiledExpression[sources.Count];
            var trees = new Dictionary<SyntaxTree, int>();
            for (var index = 0; index < sources.Count; index++)
            {
                var code = Wrap(sources[index], out var refusal);
                if (refusal != null)
                {
                    results[index] = new CompiledExpression(refusal);
                    continue;
                }

                var text = this.usings + "internal static class C" + index + " { public static object Run(IExpressionContext context) " + code + " }\n";
                trees.Add(CSharpSyntaxTree.ParseText(text, ParseOptions), index);
            }

            // Each round takes out what does not compile; the second one emits, unless emitting itself finds more.
            while (trees.Count > 0)
            {
                var compilation = CSharpCompilation.Create(
                    "Expressions" + Guid.NewGuid().ToString("N"),
                    trees.Keys,
                    this.references,
                    new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release));
                using var image = new MemoryStream();
                var emitted = compilation.Emit(image);
                if (emitted.Success)
                {
                    image.Position = 0;
                    var assembly = new AssemblyLoadContext(null, isCollectible: true).LoadFromStream(image);
                    foreach (var index in trees.Values)
                    {
                        var method = assembly.GetType("C" + index).GetMethod("Run");
                        results[index] = new CompiledExpression(method.CreateDelegate<Func<IExpressionContext, object>>());
                    }

                    break;
                }

                // Emit stops after the first phase that fails; asking for everything costs one round less.
                var errors = compilation.GetDiagnostics().Concat(emitted.Diagnostics)
                    .Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).ToArray();
                foreach (var group in errors.Where(error => error.Location.SourceTree != null).GroupBy(error => error.Location.SourceTree))
                {
                    results[trees[group.Key]] = new CompiledExpression(Describe(group.OrderBy(error => error.Location.SourceSpan.Start).First()));
                    trees.Remove(group.Key);
                }

                if (errors.All(error => error.Location.SourceTree == null))
                {
                    throw new InvalidOperationException(string.Join("\n", errors.Select(error => error.ToString())));
                }
            }

            return results;
        }

        /// <summary>The expression as a method body; it can't end the body it is put into.</summary>
        private static string Wrap(string source, out string refusal)
        {
            var text = source.Trim();
            refusal = null;
            if (text.StartsWith("@(", StringComparison.Ordinal) && text.EndsWith(')'))
            {
                var inner = text.Substring(2, text.Length - 3);
                refusal = FirstError(SyntaxFactory.ParseExpression(inner, options: ParseOptions, consumeFullText: true));
                return "{ return (\n" + inner + "\n); }";
            }

            if (text.StartsWith("@{", StringComparison.Ordinal))
            {
                var statement = SyntaxFactory.ParseStatement(text.Substring(1), options: ParseOptions, consumeFullText: true);
                refusal = FirstError(statement) ?? (statement is BlockSyntax ? null : "CS1513: } expected");
                return "\n" + text.Substring(1) + "\n";
            }

            refusal = "An expression starts with @( or @{.";
            return null;
        }

        private static string FirstError(SyntaxNode node)
        {
            var error = node.GetDiagnostics().FirstOrDefault(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
            return error == null ? null : Describe(error);
        }

        private static string Describe(Diagnostic diagnostic) =>
            diagnostic.Id + ": " + diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture);

        /// <summary>
        /// The allow-list's namespaces. A name that several of them have means its allow-listed type, as in the front end;
        /// an alias says so.
        /// </summary>
        private static string Usings(AllowList allowList, IEnumerable<string> files)
        {
            var text = new StringBuilder();
            foreach (var name in allowList.Namespaces.OrderBy(name => name, StringComparer.Ordinal))
            {
                text.Append("using ").Append(name).Append("; ");
            }

            var ambiguous = files.Select(file => Assembly.Load(new AssemblyName(Path.GetFileNameWithoutExtension(file))))
                .SelectMany(assembly => assembly.GetExportedTypes())
                .Where(type => !type.IsNested && !type.IsGenericType && type.Namespace != null && allowList.Namespaces.Contains(type.Namespace))
                .GroupBy(type => type.Name).Where(group => group.Select(type => type.Namespace).Distinct().Count() > 1);
            foreach (var group in ambiguous)
            {
                var allowed = group.Where(allowList.Contains).ToArray();
                if (allowed.Length == 1)
                {
                    text.Append("using ").Append(group.Key).Append(" = ").Append(allowed[0].FullName).Append("; ");
                }
            }

            return text.Append('\n').ToString();
        }
    }

    /// <summary>What became of one expression: a method, or the reason why there is none.</summary>
    internal sealed class CompiledExpression
    {
        public CompiledExpression(Func<IExpressionContext, object> run) => this.Run = run;

        public CompiledExpression(string error) => this.Error = error;

        public Func<IExpressionContext, object> Run { get; }

        public string Error { get; }
    }
}
