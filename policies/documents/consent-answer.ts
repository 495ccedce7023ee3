import { ENDPOINTS } from '../contract/endpoints';
import { base } from '../elements/base';
import { choose } from '../elements/choose';
import type { SetHeaderProps } from '../elements/set-header';
import { setVariable } from '../elements/set-variable';
import { csharp, expression } from '../language/expressions/template';
import type { XmlElement } from '../language/xml/node';
import { CONSENT_FIELDS, DECISIONS } from '../pages/consent-page';
import { errorPage } from '../pages/error-page';
import { forwardingPage, type ForwardingPageProps } from '../pages/forwarding-page';
import { pageResponse } from '../pages/layout';
import { advanceTransaction, requireStage, stageIs } from '../steps/advance-transaction';
import { bodyLargerThan } from '../steps/body-larger-than';
import { checkFormOrigin, checkFormToken, FORM_COOKIE } from '../steps/consent-form';
import { base64Url, sha256, sha256Hex } from '../steps/encoding';
import { setTransactionId } from '../steps/find-transaction';
import { loginCookie } from '../steps/login-cookie';
import { loginUrl } from '../steps/login-url';
import { formField, readForm } from '../steps/read-form';
import { refuseWhen } from '../steps/refuse-when';
import { forgetApproval } from '../steps/remember-approval';
import { clientUrl, errorAnswer, prepareReturnToClient } from '../steps/return-to-client';
import { LOGIN_TOKEN } from '../steps/start-transaction';
import { textFromStore } from '../steps/text-for-store';
import { STAGES, TRANSACTION } from '../steps/transaction';
import { jsonVariable, stringVariable } from '../steps/variables';
import type { PolicyDocument } from './document';
import { FIND_TRANSACTION } from './fragments/find-transaction';
import { UNAVAILABLE_PAGE, USED_LOGIN_PAGE } from './fragments/responses';
import { STORE_AUTHORIZATION_FRAGMENT } from './fragments/store-authorization';
import { include } from './gateway-fragment';
import { policies } from './policies';

const MAX_BODY_BYTES = 4 * 1024;

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
      // One form, pressed twice, gives one login: what it gives is made from its token.
      setVariable({
        name: LOGIN_TOKEN,
        value: expression(base64Url(sha256(csharp`"login:" + ${stringVariable(FORM_COOKIE)}`))),
      }),
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

/**
 * Approves the login once. Who presses again, or loses a race against the own first press, goes on too: only the browser
 * whose press counted has the cookie that the way to Entra asks for.
 */
function approve(): readonly XmlElement[] {
  const hash = sha256Hex(stringVariable(LOGIN_TOKEN));
  const transaction = jsonVariable(TRANSACTION);
  return [
    choose({
      when: [
        {
          condition: stageIs('consent'),
          then: advanceTransaction({
            to: 'approved',
            change: csharp`item["login"] = ${hash};`,
            unavailable: [include(UNAVAILABLE_PAGE)],
          }),
        },
      ],
      otherwise: [
        refuseWhen({
          id: 'check-approved-once',
          condition: expression(
            csharp`(string)${transaction}["stage"] != ${STAGES.approved} || (string)${transaction}["login"] != ${hash}`,
          ),
          answer: [include(USED_LOGIN_PAGE)],
        }),
      ],
    }),
    goOn({
      title: 'Allowed',
      link: 'Go on to sign in',
      url: loginUrl(ENDPOINTS.authorizeContinue),
      cookie: loginCookie(stringVariable(LOGIN_TOKEN)),
    }),
  ];
}

/**
 * Denies the login once, and forgets what was approved for its client before. Who presses again gets the same answer. It
 * leads to the client; by itself only to one that somebody vouches for, or that is on this device.
 */
function deny(): readonly XmlElement[] {
  const transaction = jsonVariable(TRANSACTION);
  return [
    choose({
      when: [
        {
          condition: stageIs('consent'),
          then: advanceTransaction({
            to: 'denied',
            lost: { id: 'check-denied-first', answer: [include(USED_LOGIN_PAGE)] },
            unavailable: [include(UNAVAILABLE_PAGE)],
          }),
        },
      ],
      otherwise: [requireStage({ id: 'check-denied-once', stage: 'denied', answer: [include(USED_LOGIN_PAGE)] })],
    }),
    ...prepareReturnToClient({
      redirectUri: csharp`(string)${transaction}["redirectUri"]`,
      state: textFromStore(transaction, 'state'),
    }),
    goOn({
      title: 'Denied',
      link: 'Go back to the application',
      url: clientUrl(errorAnswer('access_denied', 'The person denied the request.')),
      cookie: forgetApproval(),
    }),
  ];
}

function goOn({ cookie, ...page }: ForwardingPageProps & { readonly cookie: SetHeaderProps }): XmlElement {
  return pageResponse({ status: 200, headers: [cookie], html: expression(forwardingPage(page)) });
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
