import { storeAuthorization, STORE_AUTHORIZATION } from '../../steps/store-authorization';
import { fragment } from '../gateway-fragment';

/** Gets the token the store wants; before the first store request of a document. */
export const STORE_AUTHORIZATION_FRAGMENT = fragment({
  name: 'store-authorization',
  description: 'Gets the gateway a token for its Cosmos DB store.',
  sections: ['inbound'],
  reads: [],
  writes: [STORE_AUTHORIZATION],
  policies: storeAuthorization(),
});
