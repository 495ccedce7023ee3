import { csharp } from '../language/expressions/template';
import type { CSharpCode, CSharpValue } from '../language/expressions/template';

/** C# of a list, comma-separated: what stands between the brackets of a call or an array. */
export function codeList(values: readonly CSharpValue[]): CSharpCode {
  const [first, ...rest] = values;
  if (first === undefined) return csharp``;
  return rest.reduce<CSharpCode>((list, value) => csharp`${list}, ${value}`, csharp`${first}`);
}
