import { ClrException } from '../expressions/clr-exception';
import { MessageBody } from '../gateway/message-body';
import type { Exchange } from '../gateway/exchange';
import type { PolicyElement } from '../gateway/policy-element';
import { toText } from '../gateway/value';
import type { PolicyExecutor } from './executor';
import { targetOf, type MessageTarget } from './message-target';

/** Compiles a `set-body` element into what it does to a message. */
export function compileSetBody(element: PolicyElement): (exchange: Exchange, target: MessageTarget) => Promise<void> {
  const template = element.literal('template');
  if (template !== undefined && template !== 'none') {
    element.problem(
      `template="${template}" is not supported by the local gateway. Write the body as an expression (docs/fidelity.md).`,
    );
  }
  const value = element.text();
  return async (exchange, target) => {
    const body = value === undefined ? '' : await value.evaluate(exchange);
    target.body?.discard();
    // Only raw bytes are sent as they are; everything else is text, as UTF-8.
    target.body = body instanceof Uint8Array ? MessageBody.ofBytes(body) : MessageBody.ofText(toText(body));
  };
}

/** Replaces the body of the request (inbound, backend) or the response (outbound, on-error). */
export const setBody: PolicyExecutor = {
  name: 'set-body',
  sections: 'IBOE',
  compile: (element) => {
    const { section } = element.place;
    const target = targetOf(section);
    const apply = compileSetBody(element);
    return (exchange) => {
      const message = target(exchange);
      if (section === 'inbound' && message.body === null && ['GET', 'HEAD'].includes(exchange.request.method)) {
        throw new ClrException(
          'System.InvalidOperationException',
          `A ${exchange.request.method} request has no message body to set.`,
        );
      }
      return apply(exchange, message);
    };
  },
};
