import { csharp, expression } from '../language/expressions/template';
import type { CSharpCode } from '../language/expressions/template';
import { gatewayResources, type ResourceOptions } from './choose-resource';
import { codeBlock } from './code-block';
import { formField } from './read-form';

/**
 * Policy expression: whether the form names another resource (RFC 8707) than the login was for. A client that names none
 * means the same; a login for the gateway is for each of its endpoints.
 * @param granted C# of the resource of the login
 */
export function resourceIsForeign(granted: CSharpCode, options: ResourceOptions): string {
  const sent = formField('resource');
  if (options.audience !== 'gateway') return expression(csharp`${sent} != "" && ${sent} != ${granted}`);
  return codeBlock(csharp`
      foreach (var resource in new string[] { "", ${gatewayResources(options)} }) {
        if (${sent} == resource) { return false; }
      }
      return true;`);
}
