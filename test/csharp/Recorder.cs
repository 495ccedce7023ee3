using System;
using System.Collections.Generic;
using System.Linq;
using Newtonsoft.Json.Linq;

namespace PolicyAnchor
{
    /// <summary>Answers cases: an array of {id, expression, context?} gives one of {id, type, value}, {id, error, message} or {id, compileError}.</summary>
    internal sealed class Recorder
    {
        private readonly ExpressionCompiler compiler;
        private readonly JObject defaultContext;

        public Recorder(ExpressionCompiler compiler, JObject defaultContext)
        {
            this.compiler = compiler;
            this.defaultContext = defaultContext;
        }

        public JArray Answer(IReadOnlyList<JToken> cases)
        {
            var compiled = this.compiler.Compile(cases.Select(item => (string)item["expression"]).ToArray());
            return new JArray(cases.Select((item, index) => this.Answer((JObject)item, compiled[index])));
        }

        private JObject Answer(JObject item, CompiledExpression expression)
        {
            var answer = new JObject { ["id"] = item["id"] };
            if (expression.Error != null)
            {
                answer["compileError"] = expression.Error;
                return answer;
            }

            var context = new RecordedContext(CaseContext.Complete(this.defaultContext, item["context"] as JObject));
            try
            {
                var value = expression.Run(context);
                answer["type"] = ValueText.TypeOf(value);
                answer["value"] = ValueText.Of(value);
            }
            catch (Exception error)
            {
                answer.Remove("type");
                answer["error"] = error.GetType().FullName;
                answer["message"] = error.Message;
            }

            return answer;
        }
    }
}
