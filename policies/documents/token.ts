import type { OAuthOptions } from '../contract/oauth-options';
import { base } from '../elements/base';
import { csharp, expression } from '../language/expressions/template';
import type { XmlElement } from '../language/xml/node';
import { answerErrors } from '../steps/answer-errors';
import { bodyLargerThan } from '../steps/body-larger-than';
import { checkCodeBinding, findCode } from '../steps/check-code';
import { codeList } from '../steps/code-list';
import { consumeCode } from '../steps/consume-code';
import { corsForAnyone } from '../steps/cors-for-anyone';
import type { HttpStatus } from '../steps/http-status';
import { issueToken } from '../steps/issue-token';
import { oauthErrorResponse } from '../steps/json-response';
import { FORM, formField, FORM_REPEATS_A_FIELD, readForm } from '../steps/read-form';
import { refuseWhen } from '../steps/refuse-when';
import { renewClient } from '../steps/renew-client';
import { jsonVariable } from '../steps/variables';
import type { PolicyDocument } from './document';
import { authenticatedClient } from './fragments/clients';
import { INVALID_GRANT, UNAVAILABLE } from './fragments/responses';
import { include } from './gateway-fragment';
import { policies } from './policies';
import { codeBlock } from '../steps/code-block';

const MAX_BODY_BYTES = 16 * 1024;
const REQUIRED_FIELDS = ['code', 'redirect_uri', 'code_verifier'];

/**
 * Builds the document of `POST /token` (RFC 6749 section 4.1.3). Whatever is wrong with a code, the answer is the same
 * `invalid_grant`; an unknown client is told so, because that is what makes clients register again.
 */
export function tokenDocument(options: OAuthOptions): PolicyDocument {
  const unavailable = [include(UNAVAILABLE)];
  const invalid = [include(INVALID_GRANT)];
  return policies('token', {
    inbound: [
      corsForAnyone('POST'),
      base(),
      ...readRequest(),
      ...authenticatedClient(options),
      ...findCode({ invalid, unavailable }),
      ...checkCodeBinding(invalid),
      ...consumeCode({ invalid, unavailable }),
      ...renewClient(),
      ...issueToken(),
    ],
    onError: [answerErrors({ anyOrigin: true }), base()],
  });
}

function readRequest(): readonly XmlElement[] {
  return [
    refuseWhen({
      id: 'check-body-size',
      condition: bodyLargerThan(MAX_BODY_BYTES),
      answer: refused('invalid_request', `The body has at most ${MAX_BODY_BYTES} bytes.`, 413),
    }),
    readForm(),
    refuseWhen({
      id: 'check-repeated-fields',
      condition: expression(FORM_REPEATS_A_FIELD),
      answer: refused('invalid_request', 'A parameter is given more than once.'),
    }),
    refuseWhen({
      condition: expression(csharp`${formField('grant_type')} == ""`),
      answer: refused('invalid_request', 'grant_type is missing.'),
    }),
    refuseWhen({
      condition: expression(csharp`${formField('grant_type')} != "authorization_code"`),
      answer: refused('unsupported_grant_type', 'The only grant_type is authorization_code.'),
    }),
    refuseWhen({
      condition: codeBlock(csharp`
      foreach (var name in new string[] { ${codeList(REQUIRED_FIELDS)} }) {
        if (string.IsNullOrEmpty((string)${jsonVariable(FORM)}[name])) { return true; }
      }
      return false;`),
      answer: refused('invalid_request', `${REQUIRED_FIELDS.join(', ')} are required.`),
    }),
  ];
}

function refused(error: string, description: string, status: HttpStatus = 400): readonly XmlElement[] {
  return [oauthErrorResponse({ status, error, description, anyOrigin: true })];
}
