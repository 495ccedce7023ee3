import { errorMessage } from '../gateway/error-details';
import type { Exchange } from '../gateway/exchange';
import { PolicyError } from '../gateway/policy-error';
import type { PolicyElement } from '../gateway/policy-element';
import type { PolicyExecutor } from './executor';

/** Compiles the element into the token it gets; undefined when it failed and errors are ignored. */
export function compileManagedIdentityToken(
  element: PolicyElement,
): (exchange: Exchange) => Promise<string | undefined> {
  const resource = element.required('resource');
  const clientId = element.value('client-id');
  const ignoresErrors = element.flag('ignore-error', false);
  return async (exchange) => {
    const audience = await resource.text(exchange);
    const client = await clientId?.text(exchange);
    try {
      return await exchange.services.managedIdentityToken(audience, client === '' ? undefined : client);
    } catch (error) {
      if (ignoresErrors) return undefined;
      throw new PolicyError({
        reason: 'FailedToObtainToken',
        message: `No managed identity token for ${audience}: ${errorMessage(error)}`,
      });
    }
  };
}

/** Gets a token of the service's identity and sends it to the backend, or stores it in a variable. */
export const authenticationManagedIdentity: PolicyExecutor = {
  name: 'authentication-managed-identity',
  sections: 'I',
  compile: (element) => {
    const variable = element.literal('output-token-variable-name');
    const token = compileManagedIdentityToken(element);
    return async (exchange) => {
      const value = await token(exchange);
      if (variable !== undefined) exchange.setVariable(variable, value ?? null);
      else if (value !== undefined) exchange.request.headers.replace('Authorization', [`Bearer ${value}`]);
    };
  },
};
