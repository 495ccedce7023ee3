import { parseQuery, type QueryParameter } from '../gateway/url-state';
import type { PolicyExecutor } from './executor';

/** Sets, adds or deletes a query parameter of the request to the backend. Several values repeat the parameter. */
export const setQueryParameter: PolicyExecutor = {
  name: 'set-query-parameter',
  sections: 'IB',
  compile: (element) => {
    const name = element.required('name');
    const action = element.choice('exists-action', ['override', 'skip', 'append', 'delete'], 'override');
    const values = element.parts('value').map((part) => part.text());
    return async (exchange) => {
      const parameter = await name.text(exchange);
      const query = parseQuery(exchange.request.queryString);
      const others = query.filter(([known]) => known !== parameter);
      const isPresent = others.length < query.length;
      if (action === 'delete') return isPresent ? exchange.request.setQuery(others) : undefined;
      if (action === 'skip' && isPresent) return;
      const added: QueryParameter[] = [];
      for (const value of values) added.push([parameter, (await value?.text(exchange)) ?? '']);
      exchange.request.setQuery([...(action === 'append' ? query : others), ...added]);
    };
  },
};
