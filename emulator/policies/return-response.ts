import { GatewayResponse } from '../gateway/gateway-response';
import { MessageBody } from '../gateway/message-body';
import type { PolicyExecutor } from './executor';
import { responseInVariable } from './response-variable';
import { compileSetBody } from './set-body';
import { compileSetHeader } from './set-header';
import { compileSetStatus } from './set-status';

/** Ends the pipeline with a response built here, or with a received one changed here. */
export const returnResponse: PolicyExecutor = {
  name: 'return-response',
  sections: 'IBOE',
  compile: (element) => {
    const variable = element.literal('response-variable-name');
    const statuses = element.parts('set-status').map((part) => ({ apply: compileSetStatus(part), part }));
    const headers = element.parts('set-header').map((part) => ({ apply: compileSetHeader(part), part }));
    const bodies = element.parts('set-body').map((part) => ({ apply: compileSetBody(part), part }));
    for (const { part } of [...statuses, ...headers, ...bodies]) part.finish();
    return async (exchange) => {
      const received = variable === undefined ? undefined : responseInVariable(exchange, variable);
      const response = new GatewayResponse(received?.statusCode ?? 200, {
        reason: received?.statusReason,
        headers: received?.headers.copy(),
        body: received?.body === null || received === undefined ? null : MessageBody.ofBytes(received.body.read(true)),
      });
      for (const { apply } of statuses) await apply(exchange, response);
      for (const { apply } of headers) await apply(exchange, response);
      for (const { apply } of bodies) await apply(exchange, response);
      exchange.end(response);
    };
  },
};
