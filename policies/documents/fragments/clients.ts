import type { XmlElement } from '../../language/xml/node';
import { authenticateClient } from '../../steps/authenticate-client';
import { CLIENT, CLIENT_ID, CLIENT_STATE, findClient, type ClientOptions } from '../../steps/find-client';
import { CLIENT_CREDENTIALS, readClientCredentials } from '../../steps/read-client-credentials';
import { FORM } from '../../steps/read-form';
import { STORE_AUTHORIZATION } from '../../steps/store-authorization';
import { fragment, include, type GatewayFragment } from '../gateway-fragment';
import { STORE_AUTHORIZATION_FRAGMENT } from './store-authorization';

/** Finds the client that `clientId` names, of whatever kind. */
export function findClientFragment(options: ClientOptions): GatewayFragment {
  return fragment({
    name: 'find-client',
    description: 'Finds an OAuth client: registered, described by a metadata document, or configured.',
    sections: ['inbound'],
    reads: [CLIENT_ID, STORE_AUTHORIZATION],
    writes: [CLIENT, CLIENT_STATE],
    policies: findClient(options),
  });
}

/** Reads how a client authenticates. */
export const READ_CLIENT_CREDENTIALS = fragment({
  name: 'read-client-credentials',
  description: 'Reads client id and secret from the form or from Basic authentication.',
  sections: ['inbound'],
  reads: [FORM],
  writes: [CLIENT_CREDENTIALS, CLIENT_ID],
  policies: readClientCredentials(),
});

/** Answers a caller that is not the client it names. */
export function authenticateClientFragment(options: ClientOptions): GatewayFragment {
  return fragment({
    name: 'authenticate-client',
    description: 'Checks that the caller of an OAuth endpoint is the client it names.',
    sections: ['inbound'],
    reads: [CLIENT_CREDENTIALS, CLIENT_ID, CLIENT, CLIENT_STATE],
    writes: [],
    policies: authenticateClient(options),
  });
}

/**
 * Goes on only for a client that is who it says (RFC 6749 sections 2.3 and 5.2); answers everybody else. Reads the form
 * and the Authorization header; afterwards `clientId` and `client` are set, and the store may be asked.
 */
export function authenticatedClient(options: ClientOptions): readonly XmlElement[] {
  return [
    include(READ_CLIENT_CREDENTIALS),
    include(STORE_AUTHORIZATION_FRAGMENT),
    include(findClientFragment(options)),
    include(authenticateClientFragment(options)),
  ];
}
