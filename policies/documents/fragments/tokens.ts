import { GRANT } from '../../steps/grant';
import { unavailableResponse } from '../../steps/json-response';
import { readClientForm } from '../../steps/read-client-form';
import { FORM } from '../../steps/read-form';
import { revokeGrant } from '../../steps/revoke-grant';
import { STORE_AUTHORIZATION } from '../../steps/store-authorization';
import { fragment } from '../gateway-fragment';

/** Reads the form of a client's request. */
export const READ_CLIENT_FORM = fragment({
  name: 'oauth-read-form',
  description: 'Reads the form a client sends to the token or the revocation endpoint.',
  sections: ['inbound'],
  reads: [],
  writes: [FORM],
  policies: readClientForm(),
});

/** Revokes a grant, and with it every token that names it. */
export const REVOKE_GRANT = fragment({
  name: 'revoke-grant',
  description: 'Revokes a grant, and with it every token that names it.',
  sections: ['inbound'],
  reads: [GRANT, STORE_AUTHORIZATION],
  writes: [],
  policies: revokeGrant([unavailableResponse({ anyOrigin: true })]),
});
