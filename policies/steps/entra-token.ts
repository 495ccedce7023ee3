import { NAMED_VALUES } from '../contract/named-values';
import { authenticationManagedIdentity } from '../elements/authentication-managed-identity';
import { sendRequest } from '../elements/send-request';
import { setVariable } from '../elements/set-variable';
import { namedValue, namedValueText } from '../language/expressions/named-value';
import { csharp, expression } from '../language/expressions/template';
import type { CSharpCode } from '../language/expressions/template';
import type { XmlElement } from '../language/xml/node';
import { codeBlock } from './code-block';
import { codeList } from './code-list';
import { jsonVariable, responseVariable, stringVariable } from './variables';

/**
 * Who the person is, and nothing of the person's data; and a refresh token, which stays in the gateway and tells at each
 * refresh whether the person may still sign in.
 */
export const ENTRA_SCOPE = 'openid profile offline_access';

/** What the token of the gateway's identity is for when it serves as client assertion. */
const ASSERTION_AUDIENCE = 'api://AzureADTokenExchange';

const RESPONSE = 'entraAnswer';
const STATUS = 'entraStatus';
const TEXTS = 'entraTokens';

/** What of an answer is read. */
type Member = 'id_token' | 'refresh_token' | 'error';

const MEMBERS: readonly Member[] = ['id_token', 'refresh_token', 'error'];

/** C# of the status of Entra's answer, an int; 0 when there was none. */
export const ENTRA_STATUS: CSharpCode = csharp`(int)context.Variables[${STATUS}]`;

/** C# of a text in Entra's answer; empty when it has none of this name. */
export function entraText(member: Member): CSharpCode {
  return csharp`((string)${jsonVariable(TEXTS)}[${member}] ?? "")`;
}

/**
 * Asks the token endpoint of Entra. The gateway has no secret: a token of its user-assigned identity is its client
 * assertion, by the federated credential of the Entra application. What it answers, if anything, is read by
 * {@link ENTRA_STATUS} and {@link entraText}. `resource` of the client never goes there.
 *
 * Source: https://learn.microsoft.com/entra/workload-id/workload-identity-federation-config-app-trust-managed-identity
 * @param parameters C# of the parameters of the grant type, each beginning with `&`, encoded
 */
export function requestEntraToken(grantType: string, parameters: CSharpCode): readonly XmlElement[] {
  return [
    authenticationManagedIdentity({
      resource: ASSERTION_AUDIENCE,
      clientId: namedValueText(NAMED_VALUES.gatewayIdentityClientId),
      outputTokenVariableName: 'clientAssertion',
    }),
    sendRequest({
      responseVariableName: RESPONSE,
      url: expression(
        csharp`${namedValue(NAMED_VALUES.entraAuthorityHost)} + "/" + ${namedValue(NAMED_VALUES.entraTenantId)} + "/oauth2/v2.0/token"`,
      ),
      method: 'POST',
      timeoutSeconds: 8,
      ignoreError: true,
      headers: [{ name: 'Content-Type', values: ['application/x-www-form-urlencoded'] }],
      body: codeBlock(csharp`
      return ${`grant_type=${grantType}&client_assertion_type=urn%3Aietf%3Aparams%3Aoauth%3Aclient-assertion-type%3Ajwt-bearer`}
        + "&client_id=" + Uri.EscapeDataString(${namedValue(NAMED_VALUES.entraClientId)})
        + "&client_assertion=" + Uri.EscapeDataString(${stringVariable('clientAssertion')})
        + "&scope=" + Uri.EscapeDataString(${ENTRA_SCOPE})
        + ${parameters};`),
    }),
    setVariable({
      name: STATUS,
      value: expression(csharp`${responseVariable(RESPONSE)} == null ? 0 : ${responseVariable(RESPONSE)}.StatusCode`),
    }),
    setVariable({
      name: TEXTS,
      value: codeBlock(csharp`
      var texts = new JObject();
      try {
        var body = ${responseVariable(RESPONSE)}.Body.As<JObject>();
        foreach (var name in new string[] { ${codeList(MEMBERS)} }) {
          if (body[name] != null && body[name].Type == JTokenType.String) { texts[name] = body[name]; }
        }
        return texts;
      }
      catch (Exception) { return texts; }`),
    }),
  ];
}
