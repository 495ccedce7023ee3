import { choose } from '../../elements/choose';
import { setVariable } from '../../elements/set-variable';
import { csharp, expression } from '../../language/expressions/template';
import type { XmlElement } from '../../language/xml/node';
import { leavePage } from '../../pages/leave-page';
import { pageResponse } from '../../pages/layout';
import { CLIENT, clientKind } from '../../steps/find-client';
import { REDIRECT_URI, redirectUriIsUntrusted } from '../../steps/redirect-uri';
import { CLIENT_ANSWER, clientUrl, errorAnswer, redirect } from '../../steps/return-to-client';
import { stringVariable } from '../../steps/variables';
import { fragment, include } from '../gateway-fragment';

/** Variable with the parameters of an error answer, encoded. */
const CLIENT_ERROR = 'clientError';

/** Variable that says whether the browser may be sent to the client without the person having a say, a bool. */
const TRUSTED = 'redirectUriIsTrusted';

const REDIRECT = stringVariable(REDIRECT_URI);
const URL = clientUrl(stringVariable(CLIENT_ERROR));

/** Decides whether errors go straight to the client. What uses {@link refuseClient} has this before. */
export function checkRedirectTrust(): XmlElement {
  return setVariable({
    id: 'check-untrusted-error',
    name: TRUSTED,
    value: expression(csharp`!(${redirectUriIsUntrusted(clientKind(CLIENT, 'kind'), REDIRECT)})`),
  });
}

/** Tells a client what is wrong with its request before anybody was asked. */
export const RETURN_CLIENT_ERROR = fragment({
  name: 'return-client-error',
  description: 'Returns an error to the client, by way of the person when nobody vouches for its site.',
  sections: ['inbound'],
  reads: [TRUSTED, CLIENT_ERROR, REDIRECT_URI, CLIENT_ANSWER.start, CLIENT_ANSWER.end],
  writes: [],
  policies: [
    choose({
      when: [
        {
          condition: expression(csharp`!(bool)context.Variables[${TRUSTED}]`),
          then: [
            pageResponse({
              status: 400,
              html: expression(leavePage({ url: URL, redirectUri: REDIRECT })),
            }),
          ],
        },
      ],
    }),
    redirect(expression(URL)),
  ],
});

/** Ends a request for a login with an error for the client: see {@link RETURN_CLIENT_ERROR}. */
export function refuseClient(error: string, description: string): readonly XmlElement[] {
  return [
    setVariable({ name: CLIENT_ERROR, value: expression(errorAnswer(error, description)) }),
    include(RETURN_CLIENT_ERROR),
  ];
}
