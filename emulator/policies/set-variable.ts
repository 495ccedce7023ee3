import { whenReady } from '../gateway/value';
import type { PolicyExecutor } from './executor';

/** Stores a value for the rest of the request. A literal is always text. */
export const setVariable: PolicyExecutor = {
  name: 'set-variable',
  sections: 'IBOE',
  compile: (element) => {
    const name = element.requiredLiteral('name');
    const value = element.required('value');
    return (exchange) => whenReady(value.evaluate(exchange), (ready) => exchange.setVariable(name, ready));
  },
};
