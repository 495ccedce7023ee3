import type { PolicyExecutor } from './executor';
import { compileDimensions } from './metric-dimensions';

/** Counts a custom metric; the trace console shows the totals. */
export const emitMetric: PolicyExecutor = {
  name: 'emit-metric',
  sections: 'IBOE',
  compile: (element) => {
    const name = element.required('name');
    element.value('namespace');
    const value = element.value('value');
    const dimensions = compileDimensions(element);
    return async (exchange) => {
      const written = await dimensions(exchange);
      const number = value === undefined ? 1 : Number(await value.text(exchange));
      exchange.services.metrics.add(await name.text(exchange), number, written);
    };
  },
};
