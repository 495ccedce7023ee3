import { parseQuery } from '../gateway/url-state';
import type { PolicyExecutor } from './executor';

/** Replaces the path below the service URL, and the query as far as the template or the operation names it. */
export const rewriteUri: PolicyExecutor = {
  name: 'rewrite-uri',
  sections: 'I',
  compile: (element) => {
    const template = element.required('template');
    const copy = element.value('copy-unmatched-params');
    return async (exchange) => {
      const { request } = exchange;
      const text = await template.text(exchange);
      const filled = text.replace(/\{([^{}]+)\}/g, (written, name: string) => {
        const value = request.matchedParameters.get(name);
        return value === undefined ? written : encodeURIComponent(value);
      });
      const at = filled.indexOf('?');
      const path = at < 0 ? filled : filled.slice(0, at);
      const own = parseQuery(at < 0 ? '' : filled.slice(at));
      const copies = copy === undefined || (await copy.boolean(exchange));
      const consumed = exchange.consumedQueryParameters;
      const unmatched = copies
        ? parseQuery(request.queryString).filter(
            ([name]) => !consumed.has(name) && !own.some(([known]) => known === name),
          )
        : [];
      request.setPath(path.startsWith('/') ? path : `/${path}`);
      request.setQuery([...own, ...unmatched]);
    };
  },
};
