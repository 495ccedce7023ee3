import { PolicyError } from '../gateway/policy-error';
import type { PolicyExecutor } from './executor';
import { compileRequestParts } from './request-parts';
import { storeResponse } from './response-variable';

/** Makes a request and stores the response in a variable: null when it failed and errors are ignored. */
export const sendRequest: PolicyExecutor = {
  name: 'send-request',
  sections: 'IBOE',
  compile: (element) => {
    const variable = element.requiredLiteral('response-variable-name');
    const ignoresErrors = element.flag('ignore-error', false);
    const build = compileRequestParts(element);
    return async (exchange) => {
      const request = await build(exchange);
      try {
        const response = await exchange.services.outbound.send({
          ...request,
          timeoutCoversBody: true,
          signal: exchange.signal,
        });
        // Expressions read bodies synchronously, so the whole response is here before they run.
        await response.body?.buffer();
        storeResponse(exchange, variable, response);
      } catch (error) {
        if (!ignoresErrors || exchange.signal.aborted) throw asConnectionFailure(error, request.url);
        exchange.setVariable(variable, null);
      }
    };
  },
};

/** A connection that breaks while the body arrives is as much a failure as one that never opened. */
function asConnectionFailure(error: unknown, url: URL): PolicyError {
  if (error instanceof PolicyError) return error;
  return new PolicyError({
    reason: 'BackendConnectionFailure',
    message: `The response of ${url.origin} ended before it was complete.`,
  });
}
