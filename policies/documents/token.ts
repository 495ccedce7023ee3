import type { OAuthOptions } from '../contract/oauth-options';
import { base } from '../elements/base';
import { choose } from '../elements/choose';
import { rateLimitByKey } from '../elements/rate-limit-by-key';
import { setVariable } from '../elements/set-variable';
import { csharp, expression } from '../language/expressions/template';
import type { XmlElement } from '../language/xml/node';
import { answerErrors } from '../steps/answer-errors';
import { checkCodeBinding, findCode } from '../steps/check-code';
import { checkRefreshToken, TOKEN_AGE, TOKEN_AGES } from '../steps/check-refresh-token';
import { audienceIsGone, resourceIsForeign } from '../steps/check-resource';
import { codeBlock } from '../steps/code-block';
import { codeList } from '../steps/code-list';
import { consumeCode } from '../steps/consume-code';
import { corsForAnyone } from '../steps/cors-for-anyone';
import { GRANT } from '../steps/grant';
import { issueToken } from '../steps/issue-token';
import { oauthErrorResponse } from '../steps/json-response';
import { narrowScope, TOKEN_SCOPE } from '../steps/narrow-scope';
import { FORM, formField } from '../steps/read-form';
import { refreshAtEntra } from '../steps/refresh-at-entra';
import { refuseWhen } from '../steps/refuse-when';
import { renewClient } from '../steps/renew-client';
import { rotateGrant } from '../steps/rotate-grant';
import { jsonVariable, stringVariable } from '../steps/variables';
import type { PolicyDocument } from './document';
import { authenticatedClient } from './fragments/clients';
import { INVALID_GRANT, UNAVAILABLE } from './fragments/responses';
import { READ_CLIENT_FORM, REVOKE_GRANT } from './fragments/tokens';
import { include } from './gateway-fragment';
import { policies } from './policies';

/** The grant types of the token endpoint with the fields each needs. */
const REQUIRED_FIELDS = {
  authorization_code: ['code', 'redirect_uri', 'code_verifier'],
  refresh_token: ['refresh_token'],
} as const;

type GrantType = keyof typeof REQUIRED_FIELDS;

/** The grant types that exist, for metadata and registrations. */
export const GRANT_TYPES = Object.keys(REQUIRED_FIELDS) as readonly GrantType[];

const INVALID = [include(INVALID_GRANT)];
const ANSWERS = { invalid: INVALID, unavailable: [include(UNAVAILABLE)], revoke: [include(REVOKE_GRANT)] };

/**
 * Builds the document of `POST /token` (RFC 6749 sections 4.1.3 and 6). Whatever is wrong with a code or a refresh token,
 * the answer is the same `invalid_grant`, because that is what makes clients log in again; an unknown client is told so,
 * because that makes them register again.
 */
export function tokenDocument(options: OAuthOptions): PolicyDocument {
  return policies('token', {
    inbound: [
      corsForAnyone('POST'),
      base(),
      rateLimitByKey({
        id: 'check-token-rate',
        calls: 300,
        renewalPeriodSeconds: 60,
        counterKey: expression(csharp`"token:" + context.Request.IpAddress`),
      }),
      include(READ_CLIENT_FORM),
      ...checkGrantType(),
      ...authenticatedClient(options),
      choose({
        when: [{ condition: grantTypeIs('authorization_code'), then: redeemCode(options) }],
        otherwise: redeemRefreshToken(options),
      }),
      ...renewClient(),
      ...issueToken(),
    ],
    onError: [answerErrors({ anyOrigin: true }), base()],
  });
}

function checkGrantType(): readonly XmlElement[] {
  const known = GRANT_TYPES.map((type) => ({
    condition: grantTypeIs(type),
    then: [
      refuseWhen({
        condition: codeBlock(csharp`
      foreach (var name in new string[] { ${codeList(REQUIRED_FIELDS[type])} }) {
        if (string.IsNullOrEmpty((string)${jsonVariable(FORM)}[name])) { return true; }
      }
      return false;`),
        answer: refused('invalid_request', `This grant_type needs ${REQUIRED_FIELDS[type].join(', ')}.`),
      }),
    ],
  }));
  return [
    choose({
      when: [
        {
          condition: expression(csharp`${formField('grant_type')} == ""`),
          then: refused('invalid_request', 'grant_type is missing.'),
        },
        ...known,
      ],
      otherwise: refused('unsupported_grant_type', `The grant_types are ${GRANT_TYPES.join(' and ')}.`),
    }),
  ];
}

/** From a code to a new grant. */
function redeemCode(options: OAuthOptions): readonly XmlElement[] {
  return [
    ...findCode(ANSWERS),
    ...checkCodeBinding(INVALID, options),
    ...consumeCode(ANSWERS),
    setVariable({ name: TOKEN_SCOPE, value: expression(csharp`(string)${jsonVariable(GRANT)}["scope"]`) }),
  ];
}

/** From a refresh token to its grant as it is after the refresh. */
function redeemRefreshToken(options: OAuthOptions): readonly XmlElement[] {
  const resource = csharp`(string)${jsonVariable(GRANT)}["resource"]`;
  return [
    ...checkRefreshToken(ANSWERS),
    refuseWhen({ id: 'check-refresh-audience', condition: audienceIsGone(resource, options), answer: INVALID }),
    refuseWhen({
      id: 'check-refresh-resource',
      condition: resourceIsForeign(resource, options),
      answer: refused('invalid_target', 'The login was for another resource.'),
    }),
    ...narrowScope(refused('invalid_scope', 'The scope goes beyond what was granted.')),
    choose({
      when: [
        {
          condition: expression(csharp`${stringVariable(TOKEN_AGE)} == ${TOKEN_AGES.current}`),
          then: [...refreshAtEntra(ANSWERS), ...rotateGrant(ANSWERS)],
        },
      ],
    }),
  ];
}

function grantTypeIs(type: GrantType): string {
  return expression(csharp`${formField('grant_type')} == ${type}`);
}

function refused(error: string, description: string): readonly XmlElement[] {
  return [oauthErrorResponse({ status: 400, error, description, anyOrigin: true })];
}
