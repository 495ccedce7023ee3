import { ENDPOINTS } from '../contract/endpoints';
import { NAMED_VALUES } from '../contract/named-values';
import { base } from '../elements/base';
import { choose } from '../elements/choose';
import { namedValue } from '../language/expressions/named-value';
import { csharp, expression } from '../language/expressions/template';
import type { CSharpCode } from '../language/expressions/template';
import type { XmlElement } from '../language/xml/node';
import { CONSENT_FIELDS, DECISIONS } from '../pages/consent-page';
import { errorPage } from '../pages/error-page';
import { forwardingPage } from '../pages/forwarding-page';
import { pageResponse } from '../pages/layout';
import { advanceTransaction, requireStage } from '../steps/advance-transaction';
import { bodyLargerThan } from '../steps/body-larger-than';
import { checkFormOrigin, checkFormToken } from '../steps/check-consent-form';
import { sha256Hex } from '../steps/encoding';
import { setTransactionId } from '../steps/find-transaction';
import { loginCookie } from '../steps/login-cookie';
import { setRandomToken } from '../steps/random-token';
import { formField, readForm } from '../steps/read-form';
import { refuseWhen } from '../steps/refuse-when';
import { clientUrl, errorAnswer, prepareReturnToClient } from '../steps/return-to-client';
import { textFromStore } from '../steps/text-for-store';
import { TRANSACTION, TRANSACTION_ID } from '../steps/transaction';
import { jsonVariable, stringVariable } from '../steps/variables';
import type { PolicyDocument } from './document';
import { FIND_TRANSACTION } from './fragments/find-transaction';
import { UNAVAILABLE_PAGE, USED_LOGIN_PAGE } from './fragments/responses';
import { STORE_AUTHORIZATION_FRAGMENT } from './fragments/store-authorization';
import { include } from './gateway-fragment';
import { policies } from './policies';

const MAX_BODY_BYTES = 4 * 1024;
const LOGIN_TOKEN = 'loginToken';

/**
 * Builds the document of `POST /consent`. Approval binds the login to this browser by a cookie and goes on to Entra;
 * denial goes back to the client. Both by a page that goes on: see {@link forwardingPage}.
 */
export function consentAnswerDocument(): PolicyDocument {
  return policies('consent-answer', {
    inbound: [
      base(),
      checkFormOrigin([foreignFormPage()]),
      refuseWhen({ id: 'check-body-size', condition: bodyLargerThan(MAX_BODY_BYTES), answer: [tooLargePage()] }),
      readForm(),
      setTransactionId(formField(CONSENT_FIELDS.transaction)),
      include(STORE_AUTHORIZATION_FRAGMENT),
      include(FIND_TRANSACTION),
      ...checkFormToken(formField(CONSENT_FIELDS.token), [foreignFormPage()]),
      requireStage({ id: 'check-consent-once', stage: 'consent', answer: [include(USED_LOGIN_PAGE)] }),
      choose({
        when: [
          { condition: decided(DECISIONS.approve), then: approve() },
          { condition: decided(DECISIONS.deny), then: deny() },
        ],
        otherwise: [foreignFormPage()],
      }),
    ],
  });
}

function decided(decision: string): string {
  return expression(csharp`${formField(CONSENT_FIELDS.decision)} == ${decision}`);
}

function approve(): readonly XmlElement[] {
  return [
    setRandomToken(LOGIN_TOKEN),
    ...advance('approved', csharp`item["login"] = ${sha256Hex(stringVariable(LOGIN_TOKEN))};`),
    goOn(
      'Approved',
      csharp`${namedValue(NAMED_VALUES.gatewayUrl)} + ${`${ENDPOINTS.authorizeContinue}?t=`} + ${stringVariable(TRANSACTION_ID)}`,
      loginCookie(stringVariable(LOGIN_TOKEN)),
    ),
  ];
}

function deny(): readonly XmlElement[] {
  const transaction = jsonVariable(TRANSACTION);
  return [
    ...advance('denied'),
    ...prepareReturnToClient({
      redirectUri: csharp`(string)${transaction}["redirectUri"]`,
      state: textFromStore(transaction, 'state'),
    }),
    goOn('Denied', clientUrl(errorAnswer('access_denied', 'The person denied the request.'))),
  ];
}

function advance(to: 'approved' | 'denied', change?: CSharpCode): readonly XmlElement[] {
  return advanceTransaction({
    to,
    change,
    id: `check-${to}-first`,
    lost: [include(USED_LOGIN_PAGE)],
    unavailable: [include(UNAVAILABLE_PAGE)],
  });
}

function goOn(title: string, url: CSharpCode, cookie?: CSharpCode): XmlElement {
  return pageResponse({
    status: 200,
    headers: cookie === undefined ? [] : [{ name: 'Set-Cookie', values: [expression(cookie)] }],
    html: expression(forwardingPage({ title, url })),
  });
}

function foreignFormPage(): XmlElement {
  return errorPage({
    status: 403,
    title: 'This answer did not come from our page',
    message: 'Nothing was approved. Go back to your application and start again.',
  });
}

function tooLargePage(): XmlElement {
  return errorPage({
    status: 413,
    title: 'This answer is too long',
    message: 'Nothing was approved. Go back to your application and start again.',
  });
}
