import { NAMED_VALUES } from '../contract/named-values';
import { namedValue } from '../language/expressions/named-value';
import { csharp, expression } from '../language/expressions/template';
import type { CSharpCode } from '../language/expressions/template';
import { gatewayResources, type ResourceOptions } from './choose-resource';
import { codeBlock } from './code-block';
import { codeList } from './code-list';
import { resourceUrl } from './mcp-endpoint';
import { formField } from './read-form';

/**
 * Policy expression: whether nothing is there that a login was for: its endpoint was removed, or tokens are for something
 * else since. A token for it would be refused at every endpoint, so the person has to log in again.
 * @param granted C# of the resource of the login
 */
export function audienceIsGone(granted: CSharpCode, { audience, backends }: ResourceOptions): string {
  const audiences = audience === 'gateway' ? [namedValue(NAMED_VALUES.gatewayUrl)] : backends.map(resourceUrl);
  return expression(csharp`Array.IndexOf(new string[] { ${codeList(audiences)} }, ${granted}) < 0`);
}

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
