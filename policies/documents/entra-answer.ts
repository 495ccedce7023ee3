import { ENDPOINTS } from '../contract/endpoints';
import { base } from '../elements/base';
import { csharp, expression } from '../language/expressions/template';
import { errorPage, unknownLoginPage } from '../pages/error-page';
import { advanceTransaction, requireStage } from '../steps/advance-transaction';
import { bodyLargerThan } from '../steps/body-larger-than';
import { sha256Hex } from '../steps/encoding';
import { setRandomToken } from '../steps/random-token';
import { loginUrl } from '../steps/login-url';
import { formField, readForm } from '../steps/read-form';
import { refuseWhen } from '../steps/refuse-when';
import { redirect } from '../steps/return-to-client';
import { seal } from '../steps/seal';
import { TRANSACTION } from '../steps/transaction';
import { splitTwoPartId } from '../steps/two-part-id';
import { jsonVariable, stringVariable } from '../steps/variables';
import type { PolicyDocument } from './document';
import { FIND_TRANSACTION } from './fragments/find-transaction';
import { UNAVAILABLE_PAGE, USED_LOGIN_PAGE } from './fragments/responses';
import { STORE_AUTHORIZATION_FRAGMENT } from './fragments/store-authorization';
import { include } from './gateway-fragment';
import { policies } from './policies';

/** An authorization code of Entra has one to two thousand characters. */
const MAX_BODY_BYTES = 16 * 1024;

const HANDLE = 'callbackHandle';

/**
 * Builds the document of `POST /oauth-callback`, which Entra makes the browser send. A post from another site carries
 * no cookie, so all this does is to keep the answer, sealed, in the login that our state names, and to send the browser
 * on to where its cookie counts.
 *
 * The way there carries a secret drawn here. The cookie proves the browser that approved, the secret the browser that
 * signed in; without it, who approved a login could send somebody else to Entra with it and collect the result.
 */
export function entraAnswerDocument(): PolicyDocument {
  return policies('entra-answer', {
    inbound: [
      base(),
      refuseWhen({
        id: 'check-body-size',
        condition: bodyLargerThan(MAX_BODY_BYTES),
        answer: [
          errorPage({
            status: 413,
            title: 'This answer is too long',
            message: 'Go back to your application and start again.',
          }),
        ],
      }),
      readForm(),
      ...splitTwoPartId({ sent: formField('state'), secret: 'sentState' }),
      include(STORE_AUTHORIZATION_FRAGMENT),
      include(FIND_TRANSACTION),
      refuseWhen({
        id: 'check-entra-state',
        condition: expression(
          csharp`${stringVariable('sentState')} != (string)${jsonVariable(TRANSACTION)}["entraState"]`,
        ),
        answer: [unknownLoginPage()],
      }),
      requireStage({ id: 'check-entra-answer-once', stage: 'approved', answer: [include(USED_LOGIN_PAGE)] }),
      refuseWhen({
        condition: expression(csharp`${formField('code')} == "" && ${formField('error')} == ""`),
        answer: [unknownLoginPage()],
      }),
      seal({
        purpose: 'entra',
        text: csharp`(${formField('error')} == "" ? "code\n" + ${formField('code')} : "error\n" + ${formField('error')})`,
        into: 'sealedAnswer',
      }),
      setRandomToken(HANDLE),
      ...advanceTransaction({
        to: 'answered',
        change: csharp`item["answer"] = ${stringVariable('sealedAnswer')};
      item["handle"] = ${sha256Hex(stringVariable(HANDLE))};`,
        lost: { id: 'check-entra-answer-first', answer: [include(USED_LOGIN_PAGE)] },
        unavailable: [include(UNAVAILABLE_PAGE)],
      }),
      redirect(expression(csharp`${loginUrl(ENDPOINTS.entraCallback)} + "." + ${stringVariable(HANDLE)}`)),
    ],
  });
}
