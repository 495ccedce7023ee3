import { ENDPOINTS } from '../contract/endpoints';
import { base } from '../elements/base';
import { choose } from '../elements/choose';
import { csharp, expression } from '../language/expressions/template';
import { consentPage, voucher } from '../pages/consent-page';
import { continuePage } from '../pages/forwarding-page';
import { pageResponse } from '../pages/layout';
import { requireStage } from '../steps/advance-transaction';
import { codeBlock } from '../steps/code-block';
import { FORM_COOKIE, formCookie, setFormToken } from '../steps/consent-form';
import { setTransactionId } from '../steps/find-transaction';
import { BROWSER_APPROVED, readLoginCookie } from '../steps/login-cookie';
import { loginUrl } from '../steps/login-url';
import { queryParameter } from '../steps/query-parameter';
import { APPROVAL_CAN_BE_REMEMBERED } from '../steps/remember-approval';
import { textFromStore } from '../steps/text-for-store';
import { STAGES, TRANSACTION, TRANSACTION_ID } from '../steps/transaction';
import { jsonVariable, stringVariable } from '../steps/variables';
import type { PolicyDocument } from './document';
import { FIND_TRANSACTION } from './fragments/find-transaction';
import { USED_LOGIN_PAGE } from './fragments/responses';
import { STORE_AUTHORIZATION_FRAGMENT } from './fragments/store-authorization';
import { include } from './gateway-fragment';
import { policies } from './policies';

/**
 * Builds the document of `GET /consent`: the page that asks, and the cookie its form is compared with. Who comes back to
 * it after allowing, by the back button for instance, is led on.
 */
export function consentPageDocument(): PolicyDocument {
  const transaction = jsonVariable(TRANSACTION);
  return policies('consent-page', {
    inbound: [
      base(),
      setTransactionId(queryParameter('t')),
      include(STORE_AUTHORIZATION_FRAGMENT),
      include(FIND_TRANSACTION),
      readLoginCookie(),
      choose({
        when: [
          {
            condition: expression(csharp`(string)${transaction}["stage"] == ${STAGES.approved} && ${BROWSER_APPROVED}`),
            then: [
              pageResponse({
                status: 200,
                html: expression(
                  continuePage({
                    title: 'You allowed this already',
                    link: 'Go on to sign in',
                    url: loginUrl(ENDPOINTS.authorizeContinue),
                  }),
                ),
              }),
            ],
          },
        ],
      }),
      requireStage({ stage: 'consent', answer: [include(USED_LOGIN_PAGE)] }),
      ...setFormToken(),
      pageResponse({
        status: 200,
        referrerPolicy: 'same-origin',
        headers: [formCookie()],
        html: codeBlock(
          consentPage({
            transactionId: stringVariable(TRANSACTION_ID),
            formToken: stringVariable(FORM_COOKIE),
            clientName: csharp`${textFromStore(transaction, 'clientName')} ?? ""`,
            vouchedForBy: voucher(
              csharp`(string)${transaction}["clientKind"]`,
              csharp`((string)${transaction}["clientId"])`,
            ),
            redirectUri: csharp`(string)${transaction}["redirectUri"]`,
            backendNames: textFromStore(transaction, 'backendNames'),
            scopes: csharp`((string)${transaction}["scope"])`,
            remembered: APPROVAL_CAN_BE_REMEMBERED,
          }),
        ),
      }),
    ],
  });
}
