import type { OAuthOptions } from '../contract/oauth-options';
import { base } from '../elements/base';
import { rateLimitByKey } from '../elements/rate-limit-by-key';
import { csharp, expression } from '../language/expressions/template';
import { answerErrors } from '../steps/answer-errors';
import { bodyLargerThan } from '../steps/body-larger-than';
import { checkRegistration } from '../steps/check-registration';
import { corsForAnyone } from '../steps/cors-for-anyone';
import { CLIENT } from '../steps/find-client';
import { jsonResponse } from '../steps/json-response';
import { newClient, registrationAnswer } from '../steps/new-client';
import { metadataError, readRegistration } from '../steps/read-registration';
import { refuseWhen } from '../steps/refuse-when';
import { createItem, storeAnswered } from '../steps/store-request';
import type { PolicyDocument } from './document';
import { UNAVAILABLE } from './fragments/responses';
import { STORE_AUTHORIZATION_FRAGMENT } from './fragments/store-authorization';
import { include } from './gateway-fragment';
import { policies } from './policies';
import { GRANT_TYPES } from './token';

const MAX_BODY_BYTES = 16 * 1024;

/**
 * Builds the document of `POST /register` (RFC 7591). Every client is public: whatever authentication method it asks
 * for, the answer says `none`. The answer is what was stored.
 */
export function registerDocument({ backends, privateUseSchemes }: OAuthOptions): PolicyDocument {
  const scopes = [...new Set(backends.flatMap((backend) => backend.scopes))];
  const response = 'clientAnswer';
  const unavailable = [include(UNAVAILABLE)];
  return policies('register', {
    inbound: [
      corsForAnyone('POST'),
      base(),
      rateLimitByKey({
        id: 'check-registration-rate',
        calls: 100,
        renewalPeriodSeconds: 60,
        counterKey: expression(csharp`"register:" + context.Request.IpAddress`),
      }),
      refuseWhen({
        id: 'check-body-size',
        condition: bodyLargerThan(MAX_BODY_BYTES),
        answer: metadataError(`The body has at most ${MAX_BODY_BYTES} bytes.`, 'invalid_client_metadata', 413),
      }),
      ...readRegistration(),
      ...checkRegistration({ privateUseSchemes }),
      ...newClient(),
      include(STORE_AUTHORIZATION_FRAGMENT),
      ...createItem({ container: 'clients', item: CLIENT, response, unavailable }),
      // Nobody draws a used id of 128 random bits; should it happen, the client asks again.
      refuseWhen({ condition: storeAnswered(response, 409), answer: unavailable }),
      jsonResponse({ status: 201, anyOrigin: true, body: registrationAnswer({ grantTypes: GRANT_TYPES, scopes }) }),
    ],
    onError: [answerErrors({ anyOrigin: true }), base()],
  });
}
