import { COOKIE_PREFIXES } from '../contract/cookies';
import { LIFETIME_SECONDS } from '../contract/store';
import { base } from '../elements/base';
import { csharp, expression } from '../language/expressions/template';
import { consentPage } from '../pages/consent-page';
import { pageResponse } from '../pages/layout';
import { requireStage } from '../steps/advance-transaction';
import { setTransactionId } from '../steps/find-transaction';
import { queryParameter } from '../steps/query-parameter';
import { setRandomToken } from '../steps/random-token';
import { cookieName } from '../steps/read-cookie';
import { textFromStore } from '../steps/text-for-store';
import { TRANSACTION, TRANSACTION_ID } from '../steps/transaction';
import { jsonVariable, stringVariable } from '../steps/variables';
import type { PolicyDocument } from './document';
import { FIND_TRANSACTION } from './fragments/find-transaction';
import { USED_LOGIN_PAGE } from './fragments/responses';
import { STORE_AUTHORIZATION_FRAGMENT } from './fragments/store-authorization';
import { include } from './gateway-fragment';
import { policies } from './policies';
import { codeBlock } from '../steps/code-block';

const FORM_TOKEN = 'formToken';

/** Builds the document of `GET /consent`: the page that asks, and the cookie its form is compared with. */
export function consentPageDocument(): PolicyDocument {
  const transaction = jsonVariable(TRANSACTION);
  const cookie = csharp`${cookieName(COOKIE_PREFIXES.consentForm)} + "=" + ${stringVariable(FORM_TOKEN)} + ${`; Path=/; Max-Age=${LIFETIME_SECONDS.transaction}; Secure; HttpOnly; SameSite=Strict`}`;
  return policies('consent-page', {
    inbound: [
      base(),
      setTransactionId(queryParameter('t')),
      include(STORE_AUTHORIZATION_FRAGMENT),
      include(FIND_TRANSACTION),
      requireStage({ stage: 'consent', answer: [include(USED_LOGIN_PAGE)] }),
      setRandomToken(FORM_TOKEN),
      pageResponse({
        status: 200,
        referrerPolicy: 'same-origin',
        headers: [{ name: 'Set-Cookie', values: [expression(cookie)] }],
        html: codeBlock(
          consentPage({
            transactionId: stringVariable(TRANSACTION_ID),
            formToken: stringVariable(FORM_TOKEN),
            clientName: csharp`${textFromStore(transaction, 'clientName')} ?? ""`,
            redirectUri: csharp`(string)${transaction}["redirectUri"]`,
            backendName: textFromStore(transaction, 'backendName'),
            scopes: csharp`((string)${transaction}["scope"])`,
          }),
        ),
      }),
    ],
  });
}
