import { NAMED_VALUES } from '../contract/named-values';
import { authenticationManagedIdentity } from '../elements/authentication-managed-identity';
import { setVariable } from '../elements/set-variable';
import { namedValueText } from '../language/expressions/named-value';
import { csharp, expression } from '../language/expressions/template';
import type { XmlElement } from '../language/xml/node';
import { stringVariable } from './variables';

/** Variable with the value of the Authorization header that Cosmos expects. */
export const STORE_AUTHORIZATION = 'storeAuthorization';

/**
 * Gets the gateway's system-assigned identity a token for the store. Inbound only, and only after the caller's own
 * Authorization header was read.
 *
 * Reads nothing. Writes `storeToken` and {@link STORE_AUTHORIZATION}. When the identity has no token, on-error answers 503.
 *
 * Source: https://learn.microsoft.com/rest/api/cosmos-db/access-control-on-cosmosdb-resources
 */
export function storeAuthorization(): readonly XmlElement[] {
  return [
    authenticationManagedIdentity({
      resource: namedValueText(NAMED_VALUES.cosmosEndpoint),
      outputTokenVariableName: 'storeToken',
    }),
    setVariable({
      name: STORE_AUTHORIZATION,
      value: expression(csharp`"type%3Daad%26ver%3D1.0%26sig%3D" + ${stringVariable('storeToken')}`),
    }),
  ];
}
