import type { OAuthOptions } from '../contract/oauth-options';
import { base } from '../elements/base';
import { rateLimitByKey } from '../elements/rate-limit-by-key';
import { setVariable } from '../elements/set-variable';
import { csharp, expression } from '../language/expressions/template';
import type { XmlElement } from '../language/xml/node';
import { answerErrors } from '../steps/answer-errors';
import { codeBlock } from '../steps/code-block';
import { corsForAnyone } from '../steps/cors-for-anyone';
import { CLIENT_ID } from '../steps/find-client';
import { GRANT, GRANT_ID_PATTERN } from '../steps/grant';
import { jsonResponse, oauthErrorResponse } from '../steps/json-response';
import { formField } from '../steps/read-form';
import { readItemBody } from '../steps/read-item-body';
import { refuseWhen } from '../steps/refuse-when';
import { readItem, storeAnswered } from '../steps/store-request';
import { unseal } from '../steps/unseal';
import { jsonVariable, stringVariable } from '../steps/variables';
import type { PolicyDocument } from './document';
import { authenticatedClient } from './fragments/clients';
import { INVALID_GRANT, UNAVAILABLE } from './fragments/responses';
import { READ_CLIENT_FORM, REVOKE_GRANT } from './fragments/tokens';
import { include } from './gateway-fragment';
import { policies } from './policies';

const GRANT_ID = 'revokedGrantId';

/**
 * Builds the document of `POST /revoke` (RFC 7009). A token of either kind, current or not, ends its whole login. What is
 * no token, or one of a login that is gone, gets the same 200 as one that was revoked; a token of another client is
 * refused. `token_type_hint` may be anything: a token tells itself what it is.
 */
export function revokeDocument(options: OAuthOptions): PolicyDocument {
  const response = 'grantAnswer';
  return policies('revoke', {
    inbound: [
      corsForAnyone('POST'),
      base(),
      rateLimitByKey({
        id: 'check-revoke-rate',
        calls: 300,
        renewalPeriodSeconds: 60,
        counterKey: expression(csharp`"revoke:" + context.Request.IpAddress`),
      }),
      include(READ_CLIENT_FORM),
      refuseWhen({
        condition: expression(csharp`${formField('token')} == ""`),
        answer: [
          oauthErrorResponse({
            status: 400,
            error: 'invalid_request',
            description: 'token is missing.',
            anyOrigin: true,
          }),
        ],
      }),
      ...authenticatedClient(options),
      ...readToken(),
      refuseWhen({ condition: expression(csharp`${stringVariable(GRANT_ID)} == ""`), answer: [done()] }),
      ...readItem({
        container: 'grants',
        id: stringVariable(GRANT_ID),
        response,
        unavailable: [include(UNAVAILABLE)],
      }),
      refuseWhen({ condition: storeAnswered(response, 404), answer: [done()] }),
      readItemBody(response, GRANT),
      refuseWhen({
        id: 'check-revoke-client',
        condition: expression(csharp`${stringVariable(CLIENT_ID)} != (string)${jsonVariable(GRANT)}["clientId"]`),
        answer: [include(INVALID_GRANT)],
      }),
      include(REVOKE_GRANT),
      done(),
    ],
    onError: [answerErrors({ anyOrigin: true }), base()],
  });
}

/** Opens the token, an access or a refresh token: both name their grant on the first line. */
function readToken(): readonly XmlElement[] {
  return [
    ...unseal({
      sealed: formField('token'),
      purpose: ['refresh', 'access'],
      prefix: 'revokedToken',
      ids: { mac: 'check-revoke-mac', purpose: 'check-revoke-purpose' },
    }),
    setVariable({
      name: GRANT_ID,
      value: codeBlock(csharp`
      var id = ${stringVariable('revokedTokenText')}.Split('\n')[0];
      return Regex.IsMatch(id, ${GRANT_ID_PATTERN}) ? id : "";`),
    }),
  ];
}

function done(): XmlElement {
  return jsonResponse({ status: 200, anyOrigin: true, body: '{}' });
}
