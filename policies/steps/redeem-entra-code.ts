import { ENDPOINTS } from '../contract/endpoints';
import { NAMED_VALUES } from '../contract/named-values';
import { authenticationManagedIdentity } from '../elements/authentication-managed-identity';
import { sendRequest } from '../elements/send-request';
import { setVariable } from '../elements/set-variable';
import { namedValue, namedValueText } from '../language/expressions/named-value';
import { csharp, expression } from '../language/expressions/template';
import type { CSharpCode } from '../language/expressions/template';
import type { XmlElement } from '../language/xml/node';
import { refuseWhen } from './refuse-when';
import { TRANSACTION } from './transaction';
import { jsonVariable, responseVariable, stringVariable } from './variables';
import { codeBlock } from './code-block';

/** Variable with the ID token Entra gave, not yet trusted; empty when it gave none. */
export const ID_TOKEN = 'idToken';

/** What the token of the gateway's identity is for when it serves as client assertion. */
const ASSERTION_AUDIENCE = 'api://AzureADTokenExchange';

/** What {@link redeemEntraCode} takes. */
export interface RedeemEntraCodeProps {
  /** C# of the code. */
  readonly code: CSharpCode;
  readonly scope: string;
  /** Entra does not answer, or cannot right now. */
  readonly unavailable: readonly XmlElement[];
  /** Entra refused the code. */
  readonly refused: readonly XmlElement[];
}

/**
 * Redeems Entra's code for an ID token. The gateway has no secret: a token of its user-assigned identity is its client
 * assertion, by the federated credential of the Entra application. Writes {@link ID_TOKEN}.
 *
 * Source: https://learn.microsoft.com/entra/workload-id/workload-identity-federation-config-app-trust-managed-identity
 */
export function redeemEntraCode({ code, scope, unavailable, refused }: RedeemEntraCodeProps): readonly XmlElement[] {
  const answer = responseVariable('entraAnswer');
  return [
    authenticationManagedIdentity({
      resource: ASSERTION_AUDIENCE,
      clientId: namedValueText(NAMED_VALUES.gatewayIdentityClientId),
      outputTokenVariableName: 'clientAssertion',
    }),
    sendRequest({
      responseVariableName: 'entraAnswer',
      url: expression(
        csharp`${namedValue(NAMED_VALUES.entraAuthorityHost)} + "/" + ${namedValue(NAMED_VALUES.entraTenantId)} + "/oauth2/v2.0/token"`,
      ),
      method: 'POST',
      timeoutSeconds: 8,
      ignoreError: true,
      headers: [{ name: 'Content-Type', values: ['application/x-www-form-urlencoded'] }],
      body: codeBlock(csharp`
      return "grant_type=authorization_code&client_assertion_type=urn%3Aietf%3Aparams%3Aoauth%3Aclient-assertion-type%3Ajwt-bearer"
        + "&client_id=" + Uri.EscapeDataString(${namedValue(NAMED_VALUES.entraClientId)})
        + "&client_assertion=" + Uri.EscapeDataString(${stringVariable('clientAssertion')})
        + "&code=" + Uri.EscapeDataString(${code})
        + "&redirect_uri=" + Uri.EscapeDataString(${namedValue(NAMED_VALUES.gatewayUrl)} + ${ENDPOINTS.entraCallback})
        + "&code_verifier=" + Uri.EscapeDataString((string)${jsonVariable(TRANSACTION)}["entraVerifier"])
        + "&scope=" + Uri.EscapeDataString(${scope});`),
    }),
    refuseWhen({
      condition: expression(csharp`${answer} == null || ${answer}.StatusCode >= 500 || ${answer}.StatusCode == 429`),
      answer: unavailable,
    }),
    refuseWhen({ condition: expression(csharp`${answer}.StatusCode != 200`), answer: refused }),
    setVariable({
      name: ID_TOKEN,
      value: codeBlock(csharp`
      try { return (string)${answer}.Body.As<JObject>()["id_token"] ?? ""; }
      catch (Exception) { return ""; }`),
    }),
  ];
}
