import { STATUS_CODES } from 'node:http';
import { ClrException } from '../expressions/clr-exception';
import type { Exchange } from '../gateway/exchange';
import type { GatewayResponse } from '../gateway/gateway-response';
import type { PolicyElement } from '../gateway/policy-element';
import type { PolicyExecutor } from './executor';
import { responseOf } from './message-target';

/** Compiles a `set-status` element into what it does to a response. */
export function compileSetStatus(
  element: PolicyElement,
): (exchange: Exchange, response: GatewayResponse) => Promise<void> {
  const code = element.required('code');
  const reason = element.value('reason');
  return async (exchange, response) => {
    const status = await code.integer(exchange);
    if (status < 100 || status > 999)
      throw new ClrException('System.ArgumentOutOfRangeException', `${status} is no HTTP status.`);
    response.statusCode = status;
    // A reason phrase is one line of text; Node refuses anything else.
    response.statusReason = ((await reason?.text(exchange)) ?? STATUS_CODES[status] ?? '').replace(
      /[^\t\x20-\x7e\x80-\xff]/g,
      ' ',
    );
  };
}

/** Changes the status of the response. */
export const setStatus: PolicyExecutor = {
  name: 'set-status',
  sections: 'IBOE',
  compile: (element) => {
    const apply = compileSetStatus(element);
    return (exchange) => apply(exchange, responseOf(exchange));
  },
};
