import { foreignLoginPage, unavailablePage, usedLoginPage } from '../../pages/error-page';
import { countRefusal } from '../../steps/count-calls';
import { endpointErrorResponse } from '../../steps/endpoint-error';
import { oauthErrorResponse, unavailableResponse } from '../../steps/json-response';
import { fragment } from '../gateway-fragment';
import type { SectionName } from '../gateway-fragment';

const ANYWHERE: readonly SectionName[] = ['inbound', 'backend', 'outbound', 'on-error'];

/** 503 in JSON, for endpoints that clients call. */
export const UNAVAILABLE = fragment({
  name: 'oauth-unavailable',
  description: 'Answers a client that a service behind the gateway does not answer.',
  sections: ANYWHERE,
  reads: [],
  writes: [],
  policies: [unavailableResponse({ anyOrigin: true })],
});

/** The answer to a web page that may not call an MCP endpoint. Nothing in it says that logging in would help. */
export const FOREIGN_ORIGIN = fragment({
  name: 'mcp-foreign-origin',
  description: 'Refuses a request of a web page on a foreign origin.',
  sections: ['inbound'],
  reads: [],
  writes: [],
  policies: [
    countRefusal('foreign-origin'),
    endpointErrorResponse({
      status: 403,
      error: 'access_denied',
      description: 'This endpoint does not take requests from web pages of this origin.',
    }),
  ],
});

/** The one answer to every code and refresh token that cannot be redeemed: it does not tell what is wrong. */
export const INVALID_GRANT = fragment({
  name: 'oauth-invalid-grant',
  description: 'Answers a client that its code or token cannot be redeemed.',
  sections: ANYWHERE,
  reads: [],
  writes: [],
  policies: [
    oauthErrorResponse({
      status: 400,
      error: 'invalid_grant',
      description: 'The code or token is not valid, or not for this client and request.',
      anyOrigin: true,
    }),
  ],
});

/** 503 as a page, for endpoints that browsers open. */
export const UNAVAILABLE_PAGE = fragment({
  name: 'page-unavailable',
  description: 'Shows a person that a service behind the gateway does not answer.',
  sections: ANYWHERE,
  reads: [],
  writes: [],
  policies: [unavailablePage()],
});

/** The login went on already. */
export const USED_LOGIN_PAGE = fragment({
  name: 'page-used-login',
  description: 'Shows a person that this step of the login happened already.',
  sections: ANYWHERE,
  reads: [],
  writes: [],
  policies: [usedLoginPage()],
});

/** The login was approved in another browser. */
export const FOREIGN_LOGIN_PAGE = fragment({
  name: 'page-foreign-login',
  description: 'Shows a person that this login was approved in another browser.',
  sections: ANYWHERE,
  reads: [],
  writes: [],
  policies: [foreignLoginPage()],
});
