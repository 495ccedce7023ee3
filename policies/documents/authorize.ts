import { ENDPOINTS } from '../contract/endpoints';
import type { OAuthOptions } from '../contract/oauth-options';
import { base } from '../elements/base';
import { choose } from '../elements/choose';
import { rateLimitByKey } from '../elements/rate-limit-by-key';
import { setVariable } from '../elements/set-variable';
import { csharp, expression } from '../language/expressions/template';
import type { XmlElement } from '../language/xml/node';
import { errorPage } from '../pages/error-page';
import { APPROVAL, checkApproval } from '../steps/check-approval';
import { chooseResource } from '../steps/choose-resource';
import { CLIENT, CLIENT_ID, clientIs } from '../steps/find-client';
import { loginCookie } from '../steps/login-cookie';
import { loginUrl } from '../steps/login-url';
import { queryParameter } from '../steps/query-parameter';
import { readClientMetadata } from '../steps/read-client-metadata';
import { REDIRECT_URI, redirectUriIsForeign } from '../steps/redirect-uri';
import { refuseWhen } from '../steps/refuse-when';
import { prepareReturnToClient, redirect } from '../steps/return-to-client';
import { LOGIN_TOKEN, startTransaction } from '../steps/start-transaction';
import { jsonVariable, stringVariable } from '../steps/variables';
import type { PolicyDocument } from './document';
import { checkRedirectTrust, refuseClient } from './fragments/client-error';
import { findClientFragment } from './fragments/clients';
import { UNAVAILABLE_PAGE } from './fragments/responses';
import { STORE_AUTHORIZATION_FRAGMENT } from './fragments/store-authorization';
import { include } from './gateway-fragment';
import { policies } from './policies';
import { codeBlock } from '../steps/code-block';

/**
 * Builds the document of `GET /authorize`. The order is the security design: until client and redirect URI are known
 * to belong together, an error is a page; from then on it goes to the client, or to a page that leads there when nobody
 * vouches for it. The person is asked on the consent page, unless this browser remembers that somebody was; who it was is
 * compared when Entra tells who signed in.
 */
export function authorizeDocument(options: OAuthOptions): PolicyDocument {
  return policies('authorize', {
    inbound: [
      base(),
      rateLimitByKey({
        id: 'check-authorize-rate',
        calls: 300,
        renewalPeriodSeconds: 60,
        counterKey: expression(csharp`"authorize:" + context.Request.IpAddress`),
      }),
      setVariable({ name: CLIENT_ID, value: expression(queryParameter('client_id')) }),
      setVariable({ name: REDIRECT_URI, value: expression(queryParameter('redirect_uri')) }),
      include(STORE_AUTHORIZATION_FRAGMENT),
      include(findClientFragment(options)),
      refuseWhen({ condition: clientIs('unavailable'), answer: [include(UNAVAILABLE_PAGE)] }),
      refuseWhen({ id: 'check-client', condition: clientIs('unknown'), answer: [unknownClientPage()] }),
      ...completeClient(options),
      refuseWhen({
        id: 'check-redirect-uri',
        condition: redirectUriIsForeign(stringVariable(REDIRECT_URI), csharp`${jsonVariable(CLIENT)}["redirectUris"]`),
        answer: [foreignRedirectPage()],
      }),
      ...prepareReturnToClient({
        redirectUri: stringVariable(REDIRECT_URI),
        state: csharp`context.Request.OriginalUrl.Query.ContainsKey("state") ? context.Request.OriginalUrl.Query["state"][0] : null`,
      }),
      checkRedirectTrust(),
      ...checkRequest(),
      ...chooseResource(
        options,
        refuseClient('invalid_target', 'The resource is not an MCP endpoint of this gateway.'),
      ),
      // The gateway keeps nobody signed in, so it can never promise that no page is shown (OpenID Connect Core 3.1.2.1).
      refuseWhen({
        condition: expression(csharp`${queryParameter('prompt')} == "none"`),
        answer: refuseClient('login_required', 'Nobody can log in here without a page.'),
      }),
      ...checkApproval(stringVariable(REDIRECT_URI)),
      ...startTransaction([include(UNAVAILABLE_PAGE)]),
      choose({
        when: [
          {
            condition: expression(csharp`(bool)context.Variables[${APPROVAL.holds}]`),
            then: [
              redirect(expression(loginUrl(ENDPOINTS.authorizeContinue)), [loginCookie(stringVariable(LOGIN_TOKEN))]),
            ],
          },
        ],
        otherwise: [redirect(expression(loginUrl(ENDPOINTS.consent)))],
      }),
    ],
  });
}

/** Reads what a client's metadata document says, when there are hosts for such documents. */
function completeClient(options: OAuthOptions): readonly XmlElement[] {
  if ((options.clientMetadataHosts ?? []).length === 0) return [];
  return [
    readClientMetadata(options),
    refuseWhen({
      id: 'check-client-metadata',
      condition: clientIs('unverified'),
      answer: [unverifiedClientPage()],
    }),
  ];
}

/** What the client has to send for a code: nothing twice, `code`, and an S256 challenge. */
function checkRequest(): readonly XmlElement[] {
  return [
    refuseWhen({
      id: 'check-repeated-parameters',
      condition: codeBlock(csharp`
      foreach (var parameter in context.Request.OriginalUrl.Query) { if (parameter.Value.Length > 1) { return true; } }
      return false;`),
      answer: refuseClient('invalid_request', 'A parameter is given more than once.'),
    }),
    choose({
      id: 'check-response-type',
      when: [
        {
          condition: expression(csharp`${queryParameter('response_type')} == ""`),
          then: refuseClient('invalid_request', 'response_type is missing.'),
        },
        {
          condition: expression(csharp`${queryParameter('response_type')} != "code"`),
          then: refuseClient('unsupported_response_type', 'The only response_type is code.'),
        },
      ],
    }),
    refuseWhen({
      id: 'check-code-challenge',
      condition: expression(csharp`!Regex.IsMatch(${queryParameter('code_challenge')}, "^[A-Za-z0-9_-]{43}\\z")`),
      answer: refuseClient('invalid_request', 'code_challenge is missing or not the base64url of a SHA-256.'),
    }),
    refuseWhen({
      id: 'check-code-challenge-method',
      condition: expression(csharp`${queryParameter('code_challenge_method')} != "S256"`),
      answer: refuseClient('invalid_request', 'code_challenge_method is S256.'),
    }),
  ];
}

function unknownClientPage(): XmlElement {
  return errorPage({
    status: 400,
    title: 'This application is not known',
    message:
      'It is not registered at this gateway, or it was not used for so long that its registration ended. Remove its saved login in the application and connect again.',
  });
}

function unverifiedClientPage(): XmlElement {
  return errorPage({
    status: 400,
    title: 'This application could not be verified',
    message:
      'The page on which it describes itself could not be read, or is not what it has to be. Try again later. If it stays so, whoever operates this gateway can enter the application by hand.',
  });
}

function foreignRedirectPage(): XmlElement {
  return errorPage({
    status: 400,
    title: 'The application asked for a wrong address',
    message: 'The address the answer would go to is not one the application registered, so nothing was sent there.',
  });
}
