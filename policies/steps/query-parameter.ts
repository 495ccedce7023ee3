import { csharp } from '../language/expressions/template';
import type { CSharpCode } from '../language/expressions/template';

/** C# of a query parameter's value; empty when it is missing or given more than once. */
export function queryParameter(name: string): CSharpCode {
  return csharp`(context.Request.OriginalUrl.Query.ContainsKey(${name}) && context.Request.OriginalUrl.Query[${name}].Length == 1 ? context.Request.OriginalUrl.Query[${name}][0] ?? "" : "")`;
}
