import { ENDPOINTS } from '../contract/endpoints';
import { NAMED_VALUES } from '../contract/named-values';
import { base } from '../elements/base';
import { namedValue } from '../language/expressions/named-value';
import { csharp } from '../language/expressions/template';
import { requireStage } from '../steps/advance-transaction';
import { base64Url, sha256 } from '../steps/encoding';
import { ENTRA_SCOPE } from '../steps/entra-token';
import { setTransactionId } from '../steps/find-transaction';
import { checkLoginCookie } from '../steps/login-cookie';
import { queryParameter } from '../steps/query-parameter';
import { redirect } from '../steps/return-to-client';
import { TRANSACTION, TRANSACTION_ID } from '../steps/transaction';
import { jsonVariable, stringVariable } from '../steps/variables';
import type { PolicyDocument } from './document';
import { FIND_TRANSACTION } from './fragments/find-transaction';
import { FOREIGN_LOGIN_PAGE, USED_LOGIN_PAGE } from './fragments/responses';
import { STORE_AUTHORIZATION_FRAGMENT } from './fragments/store-authorization';
import { include } from './gateway-fragment';
import { policies } from './policies';
import { codeBlock } from '../steps/code-block';

/**
 * Builds the document of `GET /authorize/continue`: in the browser that approved, on to Entra. Entra answers by
 * form_post, because its codes do not fit into the query APIM accepts; the client's `resource` stays here.
 */
export function authorizeContinueDocument(): PolicyDocument {
  const transaction = jsonVariable(TRANSACTION);
  return policies('authorize-continue', {
    inbound: [
      base(),
      setTransactionId(queryParameter('t')),
      include(STORE_AUTHORIZATION_FRAGMENT),
      include(FIND_TRANSACTION),
      ...checkLoginCookie([include(FOREIGN_LOGIN_PAGE)]),
      requireStage({ id: 'check-login-approved', stage: 'approved', answer: [include(USED_LOGIN_PAGE)] }),
      redirect(
        codeBlock(csharp`
      var transaction = ${transaction};
      var challenge = ${base64Url(sha256(csharp`(string)transaction["entraVerifier"]`))};
      return ${namedValue(NAMED_VALUES.entraAuthorityHost)} + "/" + ${namedValue(NAMED_VALUES.entraTenantId)} + "/oauth2/v2.0/authorize?response_type=code&response_mode=form_post&code_challenge_method=S256"
        + "&client_id=" + Uri.EscapeDataString(${namedValue(NAMED_VALUES.entraClientId)})
        + "&redirect_uri=" + Uri.EscapeDataString(${namedValue(NAMED_VALUES.issuer)} + ${ENDPOINTS.entraCallback})
        + "&scope=" + Uri.EscapeDataString(${ENTRA_SCOPE})
        + "&state=" + ${stringVariable(TRANSACTION_ID)} + "." + (string)transaction["entraState"]
        + "&nonce=" + (string)transaction["entraNonce"]
        + "&code_challenge=" + challenge;`),
      ),
    ],
  });
}
