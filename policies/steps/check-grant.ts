import { setVariable } from '../elements/set-variable';
import { csharp, expression } from '../language/expressions/template';
import type { XmlElement } from '../language/xml/node';
import { CALLER } from './caller';
import { challenge, insufficientScopeResponse } from './challenge';
import { countRefusal } from './count-calls';
import { TOKEN } from './check-access-token';
import { GRANT_TEXT } from './find-grant';
import { ENDPOINT } from './mcp-endpoint';
import { refuseWhen } from './refuse-when';
import { jsonVariable, stringVariable } from './variables';
import { codeBlock } from './code-block';

/**
 * Goes on only when the grant exists, was not revoked, is for this endpoint and covers its scopes. Reads
 * {@link GRANT_TEXT}, {@link TOKEN} and {@link ENDPOINT}; writes `grant` and {@link CALLER}.
 */
export function checkGrant(): readonly XmlElement[] {
  const grant = jsonVariable('grant');
  return [
    setVariable({
      name: 'grant',
      value: expression(
        csharp`${stringVariable(GRANT_TEXT)} == "" ? new JObject() : JObject.Parse(${stringVariable(GRANT_TEXT)})`,
      ),
    }),
    setVariable({
      id: 'check-grant-revoked',
      name: 'grantLives',
      value: expression(csharp`${grant}["revoked"] != null && !(bool)${grant}["revoked"]`),
    }),
    setVariable({
      id: 'check-audience',
      name: 'grantIsForEndpoint',
      value: expression(csharp`(string)${grant}["resource"] == ${stringVariable(ENDPOINT.audience)}`),
    }),
    refuseWhen({
      condition: expression(
        csharp`${grant}["user"] == null || !(bool)context.Variables["grantLives"] || !(bool)context.Variables["grantIsForEndpoint"]`,
      ),
      answer: challenge('check-refused-grant-limit'),
    }),
    refuseWhen({
      id: 'check-scope',
      condition: codeBlock(csharp`
      var granted = " " + ${stringVariable(TOKEN.scopes)} + " ";
      foreach (var scope in ${stringVariable(ENDPOINT.scope)}.Split(' ')) {
        if (!granted.Contains(" " + scope + " ")) { return true; }
      }
      return false;`),
      answer: [countRefusal('insufficient-scope'), insufficientScopeResponse()],
    }),
    setVariable({
      name: CALLER.subject,
      value: expression(csharp`(string)${grant}["tenant"] + ":" + (string)${grant}["user"]`),
    }),
    setVariable({ name: CALLER.client, value: expression(csharp`(string)${grant}["clientId"]`) }),
  ];
}
