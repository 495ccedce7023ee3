import { csharp } from '../language/expressions/template';
import type { CSharpCode } from '../language/expressions/template';

/** C# that reads a variable holding a string. */
export function stringVariable(name: string): CSharpCode {
  return csharp`((string)context.Variables[${name}])`;
}

/** C# that reads a variable holding a JSON object. */
export function jsonVariable(name: string): CSharpCode {
  return csharp`((JObject)context.Variables[${name}])`;
}

/** C# that reads a variable holding the answer to a request of our own; null when there was none. */
export function responseVariable(name: string): CSharpCode {
  return csharp`((IResponse)context.Variables[${name}])`;
}
