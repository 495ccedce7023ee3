import { checkCachingType } from './cache-lookup-value';
import type { PolicyExecutor } from './executor';

/** Caches a value. Later requests see it; the one that stores it does not. */
export const cacheStoreValue: PolicyExecutor = {
  name: 'cache-store-value',
  sections: 'IBOE',
  compile: (element) => {
    const key = element.required('key');
    const value = element.required('value');
    const duration = element.required('duration');
    checkCachingType(element);
    return async (exchange) => {
      const seconds = await duration.integer(exchange);
      exchange.services.cache.store(await key.text(exchange), await value.evaluate(exchange), seconds, exchange);
    };
  },
};
