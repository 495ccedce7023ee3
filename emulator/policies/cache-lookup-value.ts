import type { PolicyElement } from '../gateway/policy-element';
import type { PolicyExecutor } from './executor';

/** Reads `caching-type` and refuses an external cache that the stack does not have. The cache of this machine stands for it. */
export function checkCachingType(element: PolicyElement): void {
  const type = element.choice('caching-type', ['prefer-external', 'internal', 'external'], 'prefer-external');
  if (type === 'external' && !element.compiler.hasExternalCache)
    element.problem(
      'caching-type="external": the stack has no azurerm_api_management_redis_cache. Add one, or use prefer-external or internal.',
    );
}

/** Puts a cached value into a variable; on a miss the default, or nothing. */
export const cacheLookupValue: PolicyExecutor = {
  name: 'cache-lookup-value',
  sections: 'IBOE',
  compile: (element) => {
    const key = element.required('key');
    const variable = element.requiredLiteral('variable-name');
    const fallback = element.value('default-value');
    checkCachingType(element);
    return async (exchange) => {
      const found = exchange.services.cache.lookup(await key.text(exchange), exchange);
      if (found !== undefined) exchange.setVariable(variable, found);
      else if (fallback !== undefined) exchange.setVariable(variable, await fallback.evaluate(exchange));
    };
  },
};
