import type { ProtectedEndpoint } from '../contract/protected-endpoint';
import { choose } from '../elements/choose';
import type { When } from '../elements/choose';
import type { XmlElement } from '../language/xml/node';
import { presentsJwt, presentsSubscriptionKey, validateApplicationToken } from '../steps/admit-agent';
import { grantIsNotCached } from '../steps/find-grant';
import {
  ADMIT_APPLICATION,
  ADMIT_SUBSCRIPTION,
  CHECK_GRANT,
  CHECK_TOKEN,
  READ_GRANT,
  READ_TOKEN,
  REFUSE_CALLER,
} from './fragments/mcp';
import { STORE_AUTHORIZATION_FRAGMENT } from './fragments/store-authorization';
import { include } from './gateway-fragment';

/**
 * Finds out who calls, in one of the ways the endpoint takes. The shape of the credential decides which one is tried, and
 * no other is tried after it.
 */
export function authenticateCaller({ name, authentication = {} }: ProtectedEndpoint): readonly XmlElement[] {
  const { oauth = true, entra = false, subscriptionKey = false } = authentication;
  const person = oauth ? authenticatePerson() : [include(REFUSE_CALLER)];
  const agents: When[] = [
    ...(entra
      ? [{ condition: presentsJwt(), then: [validateApplicationToken(name), include(ADMIT_APPLICATION)] }]
      : []),
    ...(subscriptionKey ? [{ condition: presentsSubscriptionKey(), then: [include(ADMIT_SUBSCRIPTION)] }] : []),
  ];
  const [first, ...others] = agents;
  return [
    include(READ_TOKEN),
    ...(first === undefined ? person : [choose({ when: [first, ...others], otherwise: person })]),
  ];
}

function authenticatePerson(): readonly XmlElement[] {
  return [
    include(CHECK_TOKEN),
    choose({
      when: [{ condition: grantIsNotCached(), then: [include(STORE_AUTHORIZATION_FRAGMENT), include(READ_GRANT)] }],
    }),
    include(CHECK_GRANT),
  ];
}
