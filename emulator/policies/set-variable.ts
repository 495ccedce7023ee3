import type { PolicyExecutor } from './executor';

/** Stores a value for the rest of the request. A literal is always text. */
export const setVariable: PolicyExecutor = {
  name: 'set-variable',
  sections: 'IBOE',
  compile: (element) => {
    const name = element.requiredLiteral('name');
    const value = element.required('value');
    return (exchange) => {
      const result = value.evaluate(exchange);
      if (!(result instanceof Promise)) return exchange.setVariable(name, result);
      return result.then((ready) => exchange.setVariable(name, ready));
    };
  },
};
