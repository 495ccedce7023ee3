import { csharp } from '../language/expressions/template';
import type { CSharpCode } from '../language/expressions/template';
import { formField } from './read-form';

/**
 * C#: whether the form names another resource (RFC 8707) than the login was for. A client that names none means the same.
 * @param granted C# of the resource of the login
 */
export function resourceIsForeign(granted: CSharpCode): CSharpCode {
  return csharp`${formField('resource')} != "" && ${formField('resource')} != ${granted}`;
}
