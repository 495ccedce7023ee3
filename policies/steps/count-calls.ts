import { TOOL_CALLS } from '../contract/metrics';
import { choose } from '../elements/choose';
import { emitMetric } from '../elements/emit-metric';
import { setVariable } from '../elements/set-variable';
import { csharp, expression } from '../language/expressions/template';
import type { CSharpCode } from '../language/expressions/template';
import type { XmlElement } from '../language/xml/node';
import { codeBlock } from './code-block';
import { ENDPOINT } from './mcp-endpoint';

/** Variable with the tool that a message calls, as the metric names it; empty when it calls none. */
export const COUNTED_TOOL = 'mcpCountedTool';

/** A tool that the configuration does not name. */
export const OTHER_TOOL = 'other';

/** C# of it. A message is taken for a call until it was read, because some are refused before. */
const COUNTED: CSharpCode = csharp`context.Variables.GetValueOrDefault<string>(${COUNTED_TOOL}, context.Request.Method == "POST" ? ${OTHER_TOOL} : "")`;

/** Why the gateway refused a call, as the metric names it. */
export type RefusalOutcome =
  | 'backend-refused'
  | 'bad-answer'
  | 'bad-request'
  | 'foreign-origin'
  | 'insufficient-scope'
  | 'session-not-found'
  | 'too-large'
  | 'tool-denied'
  | 'unauthorized'
  | 'unavailable';

/** Counts nothing of this request, where shared fragments serve an endpoint that has no tools. Writes {@link COUNTED_TOOL}. */
export function countNoCalls(): XmlElement {
  return setVariable({ name: COUNTED_TOOL, value: expression(csharp`""`) });
}

/** Counts a call that the gateway refuses here. */
export function countRefusal(outcome: RefusalOutcome): XmlElement {
  return whenCounted(csharp`${COUNTED} != ""`, count(outcome));
}

/** Counts a call that was answered, by the class of its status; in outbound, after everything that may still refuse. */
export function countAnswer(): XmlElement {
  return whenCounted(csharp`${COUNTED} != ""`, count(expression(csharp`(context.Response.StatusCode / 100) + "xx"`)));
}

/** Counts a call that ended in an error, in on-error. */
export function countError(): XmlElement {
  const outcome = codeBlock(csharp`
      var source = context.LastError.Source;
      if (context.Response.StatusCode == 401) { return "unauthorized"; }
      if (source == "rate-limit-by-key") { return "rate-limited"; }
      if (context.Response.StatusCode == 413) { return "too-large"; }
      if (source == "authentication-managed-identity" || source == "send-request" || source == "validate-azure-ad-token") { return "unavailable"; }
      if (source == "forward-request") { return context.LastError.Reason == "Timeout" ? "timeout" : "unreachable"; }
      return "error";`);
  return whenCounted(csharp`${COUNTED} != "" && context.LastError.Reason != "OperationNotFound"`, count(outcome));
}

function whenCounted(condition: CSharpCode, metric: XmlElement): XmlElement {
  return choose({ when: [{ condition: expression(condition), then: [metric] }] });
}

function count(outcome: string): XmlElement {
  const { name, namespace, dimensions } = TOOL_CALLS;
  return emitMetric({
    name,
    namespace,
    dimensions: {
      [dimensions.backend]: expression(
        csharp`context.Variables.GetValueOrDefault<string>(${ENDPOINT.name}, context.Api.Id)`,
      ),
      [dimensions.tool]: expression(COUNTED),
      [dimensions.outcome]: outcome,
    },
  });
}
