import { base } from '../elements/base';
import { choose } from '../elements/choose';
import { setVariable } from '../elements/set-variable';
import { csharp, expression } from '../language/expressions/template';
import type { XmlElement } from '../language/xml/node';
import { errorPage } from '../pages/error-page';
import { advanceTransaction, requireStage } from '../steps/advance-transaction';
import { askAnotherUser } from '../steps/ask-another-user';
import { checkIdToken, ID_TOKEN_CHECK, idTokenClaim } from '../steps/check-id-token';
import { sha256Hex } from '../steps/encoding';
import { CODE, issueCode } from '../steps/issue-code';
import { checkLoginCookie, clearLoginCookie } from '../steps/login-cookie';
import { queryParameter } from '../steps/query-parameter';
import { redeemEntraCode } from '../steps/redeem-entra-code';
import { refuseWhen } from '../steps/refuse-when';
import { approvalCookies, APPROVAL_IS_NEW, sealApproval } from '../steps/remember-approval';
import { clientUrl, prepareReturnToClient, redirect, returnError } from '../steps/return-to-client';
import { textFromStore } from '../steps/text-for-store';
import { TRANSACTION } from '../steps/transaction';
import { splitTwoPartId } from '../steps/two-part-id';
import { unseal } from '../steps/unseal';
import { jsonVariable, stringVariable } from '../steps/variables';
import type { PolicyDocument } from './document';
import { FIND_TRANSACTION } from './fragments/find-transaction';
import { FOREIGN_LOGIN_PAGE, UNAVAILABLE_PAGE, USED_LOGIN_PAGE } from './fragments/responses';
import { STORE_AUTHORIZATION_FRAGMENT } from './fragments/store-authorization';
import { include } from './gateway-fragment';
import { policies } from './policies';

const SEALED_ANSWER = 'sealedAnswer';

/** C# of `tenant:user` of who signed in, as the ID token says. */
const SIGNED_IN_USER = csharp`${idTokenClaim('tid')} + ":" + ${idTokenClaim('oid')}`;

/**
 * Builds the document of `GET /oauth-callback`: in the browser that approved and signed in, takes Entra's answer once,
 * checks who signed in, and returns to the client with a code of ours.
 */
export function entraCallbackDocument(): PolicyDocument {
  const transaction = jsonVariable(TRANSACTION);
  return policies('entra-callback', {
    inbound: [
      base(),
      ...splitTwoPartId({ sent: queryParameter('t'), secret: 'sentHandle' }),
      include(STORE_AUTHORIZATION_FRAGMENT),
      include(FIND_TRANSACTION),
      ...checkLoginCookie([include(FOREIGN_LOGIN_PAGE)]),
      requireStage({ id: 'check-callback-once', stage: 'answered', answer: [include(USED_LOGIN_PAGE)] }),
      refuseWhen({
        id: 'check-callback-handle',
        condition: expression(csharp`${sha256Hex(stringVariable('sentHandle'))} != (string)${transaction}["handle"]`),
        answer: [include(FOREIGN_LOGIN_PAGE)],
      }),
      setVariable({ name: SEALED_ANSWER, value: expression(csharp`(string)${transaction}["answer"] ?? ""`) }),
      ...advanceTransaction({
        to: 'redeemed',
        change: csharp`item.Remove("answer");`,
        lost: { id: 'check-callback-first', answer: [include(USED_LOGIN_PAGE)] },
        unavailable: [include(UNAVAILABLE_PAGE)],
      }),
      ...prepareReturnToClient({
        redirectUri: csharp`(string)${transaction}["redirectUri"]`,
        state: textFromStore(transaction, 'state'),
      }),
      ...openAnswer(),
      ...redeemEntraCode({
        code: csharp`${stringVariable('answerText')}.Substring(5)`,
        unavailable: [include(UNAVAILABLE_PAGE)],
        refused: [returnError('server_error', 'The login could not be completed.', [clearLoginCookie()])],
      }),
      ...checkIdToken([refusedIdentityPage()]),
      askAnotherUser({ user: SIGNED_IN_USER, lastChange: 'redeemedAnswer', unavailable: [include(UNAVAILABLE_PAGE)] }),
      ...issueCode([include(UNAVAILABLE_PAGE)]),
      ...returnCode(),
    ],
    onError: [
      choose({
        when: [
          {
            condition: expression(
              csharp`context.LastError.PolicyId == ${ID_TOKEN_CHECK} && context.Response.StatusCode == 401`,
            ),
            then: [refusedIdentityPage()],
          },
          {
            // The signing keys could not be read: that says nothing about the token.
            condition: expression(csharp`context.LastError.PolicyId == ${ID_TOKEN_CHECK}`),
            then: [include(UNAVAILABLE_PAGE)],
          },
        ],
      }),
      base(),
    ],
  });
}

/** Returns the code, and has the browser remember what was approved for it. */
function returnCode(): readonly XmlElement[] {
  const location = expression(clientUrl(csharp`"code=" + ${stringVariable(CODE)}`));
  return [
    choose({
      when: [
        {
          condition: APPROVAL_IS_NEW,
          then: [sealApproval(SIGNED_IN_USER), redirect(location, [clearLoginCookie(approvalCookies())])],
        },
      ],
    }),
    redirect(location, [clearLoginCookie()]),
  ];
}

/**
 * Opens what Entra answered: `code` or `error`, a line end, its value. It was sealed by us and lay in our store, so its
 * two checks guard against somebody who can write there.
 */
function openAnswer(): readonly XmlElement[] {
  const text = stringVariable('answerText');
  return [
    ...unseal({
      sealed: stringVariable(SEALED_ANSWER),
      purpose: 'entra',
      prefix: 'answer',
      ids: { mac: 'check-stored-answer-mac', purpose: 'check-stored-answer-purpose' },
    }),
    refuseWhen({
      condition: expression(csharp`${text} == "error\naccess_denied"`),
      answer: [returnError('access_denied', 'The person did not sign in.', [clearLoginCookie()])],
    }),
    refuseWhen({
      condition: expression(csharp`!${text}.StartsWith("code\n", StringComparison.Ordinal)`),
      answer: [returnError('server_error', 'The login could not be completed.', [clearLoginCookie()])],
    }),
  ];
}

function refusedIdentityPage(): XmlElement {
  return errorPage({
    status: 403,
    title: 'We could not verify who signed in',
    message: 'Nothing was sent to the application. Go back to it and start again.',
    headers: [clearLoginCookie()],
  });
}
