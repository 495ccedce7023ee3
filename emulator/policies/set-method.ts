import { ClrException } from '../expressions/clr-exception';
import type { Exchange } from '../gateway/exchange';
import type { PolicyElement } from '../gateway/policy-element';
import type { PolicyExecutor } from './executor';

/** Compiles a `set-method` element into the method it yields, in upper case. */
export function compileSetMethod(element: PolicyElement): (exchange: Exchange) => Promise<string> {
  const value = element.text();
  if (value === undefined) element.problem('the method is missing.');
  return async (exchange) => {
    const method = ((await value?.text(exchange)) ?? '').trim().toUpperCase();
    if (!/^[A-Z]+$/.test(method)) throw new ClrException('System.FormatException', 'The HTTP method is not a word.');
    return method;
  };
}

/** Changes the method the backend sees. */
export const setMethod: PolicyExecutor = {
  name: 'set-method',
  sections: 'IE',
  compile: (element) => {
    const method = compileSetMethod(element);
    return async (exchange) => {
      exchange.request.method = await method(exchange);
    };
  },
};
