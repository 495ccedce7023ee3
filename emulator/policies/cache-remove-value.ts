import { checkCachingType } from './cache-lookup-value';
import type { PolicyExecutor } from './executor';

/** Removes a value from the cache. */
export const cacheRemoveValue: PolicyExecutor = {
  name: 'cache-remove-value',
  sections: 'IBOE',
  compile: (element) => {
    const key = element.required('key');
    checkCachingType(element);
    return async (exchange) => exchange.services.cache.remove(await key.text(exchange));
  },
};
