import type { PolicyExecutor } from './executor';
import { compileRequestParts } from './request-parts';

/** Makes a request and waits for nothing: neither the response nor an error reaches the pipeline. */
export const sendOneWayRequest: PolicyExecutor = {
  name: 'send-one-way-request',
  sections: 'IBOE',
  compile: (element) => {
    const build = compileRequestParts(element);
    return async (exchange) => {
      const request = await build(exchange);
      // The client may leave; this request goes on.
      const { signal } = new AbortController();
      exchange.services.outbound.send({ ...request, signal }).then(
        (response) => response.body?.discard(),
        () => exchange.recorder?.message('send-one-way-request', `The request to ${request.url.origin} failed.`),
      );
    };
  },
};
