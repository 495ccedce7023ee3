using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using Newtonsoft.Json.Linq;

namespace PolicyAnchor
{
    /// <summary>Measures what cases cost in .NET: {id, compile, evaluate}, microseconds of processor time.</summary>
    internal sealed class Bench
    {
        private const double ShortestSample = 100_000;

        private readonly ExpressionCompiler compiler;
        private readonly JObject defaultContext;
        private readonly int runs;

        public Bench(ExpressionCompiler compiler, JObject defaultContext, int runs)
        {
            this.compiler = compiler;
            this.defaultContext = defaultContext;
            this.runs = runs;
        }

        public JArray Answer(IEnumerable<JToken> cases) => new JArray(cases.Select(item => this.Answer((JObject)item)));

        private static double Used() => Process.GetCurrentProcess().TotalProcessorTime.TotalMilliseconds * 1000;

        private JObject Answer(JObject item)
        {
            var source = new[] { (string)item["expression"] };
            var context = new RecordedContext(CaseContext.Complete(this.defaultContext, item["context"] as JObject));
            var run = this.compiler.Compile(source)[0].Run;
            return new JObject
            {
                ["id"] = item["id"],
                ["compile"] = this.CostOf(() => this.compiler.Compile(source)),
                ["evaluate"] = this.CostOf(() => run(context)),
            };
        }

        private double CostOf(Action work)
        {
            var count = 1;
            for (; ; count *= 2)
            {
                if (Sample(work, count) >= ShortestSample)
                {
                    break;
                }
            }

            var samples = Enumerable.Range(0, this.runs).Select(_ => Sample(work, count) / count).OrderBy(cost => cost).ToArray();
            return samples[samples.Length / 2];
        }

        private static double Sample(Action work, int count)
        {
            var started = Used();
            for (var index = 0; index < count; index++)
            {
                work();
            }

            return Used() - started;
        }
    }
}
